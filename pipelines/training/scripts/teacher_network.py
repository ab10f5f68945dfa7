"""The network that teaches the English pipeline: the upper half of a transformer, four readers.

The lower half of all-MiniLM-L6-v2 stays as it is, so that its states are computed once. The upper
half goes on learning. Each word is the mean of its pieces in a learnt mixture of layers, with its
static vector and its capitals beside it. Parts of speech, treebank tags and entities are read by
linear layers, trees by biaffine attention (Dozat and Manning, ICLR 2017).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from tree_reader import Relations, TreeReader, with_root

FROZEN_LAYERS = 3
MAX_PIECES = 400
CAPITALS = 7
CAPITALS_WIDTH = 32
VECTOR_WIDTH = 96
DROPOUT = 0.25


def capitals_of(word: str) -> int:
    """Say how a word is written: 0 lower, 1 Title, 2 a single capital, 3 CAPITALS, 4 mixed, ..."""
    if any(map(str.isdigit, word)):
        return 5
    if not any(map(str.isalpha, word)):
        return 6
    if word.islower():
        return 0
    if len(word) == 1:
        return 2
    if word.isupper():
        return 3
    return 1 if word.istitle() else 4


@dataclass(frozen=True)
class Encoded:
    """A sentence as the frozen layers see it.

    Attributes:
        states: (pieces, width), half precision, the marks at both ends included.
        word_of: the word that each piece belongs to, -1 for the marks.
        capitals: one class a word.
        vectors: (words, width of the static vectors).
    """

    states: Tensor
    word_of: Tensor
    capitals: Tensor
    vectors: Tensor


class FrozenLayers:
    """Tokenizer, embeddings and lower layers, which never change."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoModel, AutoTokenizer

        self._tokenizer = AutoTokenizer.from_pretrained(folder)
        self._bert = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()
        self.width: int = self._bert.config.hidden_size

    def upper_layers(self) -> nn.ModuleList:
        """Return the layers above, which are to learn."""
        return nn.ModuleList(list(self._bert.encoder.layer)[FROZEN_LAYERS:])

    def encode(
        self, sentences: Sequence[Sequence[str]], vectors: Sequence[Tensor]
    ) -> list[Encoded]:
        """Encode sentences of words; one with too many pieces is cut by the caller beforehand."""
        pieces = [self._pieces(words) for words in sentences]
        order = sorted(range(len(pieces)), key=lambda number: len(pieces[number][0]))
        encoded: dict[int, Encoded] = {}
        for first in range(0, len(order), 48):
            numbers = order[first : first + 48]
            longest = max(len(pieces[number][0]) for number in numbers)
            ids = torch.zeros((len(numbers), longest), dtype=torch.long)
            mask = torch.zeros((len(numbers), longest))
            for row, number in enumerate(numbers):
                ids[row, : len(pieces[number][0])] = torch.tensor(pieces[number][0])
                mask[row, : len(pieces[number][0])] = 1
            with torch.inference_mode():
                states = self._bert.embeddings(input_ids=ids)
                for layer in list(self._bert.encoder.layer)[:FROZEN_LAYERS]:
                    states = run_layer(layer, states, mask)
            for row, number in enumerate(numbers):
                words = sentences[number]
                encoded[number] = Encoded(
                    states[row, : len(pieces[number][0])].half().clone(),
                    torch.tensor(pieces[number][1]),
                    torch.tensor([capitals_of(word) for word in words]),
                    vectors[number],
                )
        return [encoded[number] for number in range(len(sentences))]

    def _pieces(self, words: Sequence[str]) -> tuple[list[int], list[int]]:
        ids, word_of = [self._tokenizer.cls_token_id], [-1]
        batch = self._tokenizer(list(words), add_special_tokens=False)["input_ids"]
        for number, found in enumerate(batch):
            found = found[:12] or [self._tokenizer.unk_token_id]
            ids += found
            word_of += [number] * len(found)
        ids, word_of = ids[:MAX_PIECES], word_of[:MAX_PIECES]
        return [*ids, self._tokenizer.sep_token_id], [*word_of, -1]


