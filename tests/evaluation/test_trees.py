import pytest
import spacy
from spacy.tokens import Doc

from govnlp.evaluation.trees import Trees, align_words, compare_trees, places


def trees(rows: list[tuple[str, int, int, str, int, str]]) -> Trees:
    """Build one sentence from form, start, end, tag, head (own index for a root), relation."""
    return Trees(
        forms=[row[0] for row in rows],
        spans=[(row[1], row[2]) for row in rows],
        tags=[row[3] for row in rows],
        heads=[row[4] for row in rows],
        labels=[row[5] for row in rows],
        sentences=[(rows[0][1], rows[-1][2])],
    )


GOLD = trees(
    [
        ("They", 0, 4, "PRON", 2, "nsubj"),
        ("n't", 4, 7, "PART", 2, "advmod"),
        ("sell", 7, 11, "VERB", 2, "root"),
        ("arms", 11, 15, "NOUN", 2, "obj"),
    ]
)


def test_a_perfect_system() -> None:
    scores = compare_trees(GOLD, GOLD, "en")
    assert {name: score.f1 for name, score in scores.items()} == dict.fromkeys(
        ("words", "sentences", "upos", "uas", "las", "noun_phrases"), 1.0
    )


def test_tags_heads_and_relations_are_counted_apart() -> None:
    system = trees(
        [
            ("They", 0, 4, "PRON", 2, "nsubj:outer"),
            ("n't", 4, 7, "ADV", 3, "advmod"),
            ("sell", 7, 11, "VERB", 2, "root"),
            ("arms", 11, 15, "NOUN", 2, "obl"),
        ]
    )
    scores = compare_trees(GOLD, system, "en")
    assert scores["upos"].correct == 3
    assert scores["uas"].correct == 3
    assert scores["las"].correct == 2


def test_words_cut_otherwise_take_their_arcs_along() -> None:
    system = trees(
        [
            ("Theyn't", 0, 7, "PRON", 1, "nsubj"),
            ("sell", 7, 11, "VERB", 1, "root"),
            ("arms", 11, 15, "NOUN", 1, "obj"),
        ]
    )
    scores = compare_trees(GOLD, system, "en")
    assert (scores["words"].correct, scores["words"].gold, scores["words"].system) == (2, 4, 3)
    assert scores["las"].correct == 2


def test_a_root_must_be_a_root_on_both_sides() -> None:
    system = trees(
        [
            ("They", 0, 4, "PRON", 0, "root"),
            ("n't", 4, 7, "PART", 2, "advmod"),
            ("sell", 7, 11, "VERB", 0, "ccomp"),
            ("arms", 11, 15, "NOUN", 2, "obj"),
        ]
    )
    assert compare_trees(GOLD, system, "en")["uas"].correct == 2


@pytest.mark.parametrize(
    ("system_forms", "pairs"),
    [(["à", "le"], [(0, 0), (1, 1)]), (["le"], [(1, 0)]), (["AU"], [])],
)
def test_words_that_share_a_span_are_aligned_by_form(
    system_forms: list[str], pairs: list[tuple[int, int]]
) -> None:
    gold = trees([("à", 0, 2, "ADP", 0, "root"), ("le", 0, 2, "DET", 0, "det")])
    system = trees([(form, 0, 2, "X", 0, "root") for form in system_forms])
    assert align_words(gold, system) == pairs


def test_white_space_tokens_are_no_words() -> None:
    doc = Doc(
        spacy.blank("en").vocab,
        words=["Peace", "\n\n", "now"],
        spaces=[False, False, False],
        pos=["NOUN", "SPACE", "ADV"],
        heads=[0, 0, 1],
        deps=["ROOT", "dep", "advmod"],
    )
    found = Trees.from_doc(doc)
    assert found.spans == [(0, 5), (5, 8)]
    assert found.heads == [0, 1]
    assert found.sentences == [(0, 8)]


def test_places_skip_every_kind_of_white_space() -> None:
    assert places("a \u3000b") == [0, 1, 1, 1, 2]
