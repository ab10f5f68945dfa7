"""What a spaCy pipeline gives, told from what it does with one sentence."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govnlp.errors import AnnotatorError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from govnlp.annotators.labels.scheme import Scheme

ABILITIES = {
    "sentences": "SENT_START",
    "tags": "POS",
    "trees": "DEP",
    "lemmas": "LEMMA",
    "entities": "ENT_IOB",
}
"""What a pipeline may give, and the attribute of spaCy that shows it."""

_PROBES = {"en": "The council met in Geneva.", "zh": "理事会在日内瓦开会。"}


def prepare(nlp: "Language", lang: str, scheme: "Scheme") -> frozenset[str]:
    """Tell which of `ABILITIES` a pipeline has, and let it cut sentences if it cannot.

    A sentence recognizer that is there and switched off is switched on; where there is none,
    sentences are cut at their marks by spaCy's ``sentencizer``.

    Raises:
        AnnotatorError: the pipeline fails on a plain sentence.
    """
    doc = _probe(nlp, lang)
    if not doc.has_annotation("SENT_START") and "senter" in nlp.disabled:
        nlp.enable_pipe("senter")
        doc = _probe(nlp, lang)
    scheme.apply(doc)
    found = frozenset(name for name, attr in ABILITIES.items() if doc.has_annotation(attr))
    if "sentences" not in found:
        nlp.add_pipe("sentencizer", first=True)
    return found


def shortcomings(
    lang: str, abilities: frozenset[str], scheme: "Scheme"
) -> Iterator[tuple[str, str]]:
    """Say what the tables miss for want of abilities: the table, and the end of a sentence."""
    if "sentences" not in abilities:
        yield (
            "sentences",
            "finds no sentences (it has no parser or senter): they are cut at full stops, question "
            "and exclamation marks",
        )
    if "trees" not in abilities:
        yield (
            "noun_phrases",
            "has no parser: the table noun_phrases gets no row from it; trees of another annotator "
            f"give them, as in annotate.{lang}.trees = 'bundled'",
        )
    elif "tags" not in abilities:
        yield (
            "noun_phrases",
            "gives no parts of speech: the table noun_phrases gets no row from it; trees of "
            "another annotator give them",
        )
    if "entities" not in abilities:
        yield "entities", "finds no entities: the table entities gets no row from it"
    if lang == "en" and "trees" in abilities and "lemmas" not in abilities:
        told = "has no lemmatizer: noun_phrases.key keeps singular and plural apart"
        yield "noun_phrases", told
    if scheme.unknown:
        yield (
            "noun_phrases",
            f"has relations that are not known here ({', '.join(scheme.unknown[:8])}): noun "
            "phrases around them may be cut short",
        )


def _probe(nlp: "Language", lang: str) -> "Doc":
    try:
        return nlp(_PROBES[lang])
    except Exception as error:
        raise AnnotatorError(
            f"the pipeline fails on a plain sentence ({type(error).__name__}: {error}); its "
            "components do not fit together, or were not trained"
        ) from error
