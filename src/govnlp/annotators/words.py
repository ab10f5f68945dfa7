"""What is known of Chinese words: the word, its characters, and what jieba makes of the place."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id
from spacy.tokens import Doc

from govnlp.annotators.characters import SAME_MARKS, atom_shape, jieba_features

FEATURES = (
    "word",
    "first",
    "last",
    "last_two",
    "shape",
    "jieba_first",
    "jieba_last",
)


def word_key(word: str) -> int:
    """The number of a word in the first column of `features`."""
    return int(get_string_id(_general(word)))


def features(doc: Doc) -> NDArray[np.uint64]:
    """What is known of each word of a Doc: one row a word, one column each of `FEATURES`."""
    table = np.zeros((len(doc), len(FEATURES)), dtype=np.uint64)
    if not len(doc):
        return table
    texts = [token.text for token in doc]
    lengths = np.fromiter(map(len, texts), dtype=np.intp, count=len(doc))
    with_spaces = lengths + np.asarray(doc.to_array("SPACY"), dtype=np.intp)
    starts = with_spaces.cumsum() - with_spaces
    tags = jieba_features(doc.text)
    table[:, :5] = [_of_word(text) for text in texts]
    table[:, 5] = tags[starts]
    table[:, 6] = tags[starts + lengths - 1]
    return table


@lru_cache(maxsize=50_000)
def _of_word(text: str) -> tuple[int, int, int, int, int]:
    word = _general(text)
    shape = atom_shape(text) * 8 + min(len(text), 7)
    return word_key(text), ord(word[0]), ord(word[-1]), int(get_string_id(word[-2:])), shape


def _general(word: str) -> str:
    """A word as others of its kind look: digits are equal, marks have one width, no capitals."""
    folded = word.translate(SAME_MARKS)
    if folded.isascii():
        return "".join("0" if char.isdecimal() else char for char in folded.lower())
    return folded
