"""Bytes to text: the character encoding told by the content.

The encodings in which English and Chinese texts are met: UTF-8, UTF-16 and UTF-32 with or
without byte order mark, GB18030 (with GB2312 and GBK), Big5 (Windows code page 950 and the
Hong Kong extension), windows-1252. A byte order mark or valid UTF-8 settles it; otherwise every
encoding that can read the bytes is tried and the likeliest text wins.
"""

import codecs
import re
from dataclasses import dataclass, replace

from govnlp.errors import GovnlpError
from govnlp.text.likelihood import is_plausible, log_likelihood
from govnlp.text.scripts import HAN_CLASS

REPLACEMENT = "\ufffd"
"""Stands where bytes could not be decoded."""

MAX_BAD_SHARE = 0.001
"""Undecodable places per byte that a text may have."""

FORGIVEN_BAD = 3
"""So many undecodable places a text may have however short it is: one lost byte can make three."""

# Byte order mark, Python's name of the encoding with its mark, and without. UTF-32 first: its
# little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
_CANDIDATES = ("utf-8", "gb18030", "cp950", "big5hkscs", "windows-1252", "utf-16-le", "utf-16-be")
# Every decoder gives well-formed text, so a lone surrogate marks a place without doubt.
_BAD = "\udcff"
_MARK_BAD = "govnlp.mark-bad"
# Most wrong encodings are seen to be wrong within the first few bytes.
_PROBES = (256, 65_536)
_MAX_BAD_IN_PROBE = 0.05
_FORGIVEN_IN_PROBE = 4
# Python's cp950 fills the area of the ETEN extension by a table that nobody wrote with; what it
# reads there (kana, Cyrillic letters, digits in circles) is right in big5hkscs only.
_ETEN_AREA = re.compile("[\u3041-\u30fe\u0401-\u0451①-⑽]")
_FOLLOWED = ("euc", "shift", "iso2022", "cp932", "cp949", "johab")
_GUESSED = frozenset(_CANDIDATES) - {"utf-8"}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FORGIVEN_CONTROLS = 4
_MAX_CONTROLS = 0.05
_TWO_BYTE_ONLY = re.compile("[\0-\u07ff]*")
_MAX_AMBIGUOUS = 4
_UTF8_BONUS = 6.0
# One Han character inside an English word is more often an accented letter misread.
_HAN_INSIDE_WORD = re.compile(f"(?<=[A-Za-z])[{HAN_CLASS}](?=[a-z])")
_MAX_ACCENTED = 0.25


class UndecodableError(GovnlpError):
    """Bytes that are no text, or text in an encoding that is not known.

    Attributes:
        binary: whether they look like no text at all.
    """

    def __init__(self, message: str, *, binary: bool) -> None:
        super().__init__(message)
        self.binary = binary


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was read.

    Attributes:
        text: the text, without its byte order mark; line ends and NULs as they were.
        encoding: the Python codec that reads the bytes.
        n_bad: places where bytes could not be decoded; U+FFFD stands there.
        first_bad: where the first of them stands (code points), None where there is none.
    """

    text: str
    encoding: str
    n_bad: int = 0
    first_bad: int | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes by the encoding that their content speaks for.

    Args:
        data: the bytes of a whole text.
        declared: what the text says of its own encoding (HTML does). It is followed where it
            names a Japanese or Korean encoding that reads the bytes without an error. Of the
            encodings told by the content such names are wrong too often, and single-byte
            encodings read anything.

    Raises:
        UndecodableError: the bytes are no text, or none of the encodings fits.

    >>> decode("人的安全与全球治理".encode("gb18030")).encoding
    'gb18030'
    >>> decode("人的安全與全球治理".encode("big5")).encoding
    'cp950'
    """
    for mark, encoding, unmarked in _MARKS:
        if data.startswith(mark):
            return _checked(_marked(data[len(mark) :], encoding, unmarked))
    if _has_bytes_of_utf16_latin(data):
        return _checked(_likeliest(data, ("utf-16-le", "utf-16-be", "utf-8")))
    reading = (
        _utf8(data)
        or _nearly_utf8(data)
        or _follow(data, declared)
        or _likeliest(data, _CANDIDATES)
    )
    return _checked(reading)


def _utf8(data: bytes) -> Decoded | None:
    try:
        reading = Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None
    if data.isascii() or not _TWO_BYTE_ONLY.fullmatch(reading.text):
        return reading
    # A word or two of GB18030 in English can be valid UTF-8 (目前 reads as Ŀǰ).
    n_others = sum(char >= "\x80" for char in reading.text)
    if n_others > _MAX_AMBIGUOUS:
        return reading
    best = _likeliest(data, ("utf-8", "gb18030", "cp950"))
    return best if _score(best) > _score(reading) + _UTF8_BONUS else reading


