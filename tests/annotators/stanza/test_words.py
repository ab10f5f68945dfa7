"""Words of Stanza's tokens get the characters they cover; the rest of the text is not lost."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from stanza.models.common.doc import Document

from govnlp.annotators.stanza.words import ROOT, Piece, pieces_of

Row = dict[str, Any]


def word(number: int, text: str, head: int, start: int | None = None, **more: Any) -> Row:
    row: Row = {"id": number, "text": text, "head": head, "deprel": "x", "upos": "X", **more}
    return row if start is None else {**row, "start_char": start, "end_char": start + len(text)}


def token(first: int, last: int, text: str, start: int) -> Row:
    return {
        "id": (first, last),
        "text": text,
        "start_char": start,
        "end_char": start + len(text),
    }


def read(text: str, *sentences: list[Row]) -> list[Piece]:
    return pieces_of(Document(list(sentences), text=text), text)


def shown(text: str, pieces: list[Piece]) -> list[tuple[str, int]]:
    return [(text[piece.start : piece.end], piece.head) for piece in pieces]


def test_words_that_spell_their_token_share_its_characters() -> None:
    text = "We don’t."
    pieces = read(
        text,
        [
            word(1, "We", 2, 0),
            token(2, 3, "don’t", 3),
            word(2, "do", 0),
            word(3, "n't", 2),
            word(4, ".", 2, 8),
        ],
    )
    assert shown(text, pieces) == [("We", 1), ("do", ROOT), ("n’t", 1), (".", 1)]


def test_a_token_that_its_words_do_not_spell_stays_one_and_takes_the_heads_place() -> None:
    text = "va au parc"
    pieces = read(
        text,
        [
            word(1, "va", 0, 0),
            token(2, 3, "au", 3),
            word(2, "à", 4),
            word(3, "le", 2, deprel="det"),
            word(4, "parc", 1, 6),
        ],
    )
    assert shown(text, pieces) == [("va", ROOT), ("au", 2), ("parc", 0)]
    assert pieces[1].word is not None
    assert pieces[1].word.text == "à"


def test_what_hangs_on_any_word_of_such_a_token_hangs_on_the_piece() -> None:
    text = "zum Haus"
    pieces = read(
        text,
        [
            token(1, 2, "zum", 0),
            word(1, "zu", 0),
            word(2, "dem", 1),
            word(3, "Haus", 2, 4),
        ],
    )
    assert shown(text, pieces) == [("zum", ROOT), ("Haus", 0)]


def test_empty_nodes_have_no_characters() -> None:
    text = "A B"
    rows = [word(1, "A", 0, 0), {"id": (1, 1), "text": "left out"}, word(2, "B", 1, 2)]
    assert shown(text, read(text, rows)) == [("A", ROOT), ("B", 0)]


def test_characters_that_stanza_passed_over_become_pieces() -> None:
    text = "A 🙂 x B!"
    pieces = read(text, [word(1, "A", 2, 0), word(2, "B", 0, 6)])
    assert shown(text, pieces) == [("A", 3), ("🙂", 0), ("x", 1), ("B", ROOT), ("!", 3)]
    assert [piece.word is None for piece in pieces] == [False, True, True, False, True]


def test_wrong_offsets_are_found_by_the_text_or_left_out_alone() -> None:
    text = "one two three"
    rows = [
        word(1, "one", 2, 0),
        {**word(2, "two", 0), "start_char": 0, "end_char": 99},
        {**word(3, "<UNK>", 2), "start_char": 1, "end_char": 2},
        word(4, "three", 2, 8),
    ]
    assert shown(text, read(text, rows)) == [("one", 1), ("two", ROOT), ("three", 1)]


def test_cycles_and_second_roots_hang_on_the_root() -> None:
    text = "a b c d"
    rows = [word(1, "a", 2, 0), word(2, "b", 1, 2), word(3, "c", 0, 4), word(4, "d", 0, 6)]
    assert shown(text, read(text, rows)) == [("a", 2), ("b", 0), ("c", ROOT), ("d", 2)]


def test_each_sentence_has_a_root_of_its_own() -> None:
    text = "a b"
    pieces = read(text, [word(1, "a", 0, 0)], [word(1, "b", 0, 2)])
    assert [(piece.sentence, piece.head) for piece in pieces] == [(0, ROOT), (1, ROOT)]


def test_no_word_at_all() -> None:
    assert read("") == []
    assert shown(" .. ", read(" .. ")) == [("..", ROOT)]


@given(st.text(st.sampled_from("ab'’ 。安\n🙂"), max_size=20), st.data())
def test_pieces_cover_every_character_but_white_space(text: str, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, 5))
    places = st.integers(-1, len(text) + 1)
    rows = [
        {
            **word(number, data.draw(st.sampled_from(["a", "ab", "安", "x"])), 0),
            "start_char": data.draw(places),
            "end_char": data.draw(places),
            "head": data.draw(st.integers(0, count)),
        }
        for number in range(1, count + 1)
    ]
    pieces = read(text, *([rows] if rows else []))
    assert all(a.end <= b.start for a, b in pairwise(pieces))
    covered = {place for piece in pieces for place in range(piece.start, piece.end)}
    assert {place for place, char in enumerate(text) if not char.isspace()} <= covered
