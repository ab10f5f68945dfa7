import random
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

torch = pytest.importorskip("torch", reason="training needs PyTorch")

from english_teacher import ENTITY_TAGS, Labels, _is_tree, batches, spread  # noqa: E402
from teacher_network import Encoded, Teacher, capitals_of  # noqa: E402
from tree_reader import padded  # noqa: E402

WIDTH, VECTOR_WIDTH = 8, 4


def scores_for(tags: list[str]) -> Any:
    return torch.tensor([[3.0 if tag == name else 0.0 for name in ENTITY_TAGS] for tag in tags])


def test_an_entity_never_goes_on_that_did_not_begin() -> None:
    path = [ENTITY_TAGS[n] for n in spread(scores_for(["O", "I-LOC", "O"]))]
    assert path in (["O", "O", "O"], ["O", "B-LOC", "O"], ["B-LOC", "I-LOC", "O"])
    assert [ENTITY_TAGS[n] for n in spread(scores_for(["B-PER", "I-PER", "O"]))] == (
        ["B-PER", "I-PER", "O"]
    )


@pytest.mark.parametrize(
    ("heads", "expected"),
    [([1, 1, 1], True), ([0], True), ([1, 0, 2], False), ([0, 1, 0], False)],
)
def test_a_tree_has_one_root_and_no_circle(heads: list[int], expected: bool) -> None:
    assert _is_tree(heads) is expected


def test_batches_hold_every_sentence_once() -> None:
    sizes = [5, 700, 3, 600, 4, 900]
    found = list(batches(sizes, random.Random(0)))
    assert sorted(number for batch in found for number in batch) == list(range(len(sizes)))


def test_missing_layers_have_no_answers() -> None:
    vocab = spacy.blank("en").vocab
    tree = Doc(vocab, words=["It", "rains"], pos=["PRON", "VERB"], tags=["PRP", "VBZ"],
               heads=[1, 1], deps=["nsubj", "ROOT"])  # fmt: skip
    names = Doc(vocab, words=["In", "Oslo"], ents=["O", "B-LOC"])
    labels = Labels.of([tree, names])
    assert labels.targets(tree)["head"] == [2, 0]
    assert labels.targets(tree)["entity"] == [-100, -100]
    assert labels.targets(names)["head"] == [-100, -100]
    assert labels.targets(names)["entity"] == [0, ENTITY_TAGS.index("B-LOC")]
    assert padded([[1, 2], [3]]).tolist() == [[1, 2], [3, -100]]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("in", 0), ("Oslo", 1), ("A", 2), ("NATO", 3), ("McKay", 4), ("G20", 5), ("--", 6)],
)
def test_capitals(word: str, expected: int) -> None:
    assert capitals_of(word) == expected


def test_words_read_beside_longer_sentences_are_read_the_same() -> None:
    torch.manual_seed(0)
    sizes = {"pos": 3, "tag": 4, "dep": 5, "entity": len(ENTITY_TAGS)}
    teacher = Teacher(torch.nn.ModuleList(), WIDTH, VECTOR_WIDTH, sizes).eval()
    torch.nn.init.normal_(teacher.trees.arc.weight)
    short, long = (encoded(n) for n in (2, 5))
    alone, beside = teacher([short]), teacher([short, long])
    assert beside.arc.shape == (2, 5, 6)
    assert torch.allclose(alone.pos[0], beside.pos[0, :2], atol=1e-5)
    assert torch.allclose(alone.arc[0].softmax(-1), beside.arc[0, :2].softmax(-1)[:, :3], atol=1e-4)
    assert beside.relations.of(torch.zeros((2, 5), dtype=torch.long)).shape == (2, 5, 5)


def encoded(n_words: int) -> Encoded:
    generator = torch.Generator().manual_seed(n_words)
    return Encoded(
        torch.randn((n_words + 2, WIDTH), generator=generator).half(),
        torch.tensor([-1, *range(n_words), -1]),
        torch.zeros(n_words, dtype=torch.long),
        torch.randn((n_words, VECTOR_WIDTH), generator=generator),
    )
