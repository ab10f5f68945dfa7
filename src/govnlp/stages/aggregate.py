"""Aggregate: mentions and noun phrases of the whole corpus to concepts and candidates."""

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from govnlp.config import AggregateSettings
from govnlp.errors import VocabularyError
from govnlp.schema import Tables, check_table, empty_table, schema_of, table_from_rows
from govnlp.terms.candidates import candidates, unlinked
from govnlp.terms.cooccurrence import cooccurrence
from govnlp.terms.translations import translations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govnlp.vocabulary import Concept, Vocabulary


def aggregate(
    mentions: pa.Table,
    noun_phrases: pa.Table,
    segments: pa.Table,
    settings: AggregateSettings | None = None,
    *,
    alignments: pa.Table | None = None,
    vocabulary: "Vocabulary | None" = None,
) -> Tables:
    """Count concepts, their company, and the phrases that the vocabulary lacks.

    The rows may stand in any order. What stands in boilerplate or in a repeat is not counted
    (see the settings). A mention inside a longer one counts like any other.

    Args:
        mentions: table ``mentions`` of the whole corpus.
        noun_phrases: table ``noun_phrases``.
        segments: table ``segments``.
        settings: what is counted.
        alignments: table ``alignments``; candidates have no translations without it.
        vocabulary: the one that the mentions are linked to; the shipped one if not given.

    Returns:
        ``concepts`` (those mentioned, by number of mentions, then concept_id), ``cooccurrence``
        (see `govnlp.terms.cooccurrence`), ``candidates`` (by termhood, see
        `govnlp.terms.termhood`) and an empty ``rejects``.

    Raises:
        TableError: a table lacks a column.
        VocabularyError: a mention is linked to a concept that the vocabulary lacks.
    """
    settings = settings or AggregateSettings()
    check_table("segments", segments)
    mentions = _counted(mentions, "mentions", segments, settings)
    phrases = _counted(noun_phrases, "noun_phrases", segments, settings)
    if alignments is None:
        alignments = empty_table("alignments")
    return {
        "concepts": _concepts(mentions, _concepts_of(vocabulary)),
        "cooccurrence": cooccurrence(mentions, settings.min_cooccurrence),
        "candidates": candidates(
            phrases,
            unlinked(phrases, mentions),
            translations(phrases, check_table("alignments", alignments)),
            min_mentions=settings.min_candidate_mentions,
            max_words=settings.max_candidate_words,
        ),
        "rejects": empty_table("rejects"),
    }


def _counted(
    table: pa.Table, name: str, segments: pa.Table, settings: AggregateSettings
) -> pa.Table:
    """Leave out the rows in segments that do not count, and columns that are not required."""
    skipped = pc.is_in(segments["kind"], pa.array(settings.skip_kinds, pa.string()))
    if settings.skip_duplicates:
        skipped = pc.or_(skipped, pc.is_valid(segments["duplicate_of"]))
    keys = ["doc_id", "segment_id"]
    required = check_table(name, table).select(schema_of(name).names)
    return required.join(segments.filter(skipped).select(keys), keys=keys, join_type="left anti")


def _concepts_of(vocabulary: "Vocabulary | None") -> "Mapping[str, Concept]":
    if vocabulary is None:
        from govnlp.vocabulary import load_vocabulary

        vocabulary = load_vocabulary()
    return vocabulary.concepts


def _concepts(mentions: pa.Table, known: "Mapping[str, Concept]") -> pa.Table:
    marked = mentions.select(["concept_id", "doc_id"])
    for lang in ("en", "zh"):
        marked = marked.append_column(lang, pc.equal(mentions["lang"], lang).cast(pa.int32()))
    counted = marked.group_by("concept_id").aggregate(
        [([], "count_all"), ("doc_id", "count_distinct"), ("en", "sum"), ("zh", "sum")]
    )
    counts = counted.to_pylist()
    unknown = sorted(row["concept_id"] for row in counts if row["concept_id"] not in known)
    if unknown:
        raise VocabularyError(
            f"{len(unknown)} linked concepts are not in the vocabulary ({', '.join(unknown[:5])}); "
            "give aggregate the vocabulary that normalize used, or run normalize again"
        )
    counts.sort(key=lambda row: (-row["count_all"], row["concept_id"]))
    return table_from_rows(
        "concepts",
        [
            {
                "concept_id": row["concept_id"],
                "kind": known[row["concept_id"]].kind,
                "pref_en": known[row["concept_id"]].pref_en,
                "pref_zh": known[row["concept_id"]].pref_zh,
                "broader": list(known[row["concept_id"]].broader),
                "n_mentions": row["count_all"],
                "n_documents": row["doc_id_count_distinct"],
                "n_mentions_en": row["en_sum"],
                "n_mentions_zh": row["zh_sum"],
            }
            for row in counts
        ],
    )
