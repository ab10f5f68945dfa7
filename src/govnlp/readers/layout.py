"""Blocks of a laid-out document (HTML, DOCX) as plain text that can be cut up again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SPACE_AROUND_LINE_END = re.compile(r"[^\S\n]*\n[^\S\n]*")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a table's cell or row, or an item of a list."""

    text: str
    is_list_item: bool = False


def join_blocks(blocks: Iterable[Block]) -> str:
    r"""Write blocks one below the other, an empty line between them, list items marked.

    >>> join_blocks([Block("Aims"), Block("peace", True), Block("security", True), Block("End")])
    'Aims\n\n- peace\n- security\n\nEnd'
    """
    pieces: list[str] = []
    previous: Block | None = None
    for block in blocks:
        content = _SPACE_AROUND_LINE_END.sub("\n", block.text).strip()
        if not content:
            continue
        if previous is not None:
            pieces.append("\n" if previous.is_list_item and block.is_list_item else "\n\n")
        pieces.append(f"- {content}" if block.is_list_item else content)
        previous = block
    return "".join(pieces)
