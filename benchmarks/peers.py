"""Peers of the bundled pipelines: their labels in ours, what they lack left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from govnlp.annotators.loading import load_annotator
from govnlp.annotators.stanza.names import lang_of
from govnlp.config import PROCESSORS, AnnotateSettings, StanzaSettings
from govnlp.evaluation.files import Pipe
from govnlp.evaluation.trees import MEASURES

# OntoNotes, in which released English and Chinese pipelines are trained.
_TYPES = {"PERSON": "PER", "GPE": "LOC", "FAC": "LOC"}
# Relations of CLEAR and Stanford dependencies that Universal Dependencies do not have.
_OTHER_RELATIONS = {"dobj", "pobj", "nsubjpass", "auxpass"}


@dataclass(frozen=True)
class Contestant:
    """A pipeline that is measured.

    Attributes:
        name: what it is called in the tables.
        lang: the language it reads.
        pipe: turns texts into Docs with our labels.
        measures: those of `govnlp.evaluation.trees.MEASURES` that mean something for it.
        has_entities: whether it looks for entities.
    """

    name: str
    lang: str
    pipe: Pipe
    measures: tuple[str, ...] = MEASURES
    has_entities: bool = True


def bundled(lang: str) -> Contestant:
    """Give the pipeline that comes with govnlp."""
    annotator = load_annotator(lang)
    return Contestant(annotator.name, lang, annotator)


def peer(name: str) -> Contestant:
    """Load what is named: ``stanza:...`` as a run does, anything else as a spaCy pipeline."""
    return by_stanza(name) if name.startswith("stanza:") else released(name)


def by_stanza(name: str) -> Contestant:
    """Load an annotator ``stanza:...``; constituents, which no measure reads, are left out."""
    from govnlp.annotators.stanza.annotator import StanzaAnnotator

    processors = PROCESSORS[: PROCESSORS.index("constituency")]
    settings = AnnotateSettings(stanza=StanzaSettings(processors=processors))
    lang = lang_of(name.removeprefix("stanza:"))
    annotator = load_annotator(lang, name, settings)
    assert isinstance(annotator, StanzaAnnotator)
    loaded = annotator.pipeline.processors
    measures = ["words", "sentences"]
    if "pos" in loaded:
        measures.append("upos")
    if "depparse" in loaded:
        measures += ["uas", "las", "noun_phrases"]
    return Contestant(name, lang, annotator, tuple(measures), "ner" in loaded)


def released(name: str) -> Contestant:
    """Load a spaCy pipeline that is installed, or lies in a folder.

    Its texts are given to it as they are. Parts of speech are compared, and trees only if they
    are Universal Dependencies; types of entities are mapped, articles before them left off.
    """
    nlp = spacy.load(name)
    measures = ["words"]
    if {"parser", "senter", "sentencizer"} & set(nlp.pipe_names):
        measures.append("sentences")
    if {"tagger", "morphologizer"} & set(nlp.pipe_names):
        measures.append("upos")
    relations = set(nlp.pipe_labels.get("parser", ()))
    if relations and not relations & _OTHER_RELATIONS:
        measures += ["uas", "las", "noun_phrases"]
    has_entities = "ner" in nlp.pipe_names
    lang = str(nlp.lang)
    title = f"{lang}_{nlp.meta['name']}-{nlp.meta['version']}"
    return Contestant(title, lang, _Mapped(nlp), tuple(measures), has_entities)


class _Mapped:
    """A spaCy pipeline whose entities have our types."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        for doc in self._nlp.pipe(texts):
            doc.ents = [_mapped(doc, ent) for ent in doc.ents]
            yield doc


def _mapped(doc: Doc, ent: Span) -> Span:
    start = ent.start
    if len(ent) > 1 and doc[start].lower_ in ("the", "a", "an"):
        start += 1
    return Span(doc, start, ent.end, label=_TYPES.get(ent.label_, ent.label_))
