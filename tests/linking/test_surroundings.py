"""What a document mentions around a span."""

from govnlp.linking.candidates import Candidate, Passage
from govnlp.linking.index import Entry
from govnlp.linking.surroundings import Around, Kin, Surroundings
from govnlp.vocabulary import Concept, Vocabulary

VOCABULARY = Vocabulary(
    ("test",),
    {
        c.concept_id: c
        for c in (
            Concept("concept/peace", "concept", "peace", "和平"),
            Concept("concept/war", "concept", "war", "战争", related=("concept/peace",)),
            Concept("concept/cold-war", "concept", "cold war", "冷战", broader=("concept/war",)),
        )
    },
)


def _mention(slug: str) -> Candidate:
    entry = Entry(slug, slug, f"concept/{slug}", "concept", "pref")
    return Candidate(0, 1, entry, "exact", 1.0)


def test_kin_are_broader_narrower_and_related() -> None:
    assert Kin(VOCABULARY).of("concept/war") == {"concept/peace", "concept/cold-war"}


def test_heading_passage_and_document() -> None:
    passages = [Passage("h", is_heading=True), Passage("a"), Passage("b")]
    mentions = [[_mention("war")], [_mention("peace")], []]
    around = Surroundings(Kin(VOCABULARY), passages, mentions)
    assert around.of(0, "concept/peace") == Around(1, 1, 1, 0)
    assert around.of(1, "concept/peace") == Around(1, 0, 1, 1)
    assert around.of(2, "concept/cold-war") == Around(0, 0, 1, 1)
    assert around.of(2, "concept/unheard-of") == Around(0, 0, 0, 0)
