"""The tokenizer of the bundled Chinese pipeline: words, tags and entities from characters.

A character pipeline inside it finds words, parts of speech and entities at once. What comes out
is a Doc of words with ``pos``, ``ents`` and sentence starts, ready for a parser of words.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Self

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab
from thinc.api import Config

from govnlp.annotators.fixed_words import find_fixed_words
from govnlp.annotators.parts_of_speech import USER_DATA, TypeScores
from govnlp.errors import GovnlpError

PIECE = 1000
"""The longest run of characters that the character pipeline reads at once."""

BATCH = 64
_CLOSING = "”’」』）》〉】〕)\\]\"'"
_GOES_ON = "，,、；;：:"
_SENTENCE_END = re.compile(
    rf"(?:[。！？!?｡]++|(?<=[\u3400-\u9fff])\.(?=[\s{_CLOSING}]|$))"
    rf"(?:[{_CLOSING}]++(?![{_GOES_ON}的])|(?![{_CLOSING}{_GOES_ON}]))\s*"
    r"|\s*\n\s*"
)


def sentence_starts(text: str) -> list[int]:
    """Offsets in a Chinese text at which a sentence begins.

    A sentence ends with 。！？ and the quotes or brackets that close behind it, unless a comma
    or 的 follows; or with the line.

    >>> sentence_starts("他说：“好。”她走了。")
    [0, 7]
    """
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    return [start for start in dict.fromkeys(starts) if start < len(text)]


def pieces(text: str, longest: int = PIECE) -> list[str]:
    """Cut a text into pieces of at most `longest` characters, where sentences begin if it can be.

    >>> pieces("一。二三。四", longest=4)
    ['一。', '二三。四']
    """
    if len(text) <= longest:
        return [text] if text else []
    starts = sentence_starts(text)
    found = []
    begin = 0
    for start, following in zip(starts, [*starts[1:], len(text)], strict=True):
        if following - begin > longest and start > begin:
            found.append(text[begin:start])
            begin = start
        while following - begin > longest:
            found.append(text[begin : begin + longest])
            begin += longest
    found.append(text[begin:])
    return [piece for piece in found if piece]


class ChineseTokenizer:
    """Makes Docs of words with the help of a pipeline over characters.

    `pipe` lets the character network see many texts at once, which is faster than one call a
    text.
    """

    def __init__(self, vocab: Vocab, characters: Language | None = None) -> None:
        self.vocab = vocab
        self.characters = characters

    def __call__(self, text: str) -> Doc:
        """Make the Doc of one text."""
        return next(self.pipe([text]))

    def pipe(self, texts: Iterable[str], batch_size: int = BATCH) -> Iterator[Doc]:
        """Docs of words, one for each text, in order; ``doc.text`` is always the text given."""
        if self.characters is None:
            raise GovnlpError("The Chinese tokenizer has no character pipeline: load a trained one")
        remaining = iter(texts)
        while batch := list(islice(remaining, batch_size)):
            cut = [pieces(text) for text in batch]
            read = self.characters.pipe(
                (piece for one in cut for piece in one), batch_size=batch_size
            )
            for text, parts in zip(batch, cut, strict=True):
                yield self._words(text, [next(read) for _ in parts])

    def _words(self, text: str, read: Sequence[Doc]) -> Doc:
        words: list[str] = []
        tags: list[str] = []
        spaces: list[bool] = []
        entities: list[tuple[int, int, str]] = []
        atom_tags: list[str] = []
        word_of_atom: list[int] = []
        for piece in read:
            first = len(word_of_atom)
            fixed = find_fixed_words(piece)
            names = [ent for ent in piece.ents if not fixed.cut_by(ent)]
            edges = {edge for ent in names for edge in (ent.start, ent.end)} | fixed.edges
            numbers, spaced = (piece.to_array(name).tolist() for name in ("TAG", "SPACY"))
            names_of_tags = {number: piece.vocab.strings[number] for number in set(numbers)}
            forms = [atom.text for atom in piece]
            for number, (form, tag_number) in enumerate(zip(forms, numbers, strict=True)):
                space = bool(spaced[number])
                tag = names_of_tags[tag_number]
                white = form.isspace()
                if form == " " and words and not spaces[-1] and tags[-1] != "SPACE":
                    spaces[-1] = True
                elif number in fixed.inside or (
                    tag[0] in "IL"
                    and number
                    and number not in edges
                    and not (white or spaces[-1] or tags[-1] == "SPACE")
                ):
                    words[-1] += form
                    spaces[-1] = space
                else:
                    words.append(form)
                    tags.append("SPACE" if white else tag[2:])
                    spaces.append(space)
                atom_tags.append(tag)
                word_of_atom.append(len(words) - 1)
            entities += [
                (word_of_atom[first + ent.start], word_of_atom[first + ent.end - 1] + 1, ent.label_)
                for ent in names
            ]
        doc = Doc(
            self.vocab,
            words=words,
            spaces=spaces,
            pos=tags,
            sent_starts=_starting_words(words, spaces, sentence_starts(text)),
        )
        doc.ents = [Span(doc, first, end, label=label) for first, end, label in entities]
        scores = [p.user_data[USER_DATA] for p in read if USER_DATA in p.user_data]
        if scores and self._type_scores:
            doc.user_data[USER_DATA] = (
                self._type_scores.types,
                self._type_scores.of_words(
                    np.concatenate(scores), atom_tags, word_of_atom, len(words)
                ),
            )
        return doc

    @cached_property
    def _type_scores(self) -> TypeScores | None:
        assert self.characters is not None
        if "word_tags" not in self.characters.pipe_names:
            return None
        return TypeScores(self.characters.pipe_labels["word_tags"])

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write the character pipeline into a folder."""
        if self.characters is not None:
            self.characters.to_disk(path)

    def from_disk(self, path: str | Path, **_: Any) -> Self:
        """Load the character pipeline from a folder."""
        self.characters = spacy.load(path)
        return self

    def to_bytes(self, **_: Any) -> bytes:
        """The character pipeline with its config as bytes."""
        if self.characters is None:
            return b""
        config = self.characters.config.to_str().encode("utf-8")
        return len(config).to_bytes(8, "big") + config + self.characters.to_bytes()

    def from_bytes(self, data: bytes, **_: Any) -> Self:
        """Load the character pipeline from what `to_bytes` gave."""
        if data:
            end = 8 + int.from_bytes(data[:8], "big")
            config = Config().from_str(data[8:end].decode("utf-8"))
            self.characters = spacy.util.load_model_from_config(config, auto_fill=True)
            self.characters.from_bytes(data[end:])
        return self


def _starting_words(
    words: Sequence[str], spaces: Sequence[bool], begins: Sequence[int]
) -> list[bool | int | None]:
    """For each word, whether it is the first that ends behind a sentence's start."""
    starts: list[bool | int | None] = []
    position = passed = 0
    for word, space in zip(words, spaces, strict=True):
        position += len(word) + space
        before = passed
        while passed < len(begins) and begins[passed] < position:
            passed += 1
        starts.append(passed > before)
    return starts


def make_chinese_tokenizer() -> Callable[[Language], ChineseTokenizer]:
    """For the config: ``@tokenizers = "govnlp.ChineseTokenizer.v1"``."""

    def create(nlp: Language) -> ChineseTokenizer:
        return ChineseTokenizer(nlp.vocab)

    return create
