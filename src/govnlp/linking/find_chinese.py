"""Find Chinese labels in text of either script."""

from govnlp.linking import scores
from govnlp.linking.candidates import (
    Candidate,
    Disarmed,
    FoldedPassage,
    without_disarmed,
)
from govnlp.linking.coordination import find_coordinated_chinese
from govnlp.linking.index import LabelIndex
from govnlp.linking.short_forms import ShortForms
from govnlp.vocabulary import chinese


def find_chinese(
    passage: FoldedPassage, index: LabelIndex, short_forms: ShortForms
) -> list[Candidate]:
    """Give every candidate that is written in Han characters, decoys taken out."""
    text = chinese.fold_characters(passage.folded.text)
    stream = chinese.make_stream(text)
    found, spans = _labels(passage, index, text, stream)
    found += find_coordinated_chinese(passage, text, spans, index.chinese)
    found += short_forms.find(passage, text)
    disarmed = []
    for labels, key_start, key_end in index.chinese_decoys.find(stream.text):
        span = stream.source_span(key_start, key_end)
        if passage.boundary_fit(*span) != "cut":  # 方法院 cuts the words of 地方法院
            disarmed.append(Disarmed(*passage.folded.source_span(*span), frozenset(labels)))
    return without_disarmed(found, disarmed)


def _labels(
    passage: FoldedPassage, index: LabelIndex, text: str, stream: chinese.Stream
) -> tuple[list[Candidate], list[tuple[int, int]]]:
    found = []
    spans = []
    for number, key_start, key_end in index.chinese.find(stream.text):
        span = stream.source_span(key_start, key_end)
        if span[1] - span[0] > key_end - key_start:
            balanced = chinese.balance_marks(text, *span)
            if balanced is None:
                continue
            span = balanced
        spans.append(span)
        fit = passage.boundary_fit(*span)
        surface = passage.folded.text[span[0] : span[1]]
        for entry in index.chinese.entries(number):
            match = "exact" if surface == entry.folded else "folded"
            if entry.role == "abbr":
                match = "abbreviation"
            score = scores.of_chinese(entry, match, key_end - key_start, fit)
            found.append(passage.candidate(*span, entry, match, score))
    return found, spans
