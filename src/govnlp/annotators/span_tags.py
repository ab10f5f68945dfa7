"""Trainable spaCy components that tag tokens with places in words or entities.

Both are taggers whose tags must fit each other; deciding by tags is several times as fast as
spaCy's `ner`.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import Tagger
from spacy.scorer import Scorer, get_ner_prf
from spacy.tokens import Doc, Span
from spacy.training import Example
from thinc.api import Model

from govnlp.annotators import parts_of_speech
from govnlp.annotators.bilu import SpanDecoder, spans_of_tags

_SMALLEST = 1e-12


class WordTags(Tagger):  # type: ignore[misc]  # spaCy ships no types for it
    """Sets ``tag_`` of atoms to BILU tags of words with their parts of speech (``B-NOUN``)."""

    def predict(self, docs: Sequence[Doc]) -> list[Any]:
        """Numbers of the best fitting tags of each Doc, and the scores they were chosen by."""
        scores = _scores(self, docs)
        return list(zip(SpanDecoder(self.labels).best(scores), scores, strict=True))

    def set_annotations(self, docs: Iterable[Doc], batch_tag_ids: Any) -> None:
        """Set ``tag_``; the scores go to ``doc.user_data``."""
        docs = list(docs)
        super().set_annotations(docs, [path for path, _ in batch_tag_ids])
        for doc, (_, scores) in zip(docs, batch_tag_ids, strict=True):
            doc.user_data[parts_of_speech.USER_DATA] = scores

    def get_loss(self, examples: Iterable[Example], scores: Any) -> tuple[float, Any]:
        """Loss and gradient for whole sequences of tags that fit."""
        examples = list(examples)
        numbers = {label: number for number, label in enumerate(self.labels)}
        smoothing = self.cfg["label_smoothing"]
        truths = []
        for example in examples:
            tags = example.get_aligned("TAG", as_string=True)
            rows = np.zeros((len(tags), len(numbers)), dtype="f")
            for row, tag in zip(rows, tags, strict=True):
                if tag in numbers:
                    row[:] = smoothing / (len(numbers) - 1)
                    row[numbers[tag]] = 1.0 - smoothing
            truths.append(self.model.ops.asarray2f(rows))
        return sequence_loss(self, scores, truths)


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
        self.model.initialize(X=docs, Y=[self._truth(example) for example in examples[:10]])

    def predict(self, docs: Sequence[Doc]) -> list[Any]:
        """Spans (first token, token behind the last, label) of each Doc."""
        paths = SpanDecoder(self.labels).best(_scores(self, docs))
        return [spans_of_tags([self.labels[i] for i in path]) for path in paths]

    def set_annotations(self, docs: Iterable[Doc], batch_tag_ids: Any) -> None:
        """Set ``doc.ents``."""
        for doc, spans in zip(docs, batch_tag_ids, strict=True):
            doc.ents = [Span(doc, start, end, label=label) for start, end, label in spans]

    def get_loss(self, examples: Iterable[Example], scores: Any) -> tuple[float, Any]:
        """Loss and gradient of cross entropy; tokens whose tag is unknown count for nothing."""
        truths = [self._truth(example) for example in examples]
        return sequence_loss(self, scores, truths)

    def _truth(self, example: Example) -> Any:
        numbers = {label: number for number, label in enumerate(self.labels)}
        tags = example.get_aligned_ner()
        rows = np.zeros((len(tags), len(numbers)), dtype="f")
        for row, tag in zip(rows, tags, strict=True):
            if tag in numbers:
                row[numbers[tag]] = 1.0
        return self.model.ops.asarray2f(rows)


def sequence_loss(tagger: Any, scores: Any, truths: Sequence[Any]) -> tuple[float, Any]:
    """Loss and gradient of cross entropy over sequences that fit; unknown tags count nothing."""
    logs = [np.log(np.maximum(tagger.model.ops.to_numpy(rows), _SMALLEST)) for rows in scores]
    gradients = []
    for guess, truth in zip(SpanDecoder(tagger.labels).marginals(logs), truths, strict=True):
        known = truth.sum(axis=1, keepdims=True) > 0
        gradients.append(tagger.model.ops.asarray2f((guess - truth) * known))
    return sum(float((gradient**2).sum()) for gradient in gradients), gradients


def _scores(tagger: Any, docs: Sequence[Doc]) -> list[Any]:
    if not any(len(doc) for doc in docs):
        return [np.zeros((0, len(tagger.labels)), dtype="f") for _ in docs]
    return [
        parts_of_speech.logarithms(tagger.model.ops.to_numpy(rows))
        for rows in tagger.model.predict(docs)
    ]


def score_entities(examples: Iterable[Example], **_: Any) -> dict[str, Any]:
    """Precision, recall and F1 of exact spans with their labels."""
    scores: dict[str, Any] = get_ner_prf(examples)
    return scores


def score_words(examples: Iterable[Example], **_: Any) -> dict[str, Any]:
    """Accuracy of the tags; F1 of words, whatever their part of speech, and of both."""
    examples = list(examples)
    scores: dict[str, Any] = Scorer.score_token_attr(examples, "tag")
    right = tagged = found = gold = 0
    for example in examples:
        given, true = (
            set(spans_of_tags([token.tag_ or "O" for token in doc]))
            for doc in (example.predicted, example.reference)
        )
        tagged += len(given & true)
        right += len({span[:2] for span in given} & {span[:2] for span in true})
        found += len(given)
        gold += len(true)
    total = max(found + gold, 1)
    return {**scores, "words_f": 2 * right / total, "words_pos_f": 2 * tagged / total}


@Language.factory(
    "govnlp_entity_tags",
    assigns=["doc.ents"],
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0, "ents_per_type": None},
)
def make_entity_tags(nlp: Language, name: str, model: Model[Any, Any]) -> EntityTags:
    """For the config: ``factory = "govnlp_entity_tags"`` with a `spacy.Tagger.v2` model."""
    return EntityTags(nlp.vocab, model, name, scorer=score_entities)


@Language.factory(
    "govnlp_word_tags",
    assigns=["token.tag"],
    default_score_weights={"words_pos_f": 1.0, "words_f": 0.0},
)
def make_word_tags(
    nlp: Language, name: str, model: Model[Any, Any], label_smoothing: float = 0.0
) -> WordTags:
    """For the config: ``factory = "govnlp_word_tags"`` with a `spacy.Tagger.v2` model."""
    return WordTags(
        nlp.vocab, model, name, scorer=score_words, overwrite=True, label_smoothing=label_smoothing
    )
