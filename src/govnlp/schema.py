"""Every table: its columns, their types, meaning and unit.

``start`` and ``end`` count Unicode code points in ``documents.text``, the end exclusive, and
``documents.text[start:end] == text`` holds in every table that has the three. Columns here are
required; a stage may add more.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from govnlp.errors import TableError

Tables = dict[str, pa.Table]
"""Tables by name, as every stage returns them."""

LANGUAGES = ("en", "zh", "und")
SCRIPTS = ("Latn", "Hans", "Hant", "Zyyy")
SEGMENT_KINDS = ("heading", "paragraph", "list_item", "boilerplate")
CONCEPT_KINDS = ("concept", "organization", "place", "person", "document", "event")
ENTITY_LABELS = ("PER", "ORG", "LOC")

_OFFSET = "code points in documents.text"


def _column(
    name: str, kind: pa.DataType, description: str, unit: str = "", *, nullable: bool = False
) -> pa.Field:
    metadata = {"description": description}
    if unit:
        metadata["unit"] = unit
    return pa.field(name, kind, nullable=nullable, metadata=metadata)


def _span_columns(what: str) -> list[pa.Field]:
    return [
        _column("start", pa.int32(), f"Where the {what} begins", _OFFSET),
        _column("end", pa.int32(), f"Where the {what} ends, exclusive", _OFFSET),
    ]


_DOC_ID = _column("doc_id", pa.string(), "The document: path below the input folder, #n for row n")
_SEGMENT_ID = _column("segment_id", pa.int32(), "The segment of the document, from 0")
_SENTENCE_ID = _column("sentence_id", pa.int32(), "The sentence of the document, from 0")
_LANG = _column("lang", pa.string(), "Language: en, zh or und (undetermined)")
_CONCEPT_KIND = _column(
    "kind", pa.string(), "concept, organization, place, person, document or event"
)


def _text(what: str) -> pa.Field:
    return _column("text", pa.string(), f"The {what} as it stands in the document")


SCHEMAS: Mapping[str, pa.Schema] = {
    "documents": pa.schema(
        [
            _DOC_ID,
            _column("path", pa.string(), "Path of the file below the input folder (POSIX)"),
            _column("media_type", pa.string(), "Media type of the file (IANA)"),
            _column("encoding", pa.string(), "Character encoding the text was read with"),
            _column("sha256", pa.string(), "SHA-256 of the file's bytes", "hexadecimal"),
            _column("n_chars", pa.int32(), "Length of the text", "code points"),
            _column("text", pa.string(), "The text as read, kept whole"),
            _column(
                "metadata",
                pa.string(),
                "Other columns of a file with one text a row, as a JSON object; else null",
                nullable=True,
            ),
        ]
    ),
    "segments": pa.schema(
        [
            _DOC_ID,
            _SEGMENT_ID,
            *_span_columns("segment"),
            _text("segment"),
            _LANG,
            _column("script", pa.string(), "Script (ISO 15924): Latn, Hans, Hant or Zyyy"),
            _column("kind", pa.string(), "heading, paragraph, list_item or boilerplate"),
            _column(
                "duplicate_of",
                pa.int32(),
                "segment_id of the first segment of the document with the same text, else null",
                nullable=True,
            ),
        ]
    ),
    "sentences": pa.schema(
        [
            _DOC_ID,
            _SEGMENT_ID,
            _SENTENCE_ID,
            *_span_columns("sentence"),
            _LANG,
            _column("n_tokens", pa.int32(), "Words and punctuation marks", "tokens"),
            _column("token_starts", pa.list_(pa.int32()), "Where each token begins", _OFFSET),
            _column("token_ends", pa.list_(pa.int32()), "Where each token ends", _OFFSET),
        ]
    ),
    "entities": pa.schema(
        [
            _DOC_ID,
            _SEGMENT_ID,
            _SENTENCE_ID,
            *_span_columns("entity"),
            _text("entity"),
            _LANG,
            _column("label", pa.string(), "Type: PER, ORG, LOC, or what else an annotator gives"),
            _column(
                "source",
                pa.string(),
                "The annotator that found it, or names for a listed name; joined by +",
            ),
        ]
    ),
    "noun_phrases": pa.schema(
        [
            _DOC_ID,
            _SEGMENT_ID,
            _SENTENCE_ID,
            *_span_columns("noun phrase"),
            _text("noun phrase"),
            _LANG,
            _column("head", pa.string(), "The head word as it stands in the document"),
            _column("key", pa.string(), "Folded, lemmatized form under which equal phrases group"),
        ]
    ),
    "mentions": pa.schema(
        [
            _DOC_ID,
            _SEGMENT_ID,
            _SENTENCE_ID,
            *_span_columns("mention"),
            _text("mention"),
            _LANG,
            _column("concept_id", pa.string(), "The concept of the vocabulary"),
            _CONCEPT_KIND,
            _column("label", pa.string(), "The label of the vocabulary that matched"),
            _column("match", pa.string(), "How it matched: exact, folded, inflected, ..."),
            _column("score", pa.float32(), "How sure the link is", "0 to 1"),
        ]
    ),
    "names": pa.schema(
        [
            _DOC_ID,
            _SEGMENT_ID,
            _SENTENCE_ID,
            *_span_columns("name"),
            _text("name"),
            _LANG,
            _column("label", pa.string(), "Type: PER, ORG, LOC, DOC, EVENT, or an annotator's"),
            _column(
                "concept_id",
                pa.string(),
                "The concept that it names; null if the vocabulary has none",
                nullable=True,
            ),
            _column(
                "entity_label",
                pa.string(),
                "The annotator's type of the same span; null if it has none",
                nullable=True,
            ),
            _column(
                "decided_by", pa.string(), "Who gave span and type: both, vocabulary, annotator"
            ),
        ]
    ),
    "suggestions": pa.schema(
        [
            _DOC_ID,
            _SEGMENT_ID,
            _SENTENCE_ID,
            *_span_columns("span"),
            _text("span"),
            _LANG,
            _column(
                "concept_ids", pa.list_(pa.string()), "What it could mean, the likeliest first"
            ),
            _column("labels", pa.list_(pa.string()), "For each, the label that is near"),
            _column("scores", pa.list_(pa.float32()), "For each, how likely it is", "0 to 1"),
        ]
    ),
    "concepts": pa.schema(
        [
            _column("concept_id", pa.string(), "The concept of the vocabulary"),
            _CONCEPT_KIND,
            _column("pref_en", pa.string(), "Preferred English label"),
            _column("pref_zh", pa.string(), "Preferred Chinese label (Simplified)"),
            _column("broader", pa.list_(pa.string()), "concept_ids of the broader concepts"),
            _column("n_mentions", pa.int32(), "Mentions in the corpus", "mentions"),
            _column("n_documents", pa.int32(), "Documents with a mention", "documents"),
            _column("n_mentions_en", pa.int32(), "Mentions in English text", "mentions"),
            _column("n_mentions_zh", pa.int32(), "Mentions in Chinese text", "mentions"),
        ]
    ),
    "cooccurrence": pa.schema(
        [
            _column("concept_a", pa.string(), "One concept; sorts before concept_b"),
            _column("concept_b", pa.string(), "The other concept"),
            _column("n_sentences", pa.int32(), "Sentences that mention both", "sentences"),
            _column("n_documents", pa.int32(), "Documents with such a sentence", "documents"),
            _column(
                "npmi",
                pa.float64(),
                "Normalized pointwise mutual information over sentences",
                "-1 to 1",
            ),
        ]
    ),
    "alignments": pa.schema(
        [
            _DOC_ID,
            _column("en_start", pa.int32(), "Where the English side begins", _OFFSET),
            _column("en_end", pa.int32(), "Where the English side ends, exclusive", _OFFSET),
            _column("zh_start", pa.int32(), "Where the Chinese side begins", _OFFSET),
            _column("zh_end", pa.int32(), "Where the Chinese side ends, exclusive", _OFFSET),
            _column("en_text", pa.string(), "The English side as it stands in the document"),
            _column("zh_text", pa.string(), "The Chinese side as it stands in the document"),
            _column("score", pa.float32(), "How sure the pair is", "0 to 1"),
        ]
    ),
    "candidates": pa.schema(
        [
            _column("key", pa.string(), "Folded, lemmatized form of the phrase"),
            _LANG,
            _column("text", pa.string(), "The commonest written form"),
            _column("n_mentions", pa.int32(), "Occurrences in the corpus", "occurrences"),
            _column("n_documents", pa.int32(), "Documents with an occurrence", "documents"),
            _column("termhood", pa.float64(), "How much the phrase is a term (C-value)", "score"),
            _column("translation", pa.string(), "Proposed translation", nullable=True),
            _column(
                "translation_score",
                pa.float64(),
                "How sure the translation is",
                "0 to 1",
                nullable=True,
            ),
        ]
    ),
    "rejects": pa.schema(
        [
            _column("path", pa.string(), "Path of the file below the input folder (POSIX)"),
            _column("doc_id", pa.string(), "The document, where there is one", nullable=True),
            _column("stage", pa.string(), "The stage that set it aside"),
            _column("start", pa.int32(), "Where it begins, else null", _OFFSET, nullable=True),
            _column("end", pa.int32(), "Where it ends, else null", _OFFSET, nullable=True),
            _column("reason", pa.string(), "Why, as a short fixed phrase"),
            _column("detail", pa.string(), "What exactly was found and what to do"),
        ]
    ),
}
"""The schema of each table, by name."""


def empty_table(name: str) -> pa.Table:
    """Give the named table without a row.

    Raises:
        TableError: there is no such table.
    """
    return schema_of(name).empty_table()


def schema_of(name: str) -> pa.Schema:
    """Give the schema of the named table.

    Raises:
        TableError: there is no such table.
    """
    if name not in SCHEMAS:
        raise TableError(f"no table is called {name!r}; there are: {', '.join(SCHEMAS)}")
    return SCHEMAS[name]


def table_from_rows(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Build the named table from one mapping a row; every required column must be there.

    Raises:
        TableError: a row lacks a column, has an unknown one, or a value of the wrong type.
    """
    schema = schema_of(name)
    columns: dict[str, list[Any]] = {column: [] for column in schema.names}
    for number, row in enumerate(rows):
        if row.keys() != columns.keys():
            wrong = sorted(row.keys() ^ columns.keys())
            raise TableError(f"{name}, row {number}: missing or unknown columns {wrong}")
        for column, value in row.items():
            columns[column].append(value)
    return table_from_columns(name, columns)


