"""Bring the entities of each English source to the conventions of Universal NER.

Names only: no titles before persons, no leading articles, no demonyms; PER, ORG and LOC.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from govnlp.evaluation.conll import Sentence, Word

SHARED_TYPES = ("PER", "ORG", "LOC")

CROSSNER_TYPES = {
    "politician": "PER",
    "person": "PER",
    "organisation": "ORG",
    "politicalparty": "ORG",
    "country": "LOC",
    "location": "LOC",
}

GMB_TYPES = {"per": "PER", "org": "ORG", "geo": "LOC", "gpe": "LOC"}

GUM_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}

TITLES = frozenset(
    """
    mr mr. mrs mrs. ms ms. dr dr. sir president vice deputy prime minister chancellor premier
    secretary secretary-general general lieutenant colonel captain major admiral sergeant senator
    representative congressman governor mayor judge justice king queen prince princess pope
    archbishop bishop cardinal ayatollah sheikh imam reverend father ambassador attorney chief
    state defense foreign finance interior economy commerce treasury homeland security national
    adviser advisor spokesman spokeswoman chairman director professor commissioner envoy special
    former acting leader republican democrat democratic congresswoman first lady emperor saint
    of and u.s. u.n. us un american british french german russian israeli palestinian iraqi
    iranian pakistani afghan indian chinese japanese korean south north
    """.split()
)

PARTICLES = frozenset(
    "al bin ben bint ibn abu el de da di du la le van von der den dos y and".split()
)

# Words that the Groningen Meaning Bank marks as persons and that name peoples or creeds.
NOT_PERSONS = frozenset("Sunni Sunnis Shi'ite Shi'ites Western Muslim Muslims Roman Saudi".split())


def only_shared_types(tags: Sequence[str]) -> tuple[str, ...]:
    """Keep PER, ORG and LOC; whatever else a file marks is no entity."""
    return tuple(tag if tag[2:] in SHARED_TYPES else "O" for tag in tags)


def gmb_tags(
    sentence: Sequence[tuple[str, str, str]], peoples: frozenset[str] | set[str]
) -> list[str]:
    """Map one sentence of (word, part of speech, tag) of the Groningen Meaning Bank.

    ``peoples`` are the words marked ``gpe`` that are mostly adjectives or plurals there.
    """
    tags = ["O"] * len(sentence)
    start = 0
    while start < len(sentence):
        kind = sentence[start][2][2:]
        end = start + 1
        while end < len(sentence) and sentence[end][2] == f"I-{kind}":
            end += 1
        label = GMB_TYPES.get(kind, "")
        first = start
        if label == "PER":
            first = _after_titles([word for word, _, _ in sentence[start:end]]) + start
        elif label == "ORG" and sentence[start][0].lower() == "the":
            first += 1
        words = [word for word, _, _ in sentence[first:end]]
        if (
            label
            and words
            and not (kind == "gpe" and (peoples & set(words)))
            and not (label != "PER" and len(words) == 1 and words[0] in peoples)
            and not (NOT_PERSONS & set(words) and len(words) == 1)
            and not (label == "PER" and sentence[end - 1][1] in {"NN", "NNS", "JJ"})
        ):
            tags[first] = f"B-{label}"
            tags[first + 1 : end] = [f"I-{label}"] * (end - first - 1)
        start = end
    return tags


def _after_titles(words: list[str]) -> int:
    """Return where the name begins: after the last common noun, and after leading titles."""
    common = [index for index, word in enumerate(words) if word.islower() and word not in PARTICLES]
    first = common[-1] + 1 if common else 0
    while first < len(words) and words[first].lower() in TITLES:
        first += 1
    return first


def gum_tags(sentence: Sentence) -> tuple[str, ...]:
    """Derive names from the nested entities in the MISC column of GUM, the outermost first."""
    tags = ["O"] * len(sentence.words)
    for start, end, label, head in sorted(
        _gum_spans(sentence), key=lambda span: (span[0] - span[1], span[0])
    ):
        name = _name_within(sentence.words, start, end, head, label)
        if name is None:
            continue
        first, last = name
        if any(tag != "O" for tag in tags[first:last]):
            continue
        tags[first] = f"B-{label}"
        tags[first + 1 : last] = [f"I-{label}"] * (last - first - 1)
    return tuple(tags)


def _gum_spans(sentence: Sentence) -> list[tuple[int, int, str, int]]:
    """Return start, end, label and index of the head of every entity within the sentence."""
    spans: list[tuple[int, int, str, int]] = []
    opened: defaultdict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    for index, word in enumerate(sentence.words):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", word.misc)
        if not found:
            continue
        for opening, closing in re.findall(r"\(([^()]*)|([^()]*)\)", found.group(1)):
            if opening:
                fields = opening.split("-")
                opened[fields[0]].append((index, fields))
            key = closing or (opening.split("-")[0] if _closes(found.group(1), opening) else "")
            if opened.get(key):
                start, fields = opened[key].pop()
                label = GUM_TYPES.get(fields[1], "") if len(fields) > 5 else ""
                if label:
                    head = start + int(fields[5].split(",")[0]) - 1
                    spans.append((start, index + 1, label, head))
    return spans


def _closes(value: str, opening: str) -> bool:
    return f"({opening})" in value


def _name_within(
    words: Sequence[Word], start: int, end: int, head: int, label: str
) -> tuple[int, int] | None:
    """Return the run of name words around the head, or None when the head is no name."""
    roots = [index for index in range(start, end) if not start <= words[index].head - 1 < end]
    center = roots[0] if roots else head
    if words[center].upos != "PROPN" or (label == "PER" and words[center].xpos == "NNPS"):
        return None
    first, last = center, _names_end(words, center + 1, end)
    while first > start and _is_name_word(words[first - 1]):
        first -= 1
    if label != "PER":
        return first, _joined_end(words, last, end)
    while first < center and (
        words[first].deprel == "nmod:desc" or words[first].form.lower() in TITLES
    ):
        first += 1
    only_a_title = last - first == 1 and words[first].form.lower() in TITLES
    return None if only_a_title else (first, last)


def _names_end(words: Sequence[Word], last: int, end: int) -> int:
    while last < end and _is_name_word(words[last]):
        last += 1
    return last


def _joined_end(words: Sequence[Word], last: int, end: int) -> int:
    """Go on over small words between names: Bank *of* England, Society *of the* Cincinnati."""
    while last + 1 < end and words[last].form.lower() in {"of", "for", "&", "-", "and", "the"}:
        following = last + 1
        if words[last].form == "of" and words[following].form.lower() == "the":
            following += 1
        if following >= end or not _is_name_word(words[following]):
            break
        last = _names_end(words, following + 1, end)
    return last


def _is_name_word(word: Word) -> bool:
    return word.upos == "PROPN" or word.xpos in {"NNP", "NNPS"} or word.form in {"-", "."}
