"""The rules that turn trees of UD 1 into trees of UD 2, on small invented sentences."""

import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "pipelines" / "training" / "scripts"
sys.path.insert(0, str(SCRIPTS))

from convert_gsd import agreement, join  # noqa: E402
from gsd_rules import convert  # noqa: E402
from gsd_tree import Token, Tree, read_trees, write_trees  # noqa: E402

from govnlp.evaluation.conll import TaggedSentence  # noqa: E402


def tree(lines: str) -> Tree:
    rows = [line.split() for line in lines.strip().splitlines()]
    return Tree([Token(f, u, x, int(h), d) for f, u, x, h, d in rows])


def arcs(tree: Tree) -> list[tuple[str, str, int, str]]:
    return [(t.form, t.upos, t.head, t.deprel) for t in tree.tokens]


def test_the_first_clause_becomes_the_root() -> None:
    clauses = tree("""
        他 PRON PRP 2 nsubj
        来 VERB VV 5 dep
        ， PUNCT , 5 punct
        她 PRON PRP 5 nsubj
        走 VERB VV 0 root
        。 PUNCT . 5 punct
    """)
    convert(clauses)
    assert arcs(clauses) == [
        ("他", "PRON", 2, "nsubj"),
        ("来", "VERB", 0, "root"),
        ("，", "PUNCT", 5, "punct"),
        ("她", "PRON", 5, "nsubj"),
        ("走", "VERB", 2, "parataxis"),
        ("。", "PUNCT", 2, "punct"),
    ]


def test_a_classifier_hangs_on_its_numeral() -> None:
    counted = tree("""
        三 NUM CD 2 nummod
        个 NOUN NNB 3 nmod
        国家 NOUN NN 4 nsubj
        谈判 VERB VV 0 root
    """)
    convert(counted)
    assert arcs(counted)[:2] == [("三", "NUM", 3, "nummod"), ("个", "NOUN", 1, "clf")]


def test_an_ordinal_keeps_its_classifier() -> None:
    counted = tree("""
        第三 NUM CD 2 nummod
        届 NOUN NNB 3 nmod
        会议 NOUN NN 0 root
    """)
    convert(counted)
    assert arcs(counted)[:2] == [("第三", "NUM", 2, "nummod"), ("届", "NOUN", 3, "nmod")]


def test_conjunctions_and_marks_hang_on_the_next_conjunct() -> None:
    listed = tree("""
        水 NOUN NN 0 root
        、 PUNCT EC 1 punct
        土 NOUN NN 1 conj
        和 CONJ CC 1 cc
        气 NOUN NN 1 conj
    """)
    convert(listed)
    assert arcs(listed)[1:4] == [
        ("、", "PUNCT", 3, "punct"),
        ("土", "NOUN", 1, "conj"),
        ("和", "CCONJ", 5, "cc"),
    ]


def test_de_marks_a_clause_or_a_noun() -> None:
    relative = tree("""
        签署 VERB VV 3 acl:relcl
        的 PART DEC 1 acl:relcl
        条约 NOUN NN 0 root
    """)
    possessive = tree("""
        国家 NOUN NN 3 det
        的 PART DEC 1 case:dec
        安全 NOUN NN 0 root
    """)
    convert(relative)
    convert(possessive)
    assert arcs(relative)[1] == ("的", "SCONJ", 1, "mark:rel")
    assert arcs(possessive)[:2] == [("国家", "NOUN", 3, "nmod"), ("的", "PART", 1, "case")]


def test_nouns_before_verbs_are_oblique() -> None:
    oblique = tree("""
        在 ADP IN 2 case
        会议 NOUN NN 3 nmod
        讨论 VERB VV 0 root
        了 PART AS 3 case:aspect
        安全 NOUN NN 3 dobj
    """)
    convert(oblique)
    assert [t.deprel for t in oblique.tokens] == ["case", "obl", "root", "aux", "obj"]
    assert oblique[4].upos == "AUX"


def test_a_title_leads_the_name_and_the_first_part_of_a_name_the_others() -> None:
    named = tree("""
        总统 NOUN NN 3 appos
        安娜 PROPN NNP 3 nmod
        林德 PROPN NNP 4 nsubj
        说 VERB VV 0 root
    """)
    named[2].misc["Entity"] = "B-PER"
    named[3].misc["Entity"] = "I-PER"
    convert(named)
    assert arcs(named)[:3] == [
        ("总统", "NOUN", 4, "nsubj"),
        ("安娜", "PROPN", 1, "appos"),
        ("林德", "PROPN", 2, "flat:name"),
    ]


def test_brackets_hang_on_what_they_hold() -> None:
    bracketed = tree("""
        联合国 PROPN NNP 0 root
        （ PUNCT ( 1 punct
        UN X FW 1 appos
        ） PUNCT ) 1 punct
    """)
    convert(bracketed)
    assert [t.head for t in bracketed.tokens] == [0, 3, 1, 3]


def test_words_spaces_and_entities_come_from_the_other_file() -> None:
    joined = tree("""
        聯合國 PROPN NNP 2 nmod
        UN X FW 0 root
        . PUNCT . 2 punct
    """)
    tagged = TaggedSentence(
        "s1", "联合国 UN。", ("联合国", "UN", "。"), ("B-ORG", "I-ORG", "O"), False
    )
    assert join(joined, tagged)
    assert [t.form for t in joined.tokens] == ["联合国", "UN", "。"]
    assert [t.misc.get("SpaceAfter") for t in joined.tokens] == [None, "No", "No"]
    assert not join(joined, TaggedSentence("s1", "联合国", ("联合国",), ("B-ORG",), False))


def test_reading_gives_what_was_written(tmp_path: Path) -> None:
    written = tree("国家 NOUN NN 2 nmod\n安全 NOUN NN 0 root")
    written[1].misc["SpaceAfter"] = "No"
    path = tmp_path / "trees.conllu"
    write_trees([written], path)
    assert list(read_trees(path)) == [written]


def test_dev_sentences_agree_with_their_second_scheme(shared: Path) -> None:
    from convert_gsd import read_ud1

    from govnlp.evaluation.conll import read_iob2

    data = shared / "data"
    trees = read_ud1(data / "treebanks" / "zh_gsd_ud1-dev.conllu")
    for old, tagged in zip(trees, read_iob2(data / "ner" / "zh_gsdsimp-dev.iob2"), strict=True):
        assert join(old, tagged)
        convert(old)
    gold = list(read_trees(data / "treebanks" / "zh_gsdsimp-dev.conllu"))
    figures = dict(line.split() for line in agreement(trees, gold).splitlines()[:4])
    assert float(figures["upos"]) >= 99.8
    assert float(figures["both"]) >= 98.0


@pytest.mark.parametrize("form", ["得", "地"])
def test_de_of_manner_and_of_extent(form: str) -> None:
    manner = tree(f"走 VERB VV 0 root\n{form} PART DEV 1 mark\n快 ADJ JJ 1 xcomp")
    convert(manner)
    expected = ("PART", "compound:ext") if form == "得" else ("SCONJ", "mark:adv")
    assert (manner[2].upos, manner[2].deprel) == expected
