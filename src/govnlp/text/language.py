"""Which language a stretch of text is in: English, Chinese, or neither."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from govnlp.text.scripts import HAN_CLASS

HAN_PER_WORD = 1.7
"""Han characters that say as much as one English word."""

_LATIN_CLASS = (
    "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
    "\uff21-\uff3a\uff41-\uff5a"
)
_HAN_RUN = re.compile(f"[{HAN_CLASS}]+")
_LATIN_WORD = re.compile(f"[{_LATIN_CLASS}]+(?:['’][{_LATIN_CLASS}]+)?")
_KANA_CLASS = "\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\uff66-\uff9d"
_KOREAN_CLASS = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
# Letters that are neither Latin nor East Asian: Greek, Cyrillic, Arabic, Thai, ...
_OTHER_CLASS = (
    "\u0370-\u10ff\u1200-\u1cff\u1f00-\u1fff\u2c00-\u2dff\ua000-\uabff\ufb13-\ufdff\ufe70-\ufefc"
)
_KANA = re.compile(f"[{_KANA_CLASS}]")
_KOREAN = re.compile(f"[{_KOREAN_CLASS}]")
_OTHER_WORD = re.compile(f"[{_OTHER_CLASS}]+")
_RARE = re.compile(f"[{_KANA_CLASS}{_KOREAN_CLASS}{_OTHER_CLASS}]")
_ZH_LABEL = re.compile(f"[{HAN_CLASS}]{{1,8}}\\s*[:：]")
_ASIDE = re.compile(
    r"[（(][^（()）]*[)）]|“[^“”]{1,120}”|\"[^\"]{1,120}\"|《[^《》]{1,120}》"
    r"|(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w.-]+"
)
_NAME_BEFORE_HAN = re.compile(f"[{_LATIN_CLASS}][{HAN_CLASS}]")
_SAMPLE = 400
_ASIDE_LIMIT = 3000
_NAME_WORD = re.compile(r"[^a-z\u00e0-\u00ff]|(?:of|de|the|and|for|in|on|van|von|al|bin|da|et)$")
_ACCENTED = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
# Words that tie an English sentence together; names hold `of`, `the` and `and` only.
_EN_SENTENCE = frozenset(
    "is are was were be been has have had will would can could should may must not that which who"
    " this these those its it their they we our he she by with as at from to than".split()
)


@dataclass(frozen=True, slots=True)
class Letters:
    """What the letters of a text are.

    Attributes:
        han: Han characters.
        words: words in Latin letters.
        latin: Latin letters.
        kana: Japanese kana.
        korean: Korean syllables and letters.
        other: letters of other scripts.
    """

    han: int
    words: tuple[str, ...]
    latin: int
    kana: int
    korean: int
    other: int


def letters_of(text: str) -> Letters:
    """Count the letters of a text by script."""
    words = tuple(_LATIN_WORD.findall(text))
    latin = sum(map(len, words))
    if text.isascii():
        return Letters(0, words, latin, 0, 0, 0)
    han = sum(map(len, _HAN_RUN.findall(text)))
    if not _RARE.search(text):
        return Letters(han, words, latin, 0, 0, 0)
    return Letters(
        han=han,
        words=words,
        latin=latin,
        kana=len(_KANA.findall(text)),
        korean=len(_KOREAN.findall(text)),
        other=sum(map(len, _OTHER_WORD.findall(text))),
    )


def language_of(text: str) -> str:
    """Tell the language of a text: ``en``, ``zh``, or ``und`` where it is neither or unclear.

    What counts is how much is said in each: English names inside a Chinese sentence leave it
    Chinese, Chinese terms inside an English one leave it English.

    >>> language_of("The concept of 人的安全 was first used in 1994")
    'en'
    >>> language_of("全球安全倡议（Global Security Initiative）提出以来")
    'zh'
    >>> language_of("· 156 ·"), language_of("Le Conseil de sécurité et la paix dans le monde")
    ('und', 'und')
    """
    letters = letters_of(text)
    n_words = len(letters.words)
    if not letters.han and not n_words:
        return "und"
    if _is_other_script(letters):
        return "und"
    if not letters.han:
        return "und" if is_other_latin(letters.words) else "en"
    if not n_words:
        return "zh"
    return _language_of_mixed(text, letters)


def _language_of_mixed(text: str, letters: Letters) -> str:
    """Weigh Chinese against English, by the frame of the sentence rather than what it quotes."""
    frame = _ASIDE.sub(" ", text) if len(text) < _ASIDE_LIMIT else text
    if frame != text:
        framing = letters_of(frame)
        if framing.han or framing.words:
            text, letters = frame, framing
    chinese_frame = _ZH_LABEL.match(text) or (letters.han > 1 and _NAME_BEFORE_HAN.search(text))
    if chinese_frame and all(map(_NAME_WORD.match, letters.words)):
        return "zh"  # 作者:Jane Roe, Jane Roe先生
    sentence_words = sum(word in _EN_SENTENCE for word in letters.words)
    en_words = len(letters.words) + sentence_words
    return "zh" if letters.han >= HAN_PER_WORD * en_words else "en"


def _is_other_script(letters: Letters) -> bool:
    if letters.other > letters.latin + 3 * letters.han:
        return True
    asian = letters.kana + letters.korean
    if asian <= len(letters.words):
        return False
    # Japanese mixes kana with Han characters; Chinese holds a stray kana at most.
    return letters.kana * 8 > letters.han + letters.kana or letters.korean * 4 > letters.han


def is_other_latin(words: tuple[str, ...]) -> bool:
    """Tell whether words in Latin letters are clearly of a language other than English.

    Function words decide; a few of them in a name (Rio de la Plata) are not enough.

    >>> is_other_latin(("Rio", "de", "la", "Plata", "Basin", "Treaty"))
    False
    """
    if len(words) < 4:
        return False
    sample = [word.lower() for word in words[:_SAMPLE]]
    table = _function_words()
    languages = list(filter(None, map(table.get, sample)))
    english = languages.count("en")
    foreign = len(languages) - english
    accented = len(sample) - sum(map(str.isascii, sample))
    if foreign + accented <= 2 * english + 1:
        return False
    share = foreign / len(sample)
    # Names are capitals with de, la, von between them; a sentence has small words of its own.
    names_only = not any(word[:1].islower() and word not in table for word in words)
    if foreign >= (4 if names_only else 3) and share >= 0.22:
        return True
    if accented >= 1 and foreign >= 2 and share >= 0.25 and not names_only:
        return True
    return accented >= 4 and accented * 3 >= len(sample)


@cache
def _function_words() -> dict[str, str]:
    source = resources.files("govnlp.text") / "data" / "function_words.txt"
    table: dict[str, str] = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, words = line.split(":", 1)
            for word in words.split():
                table[word] = "en" if table.get(word) == "en" else language
    return table
