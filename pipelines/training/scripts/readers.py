"""A corpus reader for `spacy train --code`: the words are given, all else is to be predicted."""

from collections.abc import Callable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import registry


@registry.readers("govnlp.GoldWords.v1")
def make_gold_words(path: Path) -> Callable[[Language], Iterator[Example]]:
    """Read a `DocBin`; the Docs to predict have its words and spaces, and its sentences' starts."""

    def read(nlp: Language) -> Iterator[Example]:
        for reference in DocBin().from_disk(path).get_docs(nlp.vocab):
            predicted = Doc(
                nlp.vocab,
                words=[token.text for token in reference],
                spaces=[bool(token.whitespace_) for token in reference],
                sent_starts=[bool(token.is_sent_start) for token in reference],
            )
            yield Example(predicted, reference)

    return read
