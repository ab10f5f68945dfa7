"""Train the teacher of Chinese trees, and let it annotate the words that the other teacher found.

It goes on from Baidu's lexical analysis network (`lexical_analysis`): each word is the mean of
what that says of its characters, with its static vector beside it, and two layers of memory cells
read the words of a sentence.
``train`` fits it to the converted treebank, ``label`` writes Docs of words with its trees. Both
need PyTorch and the source distribution of jieba 0.42.1, which the finished pipeline does not.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy
import torch
import typer
from chinese_teacher import plain
from lexical_analysis import WIDTH, LexicalAnalysis
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab
from teacher_training import Steps, keep_memory
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from tree_reader import Relations, TreeReader, padded, with_root

from govnlp.annotators.bilu import spans_of_tags
from govnlp.annotators.words import word_key

SEED = 6
BATCH = 20
LAYER_RATE = 4e-4
READER_RATE = 2e-3
WARM_UP = 0.08
DROPOUT = 0.4
CELLS = 200
MIN_CERTAINTY = 0.6
LONGEST = 120

app = typer.Typer(pretty_exceptions_enable=False)


class WordVectors:
    """The static vectors that the pipeline of words has; zeros for words without one."""

    def __init__(self, path: Path) -> None:
        """Read what `word_vectors` wrote."""
        with np.load(path) as file:
            self._rows = {int(key): number for number, key in enumerate(file["keys"])}
            known = torch.from_numpy(file["vectors"].astype("f"))
        self.width: int = known.shape[1]
        self._table = torch.cat([known, torch.zeros((1, self.width))])

    def of(self, words: Sequence[str]) -> Tensor:
        """Return (words, width)."""
        unknown = len(self._table) - 1
        return self._table[[self._rows.get(word_key(word), unknown) for word in words]]


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence, with the right answers where somebody knows them.

    Attributes:
        words: their texts.
        spaces: whether a space follows each.
        pos: the universal part of speech of each.
        heads: 0 for the root, else one more than the place of the head.
        relations: with subtypes.
    """

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    pos: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    relations: tuple[str, ...] = ()


def sentences_of(doc: Doc) -> Iterator[Sentence]:
    """Yield the annotated sentences of a Doc."""
    for span in doc.sents:
        yield Sentence(
            tuple(token.text for token in span),
            tuple(bool(token.whitespace_) for token in span),
            tuple(token.pos_ for token in span),
            tuple(0 if t.head.i == t.i else t.head.i - span.start + 1 for t in span),
            tuple("root" if t.dep_ == "ROOT" else t.dep_ for t in span),
        )


class TreeTeacher(nn.Module):
    """The network below, two layers of its own, and two readers."""

    def __init__(
        self, folder: Path, vectors: WordVectors, pos: Sequence[str], relations: Sequence[str]
    ) -> None:
        super().__init__()
        self._vectors = vectors
        self.pos_names, self.relation_names = list(pos), list(relations)
        self.below = LexicalAnalysis(folder)
        width = 3 * WIDTH + len(self.below.labels) + vectors.width
        self.mix = nn.LSTM(
            width, CELLS, num_layers=2, dropout=DROPOUT, batch_first=True, bidirectional=True
        )
        total = width + 2 * CELLS
        self.dropout = nn.Dropout(DROPOUT)
        self.pos = nn.Linear(total, len(pos))
        self.root = nn.Parameter(torch.randn(total) * 0.02)
        self.trees = TreeReader(total, len(relations), DROPOUT)

    def forward(self, batch: Sequence[Sentence]) -> tuple[Tensor, Tensor, Relations]:
        """Return log-odds of parts of speech (batch, words, names), of heads, of relations."""
        counts = [len(sentence.words) for sentence in batch]
        known = self.dropout(self._words(batch, max(counts)))
        packed = nn.utils.rnn.pack_padded_sequence(
            known, torch.tensor(counts), batch_first=True, enforce_sorted=False
        )
        mixed, _ = nn.utils.rnn.pad_packed_sequence(self.mix(packed)[0], batch_first=True)
        words = self.dropout(torch.cat([known, mixed], dim=-1))
        rooted = with_root(self.root, words)
        arc = self.trees.arcs(words, rooted, counts)
        return self.pos(words), arc, self.trees.relations(words, rooted)

    def _words(self, batch: Sequence[Sentence], most: int) -> Tensor:
        texts = [plain("".join(sentence.words)) for sentence in batch]
        states, labels = self.below(texts)
        both = torch.cat([states, labels.softmax(-1)], dim=-1)
        pooling = torch.zeros((len(batch), most, both.shape[1]))
        for row, sentence in enumerate(batch):
            start = 0
            for place, word in enumerate(sentence.words):
                pooling[row, place, start : start + len(word)] = 1 / len(word)
                start += len(word)
        vectors = torch.zeros((len(batch), most, self._vectors.width))
        for row, sentence in enumerate(batch):
            vectors[row, : len(sentence.words)] = self._vectors.of(sentence.words)
        return torch.cat([pooling @ both, vectors], dim=-1)

    def loss(self, batch: Sequence[Sentence]) -> Tensor:
        """Add up what the readers got wrong."""
        pos, arc, found = self(batch)
        gold_pos = padded([[self.pos_names.index(p) for p in s.pos] for s in batch])
        heads = padded([s.heads for s in batch])
        relations = padded([[self.relation_names.index(r) for r in s.relations] for s in batch])
        scores = found.of(heads.clamp(min=0))
        return (
            cross_entropy(pos.flatten(0, 1), gold_pos.flatten())
            + cross_entropy(arc.flatten(0, 1), heads.flatten())
            + cross_entropy(scores.flatten(0, 1), relations.flatten())
        )


