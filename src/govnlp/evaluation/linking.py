"""Mentions of concepts against gold: a link is right when span and concept agree."""

import re
from collections.abc import Iterable

from govnlp.evaluation.scores import Score, compare

Link = tuple[int, int, str]
"""Start, end (code points, end exclusive) and concept_id."""

_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)


def score_links(text: str, gold: Iterable[Link], system: Iterable[Link]) -> dict[str, Score]:
    """Score the mentions of one text: ``all``, and each kind of concept that there is.

    A leading article belongs to a span or not, as one likes. The kind is the part of the
    concept_id before its slash.

    >>> gold, found = [(0, 22, "organization/un")], [(4, 22, "organization/un")]
    >>> score_links("the United Nations met", gold, found)["organization"].f1
    1.0
    """
    expected = [_without_article(text, link) for link in gold]
    found = [_without_article(text, link) for link in system]
    scores = {"all": compare(expected, found)}
    for kind in sorted({_kind(link) for link in (*expected, *found)}):
        scores[kind] = compare(
            [link for link in expected if _kind(link) == kind],
            [link for link in found if _kind(link) == kind],
        )
    return scores


def _without_article(text: str, link: Link) -> Link:
    start, end, concept_id = link
    article = _ARTICLE.match(text, start, end)
    return (article.end() if article else start, end, concept_id)


def _kind(link: Link) -> str:
    return link[2].partition("/")[0]
