"""A corpus reader for `spacy train --code`: the words are given, all else is to be predicted."""

from collections.abc import Callable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import registry


@registry.readers("govnlp.GoldWords.v1")
def make_gold_words(path: str) -> Callable[[Language], Iterator[Example]]:
    """Read a `DocBin`, or all of a folder.

    The Docs to predict have the words and spaces, and the starts of sentences.
    """
    place = Path(path)

    def read(nlp: Language) -> Iterator[Example]:
        for file in sorted(place.glob("*.spacy")) if place.is_dir() else [place]:
            for reference in DocBin().from_disk(file).get_docs(nlp.vocab):
                predicted = Doc(
                    nlp.vocab,
                    words=[token.text for token in reference],
                    spaces=[bool(token.whitespace_) for token in reference],
                    sent_starts=[bool(token.is_sent_start) for token in reference],
                )
                yield Example(predicted, reference)

    return read
