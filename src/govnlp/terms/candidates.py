"""Phrases that the vocabulary lacks and perhaps should have."""

from collections import defaultdict
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from govnlp.schema import empty_table, table_from_rows
from govnlp.terms.spans import global_spans
from govnlp.terms.termhood import c_values
from govnlp.terms.translations import Translation
from govnlp.text.folding import fold_layout


class _Counts(NamedTuple):
    n_mentions: int
    n_documents: int


def unlinked(noun_phrases: pa.Table, mentions: pa.Table) -> pa.Table:
    """Pick the noun phrases that the vocabulary lacks.

    Those inside a mention are left out. So are all of a language and key if one of them is a
    mention (the vocabulary has the phrase, whatever was decided here), or most of them stand
    inside mentions (they are pieces of its labels).
    """
    spans, linked = global_spans(noun_phrases, mentions)
    covered = spans.covered_by(linked)
    judged = (
        noun_phrases.select(["lang", "key"])
        .append_column("equal", pa.array(spans.equal_to(linked).astype(np.int64)))
        .append_column("covered", pa.array(covered.astype(np.int64)))
        .group_by(["lang", "key"])
        .aggregate([([], "count_all"), ("equal", "sum"), ("covered", "sum")])
    )
    known = {
        (row["lang"], row["key"])
        for row in judged.to_pylist()
        if row["equal_sum"] or 2 * row["covered_sum"] > row["count_all"]
    }
    rest = noun_phrases.filter(pa.array(~covered))
    lacking = [
        key not in known
        for key in zip(rest["lang"].to_pylist(), rest["key"].to_pylist(), strict=True)
    ]
    return rest.filter(pa.array(lacking, pa.bool_()))


def candidates(
    noun_phrases: pa.Table,
    lacking: pa.Table,
    translations: dict[tuple[str, str], Translation],
    *,
    min_mentions: int = 2,
    max_words: int = 12,
) -> pa.Table:
    """Count phrases, judge how much they are terms, and put the best first.

    Args:
        noun_phrases: every noun phrase of the corpus, linked ones too: a phrase that stands
            mostly inside longer ones is less of a term (see `govnlp.terms.termhood`).
        lacking: those of them that may become candidates.
        translations: by language and key.
        min_mentions: phrases found less often are left out.
        max_words: longer phrases are left out.

    Returns:
        ``candidates``, by termhood, then language and key.
    """
    if not lacking.num_rows:
        return empty_table("candidates")
    termhood: dict[tuple[str, str], float] = {}
    for lang, counts in _counts_by_language(noun_phrases).items():
        for key, value in c_values(counts, max_words).items():
            termhood[lang, key] = value
    forms = _commonest_forms(noun_phrases)
    rows = [
        _row(lang, key, counts, termhood[lang, key], forms, translations)
        for (lang, key), counts in _counts(lacking).items()
        if counts.n_mentions >= min_mentions and (lang, key) in termhood and _is_phrase(key)
    ]
    rows.sort(key=lambda row: (-row["termhood"], row["lang"], row["key"]))
    return table_from_rows("candidates", rows)


def _row(
    lang: str,
    key: str,
    counts: _Counts,
    termhood: float,
    forms: dict[tuple[str, str], str],
    translations: dict[tuple[str, str], Translation],
) -> dict[str, Any]:
    found = translations.get((lang, key))
    return {
        "key": key,
        "lang": lang,
        "text": forms[lang, key],
        "n_mentions": counts.n_mentions,
        "n_documents": counts.n_documents,
        "termhood": termhood,
        "translation": forms[found.lang, found.key] if found else None,
        "translation_score": found.score if found else None,
    }


def _is_phrase(key: str) -> bool:
    """Leave out numbers, symbols and single letters or characters."""
    return sum(char.isalpha() for char in key) > 1


def _counts_by_language(noun_phrases: pa.Table) -> dict[str, dict[str, int]]:
    counted = noun_phrases.group_by(["lang", "key"]).aggregate([([], "count_all")])
    result: dict[str, dict[str, int]] = defaultdict(dict)
    for row in counted.to_pylist():
        result[row["lang"]][row["key"]] = row["count_all"]
    return result


def _counts(noun_phrases: pa.Table) -> dict[tuple[str, str], _Counts]:
    counted = noun_phrases.group_by(["lang", "key"]).aggregate(
        [([], "count_all"), ("doc_id", "count_distinct")]
    )
    return {
        (row["lang"], row["key"]): _Counts(row["count_all"], row["doc_id_count_distinct"])
        for row in counted.to_pylist()
    }


def _commonest_forms(noun_phrases: pa.Table) -> dict[tuple[str, str], str]:
    """Give each key's commonest written form, line breaks undone; of equals, the first sorted."""
    counted = noun_phrases.group_by(["lang", "key", "text"]).aggregate([([], "count_all")])
    forms: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in counted.to_pylist():
        forms[row["lang"], row["key"]][fold_layout(row["text"]).text] += row["count_all"]
    return {
        key: min(counts, key=lambda form: (-counts[form], form)) for key, counts in forms.items()
    }
