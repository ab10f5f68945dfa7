"""What a reader takes and gives, and the reasons for which something is set aside."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from govnlp.config import IngestSettings
from govnlp.errors import GovnlpError


class Reason(StrEnum):
    """Why a file, a row or a few characters were set aside: what stands in `rejects.reason`."""

    EMPTY = "empty file"
    TOO_LARGE = "too large"
    UNREADABLE = "cannot be read"
    NOT_A_FILE = "not a regular file"
    LINK_OUTSIDE = "link out of the folder"
    NAME_OF_ROW = "name of a row"
    UNSUPPORTED = "unsupported format"
    MISLABELLED = "mislabelled file"
    BINARY = "binary file"
    UNKNOWN_ENCODING = "unknown encoding"
    UNDECODABLE_BYTES = "undecodable bytes"
    LONE_SURROGATES = "lone surrogates"
    DAMAGED = "damaged file"
    ENCRYPTED = "encrypted file"
    NO_TEXT = "no text"
    PAGES_WITHOUT_TEXT = "pages without text"
    NO_MAIN_TEXT = "no main text"
    MISSING_EXTRA = "optional part missing"
    MISSING_COLUMN = "missing column"
    BAD_ROW = "bad row"
    ROW_WITHOUT_TEXT = "row without text"
    ROW_WITHOUT_ID = "row without identifier"
    REPEATED_ID = "repeated identifier"


@dataclass(frozen=True, slots=True)
class ReadText:
    """One text out of a file.

    Attributes:
        text: the text, whole.
        encoding: the Python codec that it was read with.
        key: what names the text inside its file (stands behind # in `doc_id`); None where a
            file is one text.
        metadata: other columns of the row as a JSON object, None where there are no columns.
    """

    text: str
    encoding: str
    key: str | None = None
    metadata: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a reader set aside while the rest went on.

    Attributes:
        reason: why.
        detail: what was found and what to do.
        key: the text of the file that it concerns, as in `ReadText.key`.
        start: where it begins in the text (code points), None where it has no place there.
        end: where it ends.
    """

    reason: Reason
    detail: str
    key: str | None = None
    start: int | None = None
    end: int | None = None


class SetAsideError(GovnlpError):
    """A file, or what is left of it, cannot be used; the run goes on with the next one."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


Reader = Callable[[bytes, IngestSettings], Iterator[ReadText | Problem]]
"""Gives the texts of a file's bytes, and what had to be set aside.

Raises `SetAsideError`; `MissingExtraError` where a library is not installed.
"""
