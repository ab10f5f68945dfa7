"""spaCy pipelines as annotators."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import tee
from typing import TYPE_CHECKING

from govnlp.annotators.abilities import ABILITIES
from govnlp.annotators.noun_phrases import noun_phrase_spans
from govnlp.annotators.projection import project
from govnlp.text.folding import FoldedText, fold_layout, simplify

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from govnlp.annotators.labels.scheme import Scheme


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
        scheme: how its labels become ours, if they are not. Then the pipeline may lack any part,
            and no component is added: noun phrases are found in the trees it has.
        abilities: which of `govnlp.annotators.abilities.ABILITIES` it has.
    """

    def __init__(
        self,
        nlp: "Language",
        lang: str,
        name: str,
        version: str,
        scheme: "Scheme | None" = None,
        abilities: Collection[str] = tuple(ABILITIES),
    ) -> None:
        if scheme is None and "govnlp_noun_phrases" not in nlp.pipe_names:
            nlp.add_pipe("govnlp_noun_phrases")
        elif scheme is not None and "govnlp_noun_phrases" in nlp.pipe_names:
            nlp.remove_pipe("govnlp_noun_phrases")  # it would read labels that are not ours yet
        self.nlp = nlp
        self.scheme = scheme
        self.abilities = frozenset(abilities)
        self.lacks: Sequence[tuple[str, str]] = ()
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
        annotated: Iterator[Doc] = self.nlp.pipe(docs, batch_size=batch_size)
        return annotated if self.scheme is None else map(self._in_our_labels, annotated)

    def _in_our_labels(self, doc: "Doc") -> "Doc":
        assert self.scheme is not None
        self.scheme.apply(doc)
        has_trees = {"trees", "tags"} <= self.abilities and len(doc) > 0
        doc.spans["noun_phrases"] = noun_phrase_spans(doc, self.lang) if has_trees else []
        return doc
