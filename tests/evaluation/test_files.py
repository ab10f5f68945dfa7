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


def test_entities_of_documents(tmp_path: Path) -> None:
    path = tmp_path / "gold.iob2"
    path.write_text(
        "# newdoc id = a\n# text = Oslo won\n1\tOslo\tB-LOC\t-\n2\twon\tO\t-\n\n"
        "# text = Ada left\n1\tAda\tB-PER\t-\n2\tleft\tO\t-\n\n"
        "# newdoc id = b\n# text = Lima won\n1\tLima\tB-ORG\t-\n2\twon\tO\t-\n\n",
        encoding="utf-8",
    )
    reader = Reader()
    figures = evaluate_entities(reader, path)
    assert reader.texts == ["Oslo won Ada left", "Lima won"]
    assert figures["all"] == {
        "precision": pytest.approx(0.5),
        "recall": pytest.approx(1 / 3),
        "f1": pytest.approx(0.4),
        "correct": 1,
        "gold": 3,
        "system": 2,
    }
    assert figures["untyped"]["correct"] == 2
    assert figures["PER"]["gold"] == 1
