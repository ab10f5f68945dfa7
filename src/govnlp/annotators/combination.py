"""Several annotators as one: trees from one of them, entities from one or more."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from govnlp.annotators.entities import USER_DATA, Entity, MergeRule, entities_of, merge_entities
from govnlp.annotators.guard import PROBLEMS, TextFailure, annotate_each

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from govnlp.annotators.protocol import Annotator
    from govnlp.config import Combination


def combine(
    lang: str, combination: "Combination", load: Callable[[str], "Annotator"]
) -> "CombinedAnnotator":
    """Load the annotators of a combination.

    Args:
        lang: ``en`` or ``zh``.
        combination: their names, and how entities are merged.
        load: loads one of them by name.

    Raises:
        AnnotatorError: one of them cannot be loaded.
    """
    loaded = {name: load(name) for name in combination.annotators}
    return CombinedAnnotator(
        lang,
        trees=loaded[combination.trees],
        entities=[loaded[name] for name in dict.fromkeys(combination.entities)],
        merge=combination.merge,
    )


class CombinedAnnotator:
    """Words, sentences, trees and noun phrases of one annotator with the entities of others.

    Args:
        lang: ``en`` or ``zh``.
        trees: gives everything but the entities.
        entities: give the entities; the order is that of `merge_entities`.
        merge: the rule by which they are merged.
    """

    def __init__(
        self, lang: str, trees: "Annotator", entities: Sequence["Annotator"], merge: MergeRule
    ) -> None:
        self.lang = lang
        self.trees = trees
        self.entities = list(entities)
        self.merge = merge
        self._all = list({id(annotator): annotator for annotator in (trees, *entities)}.values())
        self.name = "+".join(annotator.name for annotator in self._all)
        self.version = " ".join([*(annotator.version for annotator in self._all), merge])

    def pipe(self, texts: Iterable[str], batch_size: int = 64) -> Iterator["Doc"]:
        """Annotate texts; see `govnlp.annotators.protocol.Annotator.pipe`.

        ``doc.user_data["govnlp_entities"]`` holds the entities by characters, each with the
        annotators that found it; ``doc.ents`` those that fall on words of the trees.

        Raises:
            TextFailure: the trees of a text cannot be made. Where only entities are missing, the
                Doc says so in ``doc.user_data["govnlp_problems"]``.
        """
        left = iter(texts)
        while batch := list(islice(left, batch_size)):
            columns = [annotate_each(annotator, batch, batch_size) for annotator in self._all]
            for outcomes in zip(*columns, strict=True):
                yield self._combined(outcomes)

    def _combined(self, outcomes: Sequence["Doc | str"]) -> "Doc":
        outcome_of = dict(zip(map(id, self._all), outcomes, strict=True))
        doc = outcome_of[id(self.trees)]
        if isinstance(doc, str):
            raise TextFailure(doc)
        found: list[list[Entity]] = []
        problems = [
            problem
            for outcome in outcomes
            if not isinstance(outcome, str)
            for problem in outcome.user_data.get(PROBLEMS, ())
        ]
        for annotator in self.entities:
            outcome = outcome_of[id(annotator)]
            if isinstance(outcome, str):
                problems.append(f"{outcome}; the segment lacks the entities of {annotator.name}")
                found.append([])
            else:
                found.append(entities_of(outcome, annotator.name))
        merged = merge_entities(found, self.merge)
        doc.user_data[USER_DATA] = merged
        doc.user_data[PROBLEMS] = problems
        on_words = (doc.char_span(entity.start, entity.end, entity.label) for entity in merged)
        doc.ents = tuple(span for span in on_words if span is not None)
        return doc
