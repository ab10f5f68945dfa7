"""Stanza's documents as spaCy Docs over exactly the text that was given."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc, Span

from govnlp.annotators.guard import PROBLEMS
from govnlp.annotators.stanza.labels import shared_type, without_article
from govnlp.annotators.stanza.words import ROOT, Piece, pieces_of

if TYPE_CHECKING:
    from spacy.vocab import Vocab
    from stanza.models.common.doc import Document, Word

CONSTITUENTS = "govnlp_constituents"
"""The key of ``doc.user_data`` that holds a sentence's tree of constituents."""

# Stanza's entities are runs of tokens, and China's is one; OntoNotes counts it in as well.
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


def doc_from_document(document: "Document", text: str, vocab: "Vocab") -> Doc:
    """Give a Doc over a text with what Stanza found in it.

    Words, lemmas, parts of speech (``pos_``, and in ``tag_`` those of the language), features,
    dependencies with their subtypes, sentences and entities are filled in, as far as Stanza was
    asked for them. White space but for a single space between words is a token of its own, as in
    any Doc. ``doc.user_data["govnlp_constituents"]`` lists ``(start, end, tree)`` of each sentence
    that has a tree of constituents, in brackets, offsets in characters. An entity that has no
    place in the text is left out, and ``doc.user_data["govnlp_problems"]`` says so.

    Args:
        document: what Stanza gave.
        text: the text it was given; ``doc.text`` is the same.
        vocab: the vocabulary of the Doc.
    """
    pieces = pieces_of(document, text)
    words, spaces, origin = _words(pieces, text)
    analysed = [None if number is None else pieces[number].word for number in origin]
    parsed = any(word is not None and word.deprel for word in analysed)
    place = {number: token for token, number in enumerate(origin) if number is not None}
    doc = Doc(
        vocab,
        words=words,
        spaces=spaces,
        tags=[_tag(word, number) for word, number in zip(analysed, origin, strict=True)],
        pos=[_pos(word, number) for word, number in zip(analysed, origin, strict=True)],
        lemmas=[_lemma(word, token) for word, token in zip(analysed, words, strict=True)],
        morphs=[(word.feats or "") if word else "" for word in analysed],
        heads=_heads(pieces, origin, place) if parsed else None,
        deps=_deps(pieces, origin) if parsed else None,
        sent_starts=None if parsed else _sentence_starts(pieces, origin),
    )
    doc.ents, problems = _entities(document, doc)
    if problems:
        doc.user_data[PROBLEMS] = problems
    if trees := _constituents(document, pieces):
        doc.user_data[CONSTITUENTS] = trees
    return doc


def _words(pieces: Sequence[Piece], text: str) -> tuple[list[str], list[bool], list[int | None]]:
    """Cut the text into tokens; say which piece each of them is (None: white space)."""
    words: list[str] = []
    spaces: list[bool] = []
    origin: list[int | None] = []
    done = 0
    for number in range(len(pieces) + 1):
        start = pieces[number].start if number < len(pieces) else len(text)
        gap = text[done:start]
        if gap.startswith(" ") and words:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
            origin.append(None)
        if number < len(pieces):
            done = pieces[number].end
            words.append(text[start:done])
            spaces.append(False)
            origin.append(number)
    return words, spaces, origin


def _tag(word: "Word | None", number: int | None) -> str:
    if number is None:
        return "_SP"
    return (word.xpos or "") if word else ""


def _pos(word: "Word | None", number: int | None) -> str:
    if number is None:
        return "SPACE"
    return (word.upos or "") if word else "X"


def _lemma(word: "Word | None", token: str) -> str:
    return word.lemma or token if word else token


def _heads(
    pieces: Sequence[Piece], origin: Sequence[int | None], place: dict[int, int]
) -> list[int]:
    """Heads as numbers of tokens; white space hangs on the token before it."""
    heads = []
    for token, number in enumerate(origin):
        if number is None:
            heads.append(token - 1 if token else min(1, len(origin) - 1))
        else:
            head = pieces[number].head
            heads.append(token if head == ROOT else place[head])
    return heads


def _deps(pieces: Sequence[Piece], origin: Sequence[int | None]) -> list[str]:
    deps = []
    for number in origin:
        piece = None if number is None else pieces[number]
        if piece is not None and piece.head == ROOT:
            deps.append("ROOT")
        elif piece is None or piece.word is None or piece.word.deprel in (None, "root"):
            deps.append("dep")
        else:
            deps.append(piece.word.deprel)
    return deps


def _sentence_starts(
    pieces: Sequence[Piece], origin: Sequence[int | None]
) -> list[bool | int | None]:
    starts: list[bool | int | None] = []
    sentence = 0
    for token, number in enumerate(origin):
        own = sentence if number is None else pieces[number].sentence
        starts.append(token == 0 or own != sentence)
        sentence = own
    return starts


def _entities(document: "Document", doc: Doc) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """The entities of a document, and what is wrong with those that are left out."""
    spans: list[Span] = []
    problems: list[str] = []
    taken = 0
    for entity in document.ents or ():
        span = _entity(entity, doc)
        if span is None:
            problems.append(_left_out(entity, "is nowhere in the text"))
        elif span.start < taken:
            problems.append(_left_out(entity, f"overlaps {spans[-1].text!r}"))
        else:
            spans.append(span)
            taken = span.end
    return tuple(spans), tuple(problems)


def _left_out(entity: Any, why: str) -> str:
    return f"Stanza's entity {entity.text!r} ({entity.type}) {why}; it alone is left out"


def _entity(entity: Any, doc: Doc) -> Span | None:
    start, end = entity.start_char, entity.end_char
    if start is None or end is None or not 0 <= start < end <= len(doc.text):
        return None
    start += without_article(doc.text[start:end])
    label = shared_type(entity.type)
    span: Span | None = doc.char_span(start, end, label=label, alignment_mode="expand")
    if span is not None and len(span) > 1 and span[-1].lower_ in _POSSESSIVES:
        return Span(doc, span.start, span.end - 1, label=label)
    return span


def _constituents(
    document: "Document", pieces: Sequence[Piece]
) -> tuple[tuple[int, int, str], ...]:
    trees = []
    for number, sentence in enumerate(document.sentences):
        own = [piece for piece in pieces if piece.sentence == number]
        if own and sentence.constituency is not None:
            trees.append((own[0].start, own[-1].end, str(sentence.constituency)))
    return tuple(trees)
