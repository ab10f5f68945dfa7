"""Places named by one character: 中美关系, 访俄, 美军."""

import re

from govnlp.vocabulary import scores
from govnlp.vocabulary.candidates import Candidate, FoldedPassage
from govnlp.vocabulary.concepts import Vocabulary
from govnlp.vocabulary.index import Entry

_BEFORE = "对访驻赴抵援涉反亲抗侵制旅留在来"
"""Before one character that names a place: 对华, 访美, 驻俄."""
_AFTER = "方|军|媒|企|籍|裔|侨|舰|总统|总理|首相|外长|防长|财长|国务卿|大使|使馆|政府|高官|官员"
"""Behind one character that names a place: 美方, 俄军, 韩总统."""
_NEVER = frozenset("来日 来中 在中 对中 中军 中企业 在法 来法 涉法 反法 在加 在以 对以".split())
"""Such pairs that mean something else, or whose reading is too often another."""
_BEHIND_SEVERAL = (
    "关系|两国|三国|四国|各国|等国|双边|多边|三边|四边|双方|三方|之间|同盟|联盟|盟国|贸易|经贸|经济|"
    "战略|战争|合作|对话|峰会|会谈|会晤|冲突|竞争|博弈|对抗|矛盾|摩擦|边境|边界|边防|领导人|元首|"
    "首脑|外长|防长|外交|军演|军事|联合|协议|协定|条约|公报|建交|友好|互信|防务|安保|安全|高层|高级别|"
    "脱钩|伙伴|论坛|自贸|人文|交流|和平|核|海上|共同|全面|关税"
)
"""Words that show that several characters before them name places."""


class ShortForms:
    """Finds the one-character names of places where their neighbours show what they are."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._entries: dict[str, Entry] = {}
        for place in vocabulary.short_places:
            kind = vocabulary.concepts[place.concept_id].kind
            entry = Entry(place.character, place.character, place.concept_id, kind, "abbr")
            self._entries.setdefault(place.character, entry)
        self._pattern: re.Pattern[str] | None = None
        if self._entries:
            names = f"[{''.join(self._entries)}]"
            self._pattern = re.compile(
                rf"(?P<several>{names}{{2,5}})(?P<tail>{_BEHIND_SEVERAL})?"
                rf"|[{_BEFORE}](?P<object>{names})|(?P<subject>{names})(?:{_AFTER})"
            )

    def find(self, passage: FoldedPassage, text: str) -> list[Candidate]:
        """Give each place named by one character.

        Args:
            passage: the passage; its tokens must begin and end with the whole form.
            text: its text, folded to Simplified characters.
        """
        if self._pattern is None:
            return []
        found = []
        for match in self._pattern.finditer(text):
            group = match.lastgroup if match["several"] is None else "several"
            assert group is not None  # every alternative has a group
            start, end = match.span() if group != "several" else match.span("several")
            if match.group() in _NEVER or not self._stands_alone(passage, match, start, end):
                continue
            for place in range(*match.span(group)):
                entry = self._entries[text[place]]
                found.append(
                    passage.candidate(place, place + 1, entry, "short", scores.of_short_form())
                )
        return found

    def _stands_alone(
        self, passage: FoldedPassage, match: re.Match[str], start: int, end: int
    ) -> bool:
        if match["several"] is None or match["tail"] is None:
            whole = passage.boundary_fit(start, end) == "whole"
            # Without a word behind that shows it, several names must be one token: 法|中 is
            # more often "in the law" than France and China.
            return whole and (match["several"] is None or passage.is_one_token(start, end))
        return passage.boundary_fit(start, end) in ("whole", "head")
