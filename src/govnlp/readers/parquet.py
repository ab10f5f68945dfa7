"""Parquet: one text a row."""

from collections.abc import Iterator
from typing import Any

from govnlp.config import IngestSettings
from govnlp.readers.protocol import Problem, ReadText, Reason, SetAsideError
from govnlp.readers.rows import Row, check_columns, texts_of_rows

_BATCH_ROWS = 1000


def read_parquet(data: bytes, settings: IngestSettings) -> Iterator[ReadText | Problem]:
    """Read one text a row, batch by batch.

    Raises:
        SetAsideError: the file is damaged, has no row, or lacks the text or identifier column.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(pa.BufferReader(data))
        check_columns(file.schema_arrow.names, settings)
        yield from texts_of_rows(_rows(file), "utf-8", settings)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise SetAsideError(Reason.DAMAGED, f"not a whole Parquet file: {error}") from error


def _rows(file: Any) -> Iterator[Row]:
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH_ROWS):
        for values in batch.to_pylist():
            yield Row(f"row {number}", values)
            number += 1
