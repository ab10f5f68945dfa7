"""The teacher of Chinese trees learns, and what it annotates are trees."""

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, DocBin
from typer.testing import CliRunner

torch = pytest.importorskip("torch", reason="training needs PyTorch")

from chinese_trees import (  # noqa: E402
    Sentence,
    TreeTeacher,
    WordVectors,
    app,
    is_tree,
    sentences_of,
    words_of,
)

from govnlp.annotators.words import word_key  # noqa: E402

VOCAB = spacy.blank("xx").vocab
torch.set_num_threads(1)  # more wait for each other over networks as small as these
MEETING = Sentence(
    ("联合", "国", "会议"),
    (False, False, False),
    ("VERB", "PART", "NOUN"),
    (2, 3, 0),
    ("case:suff", "nmod", "root"),
)


@pytest.fixture
def vectors(tmp_path: Path) -> Path:
    path = tmp_path / "vectors.npz"
    keys = np.array(sorted(map(word_key, ("会议", "和平"))), dtype="uint64")
    np.savez(path, keys=keys, vectors=np.array([[1, 2], [3, 4]], dtype="float16"))
    return path


def doc_of(*sentences: Sentence) -> Doc:
    starts = [sum(len(s.words) for s in sentences[:n]) for n in range(len(sentences))]
    return Doc(
        VOCAB,
        words=[word for s in sentences for word in s.words],
        spaces=[space for s in sentences for space in s.spaces],
        pos=[pos for s in sentences for pos in s.pos],
        heads=[
            start + (head - 1 if head else place)
            for start, s in zip(starts, sentences, strict=True)
            for place, head in enumerate(s.heads)
        ],
        deps=[r.replace("root", "ROOT") for s in sentences for r in s.relations],
    )


@pytest.mark.parametrize(
    ("heads", "expected"),
    [((2, 3, 0), True), ((0,), True), ((0, 0), False), ((2, 1, 0), False), ((1,), False)],
)
def test_a_tree_has_one_root_and_no_circle(heads: tuple[int, ...], expected: bool) -> None:
    assert is_tree(heads) is expected


def test_sentences_of_a_doc_count_their_own_words() -> None:
    assert list(sentences_of(doc_of(MEETING, MEETING))) == [MEETING, MEETING]


def test_words_are_joined_by_their_tags() -> None:
    doc = Doc(
        VOCAB,
        words=["联", "合", "国", "G20", "会", "议"],
        spaces=[False, False, True, True, False, False],
        tags=["B-VERB", "L-VERB", "U-PART", "U-PROPN", "B-NOUN", "L-NOUN"],
    )
    found = words_of(doc)
    assert found.words == ("联合", "国", "G20", "会议")
    assert found.spaces == (False, True, True, False)


def test_words_without_a_vector_have_zeros(vectors: Path) -> None:
    known, unknown = WordVectors(vectors).of(["会议", "大会"]).tolist()
    assert known in ([1, 2], [3, 4])
    assert unknown == [0, 0]


def test_what_stands_beside_a_sentence_changes_nothing(
    lexical_network: Path, vectors: Path
) -> None:
    torch.manual_seed(0)
    relations = ["root", "nmod"]
    teacher = TreeTeacher(lexical_network, WordVectors(vectors), ["NOUN"], relations).eval()
    torch.nn.init.normal_(teacher.trees.arc.weight)
    long = Sentence(MEETING.words * 3, MEETING.spaces * 3)
    alone, beside = teacher([MEETING]), teacher([MEETING, long])
    assert beside[1].shape == (2, 9, 10)
    assert torch.allclose(alone[1][0].softmax(-1), beside[1][0, :3, :4].softmax(-1), atol=1e-4)
    assert beside[2].of(torch.zeros((2, 9), dtype=torch.long)).shape == (2, 9, 2)


def test_training_learns_and_labels(lexical_network: Path, vectors: Path, tmp_path: Path) -> None:
    corpus, characters = tmp_path / "words.spacy", tmp_path / "characters.spacy"
    DocBin(docs=[doc_of(MEETING)] * 64).to_disk(corpus)
    tags = ["B-VERB", "L-VERB", "U-PART", "B-NOUN", "L-NOUN"]
    DocBin(docs=[Doc(VOCAB, words=list("联合国会议"), spaces=[False] * 5, tags=tags)]).to_disk(
        characters
    )
    teacher, output = tmp_path / "teacher.pt", tmp_path / "labelled.spacy"
    run = CliRunner().invoke
    paths = map(str, (corpus, corpus, lexical_network, vectors, teacher))
    trained = run(app, ["train", *paths, "--epochs", "12"])
    assert trained.exit_code == 0, trained.output
    assert "epoch 12: pos 100.00  uas 100.00  las 100.00" in trained.output
    labelled = run(
        app, ["label", *map(str, (characters, lexical_network, vectors, teacher, output))]
    )
    assert "1 of 1 sentences kept" in labelled.output
    (doc,) = DocBin().from_disk(output).get_docs(VOCAB)
    assert list(sentences_of(doc)) == [MEETING]
