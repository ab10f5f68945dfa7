"""A Stanza pipeline as an annotator."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import spacy

from govnlp.annotators.guard import PROBLEMS
from govnlp.annotators.noun_phrases import noun_phrase_spans
from govnlp.annotators.projection import project
from govnlp.annotators.stanza.documents import CONSTITUENTS, doc_from_document
from govnlp.text.folding import FoldedText, fold_layout, simplify

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from stanza import Pipeline


class StanzaAnnotator:
    """A Stanza pipeline that reads folded text and answers on the source.

    Lines are joined and, for models of Simplified characters, Traditional ones folded before
    Stanza sees the text; the Docs come back over the text as given. Texts go through Stanza's
    processors in batches, sentences of all of them together.

    Args:
        pipeline: the pipeline.
        lang: ``en`` or ``zh``.
        name: what stands in ``entities.source``.
        version: changes whenever the same text could give other results.
        lacks: tables that it leaves empty, each with the end of a sentence about it.
    """

    def __init__(
        self,
        pipeline: "Pipeline",
        lang: str,
        name: str,
        version: str,
        lacks: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.pipeline = pipeline
        self.lang = lang
        self.name = name
        self.version = version
        self.lacks = tuple(lacks)
        self._vocab = spacy.blank(lang).vocab

    def pipe(self, texts: Iterable[str], batch_size: int = 64) -> Iterator["Doc"]:
        """Annotate texts; see `govnlp.annotators.protocol.Annotator.pipe`.

        ``doc.spans["noun_phrases"]`` is empty where the pipeline has no parser.
        """
        remaining = iter(texts)
        while batch := list(islice(remaining, batch_size)):
            yield from self._annotate(batch)

    def _annotate(self, sources: Sequence[str]) -> Iterator["Doc"]:
        folds = [self._fold(source) for source in sources]
        # Stanza gives nothing for a text without a word, and cannot tell whose it was.
        documents = iter(
            self.pipeline.bulk_process([fold.text for fold in folds if fold.text.strip()])
        )
        for source, folded in zip(sources, folds, strict=True):
            doc = self._doc(folded.text, documents)
            yield doc if folded.text == source else _projected(doc, folded, source)

    def _fold(self, text: str) -> FoldedText:
        folded = fold_layout(text)
        simplified = self.lang == "zh" and self.pipeline.lang != "zh-hant"
        return folded.with_text(simplify(folded.text)) if simplified else folded

    def _doc(self, text: str, documents: Iterator[object]) -> "Doc":
        from stanza.models.common.doc import Document

        document = next(documents) if text.strip() else Document([], text=text)
        doc = doc_from_document(document, text, self._vocab)
        parsed = doc.has_annotation("DEP")
        doc.spans["noun_phrases"] = noun_phrase_spans(doc, self.lang) if parsed else []
        return doc


def _projected(doc: "Doc", folded: FoldedText, source: str) -> "Doc":
    projected = project(doc, folded, source)
    if PROBLEMS in doc.user_data:
        projected.user_data[PROBLEMS] = doc.user_data[PROBLEMS]
    if CONSTITUENTS in doc.user_data:
        projected.user_data[CONSTITUENTS] = tuple(
            (*folded.source_span(start, end), tree)
            for start, end, tree in doc.user_data[CONSTITUENTS]
        )
    return projected
