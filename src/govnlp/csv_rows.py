"""Read CSV files that users write, and say what is wrong with them."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from govnlp.errors import GovnlpError


def csv_rows(
    path: Path, error: type[GovnlpError], *, required: Sequence[str], allowed: Sequence[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Give each row of a file with the name of its place; a missing file has no rows.

    Args:
        path: a CSV file in UTF-8 with a header.
        error: what is raised where the file is wrong.
        required: columns that it must have.
        allowed: columns that it may have.
    """
    if not path.exists():
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            missing = [column for column in required if column not in header]
            unknown = [column for column in header if column not in allowed]
            if missing or unknown or len(set(header)) < len(header):
                raise error(
                    f"{path}: columns missing {missing}, unknown {unknown}; "
                    f"allowed, each once: {', '.join(allowed)}"
                )
            for values in reader:
                where = f"{path.name}, line {reader.line_num}"
                if len(values) != len(header):
                    raise error(f"{where}: {len(values)} values where the header has {len(header)}")
                yield where, {c: v.strip() for c, v in zip(header, values, strict=True)}
    except OSError as problem:
        raise error(f"{path}: cannot be read ({problem.strerror})") from problem
    except UnicodeDecodeError as problem:
        raise error(f"{path}: not UTF-8 ({problem}); save it as UTF-8") from problem
    except csv.Error as problem:
        raise error(f"{path}: not valid CSV ({problem})") from problem
