"""Find English labels, and abbreviations in Latin letters in a text of any language."""

from govnlp.linking import scores
from govnlp.linking.abbreviations import abbreviation_end, is_shouted_word, may_be_acronym
from govnlp.linking.candidates import (
    Candidate,
    Disarmed,
    FoldedPassage,
    without_disarmed,
)
from govnlp.linking.coordination import find_coordinated_english
from govnlp.linking.index import Entry, LabelIndex
from govnlp.vocabulary import english


def find_english(passage: FoldedPassage, index: LabelIndex) -> list[Candidate]:
    """Give every candidate that is written in Latin letters, decoys taken out."""
    words = english.split_words(passage.folded.text)
    stream = _WordStream(words)
    found = _labels(passage, index, stream)
    found += _abbreviations(passage, index)
    found += find_coordinated_english(passage, words, index.english)
    disarmed = []
    for labels, key_start, key_end in index.english_decoys.find(stream.text):
        if (span := stream.span(key_start, key_end)) is not None:
            disarmed.append(Disarmed(*passage.folded.source_span(*span), frozenset(labels)))
    return without_disarmed(found, disarmed)


class _WordStream:
    """The keys of all words without spaces, and the way back to the words."""

    def __init__(self, words: english.Words) -> None:
        self.text = "".join(words.keys)
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        place = 0
        for key, start, end in zip(*words, strict=True):
            self._starts[place] = start
            place += len(key)
            self._ends[place] = end

    def span(self, key_start: int, key_end: int) -> tuple[int, int] | None:
        """Give the span in the text, or None where a word is cut."""
        start, end = self._starts.get(key_start), self._ends.get(key_end)
        return None if start is None or end is None else (start, end)


def _labels(passage: FoldedPassage, index: LabelIndex, stream: _WordStream) -> list[Candidate]:
    text = passage.folded.text
    found = []
    for number, key_start, key_end in index.english.find(stream.text):
        span = stream.span(key_start, key_end)
        if span is None:
            continue
        surface = text[span[0] : span[1]]
        other = index.forms_of_other_meaning.get(stream.text[key_start:key_end], ())
        if english.spelling(surface) in other:
            continue
        for entry in index.english.entries(number):
            match = _match(text, *span, entry)
            if match is None:
                continue
            start, end = span
            if entry.folded.endswith(")") and text.startswith(")", end):
                end += 1
            score = scores.of_english(entry, match, surface)
            found.append(passage.candidate(start, end, entry, match, score))
    return found


def _match(text: str, start: int, end: int, entry: Entry) -> str | None:
    """Tell how a span with a label's key is a form of the label; None if it is not."""
    surface = text[start:end]
    match = english.classify(surface, entry.folded, is_name=entry.is_name)
    if match is None and entry.role == "demonym" and surface == f"{entry.folded}s":
        return "inflected"  # a people: "Uzbeks"
    if match == "abbreviation" and is_shouted_word(text, start, end):
        return None
    if surface.isupper() and entry.folded.islower() and may_be_acronym(text, start, end):
        return None
    if match == "inflected" and entry.role == "alt":
        return None if english.lost_its_plural(surface, entry.folded) else match
    return match


def _abbreviations(passage: FoldedPassage, index: LabelIndex) -> list[Candidate]:
    text = passage.folded.text
    found = []
    for number, start, key_end in index.abbreviations.find(text):
        end = abbreviation_end(text, start, key_end)
        if end is None or is_shouted_word(text, start, end):
            continue
        for entry in index.abbreviations.entries(number):
            score = scores.of_english(entry, "abbreviation", text[start:end])
            found.append(passage.candidate(start, end, entry, "abbreviation", score))
    return found
