"""A word list as features of characters: which listed word covers a character, and where in it.

A lexicon file is gzipped text in UTF-8, one entry a line: the word, a tab, and letters that say
what the word is (`Kind`). Lines that begin with ``#`` are remarks and keep the attribution with
the data.
"""

import gzip
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import IntFlag
from pathlib import Path
from typing import Self

import ahocorasick_rs
import numpy as np
from numpy.typing import NDArray

from govnlp.errors import GovnlpError


class Kind(IntFlag):
    """What a listed word is known to be; a word may be several at once."""

    WORD = 1
    NAME = 2
    PLACE = 4
    PERSON = 8
    ORGANIZATION = 16
    TERM = 32
    SURNAME = 64
    FOREIGN = 128


LETTERS = {
    "w": Kind.WORD,
    "n": Kind.NAME,
    "l": Kind.PLACE,
    "p": Kind.PERSON,
    "o": Kind.ORGANIZATION,
    "t": Kind.TERM,
    "s": Kind.SURNAME,
    "f": Kind.FOREIGN,
}
_NAMES = Kind.NAME | Kind.PLACE | Kind.PERSON | Kind.ORGANIZATION | Kind.FOREIGN
_LONGEST = 5
_LONGEST_CHINESE_NAME = 3
_COMMON_SURNAME = 10
_ENOUGH = 3
_SHARES = (0.03, 0.12, 0.35)
_FIRST, _INNER, _LAST = 1, 2, 3

Places = NDArray[np.intp]


class Lexicon:
    """Where listed words and names stand in a text.

    Args:
        entries: what each listed word is known to be.
        remarks: lines that stay with the data.
        profiles: what characters do in listed names; counted in the entries if not given.
    """

    def __init__(
        self,
        entries: Mapping[str, Kind],
        remarks: Sequence[str] = (),
        profiles: Mapping[str, int] | None = None,
    ) -> None:
        self.entries = dict(entries)
        self.remarks = tuple(remarks)
        names = {kind: kind & _NAMES for kind in set(self.entries.values())}
        self._profiles = _profiles(self.entries) if profiles is None else profiles
        self._words = ahocorasick_rs.AhoCorasick([w for w in self.entries if len(w) > 1])
        self._names = _Names(
            {w: names[k] for w, k in self.entries.items() if names[k] and len(w) > 1}
        )

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a lexicon file.

        Raises:
            GovnlpError: a line has no tab or an unknown letter.
        """
        return cls.parse(gzip.decompress(path.read_bytes()).decode("utf-8"), str(path))

    @classmethod
    def parse(cls, text: str, source: str = "lexicon") -> Self:
        """Make a lexicon of the lines of a lexicon file; `source` names it in errors."""
        entries = {}
        remarks = []
        kinds: dict[str, Kind] = {}
        for number, line in enumerate(text.splitlines(), start=1):
            if line.startswith("#"):
                remarks.append(line)
                continue
            word, _, letters = line.partition("\t")
            if letters not in kinds:
                kinds[letters] = _kind(letters, f"{source}, line {number}")
            entries[word] = kinds[letters]
        return cls(entries, remarks)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read the bytes of a lexicon file."""
        return cls.parse(gzip.decompress(data).decode("utf-8"))

    def to_bytes(self) -> bytes:
        """The bytes of a lexicon file."""
        lines = [
            *self.remarks,
            *(
                f"{word}\t{''.join(letter for letter, bit in LETTERS.items() if kind & bit)}"
                for word, kind in self.entries.items()
            ),
        ]
        return gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), 9, mtime=0)

    def including(self, names: Mapping[str, Kind]) -> Self:
        """Give a lexicon that lists some names as well.

        What a name was known to be, it stays. So do the profiles of characters: a network has
        learnt with them, and a list of names, often of one sort, would bend them.
        """
        entries = dict(self.entries)
        for name, kind in names.items():
            entries[name] = entries.get(name, Kind(0)) | kind
        return type(self)(entries, self.remarks, self._profiles)

    def word_features(self, text: str) -> NDArray[np.uint64]:
        """For each character: `lengths_at` it of the listed words."""
        matches = self._words.find_matches_as_indexes(text, overlapping=True)
        if not matches:
            return np.zeros(len(text), dtype=np.uint64)
        _, starts, stops = np.array(matches, dtype=np.intp).T
        return lengths_at(starts, stops, len(text))

    def name_features(self, text: str) -> NDArray[np.uint64]:
        """For each character: 0, or place and kind of the longest listed name that covers it."""
        return self._names.features(text)

    def profile(self, char: str) -> int:
        """What a character does in listed names, 0 where nothing.

        How often it is a surname, spells a foreign name, or ends a place or an organization.
        """
        return self._profiles.get(char, 0)


