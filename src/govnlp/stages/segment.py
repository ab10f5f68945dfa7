"""Segment: documents to segments of one language and kind."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from govnlp.config import SegmentSettings
from govnlp.schema import Tables, check_table, empty_table, table_from_columns
from govnlp.segmentation.blocks import Block, Piece
from govnlp.segmentation.furniture import is_trailing_marker
from govnlp.segmentation.headings import kinds_of
from govnlp.segmentation.language_runs import split_by_language
from govnlp.segmentation.lines import Line, lines_of
from govnlp.segmentation.long_paragraphs import cut_long
from govnlp.segmentation.markers import Marker, marker_of, stands_alone
from govnlp.segmentation.repeats import first_occurrences, repeat_key, repeated_runs
from govnlp.segmentation.surroundings import find_surroundings
from govnlp.segmentation.wrapping import join_lines, wrap_widths
from govnlp.text.language import language_of
from govnlp.text.scripts import han_script

_GAP = re.compile(r"\s{2,}|\t|\u3000")
_TAIL_CHARS = 60
_PROSE_RUN = 80


@dataclass(frozen=True, slots=True)
class _Segment:
    start: int
    end: int
    text: str
    lang: str
    kind: str


def segment(documents: pa.Table, settings: SegmentSettings | None = None) -> Tables:
    """Cut documents into segments of one language, script and kind.

    Segments cover every character that is no white space exactly once, in order, without
    overlap; they begin and end at such characters. Furniture and repeats are marked (``kind``,
    ``duplicate_of``), nothing is dropped. Markers of Markdown stay in the text of their segment;
    its rules and fences are segments of their own, of kind ``boilerplate``.

    Args:
        documents: table ``documents``; ``doc_id`` and ``text`` are read.
        settings: how to cut.

    Returns:
        ``segments``, and ``rejects`` without a row: every text can be cut.

    Raises:
        TableError: ``documents`` has not the columns it should have.
    """
    settings = settings or SegmentSettings()
    check_table("documents", documents)
    columns: dict[str, list[object]] = {name: [] for name in _COLUMNS}
    for doc_id, text in zip(
        documents.column("doc_id").to_pylist(), documents.column("text").to_pylist(), strict=True
    ):
        segments = segment_text(text, settings)
        repeats = first_occurrences(
            [repeat_key(part.text) for part in segments], settings.min_duplicate_chars
        )
        columns["doc_id"].extend([doc_id] * len(segments))
        columns["segment_id"].extend(range(len(segments)))
        columns["duplicate_of"].extend(repeats)
        columns["script"].extend(_scripts(segments))
        for part in segments:
            columns["start"].append(part.start)
            columns["end"].append(part.end)
            columns["text"].append(part.text)
            columns["lang"].append(part.lang)
            columns["kind"].append(part.kind)
    return {
        "segments": table_from_columns("segments", columns),
        "rejects": empty_table("rejects"),
    }


_COLUMNS = tuple(empty_table("segments").column_names)


def segment_text(text: str, settings: SegmentSettings) -> list[_Segment]:
    """Cut one text; see `segment`."""
    lines = lines_of(text)
    surroundings = find_surroundings(lines)
    tails = _repeated_tails(lines)
    pieces = [
        piece
        for number, line in enumerate(lines)
        for piece in _pieces_of(line, number, number in surroundings, tails, settings)
    ]
    body = [number for number in range(len(lines)) if number not in surroundings]
    blocks = join_lines(pieces, _cuts(lines, body), wrap_widths([lines[number] for number in body]))
    return [
        part
        for block, kind in zip(blocks, kinds_of(blocks), strict=True)
        for part in _finish(text, block, kind, settings.max_chars)
    ]


def _repeated_tails(lines: Sequence[Line]) -> frozenset[str]:
    """Give what stands behind a gap at the end of three lines or more: a link, not text."""
    counts = Counter(tail for line in lines if (tail := _tail(line)) is not None)
    return frozenset(tail for tail, count in counts.items() if count >= 3)


def _tail(line: Line) -> str | None:
    if line.width < 40:
        return None
    gaps = list(_GAP.finditer(line.text, max(1, len(line.text) - _TAIL_CHARS)))
    if not gaps:
        return None
    tail = line.text[gaps[-1].end() :]
    return tail if tail and len(tail) <= 24 and len(tail) * 2 < len(line.text) else None


def _pieces_of(
    line: Line, number: int, furniture: bool, tails: frozenset[str], settings: SegmentSettings
) -> Iterator[Piece]:
    whole = line.text
    end = len(whole)
    tail_start = None
    if not furniture and (gaps := list(_GAP.finditer(whole, max(0, len(whole) - 80)))):
        for gap in gaps:
            tail = whole[gap.end() :]
            if gap.start() and (tail in tails or is_trailing_marker(tail)):
                tail_start, end = gap.end(), gap.start()
                break
    spans = [(0, end)] if furniture else split_by_language(whole[:end], settings.min_switch_chars)
    if tail_start is not None:
        spans = [*spans, (tail_start, len(whole))]
    for index, (start, stop) in enumerate(spans):
        text = whole[start:stop]
        is_tail = start == tail_start
        yield Piece(
            line=line,
            number=number,
            start=line.start + start,
            end=line.start + stop,
            text=text,
            lang=language_of(text),
            marker=None if furniture or is_tail else _marker(whole, text),
            furniture=furniture or is_tail,
            first=index == 0,
            last=index == len(spans) - 1 or (index == len(spans) - 2 and tail_start is not None),
        )


def _marker(line: str, piece: str) -> Marker | None:
    """The marker of a piece; every piece of a table's row belongs to the row."""
    marker = marker_of(piece)
    if marker is None and line.startswith("|") and line.endswith("|"):
        return Marker("row", 0)
    return marker


