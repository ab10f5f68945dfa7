"""What `vocab check` finds, one broken vocabulary a rule."""

import pytest

from govnlp.vocabulary import Concept, Vocabulary, load_vocabulary
from govnlp.vocabulary.check import check_vocabulary
from govnlp.vocabulary.concepts import ContextRule, Decoy, ShortPlace


def _vocabulary(*concepts: Concept, **rules: tuple[object, ...]) -> Vocabulary:
    by_id = {concept.concept_id: concept for concept in concepts}
    return Vocabulary(("test",), by_id, **rules)  # type: ignore[arg-type]


def _concept(slug: str, en: str, zh: str, **columns: tuple[str, ...]) -> Concept:
    return Concept(f"concept/{slug}", "concept", en, zh, **columns)  # type: ignore[arg-type]


WAR = _concept("war", "war", "战争")
BROKEN = [
    ("identifier", _vocabulary(Concept("place/war", "concept", "war", "战争"))),
    ("identifier", _vocabulary(_concept("War_Crime", "war crime", "战争罪"))),
    ("missing language", _vocabulary(_concept("war", "war", ""))),
    ("missing language", _vocabulary(_concept("war", "", "战争"))),
    ("dead reference", _vocabulary(_concept("war", "war", "战争", broader=("concept/x",)))),
    ("dead reference", _vocabulary(_concept("war", "war", "战争", related=("concept/war",)))),
    ("script", _vocabulary(_concept("war", "war", "戰爭"))),
    ("script", _vocabulary(_concept("war", "war", "战争", alt_zh_hant=("战乱",)))),
    ("script", _vocabulary(_concept("war", "war 战", "战争"))),
    ("same label", _vocabulary(_concept("war", "war", "战争", alt_zh_hant=("戰爭",)))),
    (
        "same label",
        _vocabulary(_concept("a", "defence policy", "防务", alt_en=("The Defence Policy",))),
    ),
    ("shared label", _vocabulary(WAR, _concept("fight", "fight", "战争"))),
    ("shared label", _vocabulary(WAR, _concept("fight", "fight", "作战", alt_en=("wars",)))),
    (
        "cycle",
        _vocabulary(
            _concept("a", "alpha", "甲乙", broader=("concept/b",)),
            _concept("b", "beta", "丙丁", broader=("concept/a",)),
        ),
    ),
    ("dead reference", _vocabulary(WAR, short_places=(ShortPlace("place/x", "某"),))),
    ("dead reference", _vocabulary(WAR, decoys=(Decoy("peace", "en", "peace pipe"),))),
    (
        "dead reference",
        _vocabulary(WAR, contexts=(ContextRule("concept/war", "x", "en", "forbids", ("y",)),)),
    ),
]


@pytest.mark.parametrize(("rule", "vocabulary"), BROKEN)
def test_each_rule_finds_its_fault(rule: str, vocabulary: Vocabulary) -> None:
    assert [problem.rule for problem in check_vocabulary(vocabulary)][:1] == [rule]


def test_a_context_rule_settles_a_shared_label() -> None:
    rule = ContextRule("concept/fight", "战争", "zh", "requires", ("拳",))
    vocabulary = _vocabulary(WAR, _concept("fight", "fight", "战争"), contexts=(rule,))
    assert check_vocabulary(vocabulary) == []


def test_numbers_make_no_shared_label_of_names() -> None:
    council = Concept("organization/hrc", "organization", "Human Rights Council", "人权理事会")
    councils = _concept("councils", "human rights councils", "各人权理事会")
    assert check_vocabulary(_vocabulary(council, councils)) == []


def test_names_of_signs_alone_share_nothing() -> None:
    places = (Concept("place/a", "place", "?", "甲地"), Concept("place/b", "place", "!", "乙地"))
    assert check_vocabulary(_vocabulary(*places)) == []


def test_the_shipped_vocabulary_is_sound() -> None:
    assert check_vocabulary(load_vocabulary()) == []
