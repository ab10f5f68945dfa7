"""Chinese as characters: atoms of a text, what is known of each, and a tokenizer that gives them.

An atom is one character, or a run of Latin letters or of digits. The character pipeline reads
a Doc of atoms; its tags say where words begin, so that words can be made of atoms.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import rjieba
from numpy.typing import NDArray
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

from govnlp.annotators.lexicon import Lexicon, lengths_at
from govnlp.errors import GovnlpError
from govnlp.text.folding import MIDDLE_DOTS

FEATURES = (
    "character",
    "pair_before",
    "pair_after",
    "shape",
    "jieba_tag",
    "profile",
    "listed_words",
    "listed_name",
    "jieba_words",
)
USER_DATA = "govnlp_features"
"""The key of ``doc.user_data`` under which the features of a Doc of atoms stand."""

_LATIN = "A-Za-zＡ-Ｚａ-ｚ\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_RUN = re.compile(rf"[0-9０-９]+|[{_LATIN}]+")
_ATOM = re.compile(rf"{_RUN.pattern}|.", re.DOTALL)
_NOT_CHINESE = re.compile(r"[^\u3400-\u9fff]")
_SPACE = re.compile(r"\s")
_CODE_POINT_BITS = np.uint64(21)
_FIRST_EAST_ASIAN = 0x2E80
SAME_MARKS = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **dict.fromkeys("“「『〝", "“"),
        **dict.fromkeys("”」』〞", "”"),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys(MIDDLE_DOTS, MIDDLE_DOTS[0]),
        **dict.fromkeys("—―─–－", "—"),
        **dict.fromkeys("〈", "《"),
        **dict.fromkeys("〉", "》"),
        "。": ".",
        "｡": ".",
        "…": "⋯",
        "\u3000": " ",
    }
)
"""Marks that mean the same look the same to the networks."""

_JIEBA_TAGS = (
    "a ad ag an b c d df dg e eng f g h i j k l m mg mq n ng nr nrfg nrt ns nt nz o p q r rg rr "
    "rz s t tg u ud ug uj ul uv uz v vd vg vi vn vq x y z zg"
).split()
_JIEBA_TAG_NUMBERS = {tag: number for number, tag in enumerate(_JIEBA_TAGS, start=1)}


def atoms(text: str) -> list[str]:
    """Cut a text into atoms; joined they are the text.

    >>> atoms("在2014年，NATO说")
    ['在', '2014', '年', '，', 'NATO', '说']
    """
    return _ATOM.findall(text)


def atom_shape(atom: str) -> int:
    """A small number that says what kind of atom this is: letters, digits, a character."""
    if atom[0].isdecimal():
        return 1 + min(len(atom), 5)
    if not atom[0].isalpha():
        return 1
    if len(atom) == 1 and ord(atom) >= _FIRST_EAST_ASIAN:
        return 0
    if atom.islower():
        return 7
    if atom.isupper():
        return 8 if len(atom) > 1 else 9
    return 10


def features(text: str, parts: Sequence[str], lexicon: Lexicon) -> NDArray[np.uint64]:
    """What is known of each atom of `text`: one row an atom, one column each of `FEATURES`."""
    table = np.zeros((len(parts), len(FEATURES)), dtype=np.uint64)
    if not parts:
        return table
    ends = np.fromiter(map(len, parts), dtype=np.intp, count=len(parts)).cumsum()
    starts = np.concatenate(([0], ends[:-1]))
    folded = text.translate(SAME_MARKS)
    codes = _code_points(folded)[starts].astype(np.uint64)
    shapes = np.zeros(len(parts), dtype=np.uint64)
    unusual = (codes < _FIRST_EAST_ASIAN) | (ends - starts > 1)
    for i in np.flatnonzero(unusual).tolist():
        shapes[i] = atom_shape(parts[i])
        if len(parts[i]) > 1:
            codes[i] = _run_code(folded[starts[i] : ends[i]])
    table[:, 0] = codes
    pairs = (codes[:-1] << _CODE_POINT_BITS) ^ codes[1:]
    table[0, 1], table[1:, 1] = codes[0], pairs
    table[:-1, 2], table[-1, 2] = pairs, codes[-1] << _CODE_POINT_BITS
    table[:, 3] = shapes
    table[:, 4] = jieba_features(text)[starts]
    table[:, 5] = [lexicon.profile(part) for part in parts]
    table[:, 6] = lexicon.word_features(text)[starts]
    table[:, 7] = lexicon.name_features(text)[starts]
    table[:, 8] = jieba_word_features(text)[starts]
    return table


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _run_code(run: str) -> int:
    """One number for all runs of digits of a length; for Latin letters one by the word."""
    return get_string_id(f"digits{len(run)}" if run.isdecimal() else run.lower())


def jieba_features(text: str) -> NDArray[np.uint64]:
    """For each character: its place in jieba's word and that word's tag, in one number."""
    found = np.zeros(len(text), dtype=np.uint64)
    start = 0
    for word, tag in rjieba.tag(text):
        end = start + len(word)
        number = _JIEBA_TAG_NUMBERS.get(tag, 0) * 4
        if end == start + 1:
            found[start] = number
        else:
            found[start:end] = number + 2
            found[start] = number + 1
            found[end - 1] = number + 3
        start = end
    return found


def jieba_word_features(text: str) -> NDArray[np.uint64]:
    """For each character: `lengths_at` it of all words of jieba's dictionary, chosen or not."""
    chinese = _NOT_CHINESE.sub("，", text)
    starts: list[int] = []
    start = -1
    words = rjieba.cut_all(chinese)
    for word in words:
        # Words come by where they start; characters the dictionary does not know are left out.
        if len(word) == 1 or not chinese.startswith(word, start):
            start = chinese.index(word, start + 1)
        starts.append(start)
    places = np.array(starts, dtype=np.intp)
    lengths = np.fromiter(map(len, words), dtype=np.intp, count=len(words))
    longer = lengths > 1
    places = places[longer]
    return lengths_at(places, places + lengths[longer], len(text))


