"""Add to the shipped vocabulary what the knowledge files have and it lacks.

Run from the repository root, with PyYAML and openpyxl installed::

    python pipelines/vocabulary/derive.py           # adds rows and identifiers
    python pipelines/vocabulary/derive.py --check   # only says what it would add; exit status 1

Three things are added: a place for each country or territory, an organization for each
international body with a Chinese name, and the identifier of an IPTC topic where a concept bears
both its names. A row that is there is never changed but for a missing identifier, so edits by
hand stay; bodies left out on purpose stand in ``left_out.csv`` beside this file.
"""

import argparse
import csv
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import opencc
import openpyxl
import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DATA = ROOT / "src" / "govnlp" / "vocabulary" / "data"
KNOWLEDGE = Path(os.environ.get("GOVNLP_SHARED", ROOT.parent / "shared")) / "data" / "knowledge"
COLUMNS = (
    "concept_id pref_en alt_en abbr_en pref_zh alt_zh abbr_zh alt_zh_hant broader related "
    "scope_en scope_zh same_as source"
).split()
LABELS = ("pref_en", "alt_en", "abbr_en")

Row = dict[str, str]

_HAN = re.compile("[\u4e00-\u9fff]")
_TO_SIMPLIFIED = opencc.OpenCC("t2s")


def main() -> int:
    """Add what is missing, or say what would be added."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    only_check = parser.parse_args().check
    places = Table(DATA / "places.csv")
    organizations = Table(DATA / "organizations.csv")
    concepts = Table(DATA / "concepts.csv")
    added = [
        *places.add_missing(countries(KNOWLEDGE / "country_codes.csv")),
        *organizations.add_missing(
            bodies(KNOWLEDGE / "international_bodies.yaml", left_out(HERE / "left_out.csv"))
        ),
        *concepts.add_topics(topics(KNOWLEDGE / "iptc_media_topics.xlsx")),
    ]
    for line in added:
        print(line)
    print(f"{len(added)} {'missing' if only_check else 'added'}")
    if not only_check:
        for table in (places, organizations, concepts):
            table.write()
    return 1 if only_check and added else 0


class Table:
    """A file of the vocabulary."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            self._columns = list(reader.fieldnames or COLUMNS)
            self._rows: list[Row] = list(reader)

    def add_missing(self, rows: Iterable[Row]) -> Iterator[str]:
        """Add each row that no row here stands for, by identifier or English label."""
        identifiers = {value for row in self._rows for value in values(row["same_as"])}
        labels = {fold(v) for row in self._rows for c in LABELS for v in values(row[c])}
        taken = {row["concept_id"] for row in self._rows}
        for row in rows:
            same = [fold(v) for c in ("pref_en", "alt_en") for v in values(row[c])]
            if identifiers & set(values(row["same_as"])) or labels & set(same):
                continue
            if row["concept_id"] in taken:
                raise SystemExit(f"{self._path}: {row['concept_id']} already means something else")
            taken.add(row["concept_id"])
            self._rows.append({column: row.get(column, "") for column in self._columns})
            yield f"{row['concept_id']}: {row['pref_en']}, {row['pref_zh']}"

    def add_topics(self, codes: dict[tuple[str, str], str]) -> Iterator[str]:
        """Add the identifier of each topic whose English and Chinese name a concept bears."""
        present = {value for row in self._rows for value in values(row["same_as"])}
        for row in self._rows:
            for chinese in values(row["pref_zh"]) + values(row["alt_zh"]):
                code = codes.get((fold(row["pref_en"]), chinese))
                if code and code not in present:
                    present.add(code)
                    row["same_as"] = join([*values(row["same_as"]), code])
                    yield f"{row['concept_id']}: {code}"

    def write(self) -> None:
        """Write the rows in the order of their identifiers."""
        with self._path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, self._columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted(self._rows, key=lambda row: row["concept_id"]))


