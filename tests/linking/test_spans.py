"""Which spans are compared with all labels."""

from collections.abc import Sequence

from govnlp.linking.candidates import Candidate, Entity, Passage
from govnlp.linking.index import Entry
from govnlp.linking.spans import uncovered_spans

ENTRY = Entry("x", "x", "concept/x", "concept", "pref")


def _spans(
    text: str,
    phrases: list[str],
    entities: Sequence[tuple[str, str]] = (),
    mentions: Sequence[str] = (),
) -> list[tuple[str, str]]:
    shift = 10

    def bounds(part: str) -> tuple[int, int]:
        start = text.index(part) + shift
        return start, start + len(part)

    passage = Passage(
        text,
        shift,
        phrases=[bounds(phrase) for phrase in phrases],
        entities=[Entity(*bounds(name), label) for name, label in entities],
    )
    found = [
        Candidate(start - shift, end - shift, ENTRY, "exact", 1.0)
        for start, end in map(bounds, mentions)
    ]
    return [(text[s.start : s.end], s.label) for s in uncovered_spans(passage, found)]


def test_phrases_parted_by_of_are_tried_together() -> None:
    text = "reform of the security sector"
    assert _spans(text, ["reform", "security sector"]) == [
        ("reform of the security sector", ""),
        ("security sector", ""),
    ]
    assert _spans("人类的安全", ["人类", "安全"]) == [("人类的安全", "")]


def test_what_a_mention_holds_or_cuts_is_left_out() -> None:
    text = "global security governance reform"
    assert _spans(text, ["security governance reform"], mentions=["global security"]) == []
    assert _spans(text, ["global security"], mentions=["global security governance"]) == []
    assert _spans(text, [text], mentions=["global security"]) == [(text, "")]


def test_an_entity_keeps_its_type_and_parts_of_it_are_left_out() -> None:
    text = "the Ministry of Justice met"
    assert _spans(text, ["Ministry", "Justice"], [("the Ministry of Justice", "ORG")]) == [
        ("Ministry of Justice", "ORG")
    ]
    assert _spans(text, ["Ministry"], [("Ministry of Justice", "ORG")]) == [
        ("Ministry of Justice", "ORG")
    ]
