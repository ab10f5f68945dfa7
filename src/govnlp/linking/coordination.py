"""Concepts whose head word a neighbour carries: "political, economic and social security".

Each conjunct is linked on its own words: "political" mentions political security, "economic"
economic security; only the last conjunct has the head in its span. A conjunct counts only if
it makes a label together with the head, and names share no heads ("Iraq and the Lao People's
Democratic Republic").
"""

import re
from collections.abc import Iterator, Sequence

from govnlp.linking import scores
from govnlp.linking.candidates import Candidate, FoldedPassage
from govnlp.linking.index import Entry, Keys
from govnlp.vocabulary import english

_CONJUNCTIONS = ("and", "or")
_LONGEST_HEAD = 3
_MOST_CONJUNCTS = 6
_COMMA = re.compile(r",\s*")

_HAN_CONJUNCTION = re.compile("以及|[、和与及或暨]$")
_HAN_ITEM_CHARS = 6
_HAN_ITEM = re.compile("[^\\W_]+$")


def find_coordinated_english(
    passage: FoldedPassage, words: english.Words, labels: Keys
) -> list[Candidate]:
    """Give the conjuncts of English lists that share a head with the last one.

    Args:
        passage: the passage.
        words: its words.
        labels: the English labels by key.
    """
    found: list[Candidate] = []
    text = passage.folded.text
    for place, key in enumerate(words.keys):
        if key not in _CONJUNCTIONS or not 0 < place < len(words.keys) - 2:
            continue
        conjuncts = list(_conjuncts_before(text, words, place))
        for head in _heads_after(text, words, place + 1):
            candidates = [
                candidate
                for first, last in conjuncts
                for candidate in _with_head(passage, words, first, last, head, labels)
            ]
            if candidates:
                found += candidates
                break
    return found


def _conjuncts_before(text: str, words: english.Words, place: int) -> Iterator[tuple[int, int]]:
    """Give first and last word of each conjunct before the conjunction, nearest first."""
    last = place - 1
    gap = text[words.ends[last] : words.starts[place]]
    for _ in range(_MOST_CONJUNCTS):
        if not (gap.isspace() or _COMMA.fullmatch(gap)):
            return
        first = _hyphenated_from(text, words, last)
        yield first, last
        if first == 0:
            return
        gap = text[words.ends[first - 1] : words.starts[first]]
        last = first - 1
        if not _COMMA.fullmatch(gap):
            return


def _hyphenated_from(text: str, words: english.Words, last: int) -> int:
    while last and text[words.ends[last - 1] : words.starts[last]] == "-":
        last -= 1
    return last


def _heads_after(text: str, words: english.Words, first: int) -> Iterator[tuple[int, int]]:
    """Give the words that may be the shared head, the longest run first."""
    while first + 1 < len(words.keys) and _gap(text, words, first) == "-":
        first += 1
    start = first + 1
    end = start
    while end < min(len(words.keys), start + _LONGEST_HEAD) and _gap(text, words, end - 1) in (
        " ",
        "-",
    ):
        end += 1
    for stop in range(end, start, -1):
        yield start, stop


def _gap(text: str, words: english.Words, place: int) -> str:
    return text[words.ends[place] : words.starts[place + 1]]


def _with_head(
    passage: FoldedPassage,
    words: english.Words,
    first: int,
    last: int,
    head: tuple[int, int],
    labels: Keys,
) -> Iterator[Candidate]:
    text = passage.folded.text
    start, end = words.starts[first], words.ends[last]
    head_text = text[words.starts[head[0]] : words.ends[head[1] - 1]]
    key = "".join((*words.keys[first : last + 1], *words.keys[head[0] : head[1]]))
    for entry in labels.lookup(key):
        if entry.is_name:
            continue
        surface = f"{text[start:end]} {head_text}"
        if english.classify(surface, entry.folded, is_name=False) is not None:
            yield _candidate(passage, start, end, entry)


def find_coordinated_chinese(
    passage: FoldedPassage, text: str, spans: Sequence[tuple[int, int]], labels: Keys
) -> list[Candidate]:
    """Give the conjuncts of Chinese lists that share a head with a label behind them.

    Args:
        passage: the passage.
        text: its text, folded to Simplified characters.
        spans: where Chinese labels were found in it.
        labels: the Chinese labels by key.
    """
    found: list[Candidate] = []
    for start, end in spans:
        if end - start < 3 or not _HAN_CONJUNCTION.search(text[max(0, start - 2) : start]):
            continue
        for head in range(start + 1, end - 1):
            if _HAN_CONJUNCTION.search(text[head]):
                break
            candidates = list(_chinese_conjuncts(passage, text, start, head, end, labels))
            if candidates:
                found += candidates
                break
    return found


def _chinese_conjuncts(
    passage: FoldedPassage, text: str, last: int, head: int, end: int, labels: Keys
) -> Iterator[Candidate]:
    """Give the conjuncts before the last one that make labels with its head, nearest first."""
    place = last
    for _ in range(_MOST_CONJUNCTS):
        conjunction = _HAN_CONJUNCTION.search(text[max(0, place - 2) : place])
        if conjunction is None:
            return
        place -= len(conjunction.group())
        run = _HAN_ITEM.search(text[max(0, place - _HAN_ITEM_CHARS) : place])
        starts = range(place - len(run.group()), place) if run else ()
        for start in starts:
            entries = _concepts(labels, text[start:place] + text[head:end])
            # What is a label by itself shares the head only in a list of like words:
            # 和平 in 和平和可持续发展 is peace, 经济 in 经济和金融危机 an economic crisis.
            alike = place - start == head - last or not labels.lookup(text[start:place])
            if entries and alike and passage.boundary_fit(start, place) == "whole":
                for entry in entries:
                    yield _candidate(passage, start, place, entry)
                place = start
                break
        else:
            return


def _concepts(labels: Keys, key: str) -> list[Entry]:
    return [entry for entry in labels.lookup(key) if not entry.is_name]


def _candidate(passage: FoldedPassage, start: int, end: int, entry: Entry) -> Candidate:
    return passage.candidate(start, end, entry, "coordination", scores.of_coordination())
