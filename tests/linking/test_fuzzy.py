"""What is close to a label and equal to none."""

import pytest

from govnlp.config import NormalizeSettings
from govnlp.linking.candidates import Entity, Passage
from govnlp.linking.fuzzy import Proposal, Proposals, without_rivals
from govnlp.linking.index import Entry
from govnlp.linking.linker import Linker, Reading
from govnlp.vocabulary import Concept, Vocabulary, load_vocabulary


def _proposal(slug: str, score: float, start: int = 0, end: int = 9) -> Proposal:
    return Proposal(Entry(slug, slug, slug, "concept", "pref"), score, start, end)


def test_equals_are_not_decided_by_chance() -> None:
    alike = Proposals(0, 9, (_proposal("a", 0.9), _proposal("b", 0.9)))
    assert alike.decided(0.5) is None
    clear = Proposals(0, 9, (_proposal("a", 0.9), _proposal("b", 0.8)))
    candidate = clear.decided(0.5)
    assert candidate is not None
    assert candidate.match == "fuzzy"
    assert clear.decided(0.95) is None


def test_of_overlapping_spans_the_surest_stays_then_the_shortest() -> None:
    spans = [(0.8, 0, 9), (0.9, 3, 12), (0.9, 3, 9), (0.7, 20, 25)]
    decided = [
        Proposals(start, end, (_proposal("a", score, start, end),)).decided(0.5)
        for score, start, end in spans
    ]
    kept = without_rivals([candidate for candidate in decided if candidate is not None])
    assert [(c.start, c.end) for c in kept] == [(3, 9), (20, 25)]


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(load_vocabulary(), NormalizeSettings())


def _read(
    linker: Linker, text: str, phrases: list[str], entity: str = "", label: str = ""
) -> Reading:
    spans = [(text.index(phrase), text.index(phrase) + len(phrase)) for phrase in phrases]
    entities = (
        [Entity(text.index(entity), text.index(entity) + len(entity), label)] if entity else []
    )
    return linker.read([Passage(text, phrases=spans, entities=entities)])[0]


@pytest.mark.parametrize(
    ("text", "phrases", "span", "concept_id"),
    [
        (
            "the nuclear non-prolifration regime is weak",
            ["nuclear non-prolifration regime"],
            "nuclear non-prolifration regime",
            "concept/arms-control-regime",
        ),
        ("维护人類的安全", ["维护人類", "安全"], "人類的安全", "concept/human-security"),
    ],
)
def test_close_wordings_are_linked_on_the_span_that_names_the_concept(
    linker: Linker, text: str, phrases: list[str], span: str, concept_id: str
) -> None:
    links = _read(linker, text, phrases).links
    fuzzy = [(text[x.start : x.end], x.concept_id) for x in links if x.match == "fuzzy"]
    assert fuzzy == [(span, concept_id)]


def test_an_organization_under_a_longer_name(linker: Linker) -> None:
    text = "联合国人权事务理事会举行会议"
    links = _read(linker, text, [], "联合国人权事务理事会", "ORG").links
    assert [(x.concept_id, x.match) for x in links] == [
        ("organization/united-nations-human-rights-council", "fuzzy")
    ]


def test_what_is_not_sure_stays_unlinked_with_its_candidates(linker: Linker) -> None:
    reading = _read(
        linker, "the maintenance of international peace", ["maintenance", "international peace"]
    )
    assert all(link.match != "fuzzy" for link in reading.links)
    proposed = [p.entry.concept_id for s in reading.suggestions for p in s.proposals]
    assert "concept/international-peace-and-security" in proposed
    for suggestion in reading.suggestions:
        scores = [proposal.score for proposal in suggestion.proposals]
        assert scores == sorted(scores, reverse=True)
        assert scores[0] < NormalizeSettings().min_fuzzy_score


def test_fuzzy_can_be_left_out() -> None:
    linker = Linker(load_vocabulary(), NormalizeSettings(fuzzy=False))
    reading = _read(linker, "the security of humans", ["security", "humans"])
    assert [link.match for link in reading.links] == ["exact"]
    assert reading.suggestions == []


def test_a_part_of_a_name_is_no_link() -> None:
    vocabulary = Vocabulary(
        ("test",),
        {
            "organization/a": Concept(
                "organization/a", "organization", "Ministry of Defence of China", "中国国防部"
            )
        },
    )
    reading = _read(
        Linker(vocabulary, NormalizeSettings()),
        "the Ministry of Defence met",
        [],
        "Ministry of Defence",
        "ORG",
    )
    assert reading.links == []
