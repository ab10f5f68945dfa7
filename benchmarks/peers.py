"""Peers of the bundled pipelines: as annotators of govnlp, what they lack left out."""

from dataclasses import dataclass

from govnlp.annotators.loading import load_annotator
from govnlp.annotators.packages import find_package
from govnlp.annotators.spacy import SpacyAnnotator
from govnlp.annotators.stanza.names import lang_of
from govnlp.config import PROCESSORS, AnnotateSettings, StanzaSettings
from govnlp.evaluation.files import Pipe
from govnlp.evaluation.trees import MEASURES

_NEEDS = {
    "sentences": {"sentences"},
    "upos": {"tags"},
    "uas": {"trees"},
    "las": {"trees"},
    "noun_phrases": {"trees", "tags"},
}


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
    """Load a spaCy pipeline that is installed, or lies in a folder, as an annotator of govnlp.

    Its labels are ours by then; what it cannot give has no measure.
    """
    meta = find_package(name).meta
    lang = str(meta["lang"])
    annotator = load_annotator(lang, f"spacy:{name}")
    assert isinstance(annotator, SpacyAnnotator)
    abilities = annotator.abilities
    measures = tuple(m for m in MEASURES if _NEEDS.get(m, set()) <= abilities)
    title = f"{lang}_{meta['name']}-{meta['version']}"
    return Contestant(title, lang, annotator, measures, "entities" in abilities)
