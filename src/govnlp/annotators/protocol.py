"""What the annotate stage asks of an annotator."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Annotator(Protocol):
    """Turns texts of one language into spaCy Docs.

    Attributes:
        name: what stands in ``entities.source``.
        lang: the language it reads, ``en`` or ``zh``.
        version: changes whenever the same text could give other results.
    """

    name: str
    lang: str
    version: str

    def pipe(self, texts: Iterable[str], batch_size: int = 64) -> Iterator["Doc"]:
        """Annotate texts, one Doc a text, in order.

        Each Doc holds the text as given (``doc.text == text``) with words, ``pos_``,
        dependencies in Universal Dependencies, sentences, ``ents`` labelled PER, ORG, LOC (or
        what else the annotator knows) and ``doc.spans["noun_phrases"]``, whose spans carry the
        key under which equal phrases group in ``kb_id_``.
        """
        ...
