"""Link what the texts say to the vocabulary."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from govnlp.config import NormalizeSettings
from govnlp.linking.linker import Reading, linker_for
from govnlp.linking.names import reconcile
from govnlp.linking.passages import DocumentPassages, Rows, document_passages
from govnlp.schema import SCHEMAS, Tables, check_table, empty_table, table_from_columns
from govnlp.vocabulary.concepts import Vocabulary
from govnlp.vocabulary.reading import load_vocabulary

WRITES = ("mentions", "names", "suggestions")
"""The tables it makes."""


def normalize(
    documents: pa.Table,
    segments: pa.Table,
    sentences: pa.Table,
    entities: pa.Table,
    noun_phrases: pa.Table,
    settings: NormalizeSettings | None = None,
    vocabulary: Vocabulary | None = None,
) -> Tables:
    """Link mentions to the concepts of a vocabulary.

    Segments without a sentence (those that annotate left out) are not searched. A mention
    belongs to the sentence in which it begins, and has that sentence's language; so does a name
    and a suggestion.

    Args:
        documents: the table of that name; the columns doc_id and text are read.
        segments: the table of that name.
        sentences: the table of that name; its tokens say where Chinese words end.
        entities: the table of that name; a place inside a person's name is none, and what no
            label equals is compared with all labels.
        noun_phrases: the table of that name; compared with all labels as well.
        settings: what to link, and how sure a link must be; None stands for the defaults.
        vocabulary: what to link to; None loads the ones that the settings name.

    Returns:
        The tables ``mentions``, ``names`` and ``suggestions`` (in the order of the documents,
        then by start, the longer span first) and ``rejects`` (without a row: nothing is set
        aside here).

    Raises:
        TableError: a table is not as its schema says, or a segment belongs to no document.
        VocabularyError: a vocabulary named in the settings cannot be read.
    """
    given = {
        "documents": documents,
        "segments": segments,
        "sentences": sentences,
        "entities": entities,
        "noun_phrases": noun_phrases,
    }
    for name, table in given.items():
        check_table(name, table)
    settings = settings or NormalizeSettings()
    if vocabulary is None:
        vocabulary = load_vocabulary(settings.vocabularies)
    linker = linker_for(vocabulary, settings)
    columns: dict[str, dict[str, list[Any]]] = {
        name: {column: [] for column in SCHEMAS[name].names} for name in WRITES
    }
    for document in document_passages(*given.values()):
        for number, reading in enumerate(linker.read(document.passages)):
            _add(columns, document, number, reading)
    tables = {name: table_from_columns(name, columns[name]) for name in WRITES}
    return tables | {"rejects": empty_table("rejects")}


def _add(
    columns: Mapping[str, Mapping[str, list[Any]]],
    document: DocumentPassages,
    number: int,
    reading: Reading,
) -> None:
    place = _Place(document, number)
    for link in reading.links:
        place.add(columns["mentions"], link._asdict())
    entities = document.passages[number].entities
    for name in reconcile(document.text, entities, reading.links):
        place.add(columns["names"], name._asdict())
    for suggestion in reading.suggestions:
        proposals = suggestion.proposals
        values = {
            "start": suggestion.start,
            "end": suggestion.end,
            "concept_ids": [proposal.entry.concept_id for proposal in proposals],
            "labels": [proposal.entry.label for proposal in proposals],
            "scores": [proposal.score for proposal in proposals],
        }
        place.add(columns["suggestions"], values)


class _Place:
    """The columns that every row of a segment has, by where the row begins."""

    def __init__(self, document: DocumentPassages, number: int) -> None:
        self._document = document
        self._segment_id = document.segment_ids[number]
        self._sentences: Rows = document.sentences[number]
        self._starts: Sequence[int] = [row["start"] for row in self._sentences]

    def add(self, columns: Mapping[str, list[Any]], values: Mapping[str, Any]) -> None:
        """Put a row with these values at the end of columns."""
        start, end = values["start"], values["end"]
        sentence = self._sentences[max(0, bisect_right(self._starts, start) - 1)]
        row = {
            "doc_id": self._document.doc_id,
            "segment_id": self._segment_id,
            "sentence_id": sentence["sentence_id"],
            "text": self._document.text[start:end],
            "lang": sentence["lang"],
            **values,
        }
        for name, column in columns.items():
            column.append(row[name])