def _nearly_utf8(data: bytes) -> Decoded | None:
    """Read what is UTF-8 but for a few places: no other encoding looks like it by chance."""
    reading = _read(data, "utf-8")
    if reading is None or sum(char >= "\x80" for char in reading.text) < 11 * reading.n_bad:
        return None
    if not _is_tolerable(reading, data):
        raise UndecodableError(
            f"it is UTF-8 but for {reading.n_bad} places, too many to go on without them",
            binary=False,
        )
    return reading


def _marked(data: bytes, encoding: str, unmarked: str) -> Decoded:
    reading = _read(data, unmarked)
    if reading is None or not _is_tolerable(reading, data):
        raise UndecodableError(
            f"it begins with the byte order mark of {unmarked.upper()} but its bytes are no such "
            "text",
            binary=True,
        )
    return replace(reading, encoding=encoding)


def _has_bytes_of_utf16_latin(data: bytes) -> bool:
    """Tell Latin text in UTF-16, which is valid UTF-8 too: every second byte is NUL."""
    n_units = len(data) // 2
    even, odd = data[::2].count(0), data[1::2].count(0)
    return n_units > 0 and max(even, odd) > 0.6 * n_units and min(even, odd) < 0.05 * n_units + 1


def _follow(data: bytes, declared: str | None) -> Decoded | None:
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared).name
        if not name.startswith(_FOLLOWED):
            return None
        return Decoded(data.decode(name), name)
    except (LookupError, UnicodeDecodeError):
        return None


def _likeliest(data: bytes, encodings: tuple[str, ...]) -> Decoded:
    best = _likeliest_or_none(data, encodings)
    if best is None:
        raise UndecodableError(
            "its bytes are no text in UTF-8, UTF-16, GB18030, Big5 or windows-1252",
            binary=_control_share(data.decode("latin-1")) > _MAX_CONTROLS,
        )
    return best


def _likeliest_or_none(data: bytes, encodings: tuple[str, ...]) -> Decoded | None:
    readings = (_read(data, name) for name in encodings)
    tolerable = [reading for reading in readings if reading and _is_tolerable(reading, data)]
    best = max(tolerable, key=_score, default=None)
    # GB18030 has a byte order mark of its own.
    return best and replace(best, text=best.text.removeprefix("\ufeff"))


def _score(reading: Decoded) -> float:
    score = log_likelihood(reading.text) - 20.0 * reading.n_bad
    score -= 5.0 * len(_HAN_INSIDE_WORD.findall(reading.text))
    if reading.encoding == "big5hkscs":
        # The two Big5 read ordinary text alike; then the one of Windows is named.
        return score - 1e-6 * abs(score)
    if reading.encoding == "cp950":
        return score - 20.0 * len(_ETEN_AREA.findall(reading.text))
    return score


def _read(data: bytes, encoding: str) -> Decoded | None:
    """Decode, putting U+FFFD where bytes are wrong; None where they are wrong all over."""
    for length in _PROBES:
        text = data[:length].decode(encoding, errors=_MARK_BAD)
        if text.count(_BAD) > max(_FORGIVEN_IN_PROBE, _MAX_BAD_IN_PROBE * len(text)):
            return None
        if len(data) <= length:
            break
    else:
        text = data.decode(encoding, errors=_MARK_BAD)
    n_bad = text.count(_BAD)
    if not n_bad:
        return Decoded(text, encoding)
    return Decoded(text.replace(_BAD, REPLACEMENT), encoding, n_bad, text.index(_BAD))


def _is_tolerable(reading: Decoded, data: bytes) -> bool:
    if reading.n_bad <= 1:
        return True
    others = sum(char >= "\x80" for char in reading.text)
    limit = max(FORGIVEN_BAD, MAX_BAD_SHARE * len(data))
    return reading.n_bad <= limit and 11 * reading.n_bad <= others


def _mark_bad(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _BAD, error.end


def _checked(reading: Decoded) -> Decoded:
    if _control_share(reading.text) > _MAX_CONTROLS:
        raise UndecodableError("it is full of control characters", binary=True)
    if reading.encoding in _GUESSED and not _is_plausible(reading):
        raise UndecodableError(
            f"the likeliest encoding, {reading.encoding}, does not give sensible text",
            binary=False,
        )
    return reading


def _control_share(text: str) -> float:
    """Give the share of control characters; a few, NULs too, may stand in any text."""
    controls = len(_CONTROL.findall(text))
    return max(0, controls - _FORGIVEN_CONTROLS) / max(1, len(text))


def _is_plausible(reading: Decoded) -> bool:
    if reading.encoding == "windows-1252":
        letters = [char for char in reading.text if char.isalpha()]
        accented = sum(char >= "\x80" for char in letters)
        return accented <= max(2, _MAX_ACCENTED * len(letters))
    return is_plausible(reading.text)


codecs.register_error(_MARK_BAD, _mark_bad)
