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


THESAURUS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <http://example.org/> .
ex:1 a skos:Concept ; skos:prefLabel "hydro-hegemony"@en, "水霸权"@zh-Hans .
ex:2 a skos:Concept ; skos:prefLabel "rivière"@fr .
"""


def test_export_and_import(call: Call, tmp_path: Path) -> None:
    pytest.importorskip("rdflib", reason="SKOS needs the extra skos")
    (tmp_path / "water.ttl").write_text(THESAURUS, "utf-8")
    outcome = call("import", "water.ttl", "--folder", "water")
    assert outcome.status == DONE_WITH_REJECTS
    assert outcome.out.startswith("1 concepts in water\n")
    assert "Set aside, no label in English or Chinese: http://example.org/2\n" in outcome.out
    again = call("import", "water.ttl", "--folder", "water")
    assert again.status == WRONG_USE
    assert "--force" in again.err
    as_json = call("import", "water.ttl", "--folder", "water", "--force", "--json").json()
    assert as_json["set_aside"] == {"no label in English or Chinese": ["http://example.org/2"]}
    assert call("check", "water").status == DONE
    for target in ("out/all.ttl", "out/all.rdf", "out/csv"):
        written = call("export", target, "-v", "water")
        assert written == (DONE, f"1 concepts in {target}\n", "")
        assert call("export", target, "-v", "water").status == WRONG_USE
        assert call("export", target, "-v", "water", "--force", "--json").json()["concepts"] == 1
    assert call("import", "out/all.ttl", "--folder", "again").status == DONE
    assert call("show", "concept/water-1", "-v", "again").status == DONE


def test_a_changed_vocabulary_annotates_nothing_again(call: Call, tmp_path: Path) -> None:
    from govnlp.pipeline import run

    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_text("Hydro-hegemony on the Nile.\n\n水霸权。\n", "utf-8")
    call("add", "--folder", "my", "--en", "Nile basin", "--zh", "尼罗河流域", "--kind", "place")
    pipeline = tmp_path / "water.toml"
    pipeline.write_text(
        'stages = ["ingest", "segment", "annotate", "normalize"]\n'
        '[normalize]\nvocabularies = ["govnlp", "my"]\n',
        "utf-8",
    )
    run(pipeline)
    call("add", "--folder", "my", "--en", "hydro-hegemony", "--zh", "水霸权")
    report = run(pipeline)
    assert [stage.name for stage in report.stages if stage.reason] == ["normalize"]
    from govnlp.store import Store

    ids = Store(report.output).read("mentions")["concept_id"].to_pylist()
    assert ids.count("concept/hydro-hegemony") == 2
