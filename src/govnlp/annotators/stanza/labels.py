"""Types of entities of Stanza's models in one scheme: PER, ORG, LOC, and what else there is."""

_TYPES = {
    "PERSON": "PER",
    "GPE": "LOC",
    "FAC": "LOC",
    "LOCATION": "LOC",
    "ORGANIZATION": "ORG",
}
_ARTICLES = ("the ", "a ", "an ")


def shared_type(label: str) -> str:
    """Give the type in our scheme; one that it has no name for stays as it is.

    >>> shared_type("GPE"), shared_type("DATE")
    ('LOC', 'DATE')
    """
    upper = label.upper()
    return _TYPES.get(upper, upper)


def without_article(text: str) -> int:
    """Say how many characters of a name are an English article before it.

    >>> without_article("the United Nations"), without_article("Theresa May")
    (4, 0)
    """
    lowered = text.lower()
    return next((len(a) for a in _ARTICLES if lowered.startswith(a) and len(text) > len(a)), 0)
