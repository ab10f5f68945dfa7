"""Deputies are not whom they stand for: Vice-President, Under-Secretary-General, 副主席."""

import re

from govnlp.linking.candidates import Candidate, FoldedPassage

_DEPUTY = re.compile(
    r"(?:\b(?:(?:[Dd]eputy|DEPUTY|[Vv]ice|VICE|[Aa]ssistant)(?:\s+|-)|[Uu]nder-|Under\s+)|副|助理)\Z"
)
_OFFICE = re.compile(
    r"\b(?:chair|chancellor|commander|commissioner|director|governor|head|minister|premier|president|"
    r"prosecutor|representative|secretary|speaker)"
    "|(?:长|席|统|理|使|员|任|代表|長|統)$",
    re.IGNORECASE,
)
_BEFORE = 12
"""Code points before an office in which its deputy is looked for."""


def without_deputies(candidates: list[Candidate], passage: FoldedPassage) -> list[Candidate]:
    """Leave out the offices whose deputies a text names."""
    text = passage.passage.text
    return [
        candidate
        for candidate in candidates
        if not (
            candidate.start
            and _OFFICE.search(candidate.entry.label)
            and _DEPUTY.search(text, max(0, candidate.start - _BEFORE), candidate.start)
        )
    ]
