from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from govnlp.evaluation.files import evaluate_conllu, evaluate_entities

CONLLU = """\
# newdoc id = a
# newpar id = a-1
1\tBan\tban\tVERB\t_\t_\t0\troot\t_\t_
2\tmines\tmine\tNOUN\t_\t_\t1\tobj\t_\t_

1\tGo\tgo\tVERB\t_\t_\t0\troot\t_\t_

# newpar id = a-2
1\tPeace\tpeace\tNOUN\t_\t_\t0\troot\t_\tSpaceAfter=No

"""


class Reader:
    """Reads every text as one sentence whose first word is the root and a place."""

    def __init__(self, with_phrases: bool = False) -> None:
        self.texts: list[str] = []
        self.with_phrases = with_phrases

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        for text in texts:
            self.texts.append(text)
            words = text.split()
            doc = Doc(
                Vocab(),
                words=words,
                pos=["VERB", *["NOUN"] * (len(words) - 1)],
                heads=[0] * len(words),
                deps=["ROOT", *["obj"] * (len(words) - 1)],
                ents=["B-LOC", *["O"] * (len(words) - 1)],
            )
            if self.with_phrases:
                doc.spans["noun_phrases"] = [Span(doc, 0, 1)]
            yield doc


def test_paragraphs_are_read_as_raw_text(tmp_path: Path) -> None:
    path = tmp_path / "gold.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    reader = Reader()
    figures = evaluate_conllu(reader, path, "en")
    assert reader.texts == ["Ban mines Go", "Peace"]
    assert figures["words"]["f1"] == 1
    assert figures["upos"]["correct"] == 2
    assert figures["las"]["correct"] == 3
    assert figures["sentences"]["correct"] == 1
    assert figures["noun_phrases"]["correct"] == 1


def test_a_file_without_paragraphs_is_read_by_sentence(tmp_path: Path) -> None:
    path = tmp_path / "gold.conllu"
    bare = "".join(line for line in CONLLU.splitlines(keepends=True) if not line.startswith("#"))
    path.write_text(bare, encoding="utf-8")
    reader = Reader()
    evaluate_conllu(reader, path, "en")
    assert reader.texts == ["Ban mines", "Go", "Peace"]


def test_phrases_of_the_component_come_before_those_of_the_trees(tmp_path: Path) -> None:
    path = tmp_path / "gold.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    figures = evaluate_conllu(Reader(with_phrases=True), path, "en")
    assert figures["noun_phrases"]["system"] == 2
    assert figures["noun_phrases"]["correct"] == 1


IOB2 = """\
# sent_id = a-1
# text = Oslo won
1\tOslo\tB-LOC\t-
2\twon\tO\t-

# sent_id = a-2
# text = Ada left
1\tAda\tB-PER\t-
2\tleft\tO\t-

# sent_id = b-1
# text = Lima won
1\tLima\tB-ORG\t-
2\twon\tO\t-

"""


def test_entities_by_sentence(tmp_path: Path) -> None:
    path = tmp_path / "gold.iob2"
    path.write_text(IOB2, encoding="utf-8")
    reader = Reader()
    figures = evaluate_entities(reader, path)
    assert reader.texts == ["Oslo won", "Ada left", "Lima won"]
    assert figures["all"]["correct"] == 1
    assert figures["untyped"]["f1"] == 1
    assert figures["LOC"] == {
        "precision": pytest.approx(1 / 3),
        "recall": 1,
        "f1": 0.5,
        "correct": 1,
        "gold": 1,
        "system": 3,
    }


def test_entities_by_the_paragraphs_of_the_treebank(tmp_path: Path) -> None:
    path, treebank = tmp_path / "gold.iob2", tmp_path / "gold.conllu"
    path.write_text(IOB2, encoding="utf-8")
    word = "1\tGo\tgo\tVERB\t_\t_\t0\troot\t_\t_\n\n"
    treebank.write_text(
        f"# newdoc id = a\n# sent_id = a-1\n{word}# sent_id = a-2\n{word}"
        f"# newpar\n# sent_id = b-1\n{word}",
        encoding="utf-8",
    )
    reader = Reader()
    figures = evaluate_entities(reader, path, treebank)
    assert reader.texts == ["Oslo won Ada left", "Lima won"]
    assert (figures["all"]["gold"], figures["all"]["system"]) == (3, 2)
