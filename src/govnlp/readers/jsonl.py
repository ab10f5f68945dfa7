"""JSON Lines: one JSON object a line."""

import json
import re
from collections.abc import Iterator

from govnlp.config import IngestSettings
from govnlp.readers.plain import decoded_or_set_aside, undecodable
from govnlp.readers.protocol import Problem, ReadText
from govnlp.readers.rows import Row, texts_of_rows

_LINE = re.compile(r"[^\r\n]+|\r\n|\r|\n")


def read_jsonl(data: bytes, settings: IngestSettings) -> Iterator[ReadText | Problem]:
    """Read one text a line; empty lines are no rows.

    Raises:
        SetAsideError: the encoding is not known, there is no row, or no row has the text column.
    """
    decoded = decoded_or_set_aside(data)
    yield from texts_of_rows(_rows(decoded.text), decoded.encoding, settings)
    yield from undecodable(decoded)


def _rows(text: str) -> Iterator[Row]:
    number = 1
    # No str.splitlines: JSON may hold U+2028 and the like inside a string.
    for match in _LINE.finditer(text):
        line = match.group()
        if line[0] in "\r\n":
            number += 1
        elif not line.isspace():
            yield _row(line, f"line {number}")


def _row(line: str, where: str) -> Row:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Row(where, None, f"no valid JSON: {error}")
    if not isinstance(values, dict):
        return Row(where, None, f"no JSON object but {line[:40]!r}; each line must be {{...}}")
    return Row(where, values)
