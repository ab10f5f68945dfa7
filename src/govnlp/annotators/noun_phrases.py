"""Noun phrases from Universal Dependencies, by one set of rules for English and Chinese.

A noun phrase is a nominal head with the unbroken run of words around it that modify it by
``compound``, ``amod``, ``flat``, ``nummod`` or ``nmod`` (in English, ``nmod`` only before the
head; never ``nmod:poss`` and ``nmod:tmod``). A modifier brings everything below it, and counts
only if nothing below it is a case or other marker, a coordination, a clause, an argument or an
apposition. Leading determiners, pronouns, numerals, classifiers and punctuation are cut off.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from govnlp.errors import AnnotatorError
from govnlp.text.folding import fold_typography, simplify

LANGUAGES = ("en", "zh")

_MODIFIERS = frozenset({"compound", "amod", "flat", "nummod", "nmod"})
_NEVER_MODIFIERS = frozenset({"nmod:poss", "nmod:tmod"})
_BLOCKERS = frozenset(
    "case mark cc conj acl advcl ccomp csubj xcomp parataxis nsubj obj iobj obl appos".split()
)
# A measure or an adverbial noun without a marker (three years old, radiation-related) is no
# argument, whatever the name of its relation.
_NEVER_BLOCKERS = frozenset({"obl:unmarked", "obl:npmod", "obl:tmod"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_CUT = frozenset({"DET", "PRON", "NUM", "PUNCT", "SPACE"})


_HYPHENS_AND_SPACES = re.compile(r"[-\s]+")


class NounPhraseRun(NamedTuple):
    """A noun phrase as indices of words: ``start``, ``end`` (exclusive) and ``head``."""

    start: int
    end: int
    head: int


def noun_phrase_runs(
    heads: Sequence[int], labels: Sequence[str], tags: Sequence[str], lang: str
) -> list[NounPhraseRun]:
    """Find the noun phrases of a text in trees given as plain columns, one row a word.

    Args:
        heads: for each word the index of its head; a root is its own head.
        labels: for each word its UD relation, subtype included.
        tags: for each word its UPOS.
        lang: ``en`` or ``zh``.

    Returns:
        The phrases in order of the text; no phrase lies inside another.

    Raises:
        AnnotatorError: there are no rules for the language.

    >>> noun_phrase_runs([2, 2, 2], ["det", "amod", "root"], ["DET", "ADJ", "NOUN"], "en")
    [NounPhraseRun(start=1, end=3, head=2)]
    """
    if lang not in LANGUAGES:
        raise AnnotatorError(_unknown(lang))
    bases = [label.partition(":")[0] for label in labels]
    modifies = _modifiers(heads, labels, bases, lang)
    nominal = _nominal_heads(heads, bases, tags, lang)
    modified = {heads[word] for word, counts in enumerate(modifies) if counts}
    inside_another = [False] * len(heads)
    runs = []
    for head in nominal:
        start, end = head, head + 1
        if head in modified:
            start, end = _run_around(head, heads, bases, labels, modifies)
            for word in range(start, end):
                if word != head:
                    inside_another[word] = True
            while start < head and (tags[start] in _CUT or bases[start] == "clf"):
                start += 1
        runs.append(NounPhraseRun(start, end, head))
    return [run for run in runs if not inside_another[run.head]]


def _nominal_heads(
    heads: Sequence[int], bases: Sequence[str], tags: Sequence[str], lang: str
) -> list[int]:
    suffixes: set[int] = set()
    if lang == "zh":
        suffixes = {
            heads[word]
            for word, base in enumerate(bases)
            if base == "compound" and word < heads[word] and tags[heads[word]] == "PART"
        }
    return [
        word
        for word, tag in enumerate(tags)
        if (tag in _NOMINAL and bases[word] != "clf") or word in suffixes
    ]


def _modifiers(
    heads: Sequence[int], labels: Sequence[str], bases: Sequence[str], lang: str
) -> list[bool]:
    """Say of each word whether it counts as a modifier of its head."""
    blocked = [False] * len(heads)
    for word in range(len(heads)):
        if _blocks(labels[word], bases[word]):
            above = heads[word]
            while not blocked[above]:
                blocked[above] = True
                above = heads[above]
    return [
        bases[word] in _MODIFIERS
        and heads[word] != word
        and not blocked[word]
        and labels[word] not in _NEVER_MODIFIERS
        and not (lang == "en" and bases[word] == "nmod" and word > heads[word])
        for word in range(len(heads))
    ]


def _blocks(label: str, base: str) -> bool:
    return base in _BLOCKERS and label not in _NEVER_BLOCKERS


def _run_around(
    head: int,
    heads: Sequence[int],
    bases: Sequence[str],
    labels: Sequence[str],
    modifies: Sequence[bool],
) -> tuple[int, int]:
    inside = {head}

    def belongs(word: int) -> bool:
        """Follow the heads of the word up to a modifier of ``head``."""
        path = []
        while word not in inside:
            path.append(word)
            above = heads[word]
            if above == head:
                if not modifies[word]:
                    return False
                break
            # Nothing that blocks a modifier is below one, so the way need not go on.
            if above == word or _blocks(labels[word], bases[word]):
                return False
            word = above
        inside.update(path)
        return True

    start, end = head, head + 1
    while start > 0 and belongs(start - 1):
        start -= 1
    while end < len(heads) and belongs(end):
        end += 1
    return start, end


def noun_phrase_spans(doc: Doc, lang: str) -> list[Span]:
    """Find the noun phrases of a parsed Doc.

    Returns:
        Spans labelled ``NP`` in order of the text; the head word is ``span.root``, and
        ``span.kb_id_`` is the key under which equal phrases group (`noun_phrase_key`).

    Raises:
        AnnotatorError: there are no rules for the language, or the Doc has no dependencies.
    """
    if len(doc) and not doc.has_annotation("DEP"):
        raise AnnotatorError(
            "noun phrases need dependencies and parts of speech: put a parser and a tagger "
            "before govnlp_noun_phrases"
        )
    columns = doc.to_array(["HEAD", "DEP", "POS"]).reshape(-1, 3)
    heads = (columns[:, 0].astype(np.int64) + np.arange(len(doc))).tolist()
    strings = doc.vocab.strings
    names = {code: strings[code] for code in np.unique(columns[:, 1:]).tolist()}
    labels = [names[code] for code in columns[:, 1].tolist()]
    tags = [names[code] for code in columns[:, 2].tolist()]
    spans = []
    for run in noun_phrase_runs(heads, labels, tags, lang):
        span = Span(doc, run.start, run.end, label="NP")
        span.kb_id_ = noun_phrase_key(span, lang)
        spans.append(span)
    return spans


def noun_phrase_key(span: Span, lang: str) -> str:
    """Give the form under which equal phrases group.

    English: case folded, the last word as its lemma, hyphens and spaces alike. Chinese:
    Simplified characters without spaces.
    """
    if lang == "zh":
        return "".join(fold_typography(simplify(span.text)).casefold().split())
    last = span[len(span) - 1]
    text = span.text[: last.idx - span.start_char] + (last.lemma_ or last.text)
    return _HYPHENS_AND_SPACES.sub(" ", fold_typography(text).casefold()).strip()


@Language.factory(
    "govnlp_noun_phrases",
    assigns=["doc.spans"],
    requires=["token.dep", "token.head", "token.pos"],
    default_config={"lang": None},
)
def make_noun_phrases(
    nlp: Language,
    name: str,  # noqa: ARG001  # spaCy gives every factory its name
    lang: str | None,
) -> "NounPhrases":
    """Make the spaCy component ``govnlp_noun_phrases``.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        lang: whose rules to use; the pipeline's own language when not given.
    """
    return NounPhrases(lang or str(nlp.lang))


class NounPhrases:
    """A spaCy component that fills ``doc.spans["noun_phrases"]``."""

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise AnnotatorError(_unknown(lang))
        self.lang = lang

    def __call__(self, doc: Doc) -> Doc:
        """Fill the spans of a parsed Doc and return it."""
        doc.spans["noun_phrases"] = noun_phrase_spans(doc, self.lang)
        return doc


def _unknown(lang: str) -> str:
    return f"no noun phrase rules for language {lang!r}; languages: {', '.join(LANGUAGES)}"
