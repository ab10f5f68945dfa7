"""From the labels of a concept of any thesaurus to the columns of a vocabulary."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from govnlp.skos.terms import HANS, HANT
from govnlp.text.folding import simplify
from govnlp.text.scripts import han_script
from govnlp.vocabulary import chinese
from govnlp.vocabulary.concepts import Label, Role
from govnlp.vocabulary.labels import same_label


class TaggedText(NamedTuple):
    """A text of a thesaurus: its words, its language tag, and which of our writings that is."""

    text: str
    tag: str
    writing: str


class Labels(NamedTuple):
    """Labels in the columns that a vocabulary has for them; a preferred one may be empty."""

    pref_en: str
    alt_en: tuple[str, ...]
    pref_zh: str
    alt_zh: tuple[str, ...]
    alt_zh_hant: tuple[str, ...]


def sort_labels(
    preferred: Iterable[TaggedText], others: Iterable[TaggedText], remarks: Counter[str]
) -> Labels:
    """Put the labels of a concept into columns.

    A concept has one preferred label a language: the one with the plain tag (``en`` before
    ``en-GB``), else the first by the alphabet; where there is none, an alternative is promoted.
    A label in Traditional characters is kept where its wording differs from the Simplified ones;
    otherwise it is found through them. Labels that would be found as one are kept once.

    Args:
        preferred: the preferred labels.
        others: alternative and hidden ones.
        remarks: counts what was done to labels; this function adds to it.
    """
    first = sorted(_put_right(preferred, remarks), key=_plainest)
    rest = sorted(_put_right(others, remarks), key=_plainest)
    english = [label.text for label in (*first, *rest) if label.writing == "en"]
    hans = [label.text for label in (*first, *rest) if label.writing == HANS]
    hant = [label.text for label in (*first, *rest) if label.writing == HANT]
    if english and not any(label.writing == "en" for label in first):
        remarks["concepts without a preferred English label: an alternative is taken"] += 1
    if (hans or hant) and not any(label.writing in (HANS, HANT) for label in first):
        remarks["concepts without a preferred Chinese label: an alternative is taken"] += 1
    if hant and not any(label.writing == HANS for label in first):
        lead = next((label.text for label in first if label.writing == HANT), None)
        if lead is not None or not hans:
            hans.insert(0, simplify(lead or hant[0]))
    english = _without_doubles(english, "en", [])
    hans = _without_doubles(hans, "zh", [])
    return Labels(
        pref_en=english[0] if english else "",
        alt_en=tuple(english[1:]),
        pref_zh=hans[0] if hans else "",
        alt_zh=tuple(hans[1:]),
        alt_zh_hant=tuple(_without_doubles(hant, "zh", hans)),
    )


def _plainest(label: TaggedText) -> tuple[int, str, str]:
    return len(label.tag), label.tag.lower(), label.text


def _put_right(labels: Iterable[TaggedText], remarks: Counter[str]) -> Iterable[TaggedText]:
    """Give labels under the writing that their characters are in."""
    for label in labels:
        if label.writing == "en" and chinese.HAN.search(label.text):
            remarks["labels in Chinese characters, tagged as English: passed over"] += 1
            continue
        if label.writing == HANS and (simple := simplify(label.text)) != label.text:
            remarks["labels in Traditional characters, tagged as Simplified: simplified"] += 1
            yield label._replace(text=simple)
        elif label.writing == HANT and han_script(label.text) == "Hans":
            remarks["labels in Simplified characters, tagged as Traditional"] += 1
            yield label._replace(text=simplify(label.text), writing=HANS)
        else:
            yield label


def _without_doubles(texts: Sequence[str], lang: str, known: Sequence[str]) -> list[str]:
    role: Role = "alt"
    kept = [Label(text, lang, role, "") for text in known]
    for text in texts:
        label = Label(text, lang, role, "")
        if not any(same_label(label, other) for other in kept):
            kept.append(label)
    return [label.text for label in kept[len(known) :]]
