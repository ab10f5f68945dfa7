"""Released spaCy pipelines as peers: as annotators of govnlp, what they lack left out."""

from dataclasses import dataclass

from govnlp.annotators.loading import load_annotator
from govnlp.annotators.packages import find_package
from govnlp.annotators.spacy import SpacyAnnotator
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
