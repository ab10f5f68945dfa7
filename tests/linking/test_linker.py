"""Every case of tests/cases/linking: what a text mentions, against the shipped vocabulary."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from govnlp.config import NormalizeSettings
from govnlp.linking.candidates import Entity, Passage
from govnlp.linking.linker import Linker
from govnlp.text.folding import simplify
from govnlp.vocabulary import load_vocabulary

CASES = Path(__file__).resolve().parent.parent / "cases" / "linking"


def _cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.json")):
        for number, case in enumerate(json.loads(path.read_text(encoding="utf-8"))):
            reason = case.get("expected_to_fail")
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            yield pytest.param(case, id=f"{path.stem}-{number}", marks=marks)


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(load_vocabulary(), NormalizeSettings())


def passage_of(case: dict[str, Any]) -> Passage:
    """A passage with the tokens that the case gives, or else jieba's."""
    import rjieba

    text = case["text"]
    starts, ends, place = [], [], 0
    for word in case.get("tokens") or rjieba.cut(simplify(text)):
        starts.append(place)
        place += len(word)
        ends.append(place)
    assert place == len(text), "the tokens of a case must be its text"
    entities = [Entity(*entity) for entity in case.get("entities", [])]
    phrases = [
        (text.index(phrase), text.index(phrase) + len(phrase)) for phrase in case.get("phrases", [])
    ]
    return Passage(text, 0, starts, ends, case.get("sentences", [0]), entities, phrases)


@pytest.mark.parametrize("case", list(_cases()))
def test_case(case: dict[str, Any], linker: Linker) -> None:
    (links,) = linker.link([passage_of(case)])
    text = case["text"]
    found = [[text[link.start : link.end], link.concept_id] for link in links]
    for mention in case.get("mentions", []):
        assert mention in found
    for absent in case.get("absent", []):
        assert absent not in [concept for _, concept in found]
    if case.get("complete"):
        assert found == case["mentions"]
    for span, match in case.get("match", {}).items():
        assert {link.match for link in links if text[link.start : link.end] == span} == {match}
