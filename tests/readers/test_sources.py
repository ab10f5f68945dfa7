from pathlib import Path

import pytest

from govnlp.config import IngestSettings
from govnlp.errors import InputError
from govnlp.readers.sources import find_sources


def names(root: Path, **settings: object) -> list[str]:
    return [source.name for source in find_sources(root, IngestSettings.from_mapping(settings))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "README.md",
        "a.txt",
        ".hidden.txt",
        ".git/config",
        "sub/README.md",
        "sub/b.md",
        "sub/deep/c.txt",
        "sub/~$c.docx",
        "drafts/d.txt",
        "drafts/deep/e.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return tmp_path


def test_hidden_files_and_the_readme_are_left_alone(folder: Path) -> None:
    everything = ["a.txt", "drafts/d.txt", "drafts/deep/e.txt", "sub/b.md", "sub/deep/c.txt"]
    assert names(folder) == everything
    assert names(folder, exclude=["**/README.md", "**/~*"]) == everything


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (["*.txt"], ["a.txt"]),
        (["**/*.txt"], ["a.txt", "drafts/d.txt", "drafts/deep/e.txt", "sub/deep/c.txt"]),
        (["sub/**"], ["sub/b.md", "sub/deep/c.txt"]),
        (["*/deep/*"], ["drafts/deep/e.txt", "sub/deep/c.txt"]),
        (["**/[ab].*"], ["a.txt", "sub/b.md"]),
        ([], []),
    ],
)
def test_include_names_what_is_read(folder: Path, patterns: list[str], expected: list[str]) -> None:
    assert names(folder, include=patterns) == expected


def test_names_that_rows_could_have(folder: Path) -> None:
    for name in ("a.txt#1", "a.txt#1#2", "sub/a.txt#1", "#a", "b#1"):
        (folder / name).write_text("x", encoding="utf-8")
    found = find_sources(folder, IngestSettings())
    rows = {source.name: source.row_of for source in found if source.row_of}
    assert rows == {"a.txt#1": "a.txt", "a.txt#1#2": "a.txt"}


@pytest.mark.parametrize("pattern", ["drafts", "drafts/**", "**/d*/**", "dr?fts"])
def test_exclude_is_stronger_than_include(folder: Path, pattern: str) -> None:
    found = names(folder, exclude=[pattern, "**/README.md", "**/~$*"])
    assert not [name for name in found if name.startswith("drafts")]
    assert "a.txt" in found


def test_a_single_file_is_read_whatever_its_name(folder: Path) -> None:
    (source,) = find_sources(folder / "README.md", IngestSettings())
    assert (source.name, source.path) == ("README.md", folder / "README.md")


def test_a_relative_root_gives_absolute_paths(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert find_sources(Path("sub"), IngestSettings())[0].path == folder / "sub/b.md"


def test_a_root_inside_a_hidden_folder_is_read(tmp_path: Path) -> None:
    root = tmp_path / ".corpus"
    root.mkdir()
    (root / "a.txt").write_text("x", encoding="utf-8")
    assert names(root) == ["a.txt"]


def test_a_missing_root_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        find_sources(tmp_path / "nowhere", IngestSettings())
