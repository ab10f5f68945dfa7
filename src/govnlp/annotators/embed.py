"""How networks read the features of Chinese characters and words: hashed tables, mixed.

Two architectures for spaCy configs, each a drop-in for the ``embed`` of `spacy.Tok2Vec.v2`.
"""

from collections.abc import Callable, Sequence
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

FORGOTTEN_CHARACTER_FEATURES = ("character", "pair_before", "pair_after", "pair_around")
FORGOTTEN_WORD_FEATURES = ("word", "last_two")


def make_character_embed(
    width: int, widths: list[int], rows: list[int], forget: float = 0.0
) -> Model[Any, Any]:
    """Embed each of `characters.FEATURES` in a hashed table and mix them.

    Args:
        width: of the vectors that come out.
        widths: of the vectors of each feature, in their order; 0 leaves one out.
        rows: of each feature's table.
        forget: how often, in training, a character or a pair passes for an unknown one.

    Raises:
        GovnlpError: `widths` or `rows` has too few or too many numbers.
    """
    return _embed(
        _atom_features,
        characters.FEATURES,
        FORGOTTEN_CHARACTER_FEATURES,
        width,
        widths,
        rows,
        forget,
    )


def make_word_embed(
    width: int, widths: list[int], rows: list[int], forget: float = 0.0
) -> Model[Any, Any]:
    """The same for `words.FEATURES`; `forget` concerns a word or its last two characters."""
    return _embed(
        words.features, words.FEATURES, FORGOTTEN_WORD_FEATURES, width, widths, rows, forget
    )


def _atom_features(doc: Doc) -> NDArray[np.uint64]:
    table: NDArray[np.uint64] | None = doc.user_data.get(characters.USER_DATA)
    if table is None or len(table) != len(doc):
        raise GovnlpError("A Doc without features: make it with govnlp's CharacterTokenizer")
    return table


def _embed(
    read: Callable[[Doc], NDArray[np.uint64]],
    names: Sequence[str],
    forgotten: Sequence[str],
    width: int,
    widths: list[int],
    rows: list[int],
    forget: float,
) -> Model[Any, Any]:
    if not len(widths) == len(rows) == len(names):
        raise GovnlpError(
            f"widths and rows need a number for each of {len(names)} features: {', '.join(names)}"
        )
    columns = [names.index(name) for name in forgotten]
    extract: Model[Any, Any] = Model(
        "features", _forward, attrs={"read": read, "forgotten": columns, "forget": forget}
    )
    tables: list[Model[Any, Any]] = [
        HashEmbed(nO=w, nV=r, column=column, seed=column + 1)
        for column, (w, r) in enumerate(zip(widths, rows, strict=True))
        if w
    ]
    mix: Model[Any, Any] = Maxout(nO=width, nI=sum(widths), nP=3, dropout=0.0, normalize=True)
    model: Model[Any, Any] = chain(
        extract, list2ragged(), with_array(chain(concatenate(*tables), mix)), ragged2list()
    )
    return model


def _forward(
    model: Model[Any, Any], docs: Sequence[Doc], is_train: bool
) -> tuple[list[Any], Callable[[Any], list[Any]]]:
    read, forgotten, rate = (model.attrs[name] for name in ("read", "forgotten", "forget"))
    tables: list[Any] = []
    for doc in docs:
        table = read(doc)
        if is_train and rate:
            table = table.copy()
            for column in forgotten:
                # spaCy seeds numpy's global generator: trainings repeat.
                table[np.random.random(len(table)) < rate, column] = 0
        tables.append(model.ops.asarray(table))
    return tables, lambda _: []