def read(
    teacher: TreeTeacher, sentences: Sequence[Sentence]
) -> Iterator[tuple[Sentence, Sentence, float]]:
    """Yield sentences, what the teacher says of each, and how sure it is of its heads."""
    teacher.eval()
    order = sorted(sentences, key=lambda sentence: len(sentence.words))
    for first in range(0, len(order), 2 * BATCH):
        batch = order[first : first + 2 * BATCH]
        with torch.inference_mode():
            pos, arc, found = teacher(batch)
            certain, heads = arc.softmax(-1).max(-1)
            relations = found.of(heads).argmax(-1)
        for row, sentence in enumerate(batch):
            size = len(sentence.words)
            said = Sentence(
                sentence.words,
                sentence.spaces,
                tuple(teacher.pos_names[n] for n in pos[row, :size].argmax(-1).tolist()),
                tuple(heads[row, :size].tolist()),
                tuple(teacher.relation_names[n] for n in relations[row, :size].tolist()),
            )
            yield sentence, said, float(certain[row, :size].mean())
    teacher.train()


def score(teacher: TreeTeacher, sentences: Sequence[Sentence]) -> str:
    """Say how the teacher does on annotated sentences, words given, punctuation counted."""
    counts: Counter[str] = Counter()
    for gold, said, _ in read(teacher, sentences):
        for place in range(len(gold.words)):
            head = gold.heads[place] == said.heads[place]
            relation = _bare(gold.relations[place]) == _bare(said.relations[place])
            counts.update(
                words=1, pos=gold.pos[place] == said.pos[place], uas=head, las=head and relation
            )
    return "  ".join(
        f"{name} {100 * counts[name] / counts['words']:.2f}" for name in ("pos", "uas", "las")
    )


def _bare(relation: str) -> str:
    return relation.partition(":")[0]


@app.command()
def train(
    corpus: Path, dev: Path, network: Path, vectors: Path, output: Path, epochs: int = 20
) -> None:
    """Fit the teacher to Docs of words; score it on ``dev`` after each epoch."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    vocab = spacy.blank("xx").vocab
    sentences, dev_sentences = (
        [s for doc in DocBin().from_disk(path).get_docs(vocab) for s in sentences_of(doc)]
        for path in (corpus, dev)
    )
    sentences = [sentence for sentence in sentences if len(sentence.words) <= LONGEST]
    pos = sorted({name for sentence in sentences for name in sentence.pos})
    relations = sorted({name for sentence in sentences for name in sentence.relations})
    teacher = TreeTeacher(network, WordVectors(vectors), pos, relations)
    steps = epochs * (len(sentences) // BATCH + 1)
    training = Steps(
        teacher,
        teacher.below.parameters(),
        steps,
        WARM_UP,
        trained_rate=LAYER_RATE,
        new_rate=READER_RATE,
    )
    typer.echo(f"{len(sentences)} sentences, {steps} steps")
    began = time.perf_counter()
    for epoch in range(epochs):
        chance.shuffle(sentences)
        for first in range(0, len(sentences), 8 * BATCH):
            portion = sorted(sentences[first : first + 8 * BATCH], key=lambda s: len(s.words))
            for start in range(0, len(portion), BATCH):
                training.take(teacher.loss(portion[start : start + BATCH]))
        took = time.perf_counter() - began
        typer.echo(f"epoch {epoch + 1}: {score(teacher, dev_sentences)}, {took:.0f} s")
    torch.save({"weights": teacher.state_dict(), "labels": [pos, relations]}, output)


@app.command()
def label(characters: Path, network: Path, vectors: Path, teacher_path: Path, output: Path) -> None:
    """Annotate the words that the other teacher found in Docs of characters.

    Sentences whose heads make no tree, or are unsure, are left out.
    """
    vocab = spacy.blank("xx").vocab
    saved = torch.load(teacher_path, weights_only=True)
    teacher = TreeTeacher(network, WordVectors(vectors), *saved["labels"])
    teacher.load_state_dict(saved["weights"])
    sentences = [words_of(doc) for doc in DocBin().from_disk(characters).get_docs(vocab)]
    kept = DocBin()
    n_kept = 0
    for _, said, certainty in read(teacher, sentences):
        if certainty >= MIN_CERTAINTY and is_tree(said.heads):
            kept.add(_doc(vocab, said))
            n_kept += 1
    kept.to_disk(output)
    typer.echo(f"{n_kept} of {len(sentences)} sentences kept")


def words_of(doc: Doc) -> Sentence:
    """Join the characters of a sentence to the words that their tags say."""
    spans = [(start, end) for start, end, _ in spans_of_tags([token.tag_ for token in doc])]
    return Sentence(
        tuple("".join(token.text for token in doc[start:end]) for start, end in spans),
        tuple(bool(doc[end - 1].whitespace_) for _, end in spans),
    )


def is_tree(heads: Sequence[int]) -> bool:
    """Whether heads (0 the root, else one more than a place) make one tree."""
    for start in range(1, len(heads) + 1):
        place, steps = start, 0
        while place and steps <= len(heads):
            place, steps = heads[place - 1], steps + 1
        if place:
            return False
    return sum(head == 0 for head in heads) == 1


def _doc(vocab: Vocab, sentence: Sentence) -> Doc:
    size = len(sentence.words)
    return Doc(
        vocab,
        words=list(sentence.words),
        spaces=list(sentence.spaces),
        pos=list(sentence.pos),
        tags=list(sentence.pos),
        heads=[head - 1 if head else place for place, head in enumerate(sentence.heads)],
        deps=["ROOT" if relation == "root" else relation for relation in sentence.relations],
        sent_starts=[place == 0 for place in range(size)],
    )


if __name__ == "__main__":
    keep_memory()
    app()
