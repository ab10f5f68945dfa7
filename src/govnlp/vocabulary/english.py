"""English words as keys: spelling, number and compounds folded so that variants meet.

A label and a text are both cut into words; each word gets a key (lower case, without accents,
American spelling, singular). The keys of a phrase are put together without spaces, so that
"decision-making", "decision making" and "decisionmaking" have one key. Whether a text that
shares a label's key is really a form of the label is decided on the two wordings.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from govnlp.text.folding import fold_typography
from govnlp.text.scripts import HAN_CLASS

_LETTER = f"[^\\W_{HAN_CLASS}]"
WORD = re.compile(rf"((?:[A-Z]\.){{2,}}|{_LETTER}+(?:'(?!s\b){_LETTER}+)*)(?:'[sS]\b)?")
"""A word (group 1), its possessive ending left outside. "U.S." is one word."""

ARTICLE = re.compile(r"\A(?:the|an?)\s+", re.IGNORECASE)

# What a text may have between two words of a label, beside what the label itself has there.
_PLAIN_GAP = re.compile(r"""(?:'[sS]?)?["(]?\s*-?\s*["')]?""")
_LIST_GAP = re.compile(r"\s*[,;:()/.&-]*\s*")

_SHORT_NAMES = {
    "UN": "unitednation",
    "US": "unitedstate",
    "USA": "unitedstateofamerica",
    "EU": "europeanunion",
    "UK": "unitedkingdom",
}
"""Abbreviations that stand inside longer names ("UN Security Council"), with their keys."""

_PLURAL_ONLY = frozenset(
    "affairs always arms barracks bias chaos christmas customs diabetes economics electronics "
    "ethics forces gas goods headquarters honduras humanities laos lens logistics maldives "
    "maths means measles metaphysics netherlands news perhaps philippines physics politics "
    "premises robotics series seychelles singles species statistics tactics thanks towards "
    "was whereas yes".split()
)
"""Words in -s that have no singular, or one of another meaning."""

_IRREGULAR = {
    "analyses": "analysis",
    "axes": "axis",
    "bases": "base",
    "children": "child",
    "crises": "crisis",
    "criteria": "criterion",
    "curricula": "curriculum",
    "diagnoses": "diagnosis",
    "emphases": "emphasis",
    "feet": "foot",
    "fora": "forum",
    "genera": "genus",
    "halves": "half",
    "hypotheses": "hypothesis",
    "indices": "index",
    "knives": "knife",
    "leaves": "leave",
    "lives": "life",
    "matrices": "matrix",
    "memoranda": "memorandum",
    "men": "man",
    "mice": "mouse",
    "moratoria": "moratorium",
    "nuclei": "nucleus",
    "oases": "oasis",
    "parentheses": "parenthesis",
    "phenomena": "phenomenon",
    "referenda": "referendum",
    "selves": "self",
    "shelves": "shelf",
    "spectra": "spectrum",
    "stimuli": "stimulus",
    "strata": "stratum",
    "syntheses": "synthesis",
    "theses": "thesis",
    "thieves": "thief",
    "vertices": "vertex",
    "wives": "wife",
    "women": "woman",
    "servicemen": "serviceman",
    "servicewomen": "servicewoman",
    "spokesmen": "spokesman",
}
_BRITISH = {
    "aeroplane": "airplane",
    "ageing": "aging",
    "aluminium": "aluminum",
    "artefact": "artifact",
    "cheque": "check",
    "counsellor": "counselor",
    "counselling": "counseling",
    "defence": "defense",
    "enrol": "enroll",
    "enrolment": "enrollment",
    "fuelled": "fueled",
    "fuelling": "fueling",
    "fulfil": "fulfill",
    "fulfilment": "fulfillment",
    "grey": "gray",
    "instalment": "installment",
    "judgement": "judgment",
    "acknowledgement": "acknowledgment",
    "labelled": "labeled",
    "labelling": "labeling",
    "licence": "license",
    "manoeuvre": "maneuver",
    "modelling": "modeling",
    "offence": "offense",
    "paediatric": "pediatric",
    "plough": "plow",
    "practise": "practice",
    "pretence": "pretense",
    "programme": "program",
    "sceptic": "skeptic",
    "scepticism": "skepticism",
    "signalling": "signaling",
    "skilful": "skillful",
    "smoulder": "smolder",
    "sulphur": "sulfur",
    "traveller": "traveler",
    "travelling": "traveling",
    "tyre": "tire",
}
# Aggressive on purpose: both sides are folded alike, and a non-word ("exercize") meets nothing.
_SPELLINGS = (
    (re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)"), "iz"),
    (re.compile(r"(?<=\w{3})ys(?=(?:e|ed|er|ers|ing)$)"), "yz"),
    (re.compile(r"(?<=\w{3})our(?=$|s$|ed$|ing$|al$|able$|ite$|ites$|hood$|less$)"), "or"),
    (re.compile(r"(?<=[bt])re(?=$|s$|d$)"), "er"),
    (re.compile(r"(?<=\w{3}og)ue(?=$|s$)"), ""),
)
_NOT_FIRST = frozenset(
    "a an and are as at be by down for from has in into is it no not of off on one or our out over "
    "so that the their this to under up was we with".split()
)
"""Words that never begin a compound written apart: "in security" is not "insecurity"."""


class Words(NamedTuple):
    """The words of a text.

    Attributes:
        keys: the key of each word.
        starts: where each word begins in the text.
        ends: where each word ends, exclusive, without a possessive ending.
    """

    keys: list[str]
    starts: list[int]
    ends: list[int]


def split_words(text: str) -> Words:
    """Cut a text (typography folded) into words with their keys; Han characters are no words."""
    keys, starts, ends = [], [], []
    for match in WORD.finditer(text):
        start, end = match.span(1)
        keys.append(word_key(text[start:end]))
        starts.append(start)
        ends.append(end)
    return Words(keys, starts, ends)


def label_key(label: str) -> str:
    """Give the key under which a label and its variants meet.

    >>> label_key("Decision making") == label_key("decision-making") == label_key("decisionmaking")
    True
    >>> label_key("the Defence Programmes") == label_key("Defense program")
    True
    """
    return "".join(split_words(ARTICLE.sub("", fold_typography(label), count=1)).keys)


@lru_cache(maxsize=1 << 17)
def word_key(word: str) -> str:
    """Give the key of one word.

    >>> word_key("Centres"), word_key("securitisation"), word_key("Crises"), word_key("arms")
    ('center', 'securitization', 'crisis', 'arms')
    """
    plain = word.replace(".", "")
    return _SHORT_NAMES.get(plain) or _singular(spelling(plain))


@lru_cache(maxsize=1 << 17)
def spelling(word: str) -> str:
    """Give a word in lower case and American spelling, without accents and apostrophes."""
    word = word.lower().replace("'", "")
    if not word.isascii():
        decomposed = unicodedata.normalize("NFD", word)
        word = "".join(char for char in decomposed if not unicodedata.combining(char))
    for ending in ("", "s"):
        stem = word.removesuffix(ending) if ending else word
        if stem in _BRITISH:
            return _BRITISH[stem] + (ending if stem != word else "")
    if len(word) > 4:
        for pattern, replacement in _SPELLINGS:
            word = pattern.sub(replacement, word)
    return word


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word in _PLURAL_ONLY:
        return word
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=1 << 16)
def classify(surface: str, label: str, *, is_name: bool) -> str | None:
    """Tell how a wording with a label's key is a form of the label; None if it is not.

    Args:
        surface: the wording in the text (layout and typography folded).
        label: the label, typography folded, without an article before it.
        is_name: a name must keep its number, and a name of one word its capital.

    >>> classify("Security Council", "Security Council", is_name=True)
    'exact'
    >>> classify("peace-keeping operations", "peacekeeping operation", is_name=False)
    'inflected'
    >>> classify("in security", "insecurity", is_name=False) is None
    True
    >>> classify("turkey", "Turkey", is_name=True) is None
    True
    """
    if surface == label:
        return "exact"
    texts, labels = _word_list(surface), _word_list(label)
    if not texts or not labels:
        return None
    if not _gaps_fit(surface, label) or not _compounds_fit(surface, texts, labels):
        return None
    if is_name and _lost_its_capital(texts, labels):
        return None
    same_spelling = "".join(map(spelling, texts)) == "".join(map(spelling, labels))
    if same_spelling:
        return "folded"
    if any(word.replace(".", "") in _SHORT_NAMES for word in (*texts, *labels)):
        return "abbreviation"
    if is_name:
        return None
    return "inflected"


def lost_its_plural(surface: str, label: str) -> bool:
    """Tell whether a wording is the singular of a label of one word in the plural.

    >>> lost_its_plural("business", "businesses"), lost_its_plural("Party", "Parties")
    (True, False)
    """
    if not (label.isalpha() and label.islower() and surface.isalpha()):
        return False
    word = spelling(surface)
    return _singular(spelling(label)) == word != spelling(label)


def _word_list(text: str) -> list[str]:
    return [match.group(1) for match in WORD.finditer(text)]


def _gaps(text: str) -> list[str]:
    spans = [match.span(1) for match in WORD.finditer(text)]
    return [text[a[1] : b[0]] for a, b in pairwise(spans)]


def _gaps_fit(surface: str, label: str) -> bool:
    in_label = any(not _PLAIN_GAP.fullmatch(gap) for gap in _gaps(label))
    for gap in _gaps(surface):
        if _PLAIN_GAP.fullmatch(gap):
            continue
        if not (in_label and _LIST_GAP.fullmatch(gap)):
            return False
    return True


def _compounds_fit(surface: str, texts: list[str], labels: list[str]) -> bool:
    """Words written apart must be able to stand apart."""
    if len(texts) <= len(labels) or "-" in surface:
        return True
    extra = [word for word in texts if word.lower() not in {label.lower() for label in labels}]
    return all(len(word) > 2 for word in extra) and texts[0].lower() not in _NOT_FIRST


def _lost_its_capital(texts: list[str], labels: list[str]) -> bool:
    if len(labels) > 1:
        return False
    if labels[0].isupper():
        return texts != labels
    # "XI" is a number more often than a name in capitals.
    shouted = len(texts[0]) < 4 and texts[0].isupper()
    return labels[0][:1].isupper() and (shouted or not texts[0][:1].isupper())
