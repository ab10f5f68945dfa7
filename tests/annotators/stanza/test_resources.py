"""Names of Stanza's models, and the processors and files that they stand for."""

import json
from pathlib import Path
from typing import Any

import pytest

from govnlp.annotators.stanza.names import lang_of, models_folder, parse_name, resources_version
from govnlp.annotators.stanza.resources import select
from govnlp.config import PROCESSORS, StanzaPackages, StanzaSettings
from govnlp.errors import AnnotatorError

RESOURCES: dict[str, Any] = {
    "url": "x",
    "zh": {"alias": "zh-hans"},
    "zh-hans": {
        "tokenize": {"gsd": {"md5": "1"}},
        "pos": {"gsd_charlm": {"dependencies": [{"model": "pretrain", "package": "ft"}]}},
        "depparse": {"gsd_charlm": {"dependencies": [{"model": "pretrain", "package": "ft"}]}},
        "ner": {"ontonotes": {"md5": "2", "alternate_md5": "3"}, "other": {}},
        "pretrain": {"ft": {"md5": "4"}},
        "packages": {
            "default": {
                "tokenize": "gsd",
                "pos": "gsd_charlm",
                "lemma": "identity",
                "depparse": "gsd_charlm",
                "ner": "ontonotes",
                "sentiment": "ren",
            },
            "gsd": {"tokenize": "gsd", "pos": "gsd_charlm", "depparse": "gsd_charlm"},
        },
    },
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "resources.json").write_text(json.dumps(RESOURCES), "utf-8")
    return tmp_path


def test_the_default_package_has_its_processors_in_order(folder: Path) -> None:
    name = parse_name("zh", f"zh@{folder}", StanzaSettings())
    selection = select(name, StanzaSettings())
    assert selection.lang == "zh-hans"
    assert list(selection.packages.items()) == [
        ("tokenize", "gsd"),
        ("pos", "gsd_charlm"),
        ("lemma", "identity"),
        ("depparse", "gsd_charlm"),
        ("ner", "ontonotes"),
    ]
    files = [(str(file.path.relative_to(folder)), file.md5) for file in selection.files]
    assert files == [
        ("zh-hans/tokenize/gsd.pt", ("1",)),
        ("zh-hans/pos/gsd_charlm.pt", ()),
        ("zh-hans/depparse/gsd_charlm.pt", ()),
        ("zh-hans/ner/ontonotes.pt", ("2", "3")),
        ("zh-hans/pretrain/ft.pt", ("4",)),
    ]


def test_trees_need_lemmas_and_a_treebank_has_no_entities_of_its_own(folder: Path) -> None:
    name = parse_name("zh", "zh-hans/gsd", StanzaSettings(folder=str(folder)))
    packages = select(name, StanzaSettings()).packages
    assert (packages["lemma"], packages["ner"]) == ("identity", "ontonotes")


def test_single_processors_and_packages_are_chosen_by_the_settings(folder: Path) -> None:
    settings = StanzaSettings(
        folder=str(folder), processors=("ner", "tokenize"), packages=StanzaPackages(ner="other")
    )
    packages = select(parse_name("zh", "zh-hans", settings), settings).packages
    assert list(packages.items()) == [("tokenize", "gsd"), ("ner", "other")]


@pytest.mark.parametrize(
    ("model", "settings", "message"),
    [
        ("zh-hans/ctb", {}, "no package 'ctb' of zh-hans; packages: default, gsd"),
        ("zh-hant", {}, "no package 'default' of zh-hant; packages: none"),
        ("zh", {"packages": {"ner": "x"}}, "no package 'x' of ner .*packages: ontonotes, other"),
        ("zh", {"packages": {"constituency": "x"}}, "no package 'x' of constituency .*: none"),
        ("zh", {"processors": ["ner"]}, "nothing finds its words; put tokenize"),
    ],
)
def test_what_is_not_there_is_named(
    folder: Path, model: str, settings: dict[str, Any], message: str
) -> None:
    chosen = StanzaSettings.from_mapping({**settings, "folder": str(folder)})
    with pytest.raises(AnnotatorError, match=message):
        select(parse_name("zh", model, chosen), chosen)


def test_a_damaged_list_is_named(folder: Path) -> None:
    (folder / "resources.json").write_text("{", "utf-8")
    with pytest.raises(AnnotatorError, match=r"resources.json cannot be read .*models download"):
        select(parse_name("zh", f"zh@{folder}", StanzaSettings()), StanzaSettings())


@pytest.mark.parametrize(
    ("lang", "model", "message"),
    [
        ("en", "zh-hans", "Stanza's languages for en are en; give"),
        ("zh", "de", "Stanza's languages for zh are zh-hans, zh-hant, zh;"),
        ("en", "en/", "nothing stands behind the last mark"),
        ("en", "en@", "nothing stands behind the last mark"),
    ],
)
def test_wrong_names_are_refused(lang: str, model: str, message: str) -> None:
    with pytest.raises(AnnotatorError, match=message):
        parse_name(lang, model, StanzaSettings())


def test_the_folder_of_a_name_is_stronger_than_that_of_the_settings() -> None:
    settings = StanzaSettings(folder="elsewhere")
    assert parse_name("en", "en/ewt@here", settings).folder == Path("here")
    assert parse_name("en", "en/ewt", settings).folder == Path("elsewhere")


def test_our_languages_of_stanzas() -> None:
    assert [lang_of(model) for model in ("en/ewt", "zh-hant@x", "zh")] == ["en", "zh", "zh"]
    with pytest.raises(AnnotatorError, match="en, zh-hans, zh-hant, zh"):
        lang_of("fr")


def test_names_and_folder_are_those_of_stanza(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STANZA_RESOURCES_DIR", raising=False)
    from stanza.pipeline.registry import PIPELINE_NAMES
    from stanza.resources.common import DEFAULT_MODEL_DIR, DEFAULT_RESOURCES_VERSION

    assert set(PROCESSORS) <= set(PIPELINE_NAMES)
    assert models_folder() == Path(DEFAULT_MODEL_DIR)
    assert resources_version() == DEFAULT_RESOURCES_VERSION
