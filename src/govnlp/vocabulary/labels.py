"""Labels in whichever language they are written: their keys, and whether their case counts."""

from govnlp.vocabulary import chinese, english


def looks_like_abbreviation(label: str) -> bool:
    """Tell whether the case of a label counts, whatever column it stands in.

    >>> looks_like_abbreviation("UNESCO"), looks_like_abbreviation("Chad")
    (True, False)
    """
    capitals = sum(char.isupper() for char in label)
    return capitals >= 2 and " " not in label and capitals * 2 >= len(label)


def label_key(label: str) -> str:
    """Give the key of a label in whichever language it is written."""
    return chinese.label_key(label) if chinese.HAN.search(label) else english.label_key(label)
