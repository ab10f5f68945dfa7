"""What a person sees of vocabularies, on terminals of any width."""

from pathlib import Path

import pytest

from govnlp.display_vocab import print_added, print_concept, print_hits, print_problems
from govnlp.vocabulary import Concept, Vocabulary
from govnlp.vocabulary.check import Problem
from govnlp.vocabulary.search import search

COURT = Concept(
    "organization/permanent-court-for-disputes-over-the-northern-fisheries",
    "organization",
    "Permanent Court for Disputes over the Northern Fisheries",
    "北方渔业争端常设法院",
    broader=("concept/fishery", "concept/gone"),
)
FISHERY = Concept("concept/fishery", "concept", "", "渔业", alt_en=("fishery [sea]", "fisheries"))
VOCABULARY = Vocabulary(("test",), {c.concept_id: c for c in (COURT, FISHERY)})


@pytest.fixture(params=[30, 60, 80, 200])
def width(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """The width of the terminal."""
    monkeypatch.setenv("COLUMNS", str(request.param))
    return int(request.param)


def test_a_found_identifier_can_be_copied_from_a_terminal_of_any_width(
    width: int, capsys: pytest.CaptureFixture[str]
) -> None:
    print_hits(VOCABULARY, search(VOCABULARY, "northern fisheries"))
    out = capsys.readouterr().out
    assert f"{COURT.concept_id} " in out
    assert "北方渔业争端常设法院" in "".join(out.split())
    assert "inside" in out


def test_the_identifier_of_a_shown_concept_can_be_copied_too(
    width: int, capsys: pytest.CaptureFixture[str]
) -> None:
    print_concept(VOCABULARY, COURT)
    assert f"{COURT.concept_id} (organization)\n" in capsys.readouterr().out


def test_a_wide_terminal_shows_hits_as_a_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    print_hits(VOCABULARY, search(VOCABULARY, "漁業", kinds=["concept"]))
    assert [line.split() for line in capsys.readouterr().out.splitlines() if line.strip()][::2] == [
        ["concept", "English", "Chinese", "found", "by", "how"],
        ["concept/fishery", "渔业", "渔业", "exact"],
    ]


def test_a_missing_label_leaves_no_stray_separator(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    print_concept(VOCABULARY, FISHERY)
    assert "English   fishery [sea]; fisheries" in capsys.readouterr().out
    print_concept(VOCABULARY, COURT)
    out = capsys.readouterr().out
    assert "concept/fishery (渔业)" in out
    assert "concept/gone (no such concept)" in out


@pytest.mark.parametrize(
    ("alone", "names"), [(False, '["govnlp", "my [b]folder"]'), (True, '["my [b]folder"]')]
)
def test_the_next_step_names_the_vocabularies_that_were_checked(
    alone: bool, names: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path("my [b]folder")
    print_added(folder, folder / "concepts.csv", FISHERY, alone=alone)
    assert f"vocabularies = {names} under [normalize]" in capsys.readouterr().out


def test_a_problem_is_one_line_with_its_brackets(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    problem = Problem(
        "concepts.csv, line 2", "script", "concept/x: pref_zh '[red]戰' " + "long " * 9
    )
    print_problems([problem, problem])
    first, second, count = capsys.readouterr().out.splitlines()
    assert first == second
    assert first.startswith("concepts.csv, line 2: script: concept/x: pref_zh '[red]戰' long long")
    assert count == "2 problems."
