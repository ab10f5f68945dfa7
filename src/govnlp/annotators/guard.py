"""Run an annotator so that what goes wrong with one text costs that text alone."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from govnlp.errors import AnnotatorError

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from govnlp.annotators.protocol import Annotator

PROBLEMS = "govnlp_problems"
"""The key of ``doc.user_data`` under which a Doc may say what it lacks, and why, as sentences."""


class TextFailure(Exception):  # noqa: N818  # no error of a run: it becomes a row of rejects
    """An annotator cannot annotate a text; the message says whose fault it is and what it is."""


def annotate_each(
    annotator: "Annotator", texts: Sequence[str], batch_size: int
) -> Iterator["Doc | str"]:
    """Give a Doc for each text, or what went wrong with it.

    A Doc that breaks what `govnlp.annotators.protocol.Annotator.pipe` promises counts as wrong.

    Raises:
        AnnotatorError: the annotator says that no text can be annotated.
    """
    for first in range(0, len(texts), batch_size):
        batch = texts[first : first + batch_size]
        try:
            docs = list(annotator.pipe(batch, batch_size=batch_size))
            _check(docs, batch)
        except AnnotatorError:  # wrong for every text
            raise
        except Exception:  # noqa: BLE001  # an annotator's bug on one text must not cost the rest
            for text in batch:
                yield _annotate_alone(annotator, text)
        else:
            yield from docs


def _annotate_alone(annotator: "Annotator", text: str) -> "Doc | str":
    try:
        docs = list(annotator.pipe([text], batch_size=1))
        _check(docs, [text])
    except AnnotatorError:
        raise
    except TextFailure as failure:
        told = str(failure)
        return told if told.startswith(annotator.name) else f"{annotator.name}: {told}"
    except Exception as error:  # noqa: BLE001  # becomes a row of rejects
        return f"{annotator.name}: {type(error).__name__}: {error}"
    return docs[0]


def _check(docs: Sequence["Doc"], texts: Sequence[str]) -> None:
    from spacy.tokens import Doc

    if len(docs) != len(texts):
        raise TextFailure(f"gave {len(docs)} Docs for {len(texts)} texts")
    for doc, text in zip(docs, texts, strict=True):
        if not isinstance(doc, Doc):
            raise TextFailure(f"gave {type(doc).__name__} instead of a spaCy Doc")
        if doc.text != text:
            place = next(
                (i for i, pair in enumerate(zip(doc.text, text, strict=False)) if len({*pair}) > 1),
                min(len(doc.text), len(text)),
            )
            raise TextFailure(
                f"its Doc does not hold the text as given: they differ from character {place} on"
            )
        if "noun_phrases" not in doc.spans:
            raise TextFailure(
                'its Doc has no doc.spans["noun_phrases"] (an empty list where there are none)'
            )
