"""Plain text and Markdown: kept whole, in whatever encoding."""

from collections.abc import Iterator

from govnlp.config import IngestSettings
from govnlp.readers.protocol import Problem, ReadText, Reason, SetAsideError
from govnlp.text.decoding import Decoded, UndecodableError, decode


def read_plain(data: bytes, _settings: IngestSettings) -> Iterator[ReadText | Problem]:
    """Read one text.

    Raises:
        SetAsideError: the bytes are no text, or in an encoding that is not known.
    """
    decoded = decoded_or_set_aside(data)
    yield ReadText(decoded.text, decoded.encoding)
    yield from undecodable(decoded, start=decoded.first_bad)


def decoded_or_set_aside(data: bytes, declared: str | None = None) -> Decoded:
    """Decode, and say what to do where that fails.

    Raises:
        SetAsideError: the bytes are no text, or in an encoding that is not known.
    """
    try:
        return decode(data, declared)
    except UndecodableError as error:
        if error.binary:
            raise SetAsideError(Reason.BINARY, f"no text: {error}; remove the file") from error
        raise SetAsideError(
            Reason.UNKNOWN_ENCODING, f"{error}; save the file as UTF-8 and run again"
        ) from error


def undecodable(decoded: Decoded, *, start: int | None = None) -> Iterator[Problem]:
    """Say how many places could not be decoded, if any; `start` is where the first one stands."""
    if decoded.n_bad:
        place = "" if start is None else f", the first at character {start}"
        yield Problem(
            Reason.UNDECODABLE_BYTES,
            f"{decoded.n_bad} places are not valid {decoded.encoding}{place}; U+FFFD stands "
            "there; check the file against its source",
            start=start,
            end=None if start is None else start + 1,
        )
