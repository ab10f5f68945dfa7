"""Carry the annotations of a folded text over to its source."""

from spacy.tokens import Doc, Span

from govnlp.text.folding import FoldedText


def project(doc: Doc, folded: FoldedText, source: str) -> Doc:
    r"""Give a Doc over the source with the annotations of a Doc over its folded text.

    A word that was broken over lines keeps its break inside (``govern-\nance`` is one token).
    Source characters between two tokens become their space or a token of their own tagged
    SPACE, attached to the word before.

    Args:
        doc: annotated folded text; ``doc.text == folded.text``.
        folded: the fold, with its way back.
        source: the text that was folded.

    Raises:
        ValueError: the Doc is not over the folded text.
    """
    if doc.text != folded.text:
        raise ValueError("the annotated text is not the folded text")
    words, spaces, places = _words(doc, folded, source)
    origin: list[int | None] = [None] * len(words)
    for index, place in enumerate(places):
        origin[place] = index
    annotated = doc.has_annotation("DEP")
    projected = Doc(
        doc.vocab,
        words=words,
        spaces=spaces,
        tags=_values(origin, [token.tag_ for token in doc], "_SP"),
        pos=_values(origin, [token.pos_ for token in doc], "SPACE"),
        lemmas=_values(origin, [token.lemma_ for token in doc], ""),
        heads=_heads(doc, origin, places) if annotated else None,
        deps=_values(origin, [token.dep_ for token in doc], "dep") if annotated else None,
        sent_starts=None if annotated else _sentence_starts(doc, origin),
    )

    def carried(span: Span) -> Span:
        return Span(
            projected,
            places[span.start],
            places[span.end - 1] + 1,
            label=span.label,
            kb_id=span.kb_id,
        )

    projected.ents = tuple(carried(entity) for entity in doc.ents)
    for group in doc.spans:
        projected.spans[group] = [carried(span) for span in doc.spans[group]]
    return projected


def _words(doc: Doc, folded: FoldedText, source: str) -> tuple[list[str], list[bool], list[int]]:
    """Cut the source into words and spaces; say where each token of the Doc went."""
    words: list[str] = []
    spaces: list[bool] = []
    places: list[int] = []
    done = 0

    def fill(gap: str) -> None:
        if gap.startswith(" ") and words:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)

    for token in doc:
        start, end = folded.source_span(token.idx, token.idx + len(token))
        fill(source[done:start])
        places.append(len(words))
        words.append(source[start:end])
        spaces.append(False)
        done = end
    fill(source[done:])
    return words, spaces, places


def _values(origin: list[int | None], values: list[str], filler: str) -> list[str]:
    return [filler if index is None else values[index] for index in origin]


def _heads(doc: Doc, origin: list[int | None], places: list[int]) -> list[int]:
    heads = []
    for place, index in enumerate(origin):
        if index is not None:
            heads.append(places[doc[index].head.i])
        elif place > 0:
            heads.append(place - 1)
        else:  # white space before the first word hangs on that word
            heads.append(places[0] if places else 0)
    return heads


def _sentence_starts(doc: Doc, origin: list[int | None]) -> list[bool | int | None]:
    starts: list[bool | int | None] = [
        index is not None and bool(doc[index].is_sent_start) for index in origin
    ]
    if starts and origin[0] is None:
        first_word = next((i for i, index in enumerate(origin) if index is not None), 0)
        starts[first_word] = False
        starts[0] = True
    return starts
