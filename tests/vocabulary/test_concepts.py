"""What a vocabulary says of its concepts, and when it is another vocabulary."""

from dataclasses import replace

import pytest

from govnlp.vocabulary import Concept, Vocabulary
from govnlp.vocabulary.concepts import ContextRule, Decoy, ShortPlace

RIVER = Concept(
    "place/river",
    "place",
    "Blue River",
    "蓝河",
    alt_en=("Blue Stream",),
    abbr_en=("BR",),
    alt_zh_hant=("藍江",),
    related=("place/lake",),
)
LAKE = Concept("place/lake", "place", "Blue Lake", "", related=("place/sea", "place/river"))
SEA = Concept("place/sea", "place", "Blue Sea", "蓝海", broader=("place/lake",))


def _vocabulary(*concepts: Concept, **rules: tuple[object, ...]) -> Vocabulary:
    return Vocabulary(("water",), {c.concept_id: c for c in concepts}, **rules)  # type: ignore[arg-type]


WATER = _vocabulary(RIVER, LAKE, SEA)


def test_the_preferred_labels_come_first_and_empty_ones_never() -> None:
    assert [(label.text, label.lang, label.role) for label in RIVER.labels()] == [
        ("Blue River", "en", "pref"),
        ("蓝河", "zh", "pref"),
        ("Blue Stream", "en", "alt"),
        ("藍江", "zh", "alt"),
        ("BR", "en", "abbr"),
    ]
    assert [label.text for label in LAKE.labels()] == ["Blue Lake"]


def test_relations_are_seen_from_both_ends() -> None:
    assert list(WATER.narrower("place/lake")) == ["place/sea"]
    assert WATER.related_to("place/sea") == ["place/lake"]
    assert WATER.related_to("place/river") == ["place/lake"]
    assert WATER.related_to("place/lake") == ["place/sea", "place/river"]


@pytest.mark.parametrize(
    "other",
    [
        _vocabulary(replace(RIVER, alt_en=()), LAKE, SEA),
        _vocabulary(replace(RIVER, alt_zh_hant=(), alt_zh=("藍江",)), LAKE, SEA),
        _vocabulary(replace(RIVER, alt_en=("Blue", "Stream")), LAKE, SEA),
        _vocabulary(RIVER, LAKE),
        _vocabulary(RIVER, LAKE, SEA, decoys=(Decoy("Blue River", "en", "Blue River Bank"),)),
        _vocabulary(
            RIVER, LAKE, SEA, contexts=(ContextRule("place/sea", "", "en", "forbids", ("fish",)),)
        ),
        _vocabulary(RIVER, LAKE, SEA, short_places=(ShortPlace("place/river", "蓝"),)),
    ],
)
def test_a_change_that_linking_sees_makes_another_version(other: Vocabulary) -> None:
    assert other.version != WATER.version
    assert other.version.startswith("water@")


def test_a_moved_row_and_another_object_make_no_other_version() -> None:
    moved = _vocabulary(replace(RIVER, where="places.csv, line 9"), LAKE, SEA)
    assert moved.version == WATER.version


def test_a_lone_surrogate_does_not_keep_a_vocabulary_from_its_version() -> None:
    assert _vocabulary(replace(SEA, pref_zh="蓝\ud800")).version.startswith("water@")
