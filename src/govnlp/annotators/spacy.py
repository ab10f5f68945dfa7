"""spaCy pipelines as annotators."""

from collections.abc import Iterable, Iterator
from itertools import tee
from typing import TYPE_CHECKING

from govnlp.annotators.projection import project
from govnlp.text.folding import FoldedText, fold_layout, simplify

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class SpacyAnnotator:
    """A spaCy pipeline that reads folded text and answers on the source.

    Lines are joined and, in Chinese, Traditional characters folded to Simplified ones before
    the pipeline sees the text; its Docs come back over the text as given.

    Args:
        nlp: the pipeline; gives words, ``pos_``, UD dependencies, sentences and ``ents``. The
            component ``govnlp_noun_phrases`` is added at its end if it is not there.
        lang: ``en`` or ``zh``.
        name: what stands in ``entities.source``.
        version: changes whenever the same text could give other results.
    """

    def __init__(self, nlp: "Language", lang: str, name: str, version: str) -> None:
        if "govnlp_noun_phrases" not in nlp.pipe_names:
            nlp.add_pipe("govnlp_noun_phrases")
        self.nlp = nlp
        self.lang = lang
        self.name = name
        self.version = version

    def pipe(self, texts: Iterable[str], batch_size: int = 64) -> Iterator["Doc"]:
        """Annotate texts; see `govnlp.annotators.protocol.Annotator.pipe`."""
        sources, to_fold = tee(texts)
        folds, to_read = tee(self._fold(text) for text in to_fold)
        docs = self._read((folded.text for folded in to_read), batch_size)
        for source, folded, doc in zip(sources, folds, docs, strict=True):
            yield doc if folded.text == source else project(doc, folded, source)

    def _fold(self, text: str) -> FoldedText:
        folded = fold_layout(text)
        return folded.with_text(simplify(folded.text)) if self.lang == "zh" else folded

    def _read(self, texts: Iterable[str], batch_size: int) -> Iterator["Doc"]:
        # A tokenizer with a network of its own gains as much from batches as the rest.
        tokenize = getattr(self.nlp.tokenizer, "pipe", None)
        docs = texts if tokenize is None else tokenize(texts, batch_size=batch_size)
        return self.nlp.pipe(docs, batch_size=batch_size)
