"""Read CoNLL-U and IOB2 files with the text that their words came from.

Offsets count code points in the text of the sentence, end exclusive.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from govnlp.errors import InputError
from govnlp.text.scripts import count_han

_TAG = re.compile(r"O|[BI]-\S+")


class Word(NamedTuple):
    """One syntactic word; ``head`` is its 1-based index in the sentence, 0 for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str
    misc: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a treebank with its text as ``SpaceAfter`` gives it."""

    sent_id: str
    text: str
    words: tuple[Word, ...]
    starts_document: bool
    starts_paragraph: bool
    space_after: bool


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """A sentence of an IOB2 file: words, one tag for each, and the text when the file has it."""

    sent_id: str
    text: str
    words: tuple[str, ...]
    tags: tuple[str, ...]
    starts_document: bool


def read_conllu(path: Path) -> list[Sentence]:
    """Read a CoNLL-U file.

    The words of a multi-word token share its characters out in order when their forms spell it
    (``do`` ``n't``), and otherwise each has the span of the whole token. Empty nodes are skipped.

    Raises:
        InputError: the file cannot be read, holds no sentence, or a line is malformed; the
            message names the file and the line.
    """
    sentences = []
    for first_line, comments, rows in _blocks(path, lambda line: line.split("\t")):
        _check_conllu(path, first_line, rows)
        sentences.append(_sentence(comments, rows))
    if not sentences:
        raise InputError(f"{path}: no sentence in it")
    return sentences


def read_iob2(path: Path) -> list[TaggedSentence]:
    """Read an IOB2 file as Universal NER writes it: index, word, tag, further columns.

    Files without an index are read as well: the word comes first, the tag last. Tags are given as
    they stand. A sentence without its text in a comment gets its words with a space between them,
    but not between Chinese characters.

    Raises:
        InputError: the file cannot be read, holds no sentence, or a line is malformed; the
            message names the file and the line.
    """
    sentences = []
    for first_line, comments, rows in _blocks(path, _columns):
        with_index = rows[0][0] == "1" and len(rows[0]) > 2
        _check_iob2(path, first_line, rows, with_index)
        words = tuple(row[with_index] for row in rows)
        tags = tuple(row[2] if with_index else row[-1] for row in rows)
        text = comments.get("text") or _joined(words)
        if _packed(text) != _packed("".join(words)):
            raise InputError(
                f"{path}, line {first_line}: the words of the sentence do not spell its '# text'"
            )
        sent_id = comments.get("sent_id", "")
        sentences.append(TaggedSentence(sent_id, text, words, tags, "newdoc" in comments))
    if not sentences:
        raise InputError(f"{path}: no sentence in it")
    return sentences


def read_lines(path: Path) -> list[str]:
    """Read a text file in UTF-8, a byte order mark left out.

    Raises:
        InputError: it is not there, or not in UTF-8; the message names the file.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not in UTF-8 (byte {error.start}); save it as UTF-8") from error
    return text.split("\n")


def _blocks(
    path: Path, split: Callable[[str], list[str]]
) -> Iterator[tuple[int, dict[str, str], list[list[str]]]]:
    """Yield first line number, comments and rows of each sentence."""
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    first_line = 1
    for number, line in enumerate([*read_lines(path), ""], start=1):
        if line.startswith("# ") and not rows:
            name, _, value = line[2:].partition(" = ")
            comments[name.split(" id")[0].strip()] = value.strip("\r")
        elif line.strip():
            if not rows:
                first_line = number
            rows.append(split(line.rstrip("\r")))
        elif rows:
            yield first_line, comments, rows
            comments, rows = {}, []


def _columns(line: str) -> list[str]:
    return line.split("\t") if "\t" in line else line.split(" ")


def _check_conllu(path: Path, first_line: int, rows: list[list[str]]) -> None:
    n_words = sum(row[0].isdecimal() for row in rows)
    expected = 1
    for line, row in enumerate(rows, start=first_line):
        problem = ""
        if len(row) != 10:
            problem = f"{len(row)} columns where CoNLL-U has 10, separated by tabs"
        elif row[0] == str(expected):
            expected += 1
            if not row[6].isdecimal() or int(row[6]) > n_words:
                problem = f"HEAD {row[6]!r} is no word of the sentence (0 to {n_words})"
        elif not re.fullmatch(rf"{expected}-\d+|{expected - 1}\.\d+", row[0]):
            problem = f"ID {row[0]!r} where {expected} should come"
        elif "-" in row[0] and not expected < int(row[0].split("-")[1]) <= n_words:
            problem = f"the range {row[0]} leads out of the sentence"
        if problem:
            raise InputError(f"{path}, line {line}: {problem}")


def _check_iob2(path: Path, first_line: int, rows: list[list[str]], with_index: bool) -> None:
    for line, row in enumerate(rows, start=first_line):
        if len(row) < 2 + with_index:
            raise InputError(
                f"{path}, line {line}: a word and its tag are needed, separated by a tab"
            )
        tag = row[2] if with_index else row[-1]
        if not _TAG.fullmatch(tag):
            raise InputError(f"{path}, line {line}: {tag!r} is no tag; give O, B-TYPE or I-TYPE")


def _joined(words: Sequence[str]) -> str:
    text = ""
    for word in words:
        between_han = text and count_han(text[-1]) and count_han(word[:1])
        text += word if between_han or not text else f" {word}"
    return text


def _packed(text: str) -> str:
    return "".join(text.split())


def _sentence(comments: dict[str, str], rows: list[list[str]]) -> Sentence:
    text = ""
    space_after = False
    words: list[Word] = []
    position = 0
    while position < len(rows):
        row = rows[position]
        position += 1
        if "." in row[0]:
            continue
        if space_after:
            text += " "
        surface, start = row[1], len(text)
        text += surface
        space_after = "SpaceAfter=No" not in row[9].split("|")
        members = [row]
        if "-" in row[0]:
            first, last = (int(part) for part in row[0].split("-"))
            members = rows[position : position + last - first + 1]
            position += len(members)
        spells = "".join(member[1] for member in members) == surface
        for member in members:
            end = start + len(member[1]) if spells else len(text)
            words.append(
                Word(
                    form=member[1],
                    lemma=member[2],
                    upos=member[3],
                    xpos=member[4],
                    head=int(member[6]),
                    deprel=member[7],
                    misc=member[9],
                    start=start,
                    end=end,
                )
            )
            if spells:
                start = end
    starts_document = "newdoc" in comments
    return Sentence(
        sent_id=comments.get("sent_id", ""),
        text=text,
        words=tuple(words),
        starts_document=starts_document,
        starts_paragraph=starts_document or "newpar" in comments,
        space_after=space_after,
    )
