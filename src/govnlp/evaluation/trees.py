"""Words, tags and trees end to end from raw text, as the CoNLL 2018 shared task counts them.

All offsets here count the characters of a text without its white space, so that gold and system
can be compared whatever stands between the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govnlp.annotators.noun_phrases import noun_phrase_runs
from govnlp.evaluation.conll import Sentence
from govnlp.evaluation.scores import Score, compare

if TYPE_CHECKING:
    from spacy.tokens import Doc

MEASURES = ("words", "sentences", "upos", "uas", "las", "noun_phrases")


@dataclass(frozen=True, slots=True)
class Trees:
    """The words of a text as columns; a root is its own head."""

    forms: list[str]
    spans: list[tuple[int, int]]
    tags: list[str]
    heads: list[int]
    labels: list[str]
    sentences: list[tuple[int, int]]

    @classmethod
    def from_gold(cls, sentences: Sequence[Sentence]) -> "Trees":
        """Join the sentences of one text."""
        trees = cls([], [], [], [], [], [])
        offset = 0
        for sentence in sentences:
            place = places(sentence.text)
            first = len(trees.forms)
            for index, word in enumerate(sentence.words):
                trees.forms.append(word.form)
                trees.spans.append((offset + place[word.start], offset + place[word.end]))
                trees.tags.append(word.upos)
                trees.heads.append(first + (word.head - 1 if word.head else index))
                trees.labels.append(word.deprel)
            trees.sentences.append((offset, offset + place[-1]))
            offset += place[-1]
        return trees

    @classmethod
    def from_doc(cls, doc: "Doc") -> "Trees":
        """Read an annotated Doc; tokens of white space are no words."""
        place = places(doc.text)
        tokens = [token for token in doc if not token.is_space]
        index_of = {token.i: index for index, token in enumerate(tokens)}
        return cls(
            forms=[token.text for token in tokens],
            spans=[(place[token.idx], place[token.idx + len(token)]) for token in tokens],
            tags=[token.pos_ for token in tokens],
            # Whatever hangs on white space counts as a root.
            heads=[index_of.get(token.head.i, index) for index, token in enumerate(tokens)],
            labels=[token.dep_ for token in tokens],
            sentences=[
                (place[sent.start_char], place[sent.end_char])
                for sent in doc.sents
                if not sent.text.isspace()
            ],
        )

    def noun_phrases(self, lang: str) -> list[tuple[int, int]]:
        """Return the noun phrases that the trees hold, as spans of characters."""
        runs = noun_phrase_runs(self.heads, self.labels, self.tags, lang)
        return [(self.spans[run.start][0], self.spans[run.end - 1][1]) for run in runs]


def places(text: str) -> list[int]:
    """For each offset of a text, how many characters other than white space stand before it."""
    place = [0]
    for char in text:
        place.append(place[-1] + (not char.isspace()))
    return place


def compare_trees(gold: Trees, system: Trees, lang: str) -> dict[str, Score]:
    """Score one text by each of `MEASURES` but the noun phrases of the system's own component.

    Words count as aligned when they cover the same characters; words of a multi-word token
    that do not spell it are aligned by their forms. Relations are compared without subtypes,
    as in the shared task.
    """
    pairs = align_words(gold, system)
    gold_of = {s: g for g, s in pairs}
    n_gold, n_system = len(gold.forms), len(system.forms)
    tags = attached = labelled = 0
    for g, s in pairs:
        tags += gold.tags[g] == system.tags[s]
        gold_is_root, system_is_root = gold.heads[g] == g, system.heads[s] == s
        same_head = (
            gold_is_root and system_is_root
            if gold_is_root or system_is_root
            else gold_of.get(system.heads[s]) == gold.heads[g]
        )
        attached += same_head
        labelled += same_head and _base(gold.labels[g], g, gold) == _base(
            system.labels[s], s, system
        )
    return {
        "words": Score(len(pairs), n_gold, n_system),
        "sentences": compare(gold.sentences, system.sentences),
        "upos": Score(tags, n_gold, n_system),
        "uas": Score(attached, n_gold, n_system),
        "las": Score(labelled, n_gold, n_system),
        "noun_phrases": compare(gold.noun_phrases(lang), system.noun_phrases(lang)),
    }


def _base(label: str, word: int, trees: Trees) -> str:
    return "root" if trees.heads[word] == word else label.partition(":")[0]


def align_words(gold: Trees, system: Trees) -> list[tuple[int, int]]:
    """Pair the words of gold and system that are the same word of the text."""
    pairs = []
    g = s = 0
    while g < len(gold.spans) and s < len(system.spans):
        start, end = gold.spans[g]
        after = g + 1
        while after < len(gold.spans) and gold.spans[after] == (start, end):
            after += 1
        if after > g + 1:
            while s < len(system.spans) and system.spans[s][0] < start:
                s += 1
            last = s
            while last < len(system.spans) and system.spans[last][1] <= end:
                last += 1
            pairs += _common_forms(gold, range(g, after), system, range(s, last))
            g, s = after, last
        elif system.spans[s] == (start, end):
            pairs.append((g, s))
            g, s = g + 1, s + 1
        elif start <= system.spans[s][0]:
            g += 1
        else:
            s += 1
    return pairs


def _common_forms(
    gold: Trees, gold_words: range, system: Trees, system_words: range
) -> list[tuple[int, int]]:
    """Pair words by the longest common subsequence of their forms."""
    rows, columns = len(gold_words), len(system_words)
    best = [[0] * (columns + 1) for _ in range(rows + 1)]

    def same(row: int, column: int) -> bool:
        forms = gold.forms[gold_words[row]], system.forms[system_words[column]]
        return forms[0].lower() == forms[1].lower()

    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            best[row][column] = (
                1 + best[row + 1][column + 1]
                if same(row, column)
                else max(best[row + 1][column], best[row][column + 1])
            )
    pairs, row, column = [], 0, 0
    while row < rows and column < columns:
        if same(row, column):
            pairs.append((gold_words[row], system_words[column]))
            row, column = row + 1, column + 1
        elif best[row + 1][column] >= best[row][column + 1]:
            row += 1
        else:
            column += 1
    return pairs
