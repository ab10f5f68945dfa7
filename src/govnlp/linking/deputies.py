"""Deputies are not whom they stand for: Vice-President, Under-Secretary-General, 副主席."""

import re

from govnlp.linking.candidates import Candidate, FoldedPassage
from govnlp.linking.extents import Extents

_DEPUTY = re.compile(
    r"(?:\b(?:(?:[Dd]eputy|DEPUTY|[Vv]ice|VICE|[Aa]ssistant)(?:\s+|-)|(?:[Uu]nder|UNDER)-)|(?<!正)副|助理)\Z"
)
# "Under Secretary-General Annan," begins a sentence, "the Under Secretary-General" names a deputy.
_UNDER = re.compile(r"[^\s.!?;:]\s+Under\s+\Z")
_UNDER_WHOM = re.compile("secretary", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:chair|chancellor|commander|commissioner|director|governor|head|minister|premier|president|"
    r"prosecutor|representative|secretary|speaker)"
    "|(?:长|席|统|理|使|员|任|代表|首相|外相|国务卿|检察官|長|統|國務卿|檢察官)$",
    re.IGNORECASE,
)
_BEFORE = 12
"""Code points before an office in which its deputy is looked for."""


def without_deputies(candidates: list[Candidate], passage: FoldedPassage) -> list[Candidate]:
    """Leave out the offices whose deputies a text names, and the concepts inside them."""
    text = passage.passage.text
    deputies = {(c.start, c.end) for c in candidates if _is_deputy(c, text)}
    if not deputies:
        return candidates
    offices = Extents(deputies)
    return [
        candidate
        for candidate in candidates
        if not _is_deputy(candidate, text)
        and (candidate.entry.is_name or offices.furthest_end(candidate.start) < candidate.end)
    ]


def _is_deputy(candidate: Candidate, text: str) -> bool:
    if not (candidate.start and _OFFICE.search(candidate.entry.label)):
        return False
    before = max(0, candidate.start - _BEFORE), candidate.start
    if _DEPUTY.search(text, *before):
        return True
    return bool(_UNDER_WHOM.match(text, candidate.start) and _UNDER.search(text, *before))
