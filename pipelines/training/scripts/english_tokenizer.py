"""Adjust spaCy's English tokenizer to the words of the English UD treebanks.

Only patterns and exceptions change, all of which a saved pipeline carries with it.
"""

import re
from collections.abc import Callable

from spacy.attrs import ORTH
from spacy.lang.char_classes import ALPHA
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import (
    compile_infix_regex,
    compile_prefix_regex,
    compile_suffix_regex,
    registry,
)

# First parts that the treebanks keep together with what follows their hyphen.
BOUND_PREFIXES = (
    "anti co counter cross e ex inter intra mid mini multi neo non over pan post pre pro "
    "psycho re semi socio sub"
).split()

# The same mark over and over is one word: ==== **** !!!! --- >>
RUNS = [r"[!?]{2,}", r"([=*_+~#<>|$-])\1+", r"\.{2,}", r"…+"]

SPLIT_FORMS = {"wanna": ("wan", "na"), "outta": ("out", "ta"), "dunno": ("du", "n", "no")}

# Telephone numbers and dates are one word.
NUMBERS = re.compile(
    r"(?:\+?\d+(?:-\d+){2,}|\(?\d{3}\)?-\d{3,4}-\d{4}|\d{3}-\d{4}|\d+(?:/\d+)+(?:-\d+)?)$"
)


def customize(nlp: Language) -> None:
    """Give the tokenizer of ``nlp`` the patterns and exceptions of the treebanks."""
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    tokenizer.infix_finditer = compile_infix_regex(_infixes()).finditer
    tokenizer.prefix_search = compile_prefix_regex([*RUNS, *(nlp.Defaults.prefixes or ())]).search
    tokenizer.suffix_search = compile_suffix_regex([*RUNS, *(nlp.Defaults.suffixes or ())]).search
    tokenizer.token_match = NUMBERS.match
    rules = {form: parts for form, parts in tokenizer.rules.items() if form != "and/or"}
    for form, parts in list(rules.items()):
        if re.fullmatch(r"[a-z]+['’][a-z]+|cannot", form) and len(parts) > 1:
            shouted = [{**part, ORTH: part[ORTH].upper()} for part in parts]
            rules.setdefault(form.upper(), shouted)
    tokenizer.rules = rules
    for form, parts in SPLIT_FORMS.items():
        for variant in (str.lower, str.capitalize):
            whole = variant(form)
            ends = [sum(map(len, parts[: n + 1])) for n in range(len(parts))]
            starts = [0, *ends[:-1]]
            orths = [{"ORTH": whole[a:b]} for a, b in zip(starts, ends, strict=True)]
            tokenizer.add_special_case(whole, orths)


def _infixes() -> list[str]:
    hyphen = r"[-–—]|--+"
    word = rf"{ALPHA}0-9"
    unbound = "".join(
        rf"(?<!^{prefix})(?<![^{ALPHA}]{prefix})"
        for stem in BOUND_PREFIXES
        for prefix in (stem, stem.capitalize())
    )
    return [
        *(rf"(?<=[{word}.,;:)\]\"'])(?:{run})(?=[{word}(\"'])" for run in RUNS),
        rf"(?<=[{word}.]){unbound}(?:{hyphen})(?=[{ALPHA}])",
        rf"(?<=[{word}])(?:{hyphen})(?=[0-9])",
        rf"(?<=[\])])(?:{hyphen})(?=[{word}(\[])",
        rf"(?<=[{word}])/(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])/(?=[0-9])",
        rf"(?<=[{word}])[,;](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}]),(?=[0-9])",
        rf"(?<=[{word}])[:<>=](?=[{ALPHA}(])",
        rf"(?<=[{word}])\"(?=[{ALPHA}<])",
        rf"(?<=[{word}.,;:!?])[(\[)\]](?=[{word}\[(])",
    ]


@registry.callbacks("govnlp.english_tokenizer")
def tokenizer_callback() -> Callable[[Language], Language]:
    """Return ``customize`` under the name that the training config uses."""

    def apply(nlp: Language) -> Language:
        customize(nlp)
        return nlp

    return apply
