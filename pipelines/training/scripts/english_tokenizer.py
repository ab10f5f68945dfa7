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
RUNS = [r"[!?]{2,}", r"([=*_+~#<>|$-])\1+", r"\.{2,}", r"…+", "‘’"]

SPLIT_FORMS = {"wanna": ("wan", "na"), "outta": ("out", "ta"), "dunno": ("du", "n", "no")}

# What spaCy takes for "I had", "we had" and a face.
NO_EXCEPTIONS = ("id", "Id", "wed", "Wed", "and/or", "):")

# Words that keep their full stop.
ABBREVIATIONS = (
    "Art. Arts. Attn. Ave. Blvd. Capt. Cf. Col. Dept. Ed. Eds. Fig. Figs. Fri. Ft. Lt. Maj. Mlle. "
    "Mon. No. Nos. Para. Paras. Ph. Rd. Reps. Sat. Sec. Sect. Sgt. Sr. Tel. Thu. Thur. Thurs. Tue. "
    "Tues. Vol. Vols. Wed. al. approx. arrv. art. arts. cf. ed. eds. ext. fig. figs. lb. lbs. oz. "
    "para. paras. pp. viz. vol. vols. Yahoo!"
).split()

# Telephone numbers, post codes, dates, decades and files are one word.
NUMBERS = re.compile(
    r"(?:\+?\d+(?:-\d+){2,}|\(?\d{3}\)?-\d{3,4}-\d{4}|\d{3}-\d{4}|\d{5}-\d{4}|x?\d-\d{4}"
    r"|\d+(?:/\d+)+(?:-\d+)?|\d+0['’]s"
    r"|[^\s<>()\[\]\"]+\.(?:docx?|xlsx?|pdf|pptx?|txt|DOC|XLS|PDF|PPT|TXT))$"
)

PREFIXES = [r"['’]\d\d(?=[^\w'’]|$)", r"-(?=[a-z])"]
SUFFIXES = [
    r"(?<![.,!?A-Z])[.,][!?]",
    r"(?<=\d)(?:[AaPp][Mm]|[kKmM])",
    r"(?<=\d[A-Za-z])\.",
    r"(?<=\d[AaPp][Mm])\.",
    r"(?<=\b[A-D])\++",
    # These are exceptions of spaCy's as whole words; after a dash they need a pattern.
    r"(?<=[a-z])n['’]t",
    r"(?<=\w)['’](?:ll|re|ve|m|d)",
    r"(?<=[a-z])`s",
]


def customize(nlp: Language) -> None:
    """Give the tokenizer of ``nlp`` the patterns and exceptions of the treebanks."""
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    tokenizer.infix_finditer = compile_infix_regex(_infixes()).finditer
    tokenizer.prefix_search = compile_prefix_regex(
        [*RUNS, *PREFIXES, *(nlp.Defaults.prefixes or ())]
    ).search
    tokenizer.suffix_search = compile_suffix_regex(
        [*RUNS, *SUFFIXES, *(nlp.Defaults.suffixes or ())]
    ).search
    tokenizer.token_match = NUMBERS.match
    rules = {form: parts for form, parts in tokenizer.rules.items() if form not in NO_EXCEPTIONS}
    for form, parts in list(rules.items()):
        if re.fullmatch(r"[a-z]+['’][a-z]+|[a-z]+nt|cannot", form) and len(parts) > 1:
            shouted = [{**part, ORTH: part[ORTH].upper()} for part in parts]
            rules.setdefault(form.upper(), shouted)
    rules |= {form: [{ORTH: form}] for form in ABBREVIATIONS}
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
        rf"(?<=[{word}])(?<!\b[Mm]id)(?:{hyphen})(?=[0-9])",
        rf"(?<=[\])])(?:{hyphen})(?=[{word}(\[])",
        rf"(?<=[{word}])(?<!\b[A-Za-z])/(?=[{ALPHA}])",
        rf"(?<=\b[A-Za-z])/(?=[{ALPHA}]{{2}})",  # l/c and I/O are words
        rf"(?<=[{ALPHA}])/(?=[0-9])",
        rf"(?<=[{word}])[,;](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}]),(?=[0-9])",
        rf"(?<=[{word}])[:<>=](?=[{ALPHA}(])",
        rf"(?<=[{word}])\"(?=[{ALPHA}<])",
        rf"(?<=[{word}.,;:!?)\]])[(\[)\]](?=[{word}\[(.])",
        r"(?<=[a-z]{2})\.(?=[A-Z][a-z])",
    ]


@registry.callbacks("govnlp.english_tokenizer")
def tokenizer_callback() -> Callable[[Language], Language]:
    """Return ``customize`` under the name that the training config uses."""

    def apply(nlp: Language) -> Language:
        customize(nlp)
        return nlp

    return apply
