"""Text that stands twice: lines printed again after a page break, headings printed twice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govnlp.text.scripts import CJK_PUNCTUATION_CLASS, HAN_CLASS

_WIDE = f"[{HAN_CLASS}{CJK_PUNCTUATION_CLASS}]"
_SPACE_BESIDE_WIDE = re.compile(rf"(?<={_WIDE})\s+(?={_WIDE})")
_LONG_RUN = 160


@dataclass(frozen=True, slots=True)
class Repeat:
    """A run of lines that stands twice.

    Attributes:
        first: number of the line where it begins the first time.
        second: number of the line where it begins the second time.
        length: how many lines it has.
        width: how many columns they take together.
    """

    first: int
    second: int
    length: int
    width: int


def repeat_key(text: str) -> str:
    r"""Fold the white space of a text, so that what is printed twice is equal.

    >>> repeat_key("human\n  security"), repeat_key("总体国家\n安全观")
    ('human security', '总体国家安全观')
    """
    return " ".join(_SPACE_BESIDE_WIDE.sub("", text).split())


def repeated_runs(lines: Sequence[str], widths: Sequence[int]) -> list[Repeat]:
    """Find runs of lines that stand a second time right behind the first, or are long.

    Args:
        lines: the lines of a document, furniture left out.
        widths: columns that each takes.

    Returns:
        Runs that do not overlap, by where they stand the second time.
    """
    keys = [repeat_key(line) for line in lines]
    first_seen: dict[str, int] = {}
    last_seen: dict[str, int] = {}
    runs = []
    number = 0
    while number < len(keys):
        key = keys[number]
        best = None
        for candidate in {first_seen.get(key), last_seen.get(key)} - {None}:
            assert candidate is not None
            length = _common_length(keys, candidate, number)
            width = sum(widths[number : number + length])
            adjacent = candidate + length == number
            if (adjacent or (length > 1 and width >= _LONG_RUN)) and (
                best is None or length > best.length
            ):
                best = Repeat(candidate, number, length, width)
        step = best.length if best else 1
        for at in range(number, number + step):
            first_seen.setdefault(keys[at], at)
            last_seen[keys[at]] = at
        if best:
            runs.append(best)
        number += step
    return runs


def _common_length(keys: Sequence[str], first: int, second: int) -> int:
    length = 0
    limit = min(second - first, len(keys) - second)
    while length < limit and keys[first + length] == keys[second + length]:
        length += 1
    return length


def first_occurrences(keys: Sequence[str], min_chars: int) -> list[int | None]:
    """For each text that stands before, give the number of its first occurrence, else None.

    Args:
        keys: folded texts (`repeat_key`) in order.
        min_chars: texts with fewer characters, spaces left out, are never repeats.

    >>> first_occurrences(["定义", "定义", "a", "a"], 2)
    [None, 0, None, None]
    """
    seen: dict[str, int] = {}
    result: list[int | None] = []
    for number, key in enumerate(keys):
        if len(key) < min_chars or len(key.replace(" ", "")) < min_chars:
            result.append(None)
            continue
        first = seen.setdefault(key, number)
        result.append(None if first == number else first)
    return result
