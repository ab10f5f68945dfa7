"""Types of entities of Stanza's models in one scheme: PER, ORG, LOC, and what else there is."""

from govnlp.annotators.labels.tables import read_table


def shared_type(label: str) -> str:
    """Give the type in our scheme; one that it has no name for stays as it is.

    >>> shared_type("GPE"), shared_type("DATE")
    ('LOC', 'DATE')
    """
    upper = label.upper()
    shared: str = read_table("ontonotes")["types"].get(upper, upper)
    return shared


def without_article(text: str) -> int:
    """Say how many characters of a name are an English article before it.

    >>> without_article("the United Nations"), without_article("Theresa May")
    (4, 0)
    >>> without_article("The Hague")
    0
    """
    first, _, rest = text.lower().partition(" ")
    articles = read_table("ontonotes")["articles"]
    is_article = first in articles["words"] and rest.split(" ")[0] not in articles["part_of"]
    return len(first) + 1 if rest and is_article else 0
