"""Words that the Chinese pipeline never cuts.

The treebank lacks them, and what they hold is a word too: without this, 发展中国家 is read as
发展 中国 家, and developing countries become a part of China.
"""

import re
from collections.abc import Set
from typing import NamedTuple

from spacy.tokens import Doc, Span

_WORD = re.compile("(?:发展|开发)中国家")


class FixedWords(NamedTuple):
    """Where the fixed words of a Doc of characters lie.

    Attributes:
        edges: tokens at which a word begins because a fixed one begins there or ended before.
        inside: tokens that go on with a fixed word.
    """

    edges: Set[int]
    inside: Set[int]

    def cut_by(self, span: Span) -> bool:
        """Tell whether a span begins or ends inside a fixed word."""
        return span.start in self.inside or span.end in self.inside


NONE = FixedWords(frozenset(), frozenset())


def find_fixed_words(doc: Doc) -> FixedWords:
    """Find the fixed words of a Doc whose tokens are characters."""
    spans = [doc.char_span(*match.span()) for match in _WORD.finditer(doc.text)]
    if not spans:
        return NONE
    edges: set[int] = set()
    inside: set[int] = set()
    for span in spans:
        if span is not None:
            edges |= {span.start, span.end}
            inside.update(range(span.start + 1, span.end))
    return FixedWords(edges, inside)
