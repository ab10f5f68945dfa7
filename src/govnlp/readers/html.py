"""HTML: the main text of a page, by trafilatura."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from govnlp.config import IngestSettings
from govnlp.errors import MissingExtraError
from govnlp.readers.layout import Block, join_blocks
from govnlp.readers.plain import decoded_or_set_aside, undecodable
from govnlp.readers.protocol import Problem, ReadText, Reason, SetAsideError

# What trafilatura says of a page on standard error stands in rejects.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE
)
_UNSEEN = frozenset(
    {"head", "script", "style", "noscript", "template", "svg", "select", "textarea"}
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)
_SPACE = re.compile(r"\s+")


def read_html(data: bytes, _settings: IngestSettings) -> Iterator[ReadText | Problem]:
    """Read the main text of a page, its title first; headings, paragraphs and items on own lines.

    Where no main text is found, all visible text is taken, and a problem says so.

    Raises:
        SetAsideError: the page has no text, or its encoding is not known.
        MissingExtraError: trafilatura is not installed.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise MissingExtraError("reading HTML", "ingest") from error

    declared = _DECLARED.search(data[:4096])
    decoded = decoded_or_set_aside(data, declared[1].decode("ascii") if declared else None)
    page = trafilatura.load_html(decoded.text)
    main: Any = trafilatura.bare_extraction(decoded.text, include_comments=False)
    text = "" if main is None else join_blocks(_main_blocks(main.body))
    if text:
        title = _title(page)
        if title and not _stands_in(title, text):
            text = f"{title}\n\n{text}"
        yield ReadText(text, decoded.encoding)
    else:
        text = join_blocks(_visible_blocks(page))
        if not text:
            raise SetAsideError(
                Reason.NO_TEXT, "the page shows no text (made by a script?); save it as text"
            )
        yield ReadText(text, decoded.encoding)
        yield Problem(
            Reason.NO_MAIN_TEXT,
            "no main text was found in the page; all visible text was taken, menus included",
        )
    yield from undecodable(decoded)


def _main_blocks(element: Any) -> Iterator[Block]:
    """Walk trafilatura's tree: head, p, list/item, quote, table/row/cell."""
    if element.tag in ("p", "head", "item", "row", "ab", "code"):
        yield Block(_inline_text(element), is_list_item=element.tag == "item")
        return
    if element.text and element.text.strip():
        yield Block(_SPACE.sub(" ", element.text))
    for child in element:
        yield from _main_blocks(child)
        if child.tail and child.tail.strip():
            yield Block(_SPACE.sub(" ", child.tail))


def _inline_text(element: Any) -> str:
    text = _SPACE.sub(" ", element.text or "")
    for child in element:
        if child.tag == "lb":
            text += "\n"
        elif child.tag == "cell" and text:
            text += "\t"
        text += _inline_text(child)
        text += _SPACE.sub(" ", child.tail or "")
    return text


def _visible_blocks(page: Any) -> Iterator[Block]:
    pieces: list[str] = []
    for is_break, text in _visible_pieces(page) if page is not None else ():
        if is_break:
            yield Block("".join(pieces))
            pieces.clear()
        pieces.append(_SPACE.sub(" ", text))
    yield Block("".join(pieces))


def _visible_pieces(element: Any) -> Iterator[tuple[bool, str]]:
    """Give stretches of text, each with whether a block begins there."""
    if isinstance(element.tag, str) and element.tag not in _UNSEEN:
        is_block = element.tag not in _INLINE
        yield is_block, element.text or ""
        for child in element:
            yield from _visible_pieces(child)
        if is_block:
            yield True, ""
    yield False, element.tail or ""


def _title(page: Any) -> str:
    headings = page.findall(".//h1")
    found = headings[0].text_content() if len(headings) == 1 else page.findtext(".//title")
    return _SPACE.sub(" ", found or "").strip()


def _stands_in(title: str, text: str) -> bool:
    """Tell whether a text has its title: as it is, or without the name of the site."""
    first_line = text.split("\n", 1)[0]
    return title in text or first_line in title