def table_from_columns(name: str, columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    """Build the named table from its columns.

    Raises:
        TableError: a column is missing, unknown, or holds values of another type.
    """
    schema = schema_of(name)
    if columns.keys() != set(schema.names):
        wrong = sorted(columns.keys() ^ set(schema.names))
        raise TableError(f"{name}: missing or unknown columns {wrong}")
    try:
        return pa.table({column: columns[column] for column in schema.names}, schema=schema)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise TableError(f"{name}: {error}") from error


def check_table(name: str, table: pa.Table | None, schema: pa.Schema | None = None) -> pa.Table:
    """Check that a table has the required columns with their types; give it back unchanged.

    Args:
        name: the table.
        table: its rows; None stands for a table that was not given.
        schema: what is required; that of `SCHEMAS` by default.

    Raises:
        TableError: a column is missing, has another type, or has a null where none may be.
    """
    if table is None:
        raise TableError(f"{name}: the table is missing")
    for field in schema_of(name) if schema is None else schema:
        if field.name not in table.column_names:
            raise TableError(f"{name}: column {field.name!r} is missing")
        column = table.column(field.name)
        if column.type != field.type:
            raise TableError(f"{name}.{field.name}: {column.type} where {field.type} is required")
        if column.null_count and not field.nullable:
            raise TableError(f"{name}.{field.name}: {column.null_count} values are null")
    return table


def concat(name: str, tables: Iterable[pa.Table]) -> pa.Table:
    """Put tables of one name one after the other; none gives the empty table."""
    tables = list(tables)
    return pa.concat_tables(tables) if tables else empty_table(name)
