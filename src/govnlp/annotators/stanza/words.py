"""Words of a text as Stanza gives them, each with the characters it covers.

Stanza analyses words, and a token may hold several: ``don't`` is ``do`` and ``n't``, ``gonna`` is
``gon`` and ``na``. Where the words spell their token, its characters are shared out among them.
Where they do not (``au`` is ``à`` and ``le``), the token stays one piece and takes its place in
the tree from the word that heads the others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govnlp.text.folding import fold_typography

if TYPE_CHECKING:
    from stanza.models.common.doc import Document, Token, Word

ROOT = -1


@dataclass
class Piece:
    """A piece of a text with the analysis of a word.

    Attributes:
        start: its first character.
        end: the character after its last.
        sentence: the number of its sentence.
        head: the number of the piece it hangs on; `ROOT` for a root.
        word: the word whose analysis it has; None for characters that Stanza passed over.
    """

    start: int
    end: int
    sentence: int
    head: int
    word: "Word | None"


def pieces_of(document: "Document", text: str) -> list[Piece]:
    """Give the words of a document as pieces of its text, in order and without overlap.

    Empty nodes (words that a text leaves out) have no characters and are left out. What is not
    covered by any word, white space aside, becomes pieces without one, which hang on the piece
    before.

    Args:
        document: what Stanza gave.
        text: the text it was given.
    """
    pieces: list[Piece] = []
    done = 0
    for number, sentence in enumerate(document.sentences):
        first = len(pieces)
        place: dict[int, int] = {}
        for token in sentence.tokens:
            found = _locate(token, text, done)
            if found is None:
                continue
            start, end = found
            pieces += _passed_over(text, done, start, number)
            for word, (word_start, word_end), ids in _shared_out(token, start, end, text):
                place.update(dict.fromkeys(ids, len(pieces)))
                pieces.append(Piece(word_start, word_end, number, ROOT, word))
            done = end
        _set_heads(pieces, first, place)
    last = max(0, len(document.sentences) - 1)
    pieces += _passed_over(text, done, len(text), last)
    _attach_passed_over(pieces)
    return pieces


def _locate(token: "Token", text: str, done: int) -> tuple[int, int] | None:
    """Find the characters of a token: where Stanza says, or where its text stands next."""
    start, end = token.start_char, token.end_char
    if start is not None and end is not None and done <= start < end <= len(text):
        return start, end
    start = text.find(token.text, done) if token.text else -1
    return None if start < 0 else (start, start + len(token.text))


def _passed_over(text: str, start: int, end: int, sentence: int) -> Iterator[Piece]:
    place = start
    for part in text[start:end].split():
        place = text.index(part, place)
        yield Piece(place, place + len(part), sentence, ROOT, None)
        place += len(part)


def _shared_out(
    token: "Token", start: int, end: int, text: str
) -> Iterator[tuple["Word", tuple[int, int], list[int]]]:
    """Give each word of a token, its characters, and the ids that lead to it."""
    words = list(token.words)
    covered = text[start:end]
    if len(words) > 1 and _plain("".join(word.text for word in words)) == _plain(covered):
        place = start
        for word in words:
            word_start, place = _take(text, place, len(_plain(word.text)))
            yield word, (word_start, place), [word.id]
    elif words:
        yield _head_of(words), (start, end), [word.id for word in words]


def _plain(text: str) -> str:
    return "".join(fold_typography(text).casefold().split())


def _take(text: str, place: int, length: int) -> tuple[int, int]:
    """Take so many characters, white space before the first not counted."""
    while text[place].isspace():
        place += 1
    start = place
    while length > 0:
        length -= len(_plain(text[place]))
        place += 1
    return start, place


def _head_of(words: Sequence["Word"]) -> "Word":
    inside = {word.id for word in words}
    return next((word for word in words if word.head not in inside), words[0])


def _set_heads(pieces: list[Piece], first: int, place: dict[int, int]) -> None:
    """Turn the heads of the last sentence into numbers of pieces; all lead to one root."""
    own = [number for number in range(first, len(pieces)) if pieces[number].word is not None]
    for number in own:
        word = pieces[number].word
        assert word is not None
        pieces[number].head = place.get(word.head, ROOT) if word.head else ROOT
        if pieces[number].head == number:
            pieces[number].head = ROOT
    roots = [number for number in own if pieces[number].head == ROOT]
    root = roots[0] if roots else own[0] if own else None
    if root is None:
        return
    pieces[root].head = ROOT
    for number in own:
        if number != root and not _reaches(pieces, number, root):
            pieces[number].head = root


def _reaches(pieces: Sequence[Piece], number: int, root: int) -> bool:
    seen = set()
    while number not in (root, ROOT) and number not in seen:
        seen.add(number)
        number = pieces[number].head
    return number == root


def _attach_passed_over(pieces: list[Piece]) -> None:
    for number, piece in enumerate(pieces):
        if piece.word is None and number > 0:
            piece.head = number - 1
            piece.sentence = pieces[number - 1].sentence
