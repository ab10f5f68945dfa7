"""General words inside names that the vocabulary does not have."""

import pytest
import rjieba

from govnlp.config import NormalizeSettings
from govnlp.linking.candidates import Passage
from govnlp.linking.linker import linker_for
from govnlp.vocabulary import Concept, Vocabulary

VOCABULARY = Vocabulary(
    ("test",),
    {
        c.concept_id: c
        for c in (
            Concept("concept/emergency", "concept", "emergency management", "紧急事务管理"),
            Concept("concept/education", "concept", "education", "教育"),
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
        ("教育部门提出了报告。", "concept/education"),
        ("防治传染病的办法", "concept/disease"),
        ("《毛里求斯》", "place/mauritius"),
        ("in the Mauritius Strategy they agreed", "place/mauritius"),
    ],
)
def test_what_stands_by_itself_stays(text: str, concept_id: str) -> None:
    assert _concepts(text) == [concept_id]
