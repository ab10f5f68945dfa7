"""Names that a user lists with their types: read, checked, and told apart by language."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from govnlp.csv_rows import csv_rows
from govnlp.errors import SettingsError
from govnlp.text.folding import MIDDLE_DOTS, fold_layout, simplify
from govnlp.text.scripts import count_han

NAME_TYPES = ("PER", "ORG", "LOC")

Names = Mapping[str, str]
"""The type of each name."""

_COLUMNS = ("name", "type")
_ONE_DOT = str.maketrans(dict.fromkeys(MIDDLE_DOTS, MIDDLE_DOTS[0]))


def read_names(path: str | Path) -> dict[str, str]:
    """Read a CSV file with the columns ``name`` and ``type`` (PER, ORG, LOC).

    Returns:
        The type of each name, as `names_of` takes them.

    Raises:
        SettingsError: the file is not there, cannot be read, or has a wrong row.
    """
    path = Path(path)
    if not path.is_file():
        raise SettingsError(
            f"annotate.names: no file {str(path)!r}; give the path, from the working folder, of a "
            f"CSV file with the columns {' and '.join(_COLUMNS)}"
        )
    rows = csv_rows(path, SettingsError, required=_COLUMNS, allowed=_COLUMNS)
    return _checked((where, row["name"], row["type"]) for where, row in rows)


def names_of(lang: str, names: Names) -> dict[str, str]:
    """Give the names that the annotator of a language looks for.

    Names with a Chinese character are Chinese, all others English. Their characters are
    simplified, line breaks in them joined, and middle dots written as one.

    Raises:
        SettingsError: a name is empty, its type unknown, or two that are the same differ in type.
    """
    known = _checked(("names", name, kind) for name, kind in names.items())
    return {name: kind for name, kind in known.items() if _language(name) == lang}


def names_digest(names: Names) -> str:
    """Tell two lists of names apart; empty for none."""
    if not names:
        return ""
    text = json.dumps(sorted(names.items()))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def _checked(rows: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Check rows of place, name and type; give the types by the names as they are looked for."""
    known: dict[str, tuple[str, str]] = {}
    for where, name, kind in rows:
        folded = _folded(name)
        if not folded:
            raise SettingsError(f"{where}: the name is empty; fill it in or remove the row")
        if kind not in NAME_TYPES:
            raise SettingsError(
                f"{where}: type {kind!r} of {name!r} is none of {', '.join(NAME_TYPES)}"
            )
        first_kind, first_where = known.setdefault(folded, (kind, where))
        if kind != first_kind:
            raise SettingsError(
                f"{where}: {name!r} is {kind} here and {first_kind} in {first_where}; keep one"
            )
    return {name: kind for name, (kind, _) in known.items()}


def _folded(name: str) -> str:
    folded = fold_layout(name).text.translate(_ONE_DOT)
    return simplify(folded) if _language(folded) == "zh" else folded


def _language(name: str) -> str:
    return "zh" if count_han(name) else "en"
