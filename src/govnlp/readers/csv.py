"""CSV and TSV: a header, then one text a row."""

import csv
import re
from collections.abc import Iterator
from typing import Any

from govnlp.config import IngestSettings
from govnlp.readers.plain import decoded_or_set_aside, undecodable
from govnlp.readers.protocol import Problem, ReadText, Reason, SetAsideError
from govnlp.readers.rows import Row, check_columns, texts_of_rows

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LONGEST_FIELD = 2**31 - 1  # the most that csv takes on every system


def read_csv(data: bytes, settings: IngestSettings) -> Iterator[ReadText | Problem]:
    """Read one text a row, columns set apart by commas, values quoted by ``"``.

    Raises:
        SetAsideError: the encoding is not known, the header is wrong, or there is no row.
    """
    decoded = decoded_or_set_aside(data)
    rows = _rows(decoded.text, settings, delimiter=",", strict=True)
    yield from texts_of_rows(rows, decoded.encoding, settings)
    yield from undecodable(decoded)


def read_tsv(data: bytes, settings: IngestSettings) -> Iterator[ReadText | Problem]:
    """Read one text a row, columns set apart by tabs.

    Quotation marks are read as in CSV if every row of the file holds together that way, else as
    part of the text: both kinds of TSV are in use.

    Raises:
        SetAsideError: the encoding is not known, the header is wrong, or there is no row.
    """
    decoded = decoded_or_set_aside(data)
    dialect: dict[str, Any] = {"delimiter": "\t", "strict": True}
    if any(row.values is None for row in _rows(decoded.text, settings, **dialect)):
        dialect = {"delimiter": "\t", "quoting": csv.QUOTE_NONE}
    rows = _rows(decoded.text, settings, **dialect)
    yield from texts_of_rows(rows, decoded.encoding, settings)
    yield from undecodable(decoded)


def _rows(text: str, settings: IngestSettings, **dialect: Any) -> Iterator[Row]:
    # The limit belongs to the process; it is only ever raised.
    longest = min(settings.max_file_bytes, _LONGEST_FIELD)
    csv.field_size_limit(max(longest, csv.field_size_limit()))
    reader = csv.reader(_lines(text), **dialect)
    header = _header(reader, settings)
    while True:
        first = reader.line_num + 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(_where(first, reader.line_num), None, f"{error}; check its quotation marks")
            continue
        if len(values) == len(header):
            yield Row(_where(first, reader.line_num), dict(zip(header, values, strict=True)))
        elif values:
            yield Row(
                _where(first, reader.line_num),
                None,
                f"{len(values)} values for {len(header)} columns",
            )


def _header(reader: Iterator[list[str]], settings: IngestSettings) -> list[str]:
    try:
        header = next((row for row in reader if row), None)
    except csv.Error as error:
        raise SetAsideError(Reason.DAMAGED, f"the header cannot be read: {error}") from error
    if header is None:
        raise SetAsideError(Reason.EMPTY, "there is no header")
    check_columns(header, settings)
    return header


def _lines(text: str) -> Iterator[str]:
    return (match.group() for match in _LINE.finditer(text))


def _where(first: int, last: int) -> str:
    return f"line {last}" if last <= first else f"lines {first} to {last}"
