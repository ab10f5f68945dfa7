from collections.abc import Callable
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


ROW = "1\tPeace\tpeace\tNOUN\t_\t_\t{head}\troot\t_\t_"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["# sent_id = 1", "1\tPeace\tpeace"], "line 2: 3 columns where CoNLL-U has 10"),
        ([ROW.format(head="_")], "line 1: HEAD '_' is no word of the sentence (0 to 1)"),
        ([ROW.format(head=2)], "line 1: HEAD '2'"),
        ([ROW.format(head=0), ROW.format(head=0)], "line 2: ID '1' where 2 should come"),
        (["1-2" + ROW.format(head=0)[1:], ROW.format(head=0)], "line 1: the range 1-2 leads out"),
        (["# nothing"], "no sentence in it"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, lines: list[str], message: str) -> None:
    path = written(tmp_path, "\n".join(lines) + "\n")
    with pytest.raises(InputError) as caught:
        read_conllu(path)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


@pytest.mark.parametrize("read", [read_conllu, read_iob2])
def test_files_that_cannot_be_read(tmp_path: Path, read: Callable[[Path], object]) -> None:
    with pytest.raises(InputError, match=r"nowhere: cannot be read \(No such file"):
        read(tmp_path / "nowhere")
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path)
    (tmp_path / "latin").write_bytes("Müller\tB-PER\n".encode("latin-1"))
    with pytest.raises(InputError, match=r"latin: not in UTF-8 \(byte 1\)"):
        read(tmp_path / "latin")


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


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Oslo\n", "line 1: a word and its tag are needed"),
        ("Oslo\tB-LOC\nwon\tVERB\n", "line 2: 'VERB' is no tag"),
        ("# text = In Bergen\nIn\tO\nOslo\tB-LOC\n", "line 2: the words of the sentence do not"),
        ("\n\n", "no sentence in it"),
    ],
)
def test_malformed_iob2_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_iob2(written(tmp_path, text))
    assert message in str(caught.value)


def test_iob2_with_other_columns_and_without_text(tmp_path: Path) -> None:
    (english,) = read_iob2(written(tmp_path, "Oslo NNP I-NP I-LOC\nwon VBD I-VP O\n"))
    assert (english.text, english.tags) == ("Oslo won", ("I-LOC", "O"))
    (chinese,) = read_iob2(written(tmp_path, "中国\tB-LOC\n与\tO\nNATO\tB-ORG\n会谈\tO\n"))
    assert chinese.text == "中国与 NATO 会谈"
