from pathlib import Path

import pytest

from govnlp.errors import InputError
from govnlp.evaluation.conll import read_conllu, read_iob2

CONLLU = """\
# newdoc id = d1
# sent_id = d1-1
# newpar id = d1-p1
# text = They don't trade.
1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\ttrade\ttrade\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
4.1\tgoods\tgood\tNOUN\tNNS\t_\t_\t_\t4:obj\t_
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# sent_id = d1-2
1-2\tau\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
1\tà\tà\tADP\t_\t_\t0\troot\t_\t_
2\tle\tle\tDET\t_\t_\t1\tdep\t_\t_
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "gold.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_text_and_offsets_follow_space_after(tmp_path: Path) -> None:
    first, _ = read_conllu(written(tmp_path, CONLLU))
    assert first.text == "They don't trade."
    assert [first.text[word.start : word.end] for word in first.words] == [
        "They",
        "do",
        "n't",
        "trade",
        ".",
    ]
    assert [word.head for word in first.words] == [4, 4, 4, 0, 4]
    assert first.starts_document
    assert first.starts_paragraph
    assert first.space_after


def test_words_that_do_not_spell_their_token_share_its_span(tmp_path: Path) -> None:
    _, second = read_conllu(written(tmp_path, CONLLU))
    assert [(word.form, word.start, word.end) for word in second.words] == [
        ("à", 0, 2),
        ("le", 0, 2),
    ]
    assert not second.starts_paragraph
    assert not second.space_after


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "# sent_id = 1\n1\tPeace\tpeace\n")
    with pytest.raises(InputError, match=r"gold\.txt: the sentence at line 2"):
        read_conllu(path)


def test_iob2_with_and_without_index(tmp_path: Path) -> None:
    (indexed,) = read_iob2(
        written(
            tmp_path, "# newdoc id = d\n# text = In Oslo\n1\tIn\tO\t-\t-\n2\tOslo\tB-LOC\t-\tx\n"
        )
    )
    assert (indexed.text, indexed.words, indexed.tags) == (
        "In Oslo",
        ("In", "Oslo"),
        ("O", "B-LOC"),
    )
    assert indexed.starts_document
    (plain,) = read_iob2(written(tmp_path, "In O\n".replace(" ", "\t") + "Oslo\tB-LOC\n\n"))
    assert (plain.words, plain.tags) == (("In", "Oslo"), ("O", "B-LOC"))


def test_iob2_without_tags_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 1"):
        read_iob2(written(tmp_path, "Oslo\n"))
