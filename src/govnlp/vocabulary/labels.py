"""Labels in whichever language they are written: their keys, and whether their case counts."""

from govnlp.text.folding import fold_case, fold_typography
from govnlp.vocabulary import chinese, english
from govnlp.vocabulary.concepts import Label


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


def same_label(label: Label, other: Label) -> bool:
    """Whether folding alone makes two labels one; other spellings may stand side by side."""
    if label.lang != other.lang:
        return False
    if has_case(label) or has_case(other):
        return label.text == other.text
    if chinese.HAN.search(label.text):
        return label_key(label.text) == label_key(other.text)
    return _folded(label.text) == _folded(other.text)


def _folded(label: str) -> str:
    return fold_case(fold_typography(english.ARTICLE.sub("", " ".join(label.split()), count=1)))


def has_case(label: Label) -> bool:
    """Tell whether a label matches in its own capitals only."""
    if chinese.HAN.search(label.text):
        return False
    return label.role == "abbr" or looks_like_abbreviation(label.text)
