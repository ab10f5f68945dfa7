"""Tell which label schemes a pipeline follows, and turn its Docs into ours."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from govnlp.annotators.labels.clear import clear_to_universal
from govnlp.annotators.labels.stanford_zh import stanford_zh_to_universal
from govnlp.annotators.labels.tables import read_table
from govnlp.annotators.labels.trees import Trees
from govnlp.schema import ENTITY_LABELS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

TreeScheme = Literal["universal", "clear", "stanford_zh"]

_CONVERSIONS: dict[str, Callable[[Trees], None]] = {
    "clear": clear_to_universal,
    "stanford_zh": stanford_zh_to_universal,
}
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True)
class Scheme:
    """How the labels of a pipeline become ours.

    Attributes:
        trees: the scheme of its dependencies.
        unknown: relations that no scheme known here has.
        types: what its types of entities are in ours; those that are left out keep their name.
        tags: what its fine tags are as universal parts of speech.
        tags_first: whether they are stronger than the universal ones that the pipeline gives.
    """

    trees: TreeScheme
    unknown: tuple[str, ...]
    types: Mapping[str, str]
    tags: Mapping[str, str]
    tags_first: bool

    def apply(self, doc: "Doc") -> None:
        """Give a Doc universal parts of speech and dependencies, and our types of entities."""
        pos = self._parts_of_speech(doc)
        if self.trees != "universal" and doc.has_annotation("DEP"):
            self._turn_trees(doc, pos)
        elif pos != [token.pos_ for token in doc]:
            doc.from_array(["POS"], _codes(doc, pos))
        if self.types:
            doc.ents = tuple(
                _renamed(ent, self.types.get(ent.label_, ent.label_)) for ent in doc.ents
            )

    def _parts_of_speech(self, doc: "Doc") -> list[str]:
        if self.tags_first:
            return [self.tags.get(token.tag_) or token.pos_ for token in doc]
        return [token.pos_ or self.tags.get(token.tag_, "") for token in doc]

    def _turn_trees(self, doc: "Doc", pos: list[str]) -> None:
        trees = Trees(
            [token.text for token in doc],
            pos,
            [token.head.i for token in doc],
            [token.dep_ for token in doc],
        )
        _CONVERSIONS[self.trees](trees)
        heads = np.array(trees.heads, dtype=np.int64) - np.arange(len(doc))
        columns: Any = [heads.astype(np.uint64), _codes(doc, trees.labels), _codes(doc, trees.tags)]
        doc.from_array(["HEAD", "DEP", "POS"], np.stack(columns, axis=1))  # type: ignore[arg-type]


def scheme_of(
    lang: str, relations: Iterable[str], types: Iterable[str], tags: Iterable[str]
) -> Scheme:
    """Tell the schemes of a pipeline by its labels.

    Args:
        lang: ``en`` or ``zh``.
        relations: those of its parser; empty if it has none, or does not tell.
        types: those of its entities.
        tags: its fine tags.

    >>> scheme_of("en", {"nsubj", "dobj", "pobj"}, {"GPE"}, ()).trees
    'clear'
    >>> scheme_of("en", {"nsubj", "obj", "nmod:poss"}, {"LOC"}, ()).trees
    'universal'
    """
    tags = set(tags)
    renamed = read_table("ontonotes")["types"]
    is_treebank_zh = lang == "zh" and {"NR", "VV", "DEG"} <= tags
    trees = _tree_scheme(lang, relations)
    known = {*read_table("universal")["relations"]["names"]}
    known |= {*read_table(trees)["relations"]} if trees != "universal" else set()
    return Scheme(
        trees=trees,
        unknown=tuple(sorted({r for r in relations if r and not {r, r.partition(":")[0]} & known})),
        types=renamed if set(types) & {*renamed} else {},
        tags=read_table("penn" if lang == "en" else "chinese_treebank")["tags"],
        tags_first=is_treebank_zh,
    )


def _tree_scheme(lang: str, relations: Iterable[str]) -> TreeScheme:
    signs = read_table("universal")["schemes"]
    relations = set(relations)
    if lang == "zh" and relations & {*signs["stanford_zh"]}:
        return "stanford_zh"
    if {relation.partition(":")[0] for relation in relations} & {*signs["other"]}:
        return "clear" if lang == "en" else "stanford_zh"
    return "universal"


def _codes(doc: "Doc", values: list[str]) -> Any:  # spaCy's stubs ask for more than it needs
    strings = doc.vocab.strings
    return np.array([strings.add(value) if value else 0 for value in values], dtype=np.uint64)


def _renamed(ent: "Span", label: str) -> "Span":
    """Give an entity another label; of a name, articles before it and 's behind it go."""
    from spacy.tokens import Span

    doc, start, end = ent.doc, ent.start, ent.end
    if label in ENTITY_LABELS:
        articles = read_table("ontonotes")["articles"]
        if end - start > 1 and doc[end - 1].text in _POSSESSIVES:
            end -= 1
        if (
            end - start > 1
            and doc[start].lower_ in articles["words"]
            and doc[start + 1].lower_ not in articles["part_of"]
        ):
            start += 1
    return Span(doc, start, end, label=label, kb_id=ent.kb_id)
