"""Sentences said again with other names."""

import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[2] / "pipelines" / "training" / "scripts"
sys.path.insert(0, str(SCRIPTS))

from gsd_tree import Token, Tree  # noqa: E402
from vary_names import Variation, spans  # noqa: E402

from govnlp.annotators.lexicon import Kind, Lexicon  # noqa: E402

LEXICON = Lexicon({"温哥华": Kind.NAME | Kind.PLACE | Kind.FOREIGN, "访问": Kind.WORD})


def sentence(*words: tuple[str, str, str]) -> Tree:
    return Tree([Token(form, upos, "", 0, "root", {"Entity": tag}) for form, upos, tag in words])


def test_names_change_and_all_else_stays() -> None:
    trees = [
        sentence(("他", "PRON", "O"), ("访问", "VERB", "O"), ("伦敦", "PROPN", "B-LOC")),
        sentence(("巴黎", "PROPN", "B-LOC"), ("和", "CCONJ", "O"), ("东京", "PROPN", "B-LOC")),
    ]
    variation = Variation(trees, LEXICON, seed=1)
    variants = [variant for _ in range(20) for tree in trees if (variant := variation.of(tree))]
    places = {"伦敦", "巴黎", "东京", "温哥华"}
    assert {v.tokens[-1].form for v in variants} == places
    for variant in variants:
        assert [label for _, _, label in spans(variant)] in (["LOC"], ["LOC", "LOC"])
        if len(spans(variant)) == 1:
            assert [t.form for t in variant.tokens[:2]] == ["他", "访问"]
    assert [t.form for t in trees[0].tokens] == ["他", "访问", "伦敦"]


def test_the_same_seed_gives_the_same_variants() -> None:
    trees = [sentence((form, "PROPN", "B-LOC")) for form in ("伦敦", "巴黎", "东京")]
    first, second = (
        [variation.of(tree) for tree in trees]
        for variation in (Variation(trees, LEXICON, seed=3) for _ in range(2))
    )
    assert first == second


def test_no_names_no_variant() -> None:
    trees = [sentence(("他", "PRON", "O"))]
    assert Variation(trees, LEXICON, seed=1).of(trees[0]) is None
