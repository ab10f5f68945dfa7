"""Gold in two halves: one to choose and tune with, one to measure on."""

import hashlib
from typing import Literal

Half = Literal["dev", "held-out"]
HALVES: tuple[Half, Half] = ("dev", "held-out")


def half_of(key: str) -> Half:
    """Tell in which half a unit of gold is, by a hash of its key: never by choice.

    >>> half_of("un35") == half_of("un35")
    True
    """
    digest = hashlib.sha256(key.encode("utf-8")).hexdigest()
    return HALVES[int(digest[:8], 16) % 2]
