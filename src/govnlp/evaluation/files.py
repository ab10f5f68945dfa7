"""Run an annotator over the raw text of a gold file and score what it gives."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

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

    The annotator reads the raw text, a paragraph at a time where the file marks paragraphs or
    documents, and otherwise a sentence at a time. Its noun phrases are those of
    ``doc.spans["noun_phrases"]`` where it fills them, and what the rules find in its trees
    where not.

    Returns:
        For each of ``words``, ``sentences``, ``upos``, ``uas``, ``las``, ``noun_phrases``:
        ``precision``, ``recall``, ``f1`` and the counts.

    Raises:
        InputError: the file cannot be read.
    """
    texts = list(_grouped(read_conllu(path), lambda sentence: sentence.starts_paragraph))
    docs = annotator.pipe([_raw_text(sentences) for sentences in texts])
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
        _add(totals, scores)
    return {name: score.as_dict() for name, score in totals.items()}


def evaluate_entities(
    annotator: Pipe, path: Path, treebank: Path | None = None
) -> dict[str, dict[str, float]]:
    """Score entities against an IOB2 file of Universal NER.

    Such a file marks no paragraphs: the annotator reads a sentence at a time, or, when the
    treebank of the same sentences is given, a paragraph of it at a time.

    Returns:
        For ``all``, ``PER``, ``ORG``, ``LOC`` and ``untyped``: ``precision``, ``recall``,
        ``f1`` and the counts.

    Raises:
        InputError: a file cannot be read.
    """
    first_of_paragraph = None
    if treebank:
        first_of_paragraph = {s.sent_id for s in read_conllu(treebank) if s.starts_paragraph}

    def starts_text(sentence: TaggedSentence) -> bool:
        return first_of_paragraph is None or sentence.sent_id in first_of_paragraph

    texts = list(_grouped(read_iob2(path), starts_text))
    docs = annotator.pipe([_tagged_text(sentences) for sentences in texts])
    totals: dict[str, Score] = {}
    for sentences, doc in zip(texts, docs, strict=True):
        place = places(doc.text)
        found = [(place[ent.start_char], place[ent.end_char], ent.label_) for ent in doc.ents]
        _add(totals, compare_entities(tagged_entities(sentences), found))
    return {name: score.as_dict() for name, score in totals.items()}


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


def _raw_text(sentences: Sequence[Sentence]) -> str:
    return "".join(
        sentence.text + (" " if sentence.space_after else "") for sentence in sentences
    ).rstrip()


def _tagged_text(sentences: Sequence[TaggedSentence]) -> str:
    return " ".join(sentence.text for sentence in sentences)


def _add(totals: dict[str, Score], scores: dict[str, Score]) -> None:
    for name, score in scores.items():
        totals[name] = totals.get(name, Score()) + score
