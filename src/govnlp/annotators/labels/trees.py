"""Trees that can be changed, as plain columns."""

from collections.abc import Mapping, Sequence


class Trees:
    """The dependency trees of a text, one entry a word; a root is its own head.

    Attributes:
        words: the words, in lower case.
        tags: for each word its universal part of speech.
        heads: for each word the index of its head.
        labels: for each word its relation to it.
    """

    def __init__(
        self, words: Sequence[str], tags: Sequence[str], heads: Sequence[int], labels: Sequence[str]
    ) -> None:
        self.words = [word.lower() for word in words]
        self.tags = list(tags)
        self.heads = list(heads)
        self.labels = list(labels)
        self._children: list[set[int]] = [set() for _ in words]
        for word, head in enumerate(heads):
            if word != head:
                self._children[head].add(word)

    def children(self, word: int) -> list[int]:
        """The words whose head it is, in order."""
        return sorted(self._children[word])

    def is_root(self, word: int) -> bool:
        """Whether it hangs on no other word."""
        return self.heads[word] == word

    def attach(self, word: int, head: int, label: str) -> None:
        """Hang a word, with all below it, on another one; on itself to make it a root."""
        self._children[self.heads[word]].discard(word)
        self.heads[word] = head
        self.labels[word] = label
        if word != head:
            self._children[head].add(word)

    def take_place(self, word: int, other: int, label: str = "") -> None:
        """Hang a word where another one hangs, in its relation or the one given."""
        label = label or self.labels[other]
        if self.is_root(other):
            self.attach(word, word, self.labels[other])
        else:
            self.attach(word, self.heads[other], label)

    def rename(self, relations: Mapping[str, str]) -> None:
        """Rename relations."""
        self.labels = [relations.get(label, label) for label in self.labels]