def countries(path: Path) -> Iterator[Row]:
    """Give a place for each row of the table of country codes."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            short, formal = row["UNTERM English Short"], row["UNTERM English Formal"]
            english = [plain_name(short), plain_name(row["CLDR display name"]), plain_name(formal)]
            chinese = [
                plain_name(row["UNTERM Chinese Short"]) or row["official_name_cn"],
                plain_name(row["UNTERM Chinese Formal"]),
            ]
            wikidata = row["wikidata_id"].rpartition("/")[2]
            yield make_row(
                "place",
                english,
                chinese,
                same_as=[
                    f"iso3166:{row['ISO3166-1-Alpha-3']}",
                    f"wikidata:{wikidata}" if wikidata else "",
                ],
                source="UNTERM" if short else "CLDR",
            )


def bodies(path: Path, without: set[str]) -> Iterator[Row]:
    """Give an organization for each international body that has a name in Chinese."""
    with path.open(encoding="utf-8") as file:
        entries: dict[str, dict[str, object]] = yaml.safe_load(file)
    for name, entry in entries.items():
        chinese = _TO_SIMPLIFIED.convert(str(entry.get("Name_zh") or ""))
        if name in without or not _HAN.search(chinese):
            continue
        keys = ("Name_en", "Name_other_en", "Name_other_2_en")
        names = [str(entry.get(key) or "") for key in keys]
        abbreviation = str(entry.get("Abbreviation_en") or "")
        code = str(entry.get("Wikidata_code") or "")
        row = make_row(
            "organization",
            [plain_name(value) for value in names if value != "None"],
            [chinese],
            same_as=[f"wikidata:{code}" if code.startswith("Q") else ""],
            source="SupraVerden",
        )
        row["abbr_en"] = "" if abbreviation == "None" else abbreviation
        yield row


def topics(path: Path) -> dict[tuple[str, str], str]:
    """Give the identifier of each topic in force, by its folded English and its Chinese name."""
    sheet = openpyxl.load_workbook(path, read_only=True).active
    _, header, *rows = sheet.iter_rows(values_only=True)
    column = {name: number for number, name in enumerate(header)}
    return {
        (fold(str(row[column["Name (en-GB)"]])), str(row[column["Name (zh-Hans)"]])): "iptc:"
        + str(row[column["NewsCode-QCode (flat)"]]).removeprefix("medtop:")
        for row in rows
        if not row[column["RetiredDate"]]
    }


def left_out(path: Path) -> set[str]:
    """Give the names of the bodies that are left out on purpose."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["name"] for row in csv.DictReader(file)}


def make_row(
    kind: str, english: list[str], chinese: list[str], *, same_as: list[str], source: str
) -> Row:
    """Give a row of the vocabulary: the first name of each language is the preferred one."""
    english, chinese = unique(english), unique(chinese)
    return {
        "concept_id": f"{kind}/{slug(english[0])}",
        "pref_en": english[0],
        "alt_en": join(english[1:]),
        "abbr_en": "",
        "pref_zh": chinese[0],
        "alt_zh": join(chinese[1:]),
        "same_as": join(same_as),
        "source": source,
    }


def plain_name(name: str) -> str:
    """Give a name without article, footnote mark, qualifier and typographic variants.

    >>> plain_name("Holy See (the) *"), plain_name("the Republic of Chad")
    ('Holy See', 'Republic of Chad')
    """
    name = re.sub(r"\s*\*+$", "", name.strip())
    name = re.sub(r"\s*\([^)]*\)$", "", name).removeprefix("the ")
    return name.replace("\u2019", "'").replace("\u2010", "-").replace(" & ", " and ")


def slug(name: str) -> str:
    """Give a name as lower-case ASCII words with hyphens.

    >>> slug("Côte d'Ivoire")
    'cote-divoire'
    """
    plain = unicodedata.normalize("NFKD", name.replace("'", "")).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")


def fold(label: str) -> str:
    """Give a label for comparison: case, hyphens, marks and British spelling do not count."""
    return slug(label.replace("\u2019", "'")).replace("organis", "organiz")


def values(cell: str) -> list[str]:
    """Split a cell of several values."""
    return [value for part in cell.split("|") if (value := part.strip())]


def join(parts: Iterable[str]) -> str:
    """Put several values in one cell."""
    return " | ".join(part for part in parts if part)


def unique(parts: Iterable[str]) -> list[str]:
    """Give the values that are not empty, each once, in order."""
    return list(dict.fromkeys(part for part in parts if part))


if __name__ == "__main__":
    sys.exit(main())
