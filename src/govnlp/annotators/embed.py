"""How networks read the features of Chinese characters and words: hashed tables, mixed.

Two architectures for spaCy configs, each a drop-in for the ``embed`` of `spacy.Tok2Vec.v2`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
)

from govnlp.annotators import characters, words
from govnlp.errors import GovnlpError

# spaCy seeds numpy's global generator, from which the blurring draws: trainings repeat.
_LONGEST_RUN = 4
_MEAN_RUN = (1 + _LONGEST_RUN) / 2
_CHARACTER, _PAIR_BEFORE, _PAIR_AFTER = (
    characters.FEATURES.index(name) for name in ("character", "pair_before", "pair_after")
)
FIRST_IDEOGRAPH = 0x4E00
IDEOGRAPHS = 0xA000 - FIRST_IDEOGRAPH
"""The block of unified ideographs, for which there are character vectors."""
_WORD, _LAST_TWO = (words.FEATURES.index(name) for name in ("word", "last_two"))

Table = NDArray[np.uint64]


def make_character_embed(
    width: int,
    widths: list[int],
    rows: list[int],
    forget: float = 0.0,
    vector_width: int = 0,
    vectors: str | None = None,
) -> Model[Any, Any]:
    """Embed each of `characters.FEATURES` in a hashed table and mix them.

    Args:
        width: of the vectors that come out.
        widths: of the vectors of each feature, in their order; 0 leaves one out.
        rows: of each feature's table.
        forget: the share of characters that, in training, pass for unknown ones.
        vector_width: of the vectors of characters that are not learnt here; 0 for none.
        vectors: the NumPy file that they come from when a training begins: a row for each of
            the `IDEOGRAPHS`. A trained model carries them itself.

    Raises:
        GovnlpError: `widths` or `rows` has too few or too many numbers, or the file of vectors
            has another shape.
    """
    given = (_character_vectors(vector_width, vectors), vector_width) if vector_width else None
    return _embed(
        _atom_features, _blur_characters, characters.FEATURES, width, widths, rows, forget, given
    )


def _character_vectors(width: int, path: str | None) -> Model[Any, Any]:
    """Look characters up in a table that no training changes; its last row is for all others."""
    table: Any = np.zeros((IDEOGRAPHS, width), dtype="float16")
    if path is not None:
        table = np.load(Path(path)).astype("float16")
        if table.shape != (IDEOGRAPHS, width):
            raise GovnlpError(f"{path}: the shape is {table.shape}, not {(IDEOGRAPHS, width)}")
    vectors: Any = np.concatenate([table, np.zeros_like(table[:1])])
    rows: Any = np.arange(IDEOGRAPHS, dtype="uint16")
    return Model("character_vectors", _look_up, params={"vectors": vectors, "rows": rows})


def keep_character_vectors(model: Model[Any, Any], characters: str) -> None:
    """Drop the vectors of all but some characters, in place, so that the model gets smaller.

    Args:
        model: an encoder of characters, or any network that holds one.
        characters: those whose vectors stay; the others are unknown from then on.
    """
    for node in model.walk():
        if node.name == "character_vectors":
            vectors: Any = node.get_param("vectors")
            rows: Any = node.get_param("rows")
            codes = sorted({ord(c) - FIRST_IDEOGRAPH for c in characters})
            codes = [code for code in codes if 0 <= code < IDEOGRAPHS]
            kept: Any = np.full(IDEOGRAPHS, len(codes), dtype="uint16")
            kept[codes] = np.arange(len(codes))
            node.set_param("vectors", vectors[[*rows[codes], len(vectors) - 1]])
            node.set_param("rows", kept)


def _look_up(
    model: Model[Any, Any],
    features: Table,
    is_train: bool,  # noqa: ARG001
) -> tuple[Any, Callable[[Any], Any]]:
    vectors: Any = model.get_param("vectors")
    rows: Any = model.get_param("rows")
    codes = features[:, _CHARACTER].astype(np.int64) - FIRST_IDEOGRAPH
    known = (codes >= 0) & (codes < IDEOGRAPHS)
    numbers = np.where(known, rows[np.where(known, codes, 0)], len(vectors) - 1)
    return _rows(model, vectors, numbers, features)


def _rows(
    model: Model[Any, Any], vectors: Any, numbers: Any, features: Table
) -> tuple[Any, Callable[[Any], Any]]:
    """Take rows of vectors as the output of a layer that learns nothing."""
    return model.ops.asarray2f(vectors[numbers].astype("float32")), lambda _: np.zeros_like(
        features
    )


def make_word_embed(
    width: int,
    widths: list[int],
    rows: list[int],
    forget: float = 0.0,
    vector_width: int = 0,
    vectors: str | None = None,
) -> Model[Any, Any]:
    """The same for `words.FEATURES`; `forget` concerns a word or its last two characters.

    Args:
        width: of the vectors that come out.
        widths: of the vectors of each feature, in their order; 0 leaves one out.
        rows: of each feature's table.
        forget: the share of words that, in training, pass for unknown ones.
        vector_width: of the vectors of words that are not learnt here; 0 for none.
        vectors: the NumPy file that they come from when a training begins: ``keys``, the numbers
            that `words.features` gives the words, ascending, and ``vectors``, a row for each. A
            trained model carries them itself.
    """
    given = (_word_vectors(vector_width, vectors), vector_width) if vector_width else None
    return _embed(words.features, _blur_words, words.FEATURES, width, widths, rows, forget, given)


def _word_vectors(width: int, path: str | None) -> Model[Any, Any]:
    """Look words up in a table that no training changes; its last row is for all others."""
    keys: Any = np.zeros(0, dtype="uint64")
    table: Any = np.zeros((0, width), dtype="float16")
    if path is not None:
        with np.load(Path(path)) as file:
            keys, table = file["keys"], file["vectors"]
        if table.shape != (len(keys), width):
            raise GovnlpError(f"{path}: the shape is {table.shape}, not {(len(keys), width)}")
    vectors: Any = np.concatenate([table, np.zeros((1, width), dtype="float16")])
    return Model("word_vectors", _look_words_up, params={"keys": keys, "vectors": vectors})


def _look_words_up(
    model: Model[Any, Any],
    features: Table,
    is_train: bool,  # noqa: ARG001
) -> tuple[Any, Callable[[Any], Any]]:
    keys: Any = model.get_param("keys")
    vectors: Any = model.get_param("vectors")
    wanted = features[:, _WORD]
    numbers = np.searchsorted(keys, wanted)
    known = numbers < len(keys)
    known[known] = keys[numbers[known]] == wanted[known]
    numbers[~known] = len(keys)
    return _rows(model, vectors, numbers, features)


def _atom_features(doc: Doc) -> Table:
    table: Table | None = doc.user_data.get(characters.USER_DATA)
    if table is None or len(table) != len(doc):
        raise GovnlpError("A Doc without features: make it with govnlp's CharacterTokenizer")
    return table


def _embed(
    read: Callable[[Doc], Table],
    blur: Callable[[Table, float], None],
    names: Sequence[str],
    width: int,
    widths: list[int],
    rows: list[int],
    forget: float,
    given: tuple[Model[Any, Any], int] | None = None,
) -> Model[Any, Any]:
    if not len(widths) == len(rows) == len(names):
        raise GovnlpError(
            f"widths and rows need a number for each of {len(names)} features: {', '.join(names)}"
        )
    extract: Model[Any, Any] = Model(
        "features", _forward, attrs={"read": read, "blur": blur, "forget": forget}
    )
    tables: list[Model[Any, Any]] = [
        HashEmbed(nO=w, nV=r, column=column, seed=column + 1)
        for column, (w, r) in enumerate(zip(widths, rows, strict=True))
        if w
    ]
    total = sum(widths)
    if given is not None:
        layer, vector_width = given
        tables.append(layer)
        total += vector_width
    mix: Model[Any, Any] = Maxout(nO=width, nI=total, nP=3, dropout=0.0, normalize=True)
    model: Model[Any, Any] = chain(
        extract, list2ragged(), with_array(chain(concatenate(*tables), mix)), ragged2list()
    )
    return model


def _forward(
    model: Model[Any, Any], docs: Sequence[Doc], is_train: bool
) -> tuple[list[Any], Callable[[Any], list[Any]]]:
    read, blur, rate = (model.attrs[name] for name in ("read", "blur", "forget"))
    tables: list[Any] = []
    for doc in docs:
        table = read(doc)
        if is_train and rate:
            table = table.copy()
            blur(table, rate)
        tables.append(model.ops.asarray(table))
    return tables, lambda _: []


def _blur_characters(table: Table, rate: float) -> None:
    """Make characters unknown in runs, so that only the lexicons tell what stands there."""
    begins = np.flatnonzero(np.random.random(len(table)) < rate / _MEAN_RUN)
    lengths = np.random.randint(1, _LONGEST_RUN + 1, size=len(begins))
    for begin, length in zip(begins.tolist(), lengths.tolist(), strict=True):
        end = begin + length
        table[begin:end, _CHARACTER] = 0
        table[begin : end + 1, _PAIR_BEFORE] = 0
        table[max(begin - 1, 0) : end, _PAIR_AFTER] = 0


def _blur_words(table: Table, rate: float) -> None:
    for column in (_WORD, _LAST_TWO):
        table[np.random.random(len(table)) < rate, column] = 0
