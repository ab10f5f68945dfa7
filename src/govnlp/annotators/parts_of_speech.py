"""Parts of speech of words from two witnesses: the words' own network and the characters'.

The tokenizer leaves, with each Doc, how well each part of speech suits each word in the eyes of
the character network; the component here weighs that against what it sees itself.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import Morphologizer
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Model

USER_DATA = "govnlp_tag_scores"
"""The key of ``doc.user_data`` under which the scores stand, from one component to the next."""

_LOWEST = 1e-9
_NEVER = float(np.log(_LOWEST))

Scores = NDArray[np.float32]


class TypeScores:
    """Sums, over the atoms of words, how well they suit each part of speech."""

    def __init__(self, labels: Sequence[str]) -> None:
        """`labels`: BILU tags of words, in the order of the columns of the scores."""
        self.types = sorted({label[2:] for label in labels})
        self._places = np.array(["BILU".index(label[0]) for label in labels])
        self._columns = np.full((4, len(self.types)), len(labels), dtype=np.intp)
        for column, label in enumerate(labels):
            self._columns[self._places[column], self.types.index(label[2:])] = column
        self._numbers = {label: number for number, label in enumerate(labels)}

    def of_words(
        self, scores: Scores, tags: Sequence[str], word_of_atom: Sequence[int], n_words: int
    ) -> Scores:
        """Logarithms of probabilities, one row a word, one column a part of speech.

        Args:
            scores: the same of the tags, one row an atom.
            tags: the tag of each atom.
            word_of_atom: the number of the word of each atom.
            n_words: how many words there are.
        """
        atoms = np.full((len(scores), scores.shape[1] + 1), _NEVER, dtype="f")
        atoms[:, :-1] = scores
        places = self._places[[self._numbers[tag] for tag in tags]]
        words = np.zeros((n_words, len(self.types)), dtype="f")
        np.add.at(words, list(word_of_atom), np.take_along_axis(atoms, self._columns[places], 1))
        normal: Scores = words - np.logaddexp.reduce(words, axis=1, keepdims=True)
        return normal


def logarithms(outputs: Any) -> Scores:
    """Logarithms of probabilities, of what a network gives before its softmax."""
    logs: Scores = outputs - np.logaddexp.reduce(outputs, axis=1, keepdims=True)
    return np.maximum(logs, _NEVER)


class PartsOfSpeech(Morphologizer):  # type: ignore[misc]  # spaCy ships no types for it
    """Sets ``token.pos``; trained as spaCy's morphologizer is."""

    character_weight: float
    """How much the characters' word counts against one's own."""

    def predict(self, docs: Sequence[Doc]) -> list[Any]:
        """Numbers of the best labels of each Doc."""
        if not any(len(doc) for doc in docs):
            return [np.zeros(0, dtype=np.intp) for _ in docs]
        names = [label.removeprefix("POS=") for label in self.labels]
        guesses = []
        for doc, outputs in zip(docs, self.model.predict(docs), strict=True):
            scores: NDArray[np.floating[Any]] = logarithms(self.model.ops.to_numpy(outputs))
            if USER_DATA in doc.user_data:
                types, given = doc.user_data.pop(USER_DATA)
                order = [types.index(name) if name in types else -1 for name in names]
                padded = np.pad(given, ((0, 0), (0, 1)), constant_values=_NEVER)
                scores = scores + self.character_weight * padded[:, order]
            guesses.append(scores.argmax(axis=1))
        return guesses

    def set_annotations(self, docs: Iterable[Doc], batch_tag_ids: Any) -> None:
        """Set ``token.pos``; white space is always SPACE."""
        docs = list(docs)
        super().set_annotations(docs, batch_tag_ids)
        for doc in docs:
            for i in np.flatnonzero(doc.to_array("IS_SPACE")).tolist():
                doc[i].pos_ = "SPACE"


def score_parts_of_speech(examples: Iterable[Example], **_: Any) -> dict[str, Any]:
    """Accuracy of ``token.pos``."""
    scores: dict[str, Any] = Scorer.score_token_attr(examples, "pos")
    return scores


@Language.factory(
    "govnlp_parts_of_speech",
    assigns=["token.pos"],
    default_score_weights={"pos_acc": 1.0},
)
def make_parts_of_speech(
    nlp: Language,
    name: str,
    model: Model[Any, Any],
    label_smoothing: float = 0.0,
    character_weight: float = 0.7,
) -> PartsOfSpeech:
    """For the config: ``factory = "govnlp_parts_of_speech"`` with a `spacy.Tagger.v2` model."""
    component = PartsOfSpeech(
        nlp.vocab,
        model,
        name,
        overwrite=True,
        extend=False,
        label_smoothing=label_smoothing,
        scorer=score_parts_of_speech,
    )
    component.character_weight = character_weight
    return component
