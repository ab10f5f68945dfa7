import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, Span

from govnlp.errors import InputError
from govnlp.evaluation.evaluate import CONLLU, GOLD, IOB2, Evaluation, evaluate

TREES = """\
# newdoc id = a
# newpar
# sent_id = a-1
1\tOslo\tOslo\tPROPN\t_\t_\t2\tnsubj\t_\t_
2\tagreed\tagree\tVERB\t_\t_\t0\troot\t_\t_

# sent_id = a-2
1\tOslo\tOslo\tPROPN\t_\t_\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_

"""
ENTITIES = """\
# sent_id = a-1
1\tOslo\tB-LOC\t-
2\tagreed\tO\t-

# sent_id = a-2
1\tOslo\tB-ORG\t-
2\tleft\tO\t-

"""


class Reader:
    """Takes the first word of a text for a place, and the last for the root."""

    name = "reader"
    version = "1"

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.texts: list[str] = []

    def pipe(self, texts: Iterable[str], batch_size: int = 64) -> Iterator[Doc]:
        vocab = spacy.blank("en").vocab
        for text in texts:
            self.texts.append(text)
            words = text.split()
            last = len(words) - 1
            doc = Doc(
                vocab,
                words=words,
                spaces=[True] * last + [False],
                pos=["PROPN"] * len(words),
                heads=[last] * len(words),
                deps=[*["nsubj"] * last, "ROOT"],
            )
            doc.ents = (Span(doc, 0, 1, label="LOC"),)
            doc.spans["noun_phrases"] = [Span(doc, 0, 1)]
            yield doc


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Reader]:
    """Stand-ins for the annotators, by language."""
    made = {lang: Reader(lang) for lang in ("en", "zh")}
    for module in ("govnlp.evaluation.evaluate", "govnlp.stages.annotate"):
        monkeypatch.setattr(f"{module}.load_annotator", lambda lang, *_, **__: made[lang])
    return made


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def figures(evaluation: Evaluation) -> dict[str, tuple[int, int, int]]:
    return {
        name: (score.correct, score.gold, score.system)
        for name, score in evaluation.figures.items()
    }


def test_a_treebank_and_its_entities(tmp_path: Path, readers: dict[str, Reader]) -> None:
    paths = [written(tmp_path / "a.iob2", ENTITIES), written(tmp_path / "a.conllu", TREES)]
    entities, trees = evaluate(paths)
    assert (trees.format, trees.lang, trees.annotator, trees.n_texts) == (CONLLU, "en", "reader", 1)
    assert list(trees.figures) == ["words", "sentences", "upos", "uas", "las", "noun_phrases"]
    assert figures(trees)["words"] == (4, 4, 4)
    assert figures(trees)["upos"] == (2, 4, 4)
    assert (entities.format, entities.n_texts) == (IOB2, 1)
    assert readers["en"].texts == ["Oslo agreed Oslo left"] * 2
    assert figures(entities) == {
        "entities": (1, 2, 1),
        "entities/PER": (0, 0, 0),
        "entities/ORG": (0, 1, 0),
        "entities/LOC": (1, 1, 1),
        "entities/untyped": (1, 2, 1),
    }


def test_a_gold_file(tmp_path: Path, readers: dict[str, Reader]) -> None:
    text = "Human security\n\nOslo discussed human security and the United Nations.\n"
    un, ours = text.index("the United"), text.index("human")
    mentions = [
        [0, 14, "concept/human-security"],
        [ours, ours + 14, "concept/human-security"],
        [un, un + 18, "organization/united-nations"],
    ]
    document = {
        "text": text,
        "segments": [[0, 14, "en", "paragraph"], [16, len(text) - 1, "en", "paragraph"]],
        "entities": [[16, 20, "LOC"]],
        "noun_phrases": [[16, 20]],
        "mentions": mentions,
    }
    other = {"text": "Peace.", "mentions": [[0, 5, "concept/none-of-these"]]}
    path = written(tmp_path / "gold.jsonl", f"{json.dumps(document)}\n{json.dumps(other)}\n")
    (evaluation,) = evaluate([path])
    assert (evaluation.format, evaluation.lang, evaluation.n_texts) == (GOLD, "en", 2)
    found = figures(evaluation)
    written_chars = len("".join(text.split()))
    assert found["segments/language"] == (written_chars, written_chars, written_chars)
    assert found["segments/kind"] == (written_chars - 13, written_chars, written_chars)
    assert found["segments/boundaries"] == (1, 1, 1)
    assert found["entities"] == (1, 1, 2)
    assert found["noun_phrases"] == (1, 1, 2)
    assert found["mentions"][:2] == (3, 4)
    assert found["mentions/organization"] == (1, 1, 1)


def test_segments_alone_need_no_annotator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("govnlp.stages.annotate.load_annotator", load)
    document = {"text": "和平", "segments": [[0, 2, "zh", "heading"]]}
    (evaluation,) = evaluate([written(tmp_path / "gold.jsonl", json.dumps(document))])
    assert evaluation.lang == "zh"
    assert evaluation.figures["segments/language"].f1 == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [(TREES, CONLLU), (ENTITIES, IOB2), ('{"text": "Oslo", "entities": []}', GOLD)],
)
def test_the_format_is_told_from_the_first_line(
    tmp_path: Path, readers: dict[str, Reader], text: str, kind: str
) -> None:
    (evaluation,) = evaluate([written(tmp_path / "data.txt", text)])
    assert evaluation.format == kind


def test_a_language_that_is_given_is_not_guessed(
    tmp_path: Path, readers: dict[str, Reader]
) -> None:
    evaluate([written(tmp_path / "a.iob2", ENTITIES)], lang="zh")
    assert readers["zh"].texts == ["Oslo agreed", "Oslo left"]


@pytest.mark.parametrize(
    ("name", "text", "lang", "message"),
    [
        ("a.txt", "Peace.\n", None, "a.txt: neither CoNLL-U"),
        ("a.iob2", "1939\tO\n", None, "a.iob2: cannot tell English from Chinese"),
        ("a.iob2", "Oslo\tO\n", "fr", "no language 'fr' is read; give one of en, zh"),
        ("a.conllu", "Oslo\tO\n", None, "a.conllu, line 1: 2 columns where"),
    ],
)
def test_wrong_files_are_named(
    tmp_path: Path, name: str, text: str, lang: str | None, message: str
) -> None:
    with pytest.raises(InputError) as caught:
        evaluate([written(tmp_path / name, text)], lang=lang)
    assert message in str(caught.value)


def test_an_evaluation_as_plain_values(tmp_path: Path, readers: dict[str, Reader]) -> None:
    (evaluation,) = evaluate([written(tmp_path / "a.iob2", ENTITIES)])
    plain = json.loads(json.dumps(evaluation.as_dict()))
    assert plain["figures"]["entities/LOC"] == {
        "precision": 0.5,
        "recall": 1,
        "f1": pytest.approx(2 / 3),
        "correct": 1,
        "gold": 1,
        "system": 2,
    }
    assert (plain["format"], plain["lang"], plain["n_texts"]) == (IOB2, "en", 2)


def test_a_folder_of_texts_without_a_gold_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.iob2"
    path.write_text(ENTITIES, encoding="utf-8")
    with pytest.raises(InputError, match="gold files alone"):
        evaluate([path], lang="en", texts=tmp_path)
