"""Files to documents: the one stage that reads source files."""

import hashlib
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnlp.config import IngestSettings
from govnlp.errors import InputError, MissingExtraError
from govnlp.readers import Format, format_of
from govnlp.readers.protocol import Problem, ReadText, Reason, SetAsideError
from govnlp.readers.signatures import kind_by_content
from govnlp.readers.sources import Source, find_sources
from govnlp.schema import Tables, concat, table_from_rows
from govnlp.text.surrogates import replace_surrogates

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Source", "find_sources", "ingest", "ingest_texts"]

_DEFAULTS = IngestSettings()
_LONGEST_TEXT = 2**31 - 1  # bytes of UTF-8 that one value of a table can hold
_CHARS_AT_ONCE = 50_000_000


def ingest(sources: Iterable[Source], settings: IngestSettings = _DEFAULTS) -> Tables:
    """Read files; each gives rows of `documents`, rows of `rejects`, or both. Nothing is raised.

    Texts are kept whole: line ends, NULs and all, without their byte order mark. Undecodable
    bytes and lone surrogates become U+FFFD; a row of `rejects` for the document says how many
    there were and where the first one stands.

    Args:
        sources: the files, as `find_sources` gives them; documents come in their order.
        settings: the columns of files with one text a row, and the size of the largest file.

    Returns:
        `documents` and `rejects`.
    """
    rows = _Rows()
    for source in sources:
        try:
            _read_into(rows, source, settings)
        except SetAsideError as error:
            rows.reject(source.name, Problem(error.reason, str(error)))
        except MissingExtraError as error:
            rows.reject(source.name, Problem(Reason.MISSING_EXTRA, str(error)))
        except Exception as error:  # noqa: BLE001 - whatever a parser raises costs its file only
            detail = f"its reader failed ({type(error).__name__}: {error}); is the file whole?"
            rows.reject(source.name, Problem(Reason.DAMAGED, detail))
    return rows.tables()


def ingest_texts(texts: Sequence[str]) -> Tables:
    """Make documents of texts at hand, called "0", "1", ... in their order, empty ones included.

    Returns:
        `documents` and `rejects`; the latter has a row for each text with lone surrogates, which
        become U+FFFD.

    Raises:
        InputError: a text is no string, or one string was given in place of a list.

    >>> ingest_texts(["人的安全", ""])["documents"]["doc_id"].to_pylist()
    ['0', '1']
    """
    if isinstance(texts, str):
        raise InputError('one text was given where a list of texts is wanted: ["..."]')
    rows = _Rows()
    for number, text in enumerate(texts):
        if not isinstance(text, str):
            raise InputError(f"text {number} is of type {type(text).__name__}, not a string")
        rows.add(str(number), ReadText(text, "utf-8"), media_type="text/plain", sha256=None)
    return rows.tables()


def _read_into(rows: "_Rows", source: Source, settings: IngestSettings) -> None:
    _check_file(source, settings)
    file_format = format_of(source.name)
    data = _bytes(source.path)
    _check_kind(data, file_format)
    sha256 = hashlib.sha256(data).hexdigest()
    doc_id: str | None = None
    for item in _read(data, file_format, settings):
        if isinstance(item, Problem):
            rows.reject(source.name, item, doc_id)
        else:
            rows.add(source.name, item, media_type=file_format.media_type, sha256=sha256)
            doc_id = source.name if item.key is None else None


def _check_file(source: Source, settings: IngestSettings) -> None:
    if source.leads_outside:
        raise SetAsideError(
            Reason.LINK_OUTSIDE, "links are not followed out of the folder; copy the file into it"
        )
    if source.row_of:
        raise SetAsideError(
            Reason.NAME_OF_ROW, f"a row of {source.row_of} could be called so; rename the file"
        )
    try:
        status = source.path.stat()
    except OSError as error:
        raise _unreadable(error) from error
    if stat.S_ISDIR(status.st_mode):
        raise SetAsideError(Reason.UNREADABLE, "the folder cannot be listed; check permissions")
    if not stat.S_ISREG(status.st_mode):
        raise SetAsideError(Reason.NOT_A_FILE, "it is a pipe, a socket or a device; remove it")
    if status.st_size > settings.max_file_bytes:
        raise SetAsideError(
            Reason.TOO_LARGE,
            f"{status.st_size:,} bytes; the limit is {settings.max_file_bytes:,}; cut the file "
            "up or raise [ingest] max_file_bytes",
        )


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(error) from error
    if not data:
        raise SetAsideError(Reason.EMPTY, "0 bytes; remove it or get it anew")
    return data


