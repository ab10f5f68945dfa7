"""A dependency tree that can be changed, and the reading and writing of CoNLL-U around it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Token:
    """One word of a tree; `head` counts from 1, 0 is the root."""

    form: str
    upos: str
    xpos: str
    head: int
    deprel: str
    misc: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Tree:
    """The words of one sentence; word i stands at ``tokens[i - 1]``."""

    tokens: list[Token]
    comments: list[str] = field(default_factory=list)

    def __getitem__(self, number: int) -> Token:
        return self.tokens[number - 1]

    def numbers(self) -> range:
        """The numbers of all words, from 1."""
        return range(1, len(self.tokens) + 1)

    def children(self, number: int) -> list[int]:
        """The words that hang on a word, in their order."""
        return [i for i in self.numbers() if self[i].head == number]

    def root(self) -> int:
        """The first word without a head."""
        return next(i for i in self.numbers() if self[i].head == 0)

    def ancestors(self, number: int) -> list[int]:
        """The heads above a word, the nearest first."""
        found = []
        while self[number].head:
            number = self[number].head
            found.append(number)
        return found

    def subtree(self, number: int) -> list[int]:
        """A word and all that hangs below it, in their order."""
        return [i for i in self.numbers() if i == number or number in self.ancestors(i)]


def read_trees(path: Path) -> Iterator[Tree]:
    """Read the sentences of a CoNLL-U file without multi-word tokens."""
    tokens: list[Token] = []
    comments: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("#"):
            comments.append(line)
        elif line:
            cells = line.split("\t")
            misc = dict(pair.partition("=")[::2] for pair in cells[9].split("|") if cells[9] != "_")
            tokens.append(Token(cells[1], cells[3], cells[4], int(cells[6]), cells[7], misc))
        elif tokens:
            yield Tree(tokens, comments)
            tokens, comments = [], []


def write_trees(trees: Iterable[Tree], path: Path) -> None:
    """Write sentences as CoNLL-U."""
    with path.open("w", encoding="utf-8") as out:
        for tree in trees:
            for comment in tree.comments:
                out.write(comment + "\n")
            for number, token in enumerate(tree.tokens, start=1):
                misc = "|".join(f"{key}={value}" for key, value in token.misc.items()) or "_"
                cells = (
                    str(number),
                    token.form,
                    "_",
                    token.upos,
                    token.xpos,
                    "_",
                    str(token.head),
                    token.deprel,
                    "_",
                    misc,
                )
                out.write("\t".join(cells) + "\n")
            out.write("\n")
