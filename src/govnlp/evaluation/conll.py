"""Read CoNLL-U and IOB2 files with the text that their words came from.

Offsets count code points in the text of the sentence, end exclusive.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from govnlp.errors import InputError


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
        InputError: a line is malformed; the message names the file and the line.
    """
    sentences = []
    for first_line, comments, rows in _blocks(path):
        try:
            sentences.append(_sentence(comments, rows))
        except (ValueError, IndexError) as error:
            raise InputError(
                f"{path}: the sentence at line {first_line} is no CoNLL-U ({error}); "
                "each word needs 10 columns separated by tabs"
            ) from error
    return sentences


def read_iob2(path: Path) -> list[TaggedSentence]:
    """Read an IOB2 file as Universal NER writes it: index, word, tag, further columns.

    Files of two columns (word, tag) are read as well. Tags are given as they stand.

    Raises:
        InputError: a line is malformed; the message names the file and the line.
    """
    sentences = []
    for first_line, comments, rows in _blocks(path):
        try:
            with_index = rows[0][0] == "1" and len(rows[0]) > 2
            words = tuple(row[with_index] for row in rows)
            tags = tuple(row[1 + with_index] for row in rows)
        except IndexError as error:
            raise InputError(
                f"{path}: the sentence at line {first_line} is no IOB2; "
                "each line needs a word and its tag, separated by a tab"
            ) from error
        text = comments.get("text", " ".join(words))
        sent_id = comments.get("sent_id", "")
        sentences.append(TaggedSentence(sent_id, text, words, tags, "newdoc" in comments))
    return sentences


def _blocks(path: Path) -> Iterator[tuple[int, dict[str, str], list[list[str]]]]:
    """Yield first line number, comments and rows of each sentence."""
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    first_line = 1
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate([*lines, ""], start=1):
        if line.startswith("# ") and not rows:
            name, _, value = line[2:].partition(" = ")
            comments[name.split(" id")[0].strip()] = value.strip("\r")
        elif line.strip():
            if not rows:
                first_line = number
            rows.append(line.rstrip("\r").split("\t"))
        elif rows:
            yield first_line, comments, rows
            comments, rows = {}, []


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