def lengths_at(starts: Places, stops: Places, size: int) -> NDArray[np.uint64]:
    """For each of `size` characters the lengths of the words that begin, end and go on there.

    The longest ones, up to 5 characters, in one number.

    >>> lengths_at(np.array([0, 0]), np.array([2, 3]), 3).tolist()
    [3, 120, 18]
    """
    begins, ends, within = (np.zeros(size, dtype=np.uint64) for _ in range(3))
    lengths = np.minimum(stops - starts, _LONGEST).astype(np.uint64)
    np.maximum.at(begins, starts, lengths)
    np.maximum.at(ends, stops - 1, lengths)
    for shift in range(1, _LONGEST - 1):
        inner = stops - starts > shift + 1
        np.maximum.at(within, starts[inner] + shift, lengths[inner])
    base = np.uint64(_LONGEST + 1)
    codes: NDArray[np.uint64] = np.asarray(begins + base * (ends + base * within), np.uint64)
    return codes


def _kind(letters: str, where: str) -> Kind:
    kind = Kind(0)
    for letter in letters:
        if letter not in LETTERS:
            raise GovnlpError(f"{where}: unknown kind {letter!r}; known are {', '.join(LETTERS)}")
        kind |= LETTERS[letter]
    if not kind:
        raise GovnlpError(f"{where}: a word, a tab and its kind expected")
    return kind


def _profiles(entries: Mapping[str, Kind]) -> dict[str, int]:
    words: dict[Kind, list[str]] = {}
    for word, kind in entries.items():
        words.setdefault(kind, []).append(word)
    used: Counter[str] = Counter()
    last: Counter[str] = Counter()
    first_of_person: Counter[str] = Counter()
    foreign: Counter[str] = Counter()
    last_of_place: Counter[str] = Counter()
    last_of_organization: Counter[str] = Counter()
    for kind, alike in words.items():
        longer = [word for word in alike if len(word) > 1]
        ends = [word[-1] for word in longer]
        used.update("".join(longer))
        last.update(ends)
        if kind & Kind.FOREIGN:
            foreign.update("".join(longer))
            continue
        if kind & Kind.PERSON:
            first_of_person.update(w[0] for w in longer if len(w) <= _LONGEST_CHINESE_NAME)
            longer = [word for word in longer if len(word) > _LONGEST_CHINESE_NAME]
            ends = [word[-1] for word in longer]
        if kind & Kind.ORGANIZATION:
            last_of_organization.update(ends)
        elif kind & Kind.PLACE:
            last_of_place.update(ends)
    profiles = {}
    for char in used:
        surname = 0
        if entries.get(char, Kind(0)) & Kind.SURNAME:
            surname = 2 if first_of_person[char] >= _COMMON_SURNAME else 1
        profiles[char] = surname + 3 * (
            _share(foreign[char], used[char])
            + 4
            * (
                _share(last_of_place[char], last[char])
                + 4 * _share(last_of_organization[char], last[char])
            )
        )
    return profiles


def _share(part: int, whole: int) -> int:
    """0 to 3, by how large a part of the whole it is; 0 for what is too rare to tell."""
    if part < _ENOUGH:
        return 0
    return sum(part >= share * whole for share in _SHARES)


class _Names:
    def __init__(self, entries: Mapping[str, Kind]) -> None:
        words = list(entries)
        self._kinds = [int(entries[word]) for word in words]
        self._automaton = ahocorasick_rs.AhoCorasick(
            words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def features(self, text: str) -> NDArray[np.uint64]:
        found = np.zeros(len(text), dtype=np.uint64)
        matches: Iterable[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(text)
        for index, start, end in matches:
            kind = self._kinds[index] * 4
            found[start:end] = kind + _INNER
            found[start] = kind + _FIRST
            found[end - 1] = kind + _LAST
        return found
