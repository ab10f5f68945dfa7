"""What the annotate stage asks of an annotator, and how annotators are found."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from govnlp.config import Settings

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Annotator(Protocol):
    """Turns texts of one language into spaCy Docs.

    Attributes:
        name: what stands in ``entities.source``.
        lang: the language it reads, ``en`` or ``zh``.
        version: changes whenever the same text could give other results.

    One that leaves tables empty may say so in ``lacks``: pairs of a table (``sentences``,
    ``noun_phrases``, ``entities``) and the end of a sentence about it, shown once as a warning
    where the annotator is to fill that table.

    One that has its own use for names that a user lists may have ``with_names``: called with the
    names of its language and their types, it gives an annotator that knows them. For any other,
    listed names are looked for in its Docs.
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


def _nothing_found() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class AnnotatorKind:
    """A kind of annotators: what stands before the colon in ``kind:model``.

    A package offers one of its own under the entry point group ``govnlp.annotators``; the name
    of the entry point is the name of the kind.

    Attributes:
        load: called as ``load(lang, model, settings)``, where ``model`` is what stands behind
            the colon, empty if nothing does; gives the annotator. It raises `AnnotatorError`
            with what mends it.
        version: called the same way; says what the annotator would do without loading it, and
            changes whenever the same text could give other results.
        usage: how it is named in a pipeline file, for messages: ``spacy:PACKAGE``.
        settings: its settings class. Those of a kind that comes with govnlp stand in
            ``[annotate.<kind>]``, those of others in ``[annotate.plugins.<kind>]``.
        installed: gives the annotators of the kind that are on this machine, by name, each with
            what it gives and its licence, for ``govnlp doctor``; loads none of them.
    """

    load: Callable[[str, str, Any], Annotator]
    version: Callable[[str, str, Any], str]
    usage: str
    settings: type[Settings] = Settings
    installed: Callable[[], Mapping[str, str]] = _nothing_found