def run_layer(layer: nn.Module, states: Tensor, mask: Tensor) -> Tensor:
    """Run one layer of the transformer; ``mask`` is 1 where a piece stands."""
    bias = (1.0 - mask)[:, None, None, :] * torch.finfo(torch.float32).min
    result = layer(states, attention_mask=bias)
    return result[0] if isinstance(result, tuple) else result


@dataclass(frozen=True)
class Readings:
    """What the network says of a batch: log-odds.

    Attributes:
        pos: (batch, words, parts of speech).
        tag: (batch, words, treebank tags).
        entity: (batch, words, entity tags).
        arc: (batch, words, 1 + words): heads, the root first.
        relations: gives (batch, words, relations) for heads counted like ``arc``.
    """

    pos: Tensor
    tag: Tensor
    entity: Tensor
    arc: Tensor
    relations: Relations


class Teacher(nn.Module):
    """The upper layers and their readers."""

    def __init__(
        self, layers: nn.ModuleList, width: int, vector_width: int, sizes: dict[str, int]
    ) -> None:
        super().__init__()
        self.layers = layers
        self.piece_capitals = nn.Embedding(CAPITALS + 1, width)
        nn.init.zeros_(self.piece_capitals.weight)
        self.word_capitals = nn.Embedding(CAPITALS, CAPITALS_WIDTH)
        self.vector = nn.Linear(vector_width, VECTOR_WIDTH)
        self.mixture = nn.Parameter(torch.zeros(len(layers) + 1))
        self.dropout = nn.Dropout(DROPOUT)
        total = width + CAPITALS_WIDTH + VECTOR_WIDTH
        self.root = nn.Parameter(torch.randn(total) * 0.02)
        self.pos = nn.Linear(total, sizes["pos"])
        self.tag = nn.Linear(total, sizes["tag"])
        self.entity = nn.Sequential(
            nn.Linear(total, 192), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(192, sizes["entity"])
        )
        self.trees = TreeReader(total, sizes["dep"], DROPOUT)

    def forward(self, batch: Sequence[Encoded]) -> Readings:
        """Read a batch of sentences."""
        words = self._words(batch)
        known = with_root(self.root, words)
        arc = self.trees.arcs(words, known, [len(item.capitals) for item in batch])
        return Readings(
            self.pos(words),
            self.tag(words),
            self.entity(words),
            arc,
            self.trees.relations(words, known),
        )

    def _words(self, batch: Sequence[Encoded]) -> Tensor:
        longest = max(len(item.word_of) for item in batch)
        most = max(len(item.capitals) for item in batch)
        width = batch[0].states.shape[1]
        states = torch.zeros((len(batch), longest, width))
        mask = torch.zeros((len(batch), longest))
        pooling = torch.zeros((len(batch), most, longest))
        piece_capitals = torch.full((len(batch), longest), CAPITALS)
        word_capitals = torch.zeros((len(batch), most), dtype=torch.long)
        vectors = torch.zeros((len(batch), most, batch[0].vectors.shape[1]))
        for row, item in enumerate(batch):
            n_pieces, n_words = len(item.word_of), len(item.capitals)
            states[row, :n_pieces] = item.states.float()
            mask[row, :n_pieces] = 1
            inside = (item.word_of >= 0).nonzero()[:, 0]
            owners = item.word_of[inside]
            pooling[row, owners, inside] = 1
            piece_capitals[row, inside] = item.capitals[owners]
            word_capitals[row, :n_words] = item.capitals
            vectors[row, :n_words] = item.vectors
        pooling = pooling / pooling.sum(dim=-1, keepdim=True).clamp(min=1)
        states = states + self.piece_capitals(piece_capitals)
        weights = self.mixture.softmax(0)
        mixed = weights[0] * states
        for weight, layer in zip(weights[1:], self.layers, strict=True):
            states = run_layer(layer, states, mask)
            mixed = mixed + weight * states
        parts = [pooling @ mixed, self.word_capitals(word_capitals), self.vector(vectors)]
        return self.dropout(torch.cat(parts, dim=-1))
