import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from govnlp.annotators.noun_phrases import (
    make_noun_phrases,
    noun_phrase_key,
    noun_phrase_runs,
    noun_phrase_spans,
)
from govnlp.errors import AnnotatorError

CASES = json.loads(
    (Path(__file__).parent.parent / "cases" / "noun_phrases.json").read_text(encoding="utf-8")
)


def parsed(tree: list[str], lang: str, glued: list[int] | None = None) -> Doc:
    """Build a Doc from lines of form, UPOS, head (from 1, 0 for a root) and relation."""
    rows = [line.split() for line in tree]
    no_space = set(glued or []) if lang == "en" else set(range(len(rows)))
    return Doc(
        Vocab(),
        words=[row[0] for row in rows],
        spaces=[index not in no_space for index in range(len(rows))],
        pos=[row[1] for row in rows],
        heads=[int(row[2]) - 1 if row[2] != "0" else index for index, row in enumerate(rows)],
        deps=[row[3] for row in rows],
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['lang']}: {case['clause']}")
def test_every_clause_of_the_definition(case: dict[str, Any]) -> None:
    doc = parsed(case["tree"], case["lang"], case.get("spaces"))
    assert [span.text for span in noun_phrase_spans(doc, case["lang"])] == case["phrases"]


def test_the_plain_columns_of_a_tree_give_the_same() -> None:
    for case in CASES:
        doc = parsed(case["tree"], case["lang"], case.get("spaces"))
        runs = noun_phrase_runs(
            [token.head.i for token in doc],
            [token.dep_ for token in doc],
            [token.pos_ for token in doc],
            case["lang"],
        )
        spans = noun_phrase_spans(doc, case["lang"])
        assert [(r.start, r.end) for r in runs] == [(s.start, s.end) for s in spans]
        assert [r.head for r in runs] == [s.root.i for s in spans]


def test_english_keys_join_number_case_hyphens_and_spaces() -> None:
    singular = parsed(
        ["policy NOUN 3 compound", "- PUNCT 1 punct", "maker NOUN 0 root"], "en", [0, 1]
    )
    plural = parsed(["Policy NOUN 2 compound", "Makers NOUN 0 root"], "en")
    plural[1].lemma_ = "maker"
    keys = {noun_phrase_key(doc[:], "en") for doc in (singular, plural)}
    assert keys == {"policy maker"}


def test_chinese_keys_are_simplified_and_without_spaces() -> None:
    traditional = parsed(["國家 NOUN 2 nmod", "安全 NOUN 0 root"], "zh")
    spaced = parsed(["国家 NOUN 2 nmod", "安全 NOUN 0 root"], "en")
    assert noun_phrase_key(traditional[:], "zh") == noun_phrase_key(spaced[:], "zh") == "国家安全"


def test_the_component_fills_the_spans_with_keys() -> None:
    nlp = spacy.blank("en")
    component = make_noun_phrases(nlp, "govnlp_noun_phrases", None)
    doc = component(parsed(["open ADJ 2 amod", "Borders NOUN 0 root"], "en"))
    (span,) = doc.spans["noun_phrases"]
    assert (span.text, span.kb_id_, span.root.text) == ("open Borders", "open borders", "Borders")


def test_the_component_is_found_by_name() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("govnlp_noun_phrases")
    assert list(nlp("").spans["noun_phrases"]) == []


def test_a_document_without_a_tree_is_refused() -> None:
    doc = Doc(Vocab(), words=["peace"])
    with pytest.raises(AnnotatorError, match="parser"):
        noun_phrase_spans(doc, "en")


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(AnnotatorError, match="en, zh"):
        noun_phrase_runs([0], ["root"], ["NOUN"], "de")


def test_long_chains_stay_fast() -> None:
    size = 4000
    heads = [max(index - 1, 0) for index in range(size)]
    runs = noun_phrase_runs(heads, ["root"] + ["flat"] * (size - 1), ["PROPN"] * size, "en")
    assert [(run.start, run.end, run.head) for run in runs] == [(0, size, 0)]
