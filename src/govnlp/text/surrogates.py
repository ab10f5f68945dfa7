"""Lone surrogates: half characters that no encoding can write, and no table can hold."""

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def replace_surrogates(text: str) -> tuple[str, int, int | None]:
    """Replace each lone surrogate by U+FFFD, so that every offset stays.

    Returns:
        The text, how many were replaced, and where the first stood (code points; None for none).

    >>> replace_surrogates("security")
    ('security', 0, None)
    >>> replace_surrogates("安全" + chr(0xD83D))
    ('安全\ufffd', 1, 2)
    """
    if text.isascii():
        return text, 0, None
    first = _SURROGATE.search(text)
    if first is None:
        return text, 0, None
    text, count = _SURROGATE.subn(_REPLACEMENT, text)
    return text, count, first.start()
