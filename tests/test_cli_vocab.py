"""The commands of `govnlp vocab`: what they print and the status they end with."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from govnlp import cli

DONE, FAILED, WRONG_USE, DONE_WITH_REJECTS = 0, 1, 2, 3


class Outcome(NamedTuple):
    status: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Call = Callable[..., Outcome]


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Call the command line as a shell does, in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")

    def call(*words: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["govnlp", "vocab", *words])
        capsys.readouterr()
        status = DONE
        try:
            cli.main()
        except SystemExit as exit_:
            status = int(exit_.code or 0)
        return Outcome(status, *capsys.readouterr())

    return call


def test_check_finds_nothing_wrong_with_the_shipped_vocabulary(call: Call) -> None:
    assert call("check") == (DONE, "Nothing is wrong.\n", "")


def test_check_lists_problems(call: Call, tmp_path: Path) -> None:
    (tmp_path / "concepts.csv").write_text(
        "concept_id,pref_en,pref_zh\nconcept/hydro-hegemony,hydro-hegemony,水霸權\n", "utf-8"
    )
    outcome = call("check", ".")
    assert outcome.status == FAILED
    assert outcome.out.startswith("concepts.csv, line 2: script: concept/hydro-hegemony: pref_zh")
    assert outcome.out.endswith("1 problem.\n")
    as_json = call("check", ".", "--json")
    assert as_json.status == FAILED
    assert [problem["rule"] for problem in as_json.json()] == ["script"]
    assert call("check", "nowhere").status == FAILED


def test_search_prints_and_gives_json(call: Call) -> None:
    outcome = call("search", "人類安全", "--limit", "3")
    assert outcome.status == DONE
    assert "concept/human-security " in outcome.out
    hits = call("search", "人類安全", "--limit", "3", "--json").json()
    assert len(hits) == 3
    assert hits[0] == {
        "concept_id": "concept/human-security",
        "kind": "concept",
        "pref_en": "human security",
        "pref_zh": "人的安全",
        "label": "人类安全",
        "way": "exact",
        "likeness": 1.0,
    }
    assert {h["kind"] for h in call("search", "security", "--kind", "event", "--json").json()} == {
        "event"
    }
    assert "No concept" in call("search", "xyzzy").out


def test_show_has_both_directions(call: Call) -> None:
    outcome = call("show", "concept/security")
    assert outcome.status == DONE
    assert "安全" in outcome.out
    assert "concept/human-security (human security, 人的安全)" in outcome.out
    concept = call("show", "concept/human-security", "--json").json()
    assert concept["broader"] == ["concept/security"]
    assert "concept/food-security" in concept["narrower"]
    unknown = call("show", "concept/human-securty")
    assert unknown.status == WRONG_USE
    assert "did you mean concept/human-security" in unknown.err
    assert unknown.err.count("\n") == 1


def test_add_and_find_again(call: Call, tmp_path: Path) -> None:
    words = ["--folder", "my", "--en", "hydro-hegemony", "--zh", "水霸权"]
    outcome = call("add", *words, "--alt-zh", "水文霸权", "--alt-zh", "水资源霸权")
    assert outcome.status == DONE
    assert 'vocabularies = ["govnlp", "my"] under [normalize]' in outcome.out
    again = call("add", *words)
    assert again.status == FAILED
    assert "already in my" in again.err
    other = call(
        "add", "--folder", "my", "--en", "Nile", "--zh", "尼罗", "--kind", "place", "--json"
    )
    assert other.json() == {"file": "my/places.csv", "concept_id": "place/nile"}
    (hit,) = call("search", "水資源霸權", "-v", "my", "--json").json()
    assert hit["concept_id"] == "concept/hydro-hegemony"
    assert call("check", "my").status == DONE


def test_words_that_no_command_has_are_wrong_use(call: Call) -> None:
    for words in (["find"], ["search"], ["add", "--folder", "my"], ["show"]):
        assert call(*words).status == WRONG_USE
