"""Run an annotator over the raw text of a gold file and score what it gives."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from govnlp.annotators.entities import entities_of
from govnlp.evaluation.conll import Sentence, TaggedSentence, read_conllu, read_iob2
from govnlp.evaluation.entities import compare_entities, tagged_entities
from govnlp.evaluation.scores import Score, compare
from govnlp.evaluation.trees import Trees, compare_trees, places

if TYPE_CHECKING:
    from spacy.tokens import Doc

_Sentence = TypeVar("_Sentence")


class Pipe(Protocol):
    """Whatever turns texts into spaCy Docs: an annotator of govnlp, a spaCy pipeline."""

    def pipe(self, texts: Iterable[str]) -> "Iterable[Doc]":
        """Annotate texts, one Doc a text, in order."""
        ...


def evaluate_conllu(annotator: Pipe, path: Path, lang: str) -> dict[str, dict[str, float]]:
    """Score words, sentences, tags, trees and noun phrases against a CoNLL-U file.

    See `treebank_texts` for what the annotator reads and `score_trees` for the figures.

    Returns:
        For each measure ``precision``, ``recall``, ``f1`` and the counts.

    Raises:
        InputError: the file cannot be read.
    """
    scores = score_trees(annotator, treebank_texts(path), lang)
    return {name: score.as_dict() for name, score in scores.items()}


def evaluate_entities(
    annotator: Pipe, path: Path, treebank: Path | None = None
) -> dict[str, dict[str, float]]:
    """Score entities against an IOB2 file of Universal NER.

    See `tagged_texts` for what the annotator reads and `score_entities` for the figures.

    Returns:
        For each measure ``precision``, ``recall``, ``f1`` and the counts.

    Raises:
        InputError: a file cannot be read.
    """
    scores = score_entities(annotator, tagged_texts(path, treebank))
    return {name: score.as_dict() for name, score in scores.items()}


def treebank_texts(path: Path) -> list[list[Sentence]]:
    """Read a CoNLL-U file as texts: a paragraph each, or where none is marked, a sentence.

    Raises:
        InputError: the file cannot be read.
    """
    return list(_grouped(read_conllu(path), lambda sentence: sentence.starts_paragraph))


def tagged_texts(path: Path, treebank: Path | None = None) -> list[list[TaggedSentence]]:
    """Read an IOB2 file as texts.

    Such a file marks no paragraphs: a text is a sentence, or, when the treebank of the same
    sentences is given, a paragraph of it.

    Raises:
        InputError: a file cannot be read.
    """
    first_of_paragraph = None
    if treebank:
        first_of_paragraph = {s.sent_id for s in read_conllu(treebank) if s.starts_paragraph}

    def starts_text(sentence: TaggedSentence) -> bool:
        return first_of_paragraph is None or sentence.sent_id in first_of_paragraph

    return list(_grouped(read_iob2(path), starts_text))


def score_trees(
    annotator: Pipe, texts: Sequence[Sequence[Sentence]], lang: str
) -> dict[str, Score]:
    """Let an annotator read texts of a treebank from their raw form, and count what is right.

    Its noun phrases are those of ``doc.spans["noun_phrases"]`` where it fills them, and what the
    rules find in its trees where not.

    Returns:
        ``words``, ``sentences``, ``upos``, ``uas``, ``las`` and ``noun_phrases``.
    """
    docs = annotator.pipe([raw_text(sentences) for sentences in texts])
    totals: dict[str, Score] = {}
    for sentences, doc in zip(texts, docs, strict=True):
        gold = Trees.from_gold(sentences)
        scores = compare_trees(gold, Trees.from_doc(doc), lang)
        if "noun_phrases" in doc.spans:
            place = places(doc.text)
            phrases = [
                (place[span.start_char], place[span.end_char]) for span in doc.spans["noun_phrases"]
            ]
            scores["noun_phrases"] = compare(gold.noun_phrases(lang), phrases)
        add_scores(totals, scores)
    return totals


def score_entities(annotator: Pipe, texts: Sequence[Sequence[TaggedSentence]]) -> dict[str, Score]:
    """Let an annotator read tagged texts from their raw form, and count its entities.

    Returns:
        ``all`` types, ``PER``, ``ORG``, ``LOC``, and ``untyped`` (the span alone).
    """
    docs = annotator.pipe([tagged_text(sentences) for sentences in texts])
    totals: dict[str, Score] = {}
    for sentences, doc in zip(texts, docs, strict=True):
        place = places(doc.text)
        found = [(place[ent.start], place[ent.end], ent.label) for ent in entities_of(doc, "")]
        add_scores(totals, compare_entities(tagged_entities(sentences), found))
    return totals


def raw_text(sentences: Sequence[Sentence]) -> str:
    """Join the sentences of a text as its spaces say."""
    return "".join(
        sentence.text + (" " if sentence.space_after else "") for sentence in sentences
    ).rstrip()


def tagged_text(sentences: Sequence[TaggedSentence]) -> str:
    """Join the sentences of a text."""
    return " ".join(sentence.text for sentence in sentences)


def add_scores(totals: dict[str, Score], scores: Mapping[str, Score]) -> None:
    """Add the scores of one text to the totals of all."""
    for name, score in scores.items():
        totals[name] = totals.get(name, Score()) + score


def _grouped(
    sentences: Sequence[_Sentence], starts_text: Callable[[_Sentence], bool]
) -> Iterator[list[_Sentence]]:
    marked = any(map(starts_text, sentences))
    current: list[_Sentence] = []
    for sentence in sentences:
        if current and (starts_text(sentence) or not marked):
            yield current
            current = []
        current.append(sentence)
    if current:
        yield current