class CharacterTokenizer:
    """A spaCy tokenizer that makes a Doc of atoms, with the features of each.

    A single space belongs to the atom before it, as spaCy has it; every other white space is
    an atom of its own, so that the Doc's text is always the text given.
    """

    def __init__(self, vocab: Vocab, lexicon: Lexicon | None = None) -> None:
        self.vocab = vocab
        self.lexicon = lexicon

    def __call__(self, text: str) -> Doc:
        """Make the Doc of a text."""
        if self.lexicon is None:
            raise GovnlpError(
                "The character tokenizer has no lexicon: load a trained pipeline, or set "
                "initialize.tokenizer.lexicon in the training config"
            )
        words = atoms(text)
        spaces = [False] * len(words)
        table = features(text, words, self.lexicon)
        if _SPACE.search(text):
            words, spaces, kept = _attach_spaces(words)
            table = table[kept]
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data[USER_DATA] = table
        return doc

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Tokenize several texts."""
        for text in texts:
            yield self(text)

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],  # noqa: ARG002
        *,
        nlp: Language | None = None,  # noqa: ARG002
        lexicon: Path | None = None,
    ) -> None:
        """Read the lexicon when a training begins; spaCy calls this."""
        if lexicon is not None:
            self.lexicon = Lexicon.read(Path(lexicon))

    def to_bytes(self, **_: Any) -> bytes:
        """The lexicon file's bytes."""
        return b"" if self.lexicon is None else self.lexicon.to_bytes()

    def from_bytes(self, data: bytes, **_: Any) -> Self:
        """Take the lexicon from `to_bytes`."""
        self.lexicon = Lexicon.from_bytes(data) if data else None
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write the lexicon file."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> Self:
        """Read what `to_disk` wrote."""
        return self.from_bytes(Path(path).read_bytes())


def _attach_spaces(parts: list[str]) -> tuple[list[str], list[bool], list[int]]:
    words: list[str] = []
    spaces: list[bool] = []
    kept: list[int] = []
    for number, part in enumerate(parts):
        if part == " " and words and not spaces[-1] and not words[-1].isspace():
            spaces[-1] = True
        else:
            words.append(part)
            spaces.append(False)
            kept.append(number)
    return words, spaces, kept


def make_character_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """For the config: ``@tokenizers = "govnlp.CharacterTokenizer.v1"``."""

    def create(nlp: Language) -> CharacterTokenizer:
        return CharacterTokenizer(nlp.vocab)

    return create
