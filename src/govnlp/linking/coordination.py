"""Concepts whose head word a neighbour carries: "political, economic and social security".

Each conjunct is linked on its own words: "political" mentions political security, "economic"
economic security; only the last conjunct has the head in its span. A conjunct counts only if
it makes a label together with the head, and names share no heads ("Iraq and the Lao People's
Democratic Republic"), but for documents: "the Basel, Rotterdam and Stockholm conventions",
巴塞尔、鹿特丹和斯德哥尔摩三项公约.
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
_WITHIN_HEAD = (" ", "-", "' ", "'s ")
_COMMA = re.compile(r"(?:'s?)?,\s*")
_BEFORE_CONJUNCTION = re.compile(r"(?:'s?)?,?\s+")

_HAN_CONJUNCTION = re.compile("以及|[、和与及或暨]$")
_HAN_ITEM_CHARS = 6
_HAN_ITEM = re.compile("[^\\W_]+$")
_DOCUMENTS = "(?:公约|条约|议定书|协定)"
_COUNTED = re.compile(f"[两三四五六七八多各]项(?={_DOCUMENTS})")
_DOCUMENT = re.compile(f"{_DOCUMENTS}$")


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
        for head in _heads_after(text, words, place + 1, labels):
            candidates = [
                candidate
                for first, last in conjuncts
                if first == last or not labels.lookup("".join(words.keys[first : last + 1]))
                for candidate in _with_head(passage, words, first, last, head, labels)
            ]
            if any(candidate.entry.is_name for candidate in candidates):
                # The plural head hides the last document. If it is none, neither are the others.
                last = list(_with_head(passage, words, place + 1, head[1] - 1, None, labels))
                candidates = [c for c in candidates if last or not c.entry.is_name] + last
            if candidates:
                found += candidates
                break
    return found


def _conjuncts_before(text: str, words: english.Words, place: int) -> Iterator[tuple[int, int]]:
    """Give first and last word of each conjunct before the conjunction, nearest first."""
    last = place - 1
    gap = text[words.ends[last] : words.starts[place]]
    for _ in range(_MOST_CONJUNCTS):
        if not (_BEFORE_CONJUNCTION.fullmatch(gap) or _COMMA.fullmatch(gap)):
            return
        first = _hyphenated_from(text, words, last)
        yield first, last
        if first and last == place - 1 and _gap(text, words, first - 1) == " ":
            yield first - 1, last  # "international humanitarian" and human rights law
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


def _heads_after(
    text: str, words: english.Words, first: int, labels: Keys
) -> Iterator[tuple[int, int]]:
    """Give the words that may be the shared head, the longest run first.

    The last conjunct is one word before the head; it is two where they make a label with it, as
    in "intergovernmental and civil society organizations".
    """
    while first + 1 < len(words.keys) and _gap(text, words, first) == "-":
        first += 1
    yield from _runs(text, words, first + 1)
    if first + 2 < len(words.keys) and _gap(text, words, first) == " ":
        for start, stop in _runs(text, words, first + 2):
            if labels.lookup("".join(words.keys[first:stop])):
                yield start, stop


def _runs(text: str, words: english.Words, start: int) -> Iterator[tuple[int, int]]:
    end = start
    while (
        end < min(len(words.keys), start + _LONGEST_HEAD)
        and _gap(text, words, end - 1) in _WITHIN_HEAD
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
    head: tuple[int, int] | None,
    labels: Keys,
) -> Iterator[Candidate]:
    """Give what words and a head name together; without a head, the words alone."""
    text = passage.folded.text
    start, end = words.starts[first], words.ends[last]
    keys, surface = words.keys[first : last + 1], text[start:end]
    if head is not None:
        keys = keys + words.keys[head[0] : head[1]]
        surface = f"{surface} {text[words.starts[head[0]] : words.ends[head[1] - 1]]}"
    plural = surface.endswith("s")
    for entry in labels.lookup("".join(keys)):
        if entry.is_name and not (plural and entry.kind == "document"):
            continue
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
    found = list(_counted_documents(passage, text, labels))
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


def _counted_documents(passage: FoldedPassage, text: str, labels: Keys) -> Iterator[Candidate]:
    """Give the documents of a list whose head stands behind their number: A、B和C三项公约."""
    for match in _COUNTED.finditer(text):
        place, head = match.span()
        document = re.compile(_DOCUMENTS).match(text, head)
        run = _HAN_ITEM.search(text, max(0, place - _HAN_ITEM_CHARS), place)
        if document is None or run is None:
            continue
        end = document.end()
        for start in range(run.start(), place):
            entries = _sharing(labels, text[start:place] + text[head:end])
            others = list(_chinese_conjuncts(passage, text, start, head, end, labels))
            if entries and others:
                yield from others
                for entry in entries:
                    yield _candidate(passage, start, end, entry)
                break


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
            entries = _sharing(labels, text[start:place] + text[head:end])
            # What is a label by itself shares the head only in a list of like words:
            # 和平 in 和平和可持续发展 is peace, 经济 in 经济和金融危机 an economic crisis.
            alike = place - start == head - last or not labels.lookup(text[start:place])
            if (
                entries
                and (alike or entries[0].is_name)
                and passage.boundary_fit(start, place) == "whole"
            ):
                for entry in entries:
                    yield _candidate(passage, start, place, entry)
                place = start
                break
        else:
            return


def _sharing(labels: Keys, key: str) -> list[Entry]:
    """Give the concepts of a key, and the documents: what shares its head in lists."""
    documents = _DOCUMENT.search(key)
    return [
        entry
        for entry in labels.lookup(key)
        if not entry.is_name or (documents and entry.kind == "document")
    ]


def _candidate(passage: FoldedPassage, start: int, end: int, entry: Entry) -> Candidate:
    return passage.candidate(start, end, entry, "coordination", scores.of_coordination())
