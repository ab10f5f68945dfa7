"""Names in capitals that a text has and a vocabulary may lack: agencies, laws, prizes, journals."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_CAPITALIZED = r"[A-Z][\w'’-]*"
_RUN = rf"{_CAPITALIZED}(?:\s+{_CAPITALIZED})*"
_MORE = rf"(?:(?:,\s+{_RUN})*,?\s+(?:and|&)\s+{_RUN})?"
"""The rest of a list: ", Culture and Sports" in "Education, Culture and Sports"."""

_BODIES = (
    "Administration|Agency|Association|Authority|Bank|Board|Branch|Bureau|Cent(?:er|re)|College|"
    "Commission|Committee|Company|Consortium|Council|Court|Department|Directorate|Division|Faculty|"
    "Federation|Forum|Foundation|Fund|Group|Institute|League|Mechanism|Ministry|Network|Office|"
    "Organi[sz]ation|School|Secretariat|Section|Services?|Society|Squadron|Union|Unit|University|"
    "Yuan"
)
_WORKS = (
    "Acts?|Agreement|Award|Campaign|Code|Day|Decade|Decree|Index|Initiative|Law|Ordinance|Policy|"
    "Prize|Programme|Project|Regulations?|Rules|Statute|Strategy|Survey|Week|Year"
)
_PERIODICALS = "Gazette|Herald|Journal|Post|Quarterly|Studies|Times|Tribune"
_ONLY_BEFORE_OF = "Catalogue|Convention|Covenant|Declaration|List|Protocol|Schedule|Treaty"

# Words with a capital, the last one a head; the last head of a run ends the name.
_BEFORE_HEAD = re.compile(
    rf"(?:{_CAPITALIZED}\s+(?:(?:and|&)\s+(?={_CAPITALIZED}\s+[A-Z]))?)+(?:{_BODIES}|{_WORKS})\b"
)
# A head, then "of" or "for" and words with a capital.
_AFTER_HEAD = re.compile(
    rf"\b(?:{_BODIES}|{_WORKS}|{_ONLY_BEFORE_OF})\s+(?P<link>of|for|on|against|concerning)\s+"
    rf"(?:the\s+)?(?P<topic>{_RUN}){_MORE}(?:(?:\s+(?:of|for|on|in)|(?<=Subject)\s+to)\s+{_RUN}{_MORE})*"
)
_PERIODICAL = re.compile(rf"(?:{_CAPITALIZED}\s+)+(?:{_PERIODICALS})\b")
_FIRST_WORD = re.compile(r"(?:The|An?|This|Each|Every|All)\s+")
_LOWER_CASE = re.compile(r"\b[a-z]{3,}\b")
_LEAST_LOWER_CASE = 3
"""Words without a capital that a text must have, or its capitals mean nothing (headings)."""


class Name(NamedTuple):
    """A name as a whole.

    Attributes:
        start: where it begins in the passage (code points).
        end: where it ends, exclusive.
        owners_end: what names something of its own and ends after this is a part of the name
            as well; before it, it may be the owner ("United States" Department of Justice).
    """

    start: int
    end: int
    owners_end: int


def english_names(text: str) -> Iterator[Name]:
    """Give the names of a text that their heads show.

    >>> [text[n.start : n.end] for text in ["he led the Civil Service Ethics Office for years"]
    ...  for n in english_names(text)]
    ['Civil Service Ethics Office']
    """
    if len(_LOWER_CASE.findall(text)) < _LEAST_LOWER_CASE:
        return
    for match in _BEFORE_HEAD.finditer(text):
        article = _FIRST_WORD.match(text, match.start(), match.end())
        yield Name(article.end() if article else match.start(), match.end(), match.end())
    for match in _AFTER_HEAD.finditer(text):
        yield Name(match.start(), match.end(), match.end())
        # "Mechanism for Africa" and "Bureau of Indian Affairs" are of no place, "Agency of the
        # United States" has an owner.
        start = match.start() if match["link"] == "for" else match.start("topic")
        yield Name(start, match.end("topic"), start)
    for match in _PERIODICAL.finditer(text):
        yield Name(match.start(), match.end(), match.start())
