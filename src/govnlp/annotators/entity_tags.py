"""Entities as tags of single tokens: a trainable spaCy component, several times as fast as `ner`.

Each token gets one of the BILUO tags (Begin, In, Last, Unit, Out) with an entity label; the best
sequence in which the tags fit each other becomes ``doc.ents``.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import Tagger
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, Span
from spacy.training import Example
from thinc.api import Model

_IMPOSSIBLE = -1e9


class EntityTags(Tagger):  # type: ignore[misc]  # spaCy ships no types for it
    """Predicts BILUO tags and sets ``doc.ents``; trained on the entities of the examples."""

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,  # noqa: ARG002
        labels: Sequence[str] | None = None,
    ) -> None:
        """Collect the labels of the examples (or take `labels`) and shape the model."""
        examples = list(get_examples())
        if labels is None:
            names = {span.label_ for example in examples for span in example.reference.ents}
            labels = ["O", *(f"{place}-{name}" for name in sorted(names) for place in "BILU")]
        for label in labels:
            self.add_label(label)
        docs = [example.x for example in examples[:10]]
        truths = [self._truth(example) for example in examples[:10]]
        self.model.initialize(X=docs, Y=truths)

    def set_annotations(self, docs: Iterable[Doc], batch_tag_ids: Any) -> None:
        """Set ``doc.ents``."""
        for doc, spans in zip(docs, batch_tag_ids, strict=True):
            doc.ents = [Span(doc, start, end, label=label) for start, end, label in spans]

    def predict(self, docs: Sequence[Doc]) -> list[list[tuple[int, int, str]]]:
        """Spans (first token, token behind the last, label) for each Doc."""
        if not any(len(doc) for doc in docs):
            return [[] for _ in docs]
        transitions = allowed_transitions(self.labels)
        return [
            spans_of_tags([self.labels[i] for i in best_path(np.asarray(scores), transitions)])
            for scores in self.model.predict(docs)
        ]

    def get_loss(self, examples: Iterable[Example], scores: Any) -> tuple[float, Any]:
        """Loss and gradient of cross entropy; tokens whose tag is unknown count for nothing."""
        gradients = []
        for example, guess in zip(examples, scores, strict=True):
            truth = self._truth(example)
            known = truth.sum(axis=1, keepdims=True)
            gradients.append((guess - truth) * known)
        return sum(float((gradient**2).sum()) for gradient in gradients), gradients

    def _truth(self, example: Example) -> Any:
        numbers = {label: number for number, label in enumerate(self.labels)}
        tags = example.get_aligned_ner()
        rows = np.zeros((len(tags), len(numbers)), dtype="f")
        for row, tag in zip(rows, tags, strict=True):
            if tag in numbers:
                row[numbers[tag]] = 1.0
        return self.model.ops.asarray2f(rows)


def allowed_transitions(labels: Sequence[str]) -> NDArray[np.float64]:
    """Scores of going from one tag (row) to the next (column): 0, or as good as impossible."""
    table = np.full((len(labels), len(labels)), _IMPOSSIBLE)
    for i, before in enumerate(labels):
        for j, after in enumerate(labels):
            opened = before[0] in "BI"
            if opened == (after[0] in "IL") and (not opened or before[2:] == after[2:]):
                table[i, j] = 0.0
    return table


def best_path(scores: NDArray[np.float32], transitions: NDArray[np.float64]) -> list[int]:
    """The best sequence of tags whose neighbours fit.

    Args:
        scores: probabilities, one row a token, one column a tag; the first column is O.
        transitions: as `allowed_transitions` gives.
    """
    if not len(scores):
        return []
    best = scores.argmax(axis=1)
    if not best.any():
        return [0] * len(scores)
    outside = transitions[0]
    steps = np.log(np.maximum(scores, 1e-9)).astype(np.float64)
    total = steps[0] + outside
    back = np.zeros(scores.shape, dtype=np.intp)
    for i in range(1, len(steps)):
        paths = total[:, None] + transitions
        back[i] = paths.argmax(axis=0)
        total = paths.max(axis=0) + steps[i]
    path = [int((total + transitions[:, 0]).argmax())]
    for i in range(len(steps) - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def spans_of_tags(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Spans of a well-formed sequence of BILUO tags.

    >>> spans_of_tags(["O", "B-LOC", "L-LOC", "U-PER"])
    [(1, 3, 'LOC'), (3, 4, 'PER')]
    """
    spans = []
    start = 0
    for i, tag in enumerate(tags):
        if tag[0] in "BU":
            start = i
        if tag[0] in "LU":
            spans.append((start, i + 1, tag[2:]))
    return spans


def score_entities(examples: Iterable[Example], **_: Any) -> dict[str, Any]:
    """Precision, recall and F1 of exact spans with their labels."""
    scores: dict[str, Any] = get_ner_prf(examples)
    return scores


@Language.factory(
    "govnlp_entity_tags",
    assigns=["doc.ents"],
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0, "ents_per_type": None},
)
def make_entity_tags(nlp: Language, name: str, model: Model[Any, Any]) -> EntityTags:
    """For the config: ``factory = "govnlp_entity_tags"`` with a `spacy.Tagger.v2` model."""
    return EntityTags(nlp.vocab, model, name, scorer=score_entities)
