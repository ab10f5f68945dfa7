"""General words inside names that the vocabulary does not have."""

import time

import pytest
import rjieba

from govnlp.config import NormalizeSettings
from govnlp.linking.candidates import (
    Candidate,
    Disarmed,
    FoldedPassage,
    Passage,
    without_disarmed,
)
from govnlp.linking.chinese_names import titles
from govnlp.linking.english_names import english_names
from govnlp.linking.index import Entry
from govnlp.linking.inside_names import without_words_of_names
from govnlp.linking.linker import linker_for
from govnlp.vocabulary import Concept, Vocabulary

VOCABULARY = Vocabulary(
    ("test",),
    {
        c.concept_id: c
        for c in (
            Concept("concept/emergency", "concept", "emergency management", "紧急事务管理"),
            Concept("concept/education", "concept", "education", "教育"),
            Concept("concept/energy", "concept", "energy", "能源"),
            Concept("concept/disease", "concept", "infectious disease", "传染病"),
            Concept("concept/chair", "concept", "president", "主席"),
            Concept("place/mauritius", "place", "Mauritius", "毛里求斯"),
        )
    },
)


def _concepts(text: str) -> list[str]:
    starts, ends, place = [], [], 0
    for word in rjieba.cut(text):
        starts.append(place)
        place += len(word)
        ends.append(place)
    linker = linker_for(VOCABULARY, NormalizeSettings())
    return [link.concept_id for link in linker.link([Passage(text, 0, starts, ends)])[0]]


@pytest.mark.parametrize(
    "text",
    [
        "It applied to the Federal Emergency Management Agency for some funds.",
        "The plan was agreed with the Ministry of Education and others.",
        "本办法依传染病防治法第五十九条订定。",
        "教育部提出了报告。",
        "推动执行《毛里求斯战略》。",
    ],
)
def test_parts_of_longer_names_are_no_mentions(text: str) -> None:
    assert _concepts(text) == []


@pytest.mark.parametrize(
    ("text", "concept_id"),
    [
        ("They spoke about emergency management in the agency.", "concept/emergency"),
        ("Emergency management is what they spoke about.", "concept/emergency"),
        ("The President of the Security Council spoke about that.", "concept/chair"),
        ("EDUCATION AND TRAINING OF THE OFFICE", "concept/education"),
        ("能源部门提出了报告。", "concept/energy"),
        ("防治传染病的办法", "concept/disease"),
        ("《毛里求斯》", "place/mauritius"),
        ("in the Mauritius Strategy they agreed", "place/mauritius"),
    ],
)
def test_what_stands_by_itself_stays(text: str, concept_id: str) -> None:
    assert _concepts(text) == [concept_id]


_LENGTH = 100_000
_MOST_SECONDS = 3.0
"""Far above what a time that grows with the length needs, far below what its square needs."""


@pytest.mark.parametrize(
    "piece",
    "Aa |A|Aa-|A'|Act of |Act of Aa |Act of Aa, |Act for Aa and |Law |Aa and |Aa, |Journal |"
    "Aa Journal |Under |a | |, ".split("|"),
)
def test_the_time_for_english_names_grows_with_the_length(piece: str) -> None:
    text = " and the who were here " + piece * (_LENGTH // len(piece))
    began = time.process_time()
    english_names(text)
    assert time.process_time() - began < _MOST_SECONDS


@pytest.mark.parametrize(
    "piece", ["题为“", "题为“育", "題為「", '题为"', "《", "《育", "《育》", "》"]
)
def test_the_time_for_titles_grows_with_the_length(piece: str) -> None:
    began = time.process_time()
    titles(piece * (_LENGTH // len(piece)))
    assert time.process_time() - began < _MOST_SECONDS


@pytest.mark.parametrize(
    "piece",
    ["教育部", "教育局", "教育和", "《教育法》", "教育", "国际教育", "全国教育发", "教育和教育司"],
)
def test_the_time_for_chinese_names_grows_with_the_length(piece: str) -> None:
    times = 48_000 // len(piece)
    place, ends = piece.index("教育"), range(1, 48_001)
    entry = Entry("concept/education", "concept", "教育", "教育", "pref")
    found = [
        Candidate(start + place, start + place + 2, entry, "exact", 0.9)
        for start in range(0, times * len(piece), len(piece))
    ]
    passage = FoldedPassage.of(Passage(piece * times, 0, range(48_000), ends))
    spans = [Disarmed(c.start, c.end + 1, frozenset({"-"})) for c in found]
    began = time.process_time()
    without_words_of_names(found, passage)
    without_disarmed(found, spans)
    assert time.process_time() - began < _MOST_SECONDS
