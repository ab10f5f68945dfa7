"""Settings are refused with the path of the key; the shipped pipeline file says the defaults."""

from pathlib import Path
from typing import get_args

import pytest

from govnlp.config import ConceptKind, PipelineSettings, SegmentKind, load_pipeline
from govnlp.errors import SettingsError
from govnlp.schema import CONCEPT_KINDS, SEGMENT_KINDS


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "p.toml"
    path.write_text(text, "utf-8")
    return path


def test_default_toml_says_the_defaults(root: Path) -> None:
    assert load_pipeline(root / "pipelines/default.toml") == PipelineSettings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("inptu = 'x'", "inptu: unknown key; known here: input, output"),
        ("[segment]\nmax_char = 3", "segment.max_char: unknown key; known here: max_chars"),
        ("[align]\nmin_score = 3", "align.min_score: .*less than or equal to 1"),
        ("[annotate]\nbatch_size = 'many'", "annotate.batch_size: .*integer.*'many'"),
        ("[annotate]\nnames = ['a.csv']", "annotate.names: .*string.*'a.csv'"),
        ("[annotate]\nskip_kinds = ['boilerplat']", "annotate.skip_kinds.0: .*'boilerplate'"),
        ("[normalize]\nkinds = ['countries']", "normalize.kinds.0: .*'place'.*'countries'"),
        ("stages = [", "not valid TOML"),
        ("x = '\ud7ff", "not valid TOML"),
    ],
)
def test_wrong_settings_are_named(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SettingsError, match=f"{path.name}: .*{message}|{message}"):
        load_pipeline(path)


def test_kinds_are_those_of_the_tables() -> None:
    assert get_args(SegmentKind) == SEGMENT_KINDS
    assert get_args(ConceptKind) == CONCEPT_KINDS


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_pipeline(tmp_path / "none.toml")


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        PipelineSettings().input = "x"  # type: ignore[misc]


def test_every_setting_is_described() -> None:
    for name, field in PipelineSettings.model_fields.items():
        part = getattr(PipelineSettings(), name)
        if name in ("ingest", "segment", "annotate", "normalize", "align", "aggregate"):
            for key, inner in type(part).model_fields.items():
                assert inner.description, f"{name}.{key}"
        else:
            assert field.description, name