def _cuts(lines: Sequence[Line], body: Sequence[int]) -> set[int]:
    """Give the lines at which a repeated run begins or ends, both times."""
    texts = [lines[number].text for number in body]
    widths = [lines[number].width for number in body]
    cuts = set()
    for run in repeated_runs(texts, widths):
        cuts.add(run.second)
        cuts.add(run.second + run.length)
        if _can_cut_first(texts, widths, run.first):
            cuts.add(run.first)
    return {body[at] for at in cuts if at < len(body)}


def _can_cut_first(texts: Sequence[str], widths: Sequence[int], first: int) -> bool:
    """Whether the run may be cut off from the line before where it stands first."""
    if first == 0:
        return True
    marker = marker_of(texts[first - 1])
    if marker is not None:
        return stands_alone(texts[first - 1], marker)
    return sum(widths[first : first + 2]) >= _PROSE_RUN


def _finish(text: str, block: Block, kind: str, max_chars: int) -> Iterator[_Segment]:
    start, end = block.pieces[0].start, block.pieces[-1].end
    spans = [(start, end)]
    if end - start > max_chars:
        spans = [(start + a, start + b) for a, b in cut_long(text[start:end], max_chars)]
    for first, last in spans:
        part = text[first:last]
        whole = len(block.pieces) == 1 and len(spans) == 1
        yield _Segment(
            first, last, part, block.pieces[0].lang if whole else language_of(part), kind
        )


def _scripts(segments: Sequence[_Segment]) -> Iterator[str]:
    decided = [han_script(part.text) if part.lang == "zh" else None for part in segments]
    sizes: Counter[str] = Counter()
    for part, script in zip(segments, decided, strict=True):
        if script is not None:
            sizes[script] += len(part.text)
    usual = "Hant" if sizes["Hant"] > sizes["Hans"] else "Hans"
    for part, script in zip(segments, decided, strict=True):
        if part.lang == "en":
            yield "Latn"
        elif part.lang == "zh":
            yield script or usual
        else:
            yield (
                "Latn" if any(char.isalpha() and char < "\u0250" for char in part.text) else "Zyyy"
            )