def _unreadable(error: OSError) -> SetAsideError:
    return SetAsideError(Reason.UNREADABLE, f"{error.strerror}; check the file and its permissions")


def _check_kind(data: bytes, file_format: Format) -> None:
    """Compare what a file's first bytes say with what its name says."""
    found, named = kind_by_content(data), file_format.kind
    if found == named or (found is None and file_format.kind_is_optional):
        return
    what = f"no {named}" if found is None else f"not {named or 'text'} but: {found}"
    raise SetAsideError(
        Reason.MISLABELLED,
        f"by its first bytes it is {what}; give it the right extension or remove it",
    )


def _read(
    data: bytes, file_format: Format, settings: IngestSettings
) -> Iterator[ReadText | Problem]:
    for item in file_format.read(data, settings):
        if isinstance(item, ReadText) and item.key is None and not item.text.strip():
            raise SetAsideError(Reason.EMPTY, "nothing but white space; remove it")
        yield item


class _Rows:
    """The rows of both tables while they grow."""

    def __init__(self) -> None:
        self._tables: list[pa.Table] = []
        self._documents: list[dict[str, Any]] = []
        self._rejects: list[dict[str, Any]] = []
        self._n_chars = 0

    def add(self, path: str, read: ReadText, *, media_type: str, sha256: str | None) -> None:
        """Add a document; without a file, its text's bytes in UTF-8 are digested."""
        doc_id = path if read.key is None else f"{path}#{read.key}"
        text, n_lone, first = replace_surrogates(read.text)
        if len(text) > _LONGEST_TEXT // 4 and len(text.encode("utf-8")) > _LONGEST_TEXT:
            detail = f"a text of {len(text):,} characters; cut it into several"
            self.reject(path, Problem(Reason.TOO_LARGE, detail, read.key))
            return
        row = {
            "doc_id": doc_id,
            "path": path,
            "media_type": media_type,
            "encoding": read.encoding,
            "sha256": sha256 or hashlib.sha256(text.encode("utf-8")).hexdigest(),
            "n_chars": len(text),
            "text": text,
            "metadata": read.metadata,
        }
        self._documents.append(row)
        self._n_chars += len(text)
        if self._n_chars > _CHARS_AT_ONCE:
            self._close_piece()
        if first is not None:
            detail = (
                f"{n_lone} halves of surrogate pairs, the first at character {first}; U+FFFD "
                "stands there; check what wrote the text"
            )
            problem = Problem(Reason.LONE_SURROGATES, detail, read.key, first, first + 1)
            self.reject(path, problem, doc_id)

    def reject(self, path: str, problem: Problem, doc_id: str | None = None) -> None:
        """Add a row of rejects; `doc_id` where the document is there all the same."""
        row = {
            "path": path,
            "doc_id": doc_id if problem.key is None else f"{path}#{problem.key}",
            "stage": "ingest",
            "start": problem.start,
            "end": problem.end,
            "reason": str(problem.reason),
            "detail": replace_surrogates(problem.detail)[0],
        }
        self._rejects.append(row)

    def tables(self) -> Tables:
        """Give both tables."""
        self._close_piece()
        return {
            "documents": concat("documents", self._tables),
            "rejects": table_from_rows("rejects", self._rejects),
        }

    def _close_piece(self) -> None:
        # Arrow counts the bytes of one array of strings in 32 bits.
        if self._documents:
            self._tables.append(table_from_rows("documents", self._documents))
            self._documents = []
            self._n_chars = 0
