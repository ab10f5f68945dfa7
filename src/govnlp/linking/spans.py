"""Spans that annotators found and no mention covers: what is close to a label is sought in them.

A noun phrase ends before "of" and before 的, a name of several often does not: phrases that only
such a word parts are tried together as well ("security" of "humans", 人类的安全).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from govnlp.linking.candidates import Candidate, Passage
from govnlp.vocabulary.english import ARTICLE

_PARTED = re.compile(r"\s+(?:of|for|on|against)\s+(?:(?:the|an?)\s+)?|[的之]", re.IGNORECASE)
_LONGEST = 120
"""Code points of a longer span: no label is so long."""
_SHORTEST = 7
"""Letters of the shortest span, a Han character as two."""


class Span(NamedTuple):
    """A span of a passage.

    Attributes:
        start: where it begins in the passage (code points).
        end: where it ends, exclusive.
        label: the type of the entity that it is, or empty.
    """

    start: int
    end: int
    label: str


def uncovered_spans(passage: Passage, mentions: Sequence[Candidate]) -> list[Span]:
    """Give the entities and noun phrases of a passage that no mention covers, in order.

    Left out is what a mention holds, what crosses the border of one, phrases that are part of an
    entity or cross its border, and what is too short or too long to be a label. Of two spans with
    the same bounds the entity stays, with its type.
    """
    shift = passage.start
    names = [(e.start - shift, e.end - shift, e.label) for e in passage.entities]
    phrases = [(start - shift, end - shift) for start, end in passage.phrases]
    spans: dict[tuple[int, int], str] = {}
    for start, end, label in names:
        spans.setdefault(_without_article(passage.text, start, end), label)
    for start, end in (*phrases, *_together(passage.text, phrases)):
        if not any(in_the_way(start, end, first, last) for first, last, _ in names):
            spans.setdefault(_without_article(passage.text, start, end), "")
    return [
        Span(start, end, label)
        for (start, end), label in sorted(spans.items())
        if end - start <= _LONGEST
        and _width(passage.text, start, end) >= _SHORTEST
        and not any(in_the_way(start, end, m.start, m.end) for m in mentions)
    ]


def _without_article(text: str, start: int, end: int) -> tuple[int, int]:
    article = ARTICLE.match(text[start:end])
    return (start + article.end() if article else start), end


def _together(text: str, phrases: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join neighbours that only a preposition or 的 parts, two at a time."""
    for (start, middle), (again, end) in pairwise(phrases):
        if middle < again and _PARTED.fullmatch(text, middle, again):
            yield start, end


def _width(text: str, start: int, end: int) -> int:
    """Count letters, a Han character as two."""
    return sum(1 if char < "\u2e80" else 2 for char in text[start:end])


def in_the_way(start: int, end: int, first: int, last: int) -> bool:
    """Whether another span holds this one or crosses its border."""
    if last <= start or end <= first:
        return False
    return (start, end) == (first, last) or not (start <= first and last <= end)
