"""The manual names every table, column, setting, command and option as the code has them.

Where a page holds a table that repeats what the code says of itself, the test builds that table;
a failure shows the lines to paste into the page.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import typer

from govnlp.cli import app
from govnlp.config import PipelineSettings, Settings
from govnlp.readers import EXTENSIONS
from govnlp.readers.protocol import Reason
from govnlp.schema import SCHEMAS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
COMMANDS: Any = typer.main.get_command(app)

_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def section(page: str, heading: str) -> str:
    """Give what stands below a heading, up to the next heading of its level or a higher one."""
    text = (DOCS / page).read_text("utf-8")
    found = re.search(rf"^(#+) {re.escape(heading)}$", text, re.MULTILINE)
    assert found is not None, f"docs/{page}: no heading {heading!r}"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


@pytest.mark.parametrize("name", SCHEMAS)
def test_tables_page_describes_every_column(name: str) -> None:
    rows = ["| column | type | meaning | unit |", "| --- | --- | --- | --- |"]
    rows += [_column_row(field) for field in SCHEMAS[name]]
    assert "\n".join(rows) in section("tables.md", name)


def _column_row(field: pa.Field) -> str:
    kind = _type_name(field.type) + (" or null" if field.nullable else "")
    unit = field.metadata.get(b"unit", b"").decode()
    return f"| `{field.name}` | {kind} | {field.metadata[b'description'].decode()} | {unit} |"


def _type_name(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"list of {_type_name(kind.value_type)}"
    return {"float": "float32", "double": "float64"}.get(str(kind), str(kind))


def test_tables_page_has_no_other_tables() -> None:
    assert re.findall(r"^### (.+)$", section("tables.md", "The tables"), re.MULTILINE) == [*SCHEMAS]


def test_texts_page_names_every_reason_and_extension() -> None:
    text = section("texts.md", "What cannot be read")
    assert re.findall(r"^\| (.+?) \|", text, re.MULTILINE)[2:] == list(Reason)
    formats = section("texts.md", "What can be given")
    assert [ending for ending in EXTENSIONS if ending and f"`{ending}`" not in formats] == []


def settings_classes() -> list[tuple[str, type[Settings]]]:
    return [("The whole pipeline", PipelineSettings), *parts_of(PipelineSettings)]


def parts_of(model: type[Settings], path: str = "") -> Iterator[tuple[str, type[Settings]]]:
    for name, field in model.model_fields.items():
        if isinstance(field.default, Settings):
            yield path + name, type(field.default)
            yield from parts_of(type(field.default), f"{path}{name}.")


@pytest.mark.parametrize(("heading", "model"), settings_classes())
def test_pipelines_page_describes_every_setting(heading: str, model: type[Settings]) -> None:
    rows = ["| key | default | meaning |", "| --- | --- | --- |"]
    for name, field in model.model_fields.items():
        if not isinstance(field.default, Settings):
            meaning = " ".join((field.description or "").split())
            rows.append(f"| `{name}` | {_toml(field.default)} | {meaning} |")
    assert "\n".join(rows) in section("pipelines.md", heading)


def _toml(value: Any) -> str:
    if value is None or value == {}:
        return "none"
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def all_commands() -> dict[str, Any]:
    """Every command by its words; those of a group (`vocab search`) beside the group itself."""
    commands = dict(COMMANDS.commands)
    for group, command in COMMANDS.commands.items():
        for name, member in getattr(command, "commands", {}).items():
            commands[f"{group} {name}"] = member
    return commands


@pytest.mark.parametrize("name", all_commands())
def test_commands_page_names_every_command_and_option(name: str) -> None:
    text = section("commands.md", f"govnlp {name}")
    for parameter in all_commands()[name].params:
        for spelling in _spellings(parameter):
            assert f"`{spelling}`" in text, f"docs/commands.md: govnlp {name} lacks {spelling}"


def test_commands_page_names_the_options_of_every_command() -> None:
    text = section("commands.md", "For every command")
    for parameter in COMMANDS.params:
        for spelling in _spellings(parameter):
            assert f"`{spelling}`" in text


def test_commands_page_names_no_other_commands() -> None:
    text = (DOCS / "commands.md").read_text("utf-8")
    named = re.findall(r"^##+ govnlp (\w.*)$", text, re.MULTILINE)
    assert sorted(named) == sorted(all_commands())


def _spellings(parameter: Any) -> list[str]:
    if parameter.param_type_name == "argument":
        return [parameter.name.upper()]
    return list(parameter.opts)


def test_contributing_names_every_folder_of_the_package() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    package = ROOT / "src/govnlp"
    folders = [path.parent.name for path in package.glob("*/__init__.py")]
    assert [name for name in folders if f"{name}/`" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for target in _LINK.findall(_FENCE.sub("", page.read_text("utf-8"))):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        linked = page.parent / path if path else page
        assert linked.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in _anchors(linked), f"{page.name}: {target}"


def _anchors(page: Path) -> set[str]:
    headings = _HEADING.findall(_FENCE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_index_links_every_page() -> None:
    linked = set(_LINK.findall((DOCS / "index.md").read_text("utf-8")))
    assert {page.name for page in DOCS.glob("*.md")} - {"index.md"} <= linked
