"""Pipelines are found by package or folder; a folder without one hides no package."""

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy

from govnlp.annotators.packages import find_package, installed_packages
from govnlp.doctor import examine
from govnlp.errors import AnnotatorError

Release = Callable[..., Path]


def test_a_package(release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = release(spacy.blank("en"), "en_core_blank", version="3.8.1", license="MIT")
    monkeypatch.chdir(tmp_path)
    Path("en_core_blank").mkdir()
    package = find_package("en_core_blank")
    assert (package.root, package.is_package) == (folder, True)
    assert package.title == "en_core_blank 3.8.1"
    assert "en_core_blank" in [package.name for package in installed_packages()]
    (finding,) = (one for one in examine() if one.subject == "spacy:en_core_blank")
    assert finding.detail.startswith("en_core_blank 3.8.1: no components; ")
    assert finding.detail.endswith("licence MIT")


def test_a_folder_with_a_pipeline_is_stronger_than_a_package(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(spacy.blank("en"), "en_core_blank")
    monkeypatch.chdir(tmp_path)
    spacy.blank("en").to_disk("en_core_blank")
    package = find_package("en_core_blank")
    assert (package.data, package.is_package) == (Path("en_core_blank"), False)


def test_requirements_begin_with_spacy(release: Release) -> None:
    release(
        spacy.blank("zh"),
        "zh_core_blank",
        spacy_version=">=3.8.0,<3.9.0",
        requirements=["spacy>=3.8.0,<3.9.0", "spacy-pkuseg>=0.0.27,<0.1.0"],
    )
    assert find_package("zh_core_blank").requirements == [
        "spacy>=3.8.0,<3.9.0",
        "spacy-pkuseg>=0.0.27,<0.1.0",
    ]


def test_a_folder_of_that_name_without_a_pipeline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine").mkdir()
    with pytest.raises(AnnotatorError, match="no package 'mine', and no pipeline in a folder"):
        find_package("mine")
