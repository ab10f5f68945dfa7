"""Annotators by name: those that come with govnlp, and those of a package of one's own."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import govnlp
from govnlp.annotators.loading import annotator_version
from govnlp.annotators.protocol import Annotator
from govnlp.config import AnnotateSettings, Combination, PipelineSettings
from govnlp.doctor import examine
from govnlp.errors import AnnotatorError, SettingsError
from govnlp.stages.registry import bind

CODE = '''
"""Takes the words of a list for places."""

import spacy
from spacy.tokens import Doc, Span

from govnlp import AnnotatorKind
from govnlp.config import Settings
from govnlp.errors import AnnotatorError


class PlacesSettings(Settings):
    names: tuple[str, ...] = ("Oslo",)
    """What counts as a place."""


class Places:
    version = "1"

    def __init__(self, lang, model, names):
        self.lang, self.names = lang, names
        self.name = "places"
        self.nlp = spacy.blank("xx")
        self.wrong = model

    def pipe(self, texts, batch_size=64):
        for text in texts:
            if self.wrong == "short":
                continue
            if self.wrong == "list":
                yield []
                continue
            if self.wrong == "text" and "Oslo" in text:
                text = text.lower()
            doc = self.nlp(text)
            doc.ents = [Span(doc, t.i, t.i + 1, "LOC") for t in doc if t.text in self.names]
            if self.wrong != "phrases":
                doc.spans["noun_phrases"] = []
            yield doc


def load(lang, model, settings):
    if model == "broken":
        raise OSError("no file places.txt")
    return Places(lang, model, settings.names)


kind = AnnotatorKind(
    load=load,
    version=lambda lang, model, settings: "1",
    usage="places",
    settings=PlacesSettings,
    installed=lambda: {"places": "a list of places; MIT"},
)
'''


@pytest.fixture
def offer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """Installs a package with the code above that offers an object as annotators of a name."""

    def install(name: str, value: str) -> None:
        site = tmp_path / "site"
        info = site / f"{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (site / "our_places.py").write_text(CODE, "utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[govnlp.annotators]\n{name} = {value}\n")
        monkeypatch.syspath_prepend(str(site))
        importlib.invalidate_caches()

    yield install
    sys.modules.pop("our_places", None)


Offer = Callable[[str, str], None]


def test_a_package_of_ones_own(offer: Offer) -> None:
    offer("places", "our_places:kind")
    settings = PipelineSettings.from_mapping(
        {
            "stages": ["ingest", "segment", "annotate"],
            "annotate": {"en": "places", "plugins": {"places": {"names": ["Geneva"]}}},
        }
    )
    result = govnlp.process(["They met in Oslo and Geneva."], settings)
    (row,) = result.entities.to_pylist()
    assert (row["text"], row["label"], row["source"]) == ("Geneva", "LOC", "places")
    (finding,) = (finding for finding in examine() if finding.subject == "places")
    assert finding.detail == "a list of places; MIT"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("text", "places: its Doc does not hold the text as given: they differ from character 0"),
        ("list", "places: gave list instead of a spaCy Doc"),
        ("short", "places: gave 0 Docs for 1 texts"),
        ("phrases", 'places: its Doc has no doc.spans["noun_phrases"]'),
    ],
)
def test_what_breaks_the_protocol_costs_the_text(offer: Offer, wrong: str, told: str) -> None:
    offer("places", "our_places:kind")
    settings = PipelineSettings.from_mapping(
        {"stages": ["ingest", "segment", "annotate"], "annotate": {"en": f"places:{wrong}"}}
    )
    result = govnlp.process(["They met in Oslo.", "They talked about peace."], settings)
    assert told in result.rejects["detail"].to_pylist()[0]
    assert result.sentences.num_rows == 2 - result.rejects.num_rows
    assert result.sentences.num_rows == (wrong == "text")


def test_a_loader_that_raises(offer: Offer) -> None:
    offer("places", "our_places:kind")
    with pytest.raises(AnnotatorError, match="'places:broken' for en cannot be loaded: OSError"):
        govnlp.load_annotator("en", "places:broken")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("our_places:none", "cannot be loaded from our_places:none (AttributeError"),
        ("not_there:kind", "cannot be loaded from not_there:kind (ModuleNotFoundError"),
        ("our_places:load", "our_places:load is no govnlp.AnnotatorKind but function"),
    ],
)
def test_an_entry_point_that_leads_nowhere(offer: Offer, value: str, told: str) -> None:
    offer("places", value)
    with pytest.raises(AnnotatorError) as caught:
        govnlp.load_annotator("en", "places")
    assert told in str(caught.value)
    (finding,) = (finding for finding in examine() if finding.subject == "annotators places")
    assert finding.state == "broken"


def test_settings_of_a_package_are_checked(offer: Offer) -> None:
    offer("places", "our_places:kind")
    settings = AnnotateSettings.from_mapping({"plugins": {"places": {"name": []}}})
    with pytest.raises(SettingsError, match=r"annotate\.plugins\.places: name: unknown key"):
        govnlp.load_annotator("en", "places", settings)


def test_settings_of_annotators_that_no_language_uses() -> None:
    settings = PipelineSettings.from_mapping({"annotate": {"plugins": {"places": {}}}})
    with pytest.raises(SettingsError, match=r"annotate\.plugins\.places: no such annotators"):
        bind(settings)


@pytest.mark.parametrize("name", ["nltk", "places", "bundle:x", ""])
def test_an_unknown_name_lists_the_known_ones(name: str) -> None:
    with pytest.raises(AnnotatorError, match="give one of: bundled, spacy:PACKAGE or spacy:FOLDER"):
        annotator_version("en", name)


def test_the_bundled_pipelines_have_no_models() -> None:
    with pytest.raises(AnnotatorError, match="unknown annotator 'bundled:en' for en"):
        govnlp.load_annotator("en", "bundled:en")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_empty_list_of_names_changes_nothing(lang: str) -> None:
    text = {"en": "The United Nations met in Oslo.", "zh": "联合国在奥斯陆开会。"}[lang]
    plain, listed = govnlp.load_annotator(lang), govnlp.load_annotator(lang, names={})
    (expected,), (got,) = plain.pipe([text]), listed.pipe([text])
    assert listed is plain
    assert got.to_json() == expected.to_json()
    assert listed.version == plain.version == annotator_version(lang, names={})
    # Nor does a list for the other language.
    other = {"en": {"青岬": "LOC"}, "zh": {"Kestrel Union": "ORG"}}[lang]
    assert govnlp.load_annotator(lang, names=other) is plain


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_names_change_the_version_of_an_annotator(lang: str) -> None:
    names, others = ({"Kestrel Union": kind, "青岬": kind} for kind in ("ORG", "LOC"))
    annotator = govnlp.load_annotator(lang, names=names)
    assert annotator is govnlp.load_annotator(lang, names=names)
    assert annotator.version == annotator_version(lang, names=names)
    versions = {annotator_version(lang, names=given) for given in ({}, names, others)}
    assert len(versions) == 3


def test_names_of_the_settings_count_unless_others_are_given(offer: Offer, tmp_path: Path) -> None:
    offer("places", "our_places:kind")
    path = tmp_path / "names.csv"
    path.write_text("name,type\nKestrel,ORG\n", "utf-8")
    settings = AnnotateSettings(names=str(path))

    def entities(**options: dict[str, str]) -> list[tuple[str, str]]:
        annotator = govnlp.load_annotator("en", "places", settings, **options)
        (doc,) = annotator.pipe(["Kestrel met Gannet in Oslo"])
        return [(ent.text, ent.label_) for ent in doc.ents]

    assert entities() == [("Kestrel", "ORG"), ("Oslo", "LOC")]
    assert entities(names={"Gannet": "PER"}) == [("Gannet", "PER"), ("Oslo", "LOC")]
    assert entities(names={}) == [("Oslo", "LOC")]


def test_an_annotator_may_have_its_own_use_for_names(
    offer: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer("places", "our_places:kind")
    places = type(govnlp.load_annotator("en", "places"))
    given: list[dict[str, str]] = []

    def with_names(self: Annotator, names: dict[str, str]) -> Annotator:
        given.append(names)
        return self

    monkeypatch.setattr(places, "with_names", with_names, raising=False)
    loaded = govnlp.load_annotator("en", "places", names={"Gannet": "PER", "鹭湾": "LOC"})
    assert isinstance(loaded, places)
    assert given == [{"Gannet": "PER"}]


def test_names_for_a_combination(offer: Offer) -> None:
    offer("places", "our_places:kind")
    both = Combination(trees="places", entities=("places",))
    annotator = govnlp.load_annotator("en", both, names={"Gannet": "PER"})
    assert annotator is govnlp.load_annotator("en", both, names={"Gannet": "PER"})
    (doc,) = annotator.pipe(["Gannet met Kestrel in Oslo"])
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Gannet", "PER"), ("Oslo", "LOC")]


def test_the_doctor_reads_the_names(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    settings = PipelineSettings.from_mapping({"annotate": {"names": str(path)}})
    (finding,) = (finding for finding in examine(settings) if finding.subject == "names")
    assert (finding.state, "no file" in finding.detail) == ("broken", True)
    path.write_text("name,type\nKestrel,ORG\n", "utf-8")
    (finding,) = (finding for finding in examine(settings) if finding.subject == "names")
    assert (finding.state, finding.detail) == ("ok", f"1 in {path}")


def test_the_same_settings_give_the_same_annotator() -> None:
    assert govnlp.load_annotator("en") is govnlp.load_annotator("en", settings=AnnotateSettings())
