"""Stanza's models are loaded from a folder as released ones are; each defect is named."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from govnlp.annotators.loading import _warn, annotator_version, load_annotator
from govnlp.annotators.stanza import loading
from govnlp.config import AnnotateSettings, StanzaPackages, StanzaSettings
from govnlp.errors import AnnotatorError, AnnotatorWarning, MissingExtraError


@pytest.fixture
def folder(stanza_models: Path, tmp_path: Path) -> Path:
    """A copy of the models to damage."""
    return Path(shutil.copytree(stanza_models, tmp_path / "models"))


@pytest.fixture(autouse=True)
def nothing_said_yet() -> None:
    _warn.cache_clear()


def stanza(**settings: Any) -> AnnotateSettings:
    return AnnotateSettings(stanza=StanzaSettings(**settings))


def change(folder: Path, lang: str, processor: str, package: str, **entry: Any) -> None:
    path = folder / "resources.json"
    resources = json.loads(path.read_text("utf-8"))
    resources[lang][processor][package].update(entry)
    path.write_text(json.dumps(resources), "utf-8")


def test_from_the_folder_of_the_settings(folder: Path) -> None:
    settings = stanza(folder=str(folder), gpu="never")
    annotator = load_annotator("zh", "stanza:zh", settings)
    assert annotator.name == "stanza:zh"
    assert load_annotator("zh", "stanza:zh", settings) is annotator


def test_from_stanzas_own_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(folder))
    assert annotator_version("en", "stanza:en") == annotator_version("en", f"stanza:en@{folder}")


def test_a_treebanks_package_takes_its_entities_from_the_default_one(folder: Path) -> None:
    annotator = load_annotator("en", f"stanza:en/tiny@{folder}")
    (doc,) = annotator.pipe(["Annan met Obi in Oslo."])
    assert len(doc.ents) == 3


def test_what_a_pipeline_lacks_is_said_once_and_the_rest_works(folder: Path) -> None:
    settings = stanza(folder=str(folder), processors=("tokenize", "pos"))
    with pytest.warns(AnnotatorWarning) as said:
        annotator = load_annotator("zh", "stanza:zh-hans", settings)
    assert load_annotator("zh", "stanza:zh-hans", settings) is annotator
    (doc,) = annotator.pipe(["安南在北京会见王毅。中国和肯尼亚签署国家安全条约。"])
    assert [str(warning.message) for warning in said] == [
        "annotator 'stanza:zh-hans' for zh gives no dependencies, and so no noun phrases",
        "annotator 'stanza:zh-hans' for zh gives no entities",
    ]
    assert [token.pos_ for token in doc][:3] == ["PROPN", "ADP", "PROPN"]
    assert len(list(doc.sents)) == 2
    assert list(doc.spans["noun_phrases"]) == []
    assert doc.ents == ()


def test_without_models_the_command_is_named(tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match=r"no Stanza models in .* govnlp models download"):
        load_annotator("zh", f"stanza:zh-hans@{tmp_path}")
    with pytest.raises(AnnotatorError, match="govnlp models download stanza:zh-hans@"):
        annotator_version("zh", f"stanza:zh-hans@{tmp_path}")


def test_a_missing_processor_is_named(folder: Path) -> None:
    (folder / "zh-hans/depparse/tiny.pt").unlink()
    with pytest.raises(AnnotatorError, match=r"no depparse model: .*tiny.pt is missing; fetch"):
        load_annotator("zh", f"stanza:zh-hans@{folder}")
    without = stanza(folder=str(folder), processors=("tokenize", "ner"))
    with pytest.warns(AnnotatorWarning, match="no parts of speech, and so no noun phrases"):
        load_annotator("zh", "stanza:zh-hans", without)
    (doc,) = load_annotator("zh", "stanza:zh-hans", without).pipe(["安南在北京会见王毅。"])
    assert [ent.text for ent in doc.ents] == ["安南", "北京", "王毅"]


def test_a_missing_dependency_is_named(folder: Path) -> None:
    (folder / "en/pretrain/tiny.pt").unlink()
    with pytest.raises(AnnotatorError, match=r"pretrain/tiny.pt is missing"):
        load_annotator("en", f"stanza:en@{folder}")


def test_a_damaged_file_is_named(folder: Path) -> None:
    path = folder / "zh-hans/ner/tiny.pt"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(AnnotatorError, match=r"ner/tiny.pt is damaged, .*MD5"):
        load_annotator("zh", f"stanza:zh-hans@{folder}")


def test_a_damaged_file_that_no_digest_gives_away_is_named(folder: Path) -> None:
    path = folder / "zh-hans/pos/tiny.pt"
    path.write_bytes(path.read_bytes()[:-100])
    change(folder, "zh-hans", "pos", "tiny", md5=None)
    with pytest.raises(AnnotatorError, match=r"Stanza \S+ cannot load .*pos/tiny.pt \("):
        load_annotator("zh", f"stanza:zh-hans@{folder}")


def test_a_model_of_another_version_is_named(folder: Path) -> None:
    import torch

    path = folder / "zh-hans/depparse/tiny.pt"
    model = torch.load(path, weights_only=True)
    model["config"].pop("deep_biaff_hidden_dim")
    torch.save(model, path)
    change(folder, "zh-hans", "depparse", "tiny", md5=None)
    with pytest.raises(
        AnnotatorError, match=r"cannot load .*depparse/tiny.pt \(KeyError.*another version"
    ):
        load_annotator("zh", f"stanza:zh-hans@{folder}")


def test_a_gpu_that_is_not_there_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    settings = stanza(folder=str(folder), gpu="always")
    with pytest.raises(AnnotatorError, match="gpu is 'always', and PyTorch finds no GPU"):
        load_annotator("zh", "stanza:zh-hans", settings)


def test_the_version_changes_with_files_stanza_and_settings(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"stanza:zh-hans@{folder}"
    before = annotator_version("zh", name)
    assert annotator_version("zh", name) == before
    assert annotator_version("zh", name, stanza(gpu="never")) == before
    fewer = stanza(processors=("tokenize", "ner"))
    assert annotator_version("zh", name, fewer) != before
    (folder / "zh-hans/ner/other.pt").write_bytes(b"another")
    resources = json.loads((folder / "resources.json").read_text("utf-8"))
    resources["zh-hans"]["ner"]["other"] = {}
    (folder / "resources.json").write_text(json.dumps(resources), "utf-8")
    other = stanza(packages=StanzaPackages(ner="other"))
    with_other = annotator_version("zh", name, other)
    assert with_other != before
    (folder / "zh-hans/ner/other.pt").write_bytes(b"changed")
    assert annotator_version("zh", name, other) != with_other
    monkeypatch.setattr("govnlp.annotators.stanza.resources.stanza_version", lambda: "0")
    assert annotator_version("zh", name) != before


def test_without_stanza_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise MissingExtraError("an annotator 'stanza:...'", "stanza")

    monkeypatch.setattr(loading, "stanza_version", missing)
    with pytest.raises(MissingExtraError, match=r"pip install 'govnlp\[stanza\]'"):
        load_annotator("zh", "stanza:zh-hans")


def test_all_else_works_where_neither_is_installed() -> None:
    code = (
        "import sys; sys.modules.update(torch=None, stanza=None)\n"
        "import govnlp, govnlp.cli\n"
        "print(govnlp.process(['Peace in Oslo.']).entities['text'].to_pylist())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['Oslo']"
