"""Files with one text a row: what JSONL, CSV, TSV and Parquet have in common."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from govnlp.config import IngestSettings
from govnlp.readers.protocol import Problem, ReadText, Reason, SetAsideError
from govnlp.text.surrogates import replace_surrogates


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file.

    Attributes:
        where: its place as a person finds it (``line 3``).
        values: the values by column; None where the row cannot be read.
        problem: what is wrong with a row that cannot be read.
    """

    where: str
    values: Mapping[str, Any] | None
    problem: str = ""


def texts_of_rows(
    rows: Iterable[Row], encoding: str, settings: IngestSettings
) -> Iterator[ReadText | Problem]:
    """Give the text of each row; a row that has none, or cannot be read, becomes a problem.

    Args:
        rows: all rows of one file, bad ones included; the first is row 0.
        encoding: the encoding of the file.
        settings: which columns hold the text and the identifier.

    Raises:
        SetAsideError: there is no row, or none has the text column.
    """
    columns: set[str] = set()
    lacking: list[Problem] = []  # held back: if every row lacks the column, the file does
    seen: set[str] = set()
    n_rows = 0
    has_text_column = False
    for number, row in enumerate(rows):
        n_rows += 1
        if row.values is None:
            yield Problem(Reason.BAD_ROW, f"{row.where}: {row.problem}", key=str(number))
            continue
        if settings.text_column in row.values:
            if not has_text_column:
                has_text_column = True
                yield from lacking
                lacking.clear()
            yield _text_of_row(number, row, row.values, encoding, settings, seen)
            continue
        columns.update(row.values)
        problem = Problem(
            Reason.ROW_WITHOUT_TEXT,
            f"{row.where}: it has no column {settings.text_column!r}",
            key=str(number),
        )
        if has_text_column:
            yield problem
        else:
            lacking.append(problem)
    if not n_rows:
        raise SetAsideError(Reason.NO_TEXT, "the file has no row")
    if lacking:
        raise _missing_column(settings.text_column, columns)


def check_columns(columns: Sequence[str], settings: IngestSettings) -> None:
    """Check the columns of a file that names them all at once.

    Raises:
        SetAsideError: two have the same name, or the text or identifier column is missing.
    """
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise SetAsideError(
            Reason.DAMAGED, f"several columns are called {', '.join(map(repr, twice))}; rename them"
        )
    for column in (settings.text_column, settings.id_column):
        if column is not None and column not in columns:
            raise _missing_column(column, columns)


def _missing_column(column: str, columns: Iterable[str]) -> SetAsideError:
    there = ", ".join(sorted(columns)) or "none"
    return SetAsideError(
        Reason.MISSING_COLUMN,
        f"no column {column!r}; there are: {there}; name one in [ingest] text_column or id_column",
    )


def _text_of_row(
    number: int,
    row: Row,
    values: Mapping[str, Any],
    encoding: str,
    settings: IngestSettings,
    seen: set[str],
) -> ReadText | Problem:
    key = str(number)
    if settings.id_column is not None:
        identifier = values.get(settings.id_column)
        if identifier is None or identifier == "" or isinstance(identifier, dict | list):
            return Problem(
                Reason.ROW_WITHOUT_ID,
                f"{row.where}: column {settings.id_column!r} holds {_shown(identifier)}",
                key=key,
            )
        key, _, _ = replace_surrogates(str(identifier))
        if key in seen:
            return Problem(
                Reason.REPEATED_ID, f"{row.where}: an earlier row is called {key!r} too", key=key
            )
        seen.add(key)
    text = values[settings.text_column]
    if not isinstance(text, str) or not text.strip():
        return Problem(
            Reason.ROW_WITHOUT_TEXT,
            f"{row.where}: column {settings.text_column!r} holds {_shown(text)}",
            key=key,
        )
    others = {name: value for name, value in values.items() if name != settings.text_column}
    return ReadText(text, encoding, key, metadata_json(others))


def metadata_json(values: Mapping[str, Any]) -> str:
    """Write the other columns of a row as a JSON object; what JSON lacks becomes a string.

    >>> metadata_json({"year": 1994, "author": "聯合國", "share": float("nan")})
    '{"author": "聯合國", "share": null, "year": 1994}'
    """
    written = json.dumps(_plain(values), ensure_ascii=False, sort_keys=True)
    return replace_surrogates(written)[0]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | bool | int):
        return value
    return value.hex() if isinstance(value, bytes) else str(value)


def _shown(value: Any) -> str:
    if value is None:
        return "nothing (null)"
    if isinstance(value, str):
        return "only white space" if value else "an empty text"
    return f"no text but {str(value)[:40]!r}"
