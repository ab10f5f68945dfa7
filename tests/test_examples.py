"""Every example of README.md and docs/ runs and prints what the page says.

A block of Python is run after the ones before it, in one namespace a page. Of a block of shell
commands, those that call govnlp are run. A block of text below either is what it prints, but that
`...` stands for anything, and that figures of a command or of a table on disk may be off by half:
they change a little with every model and every new label. A block below a line that ends in
"`path`:" is the content of that file.
"""

import doctest
import importlib
import io
import re
import shlex
import shutil
import sys
import tomllib
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from govnlp import cli

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

_FENCE = re.compile(r"```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE_NAME = re.compile(r"`([\w./-]+\.\w+)`:\n\n\Z")
_EXIT_STATUS = re.compile(r"#.*\bexit status (\d)")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SECONDS = re.compile(r"\d+\.\d s\b")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its lines, where it stands, what it names or prints."""

    language: str
    code: str
    line: int
    file: str
    output: str | None


def blocks_of(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    fences = list(_FENCE.finditer(text))
    for number, fence in enumerate(fences):
        below = fences[number + 1] if number + 1 < len(fences) else None
        printed = (
            below is not None
            and below[1] == "text"
            and not text[fence.end() : below.start()].strip()
        )
        name = _FILE_NAME.search(text, 0, fence.start())
        yield Block(
            language=fence[1],
            code=fence[2],
            line=text.count("\n", 0, fence.start(2)) + 1,
            file=name[1] if name else "",
            output=below[2] if below is not None and printed else None,
        )


class Reader:
    """Someone who follows a page from top to bottom in a folder of their own."""

    def __init__(self, page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.page = page
        self.folder = folder
        self.monkeypatch = monkeypatch
        self.namespace: dict[str, Any] = {"__name__": "__main__"}

    def follow(self) -> None:
        for block in blocks_of(self.page):
            if block.file:
                path = self.folder / block.file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.code, "utf-8")
            elif block.language == "python":
                self.check(block, self.python(block), exactly="read_parquet" not in block.code)
            elif block.language == "sh":
                self.check(block, self.shell(block), exactly=False)

    def python(self, block: Block) -> str:
        code = compile("\n" * (block.line - 1) + block.code, str(self.page), "exec")
        with redirect_stdout(io.StringIO()) as out:
            exec(code, self.namespace)
        return out.getvalue()

    def shell(self, block: Block) -> str:
        with redirect_stdout(io.StringIO()) as out:
            for line in block.code.replace("\\\n", " ").splitlines():
                words = shlex.split(line, comments=True)
                if words == ["make", "run"]:
                    words = ["govnlp", "run", "all"]
                if words[:1] == ["govnlp"]:
                    said = _EXIT_STATUS.search(line)
                    assert self.command(words) == int(said[1] if said else 0), line
                elif words[:2] == ["pip", "install"] and words[-1].startswith("./"):
                    self.install(self.folder / words[-1])
        return out.getvalue()

    def command(self, words: list[str]) -> int:
        self.monkeypatch.setattr(sys, "argv", words)
        with redirect_stderr(io.StringIO()) as err:
            try:
                cli.main()
            except SystemExit as exit_:
                status = exit_.code or 0
                if status in (1, 2):
                    print(err.getvalue(), end="")
                return int(status)
        return 0

    def install(self, project: Path) -> None:
        """Do what an editable install leaves behind: the code and its entry points on the path."""
        described = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
        info = project / f"{described['name'].replace('-', '_')}-{described['version']}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {described['name']}\nVersion: {described['version']}\n"
        )
        lines = []
        for group, points in described["entry-points"].items():
            lines += [f"[{group}]", *(f"{name} = {value}" for name, value in points.items())]
        (info / "entry_points.txt").write_text("\n".join(lines) + "\n")
        self.monkeypatch.syspath_prepend(str(project))
        importlib.invalidate_caches()

    def check(self, block: Block, got: str, *, exactly: bool) -> None:
        if block.output is None:
            return
        if exactly:
            right = doctest.OutputChecker().check_output(block.output, got, doctest.ELLIPSIS)
        else:
            right = is_about(block.output, got)
        assert right, f"{self.page}:{block.line} prints\n{got}where the page says\n{block.output}"


def is_about(want: str, got: str) -> bool:
    """Whether a command printed what a page says, white space and small changes aside.

    >>> is_about("rows 1,000 ... 0.3 s", "rows   980   and  12.9 s"), is_about("8 files", "2 files")
    (True, False)
    """
    want, got = (" ".join(_SECONDS.sub("_ s", text).split()) for text in (want, got))
    parts = [_NUMBER.sub("(N)", part.strip()) for part in want.split("...")]
    pattern = ".*?".join(
        rf"\s*{re.escape(part)}\s*".replace(re.escape("(N)"), rf"({_NUMBER.pattern})")
        for part in parts
    )
    found = re.fullmatch(pattern, got)
    if found is None:
        return False
    numbers = zip(_NUMBER.findall(want), found.groups(), strict=True)
    return all(abs(_value(a) - _value(b)) <= _value(a) / 2 for a, b in numbers)


def _value(number: str) -> float:
    return float(number.replace(",", ""))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a clone has it after `make run`."""
    from govnlp.pipeline import run

    folder = tmp_path_factory.mktemp("demo")
    copy_templates(folder)
    run(
        folder / "pipelines/default.toml",
        input=folder / "seeds",
        output=folder / "data/processed",
    )
    return folder


def copy_templates(folder: Path) -> None:
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copytree(ROOT / "pipelines", folder / "pipelines", ignore=lambda *_: ["training"])


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder of a reader, who has run the pipeline unless the page says how to."""
    page: Path = request.getfixturevalue("page")
    if page.name == "README.md":
        copy_templates(tmp_path)
    else:
        shutil.copytree(request.getfixturevalue("demo"), tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_example_runs(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Reader(page, folder, monkeypatch).follow()


def test_commands_of_make_are_in_the_makefile() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in [*PAGES, ROOT / "CONTRIBUTING.md"]:
        for block in blocks_of(page):
            if block.language == "sh":
                named = set(re.findall(r"^make (\w+)", block.code, re.MULTILINE))
                assert named <= targets, page
