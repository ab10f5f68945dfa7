"""The linker as a component of any spaCy pipeline: ``nlp.add_pipe("govnlp_concepts")``."""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from govnlp.config import NormalizeSettings
from govnlp.linking.candidates import Entity, Passage
from govnlp.linking.linker import linker_for
from govnlp.vocabulary.reading import SHIPPED, load_vocabulary

SPANS_KEY = "concepts"
"""Where the component leaves its spans: ``doc.spans["concepts"]``."""

PHRASES_KEY = "noun_phrases"
"""Where ``govnlp_noun_phrases`` leaves its spans."""

_DEFAULTS = NormalizeSettings()


@Language.factory(
    "govnlp_concepts",
    default_config={
        "vocabularies": [SHIPPED],
        "kinds": list(_DEFAULTS.kinds),
        "nested": _DEFAULTS.nested,
        "abbreviations": _DEFAULTS.abbreviations,
        "min_score": _DEFAULTS.min_score,
        "fuzzy": _DEFAULTS.fuzzy,
        "min_fuzzy_score": _DEFAULTS.min_fuzzy_score,
    },
)
def make_concepts(
    nlp: Language,  # noqa: ARG001 (spaCy calls factories with it)
    name: str,  # noqa: ARG001
    vocabularies: Sequence[str],
    kinds: Sequence[str],
    nested: bool,
    abbreviations: bool,
    min_score: float,
    fuzzy: bool,
    min_fuzzy_score: float,
) -> "ConceptLinker":
    """Make the component; its settings are those of the normalize stage.

    Raises:
        SettingsError: a setting has a wrong value.
        VocabularyError: a vocabulary cannot be read.
    """
    settings = NormalizeSettings.from_mapping(
        {
            "vocabularies": tuple(vocabularies),
            "kinds": tuple(kinds),
            "nested": nested,
            "abbreviations": abbreviations,
            "min_score": min_score,
            "fuzzy": fuzzy,
            "min_fuzzy_score": min_fuzzy_score,
        },
        where="govnlp_concepts",
    )
    return ConceptLinker(settings)


class ConceptLinker:
    """Links a Doc to a vocabulary: English, Chinese or both in one text.

    The spans of ``doc.spans["concepts"]`` carry the concept's identifier in ``label_`` and the
    label that matched in ``kb_id_``. A mention that is part of a token (中 in the token 中美)
    is given the whole token. Where ``doc.spans["noun_phrases"]`` is filled and ``doc.ents`` set
    before it, what no label equals in them is compared with all labels.
    """

    def __init__(self, settings: NormalizeSettings) -> None:
        self._settings = settings
        self._vocabulary = load_vocabulary(settings.vocabularies)

    def __call__(self, doc: Doc) -> Doc:
        """Fill ``doc.spans["concepts"]``."""
        linker = linker_for(self._vocabulary, self._settings)
        (links,) = linker.link([_passage(doc)])
        doc.spans[SPANS_KEY] = [
            span
            for link in links
            if (span := _span(doc, link.start, link.end, link.concept_id, link.label)) is not None
        ]
        return doc


def _passage(doc: Doc) -> Passage:
    sentences = [0]
    if doc.has_annotation("SENT_START"):
        sentences = [sentence.start_char for sentence in doc.sents]
    return Passage(
        text=doc.text,
        token_starts=[token.idx for token in doc],
        token_ends=[token.idx + len(token) for token in doc],
        sentence_starts=sentences,
        entities=[Entity(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents],
        phrases=[(span.start_char, span.end_char) for span in doc.spans.get(PHRASES_KEY, ())],
    )


def _span(doc: Doc, start: int, end: int, concept_id: str, label: str) -> Span | None:
    return doc.char_span(start, end, label=concept_id, kb_id=label, alignment_mode="expand")
