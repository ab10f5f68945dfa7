"""General words inside names that the vocabulary does not have: they name no concept there.

"Emergency Management" in "Federal Emergency Management Agency", 教育 in 教育部, 传染病 in
传染病防治法, and whatever stands in 《》 beside more: a name is a name as a whole. Only its owner
is linked, the place or the organization in front of it.
"""

from govnlp.linking.candidates import Candidate, FoldedPassage
from govnlp.linking.chinese_names import chinese_names, titles
from govnlp.linking.english_names import Name, english_names
from govnlp.vocabulary import chinese


def without_words_of_names(candidates: list[Candidate], passage: FoldedPassage) -> list[Candidate]:
    """Leave out candidates for general concepts inside longer names, and names but the owner."""
    text = passage.passage.text
    names = [*titles(text)]
    if candidates:
        names += english_names(text)
        if chinese.HAN.search(text):
            folded = chinese.fold_characters(text)
            names += chinese_names(folded, candidates, passage)
    if not names:
        return candidates
    parts = [c for c in candidates if any(_is_part(c, name) for name in names)]
    left_out = {*parts}
    return [
        c for c in candidates if c not in left_out and not any(_crosses(c, part) for part in parts)
    ]


def _is_part(candidate: Candidate, name: Name) -> bool:
    if candidate.entry.is_name and candidate.end <= name.owners_end:
        return False
    inside = name.start <= candidate.start and candidate.end <= name.end
    return inside and (candidate.start, candidate.end) != (name.start, name.end)


def _crosses(candidate: Candidate, part: Candidate) -> bool:
    """Whether a candidate has the end of a longer one ("Peace and Security" Council)."""
    longer = part.end - part.start > candidate.end - candidate.start
    return longer and part.start < candidate.start < part.end < candidate.end
