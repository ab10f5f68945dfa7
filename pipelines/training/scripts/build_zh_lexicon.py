"""Build the Chinese lexicon that the bundled pipeline ships: words and names with their kinds."""

import argparse
import csv
import gzip
import re
from pathlib import Path

import rjieba
import yaml

from govnlp import load_vocabulary
from govnlp.annotators.lexicon import Kind, Lexicon
from govnlp.text.folding import simplify
from govnlp.text.scripts import to_simplified_table

HEADER = (
    "# Words and names for the Chinese pipeline of govnlp, in Simplified characters.",
    "# From CC-CEDICT (CC BY-SA 4.0), THUOCL (MIT, Tsinghua University), SupraVerden",
    "# (CC BY-SA 4.0), DataHub country codes (PDDL), govnlp's own vocabulary (CC BY-SA 4.0).",
    "# This file: CC BY-SA 4.0.",
)
HAN_WORD = re.compile(r"[\u3400-\u9fff·]{2,12}")
CEDICT_LINE = re.compile(r"\S+ (\S+) \[([^]]*)\] /(.*)/")
PLACE_FREQUENCY = 300
PERSON_FREQUENCY = 20
TERM_FREQUENCY = 200
PLACE_GLOSS = re.compile(
    r"\b(city|county|province|river|district|capital|country|islands?|lake|mountains?|prefecture|"
    r"state|town|region|republic|kingdom|sea|peninsula|municipality|continent|village|port|strait|"
    r"township|territory|place name|ocean|desert)\b",
    re.IGNORECASE,
)
PERSON_GLOSS = re.compile(
    r"\(name\)|\(surname\)|\bsurname\b|\(c?\.? ?\d{3,4}[-–]|\bborn \d{4}|\(\d{4}[-–]|"
    r"\b(politician|novelist|poet|painter|philosopher|physicist|president|emperor|singer|writer|"
    r"actor|actress|general|chancellor|mathematician|composer)\b",
    re.IGNORECASE,
)
ORGANIZATION_GLOSS = re.compile(
    r"\b(university|organi[sz]ation|party|company|corporation|ministry|agency|committee|"
    r"commission|council|bank|bureau|association|union|newspaper|institute|court|academy)\b",
    re.IGNORECASE,
)

KINDS = {"organization": Kind.ORGANIZATION, "place": Kind.PLACE, "person": Kind.PERSON}
TITLED = re.compile("(?:总书记|主席|总统|总理|首相|国务卿|秘书长|部长|大使)$")


def cedict(path: Path) -> dict[str, Kind]:
    """Words of CC-CEDICT; a capital in the pinyin marks a name, its gloss says of what."""
    entries: dict[str, Kind] = {}
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
        match = CEDICT_LINE.match(line)
        if not match:
            continue
        word, pinyin, gloss = match.groups()
        kind = Kind.WORD
        if len(word) == 1:
            kind = Kind.SURNAME if "surname " in gloss else Kind(0)
        elif pinyin[:1].isupper():
            kind = Kind.NAME
            if PERSON_GLOSS.search(gloss):
                kind |= Kind.PERSON
            elif ORGANIZATION_GLOSS.search(gloss):
                kind |= Kind.ORGANIZATION
            elif PLACE_GLOSS.search(gloss):
                kind |= Kind.PLACE
            if is_foreign(word, pinyin, gloss):
                kind |= Kind.FOREIGN
        entries[word] = entries.get(word, Kind(0)) | kind
    return entries


def is_foreign(word: str, pinyin: str, gloss: str) -> bool:
    """Whether the gloss of a name begins otherwise than its pinyin: 温哥华 Vancouver."""
    spelled = re.sub(r"[^a-z]", "", pinyin.lower())
    meant = re.sub(r"[^a-z]", "", gloss.lower())
    named = len(word) > 2 and gloss[:1].isupper() and meant[:2] != spelled[:2]
    return "·" in word or (named and not ORGANIZATION_GLOSS.search(gloss))


def thuocl(path: Path, kind: Kind, frequency: int) -> dict[str, Kind]:
    """Words of a THUOCL list at least as frequent as said."""
    entries = {}
    for line in re.split(r"[\r\n]+", path.read_text(encoding="utf-8-sig")):
        parts = line.split()
        if len(parts) == 2 and parts[1].isdigit() and int(parts[1]) >= frequency:
            entries[parts[0]] = kind
    return entries


def is_noun(word: str) -> bool:
    """Whether jieba knows the word as a noun, or does not know it as one word."""
    tagged = rjieba.tag(word)
    return len(tagged) > 1 or tagged[0][1].startswith("n")


def countries(path: Path) -> dict[str, Kind]:
    """Short and formal names of countries."""
    with path.open(encoding="utf-8") as rows:
        return {
            row[column].strip(): Kind.PLACE
            for row in csv.DictReader(rows)
            for column in ("UNTERM Chinese Short", "UNTERM Chinese Formal", "official_name_cn")
            if row[column]
        }


def bodies(path: Path) -> dict[str, Kind]:
    """Chinese names of international bodies, however deep they stand in the file."""
    found: dict[str, Kind] = {}

    def walk(node: object) -> None:
        if isinstance(node, dict):
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)
        elif isinstance(node, str) and HAN_WORD.fullmatch(node.strip()):
            found[node.strip().translate(to_simplified_table())] = Kind.ORGANIZATION

    walk(yaml.safe_load(path.read_text(encoding="utf-8")))
    return found


def vocabulary() -> dict[str, Kind]:
    """Organizations, places and persons of govnlp's vocabulary; titles are no part of a name."""
    found: dict[str, Kind] = {}
    for concept in load_vocabulary().concepts.values():
        kind = KINDS.get(concept.kind)
        for label in concept.labels() if kind else ():
            if label.lang == "zh" and not TITLED.search(label.text):
                word = simplify(label.text)
                found[word] = found.get(word, Kind(0)) | kind
    return found


def build(shared: Path) -> dict[str, Kind]:
    """All sources together, by word."""
    lexicons, knowledge = shared / "data" / "lexicons", shared / "data" / "knowledge"
    entries: dict[str, Kind] = {}
    places = thuocl(lexicons / "thuocl_diming.txt", Kind.PLACE, PLACE_FREQUENCY)
    for source in (
        cedict(lexicons / "cedict_ts.u8.gz"),
        {word: kind for word, kind in places.items() if is_noun(word)},
        thuocl(lexicons / "thuocl_lishimingren.txt", Kind.PERSON, PERSON_FREQUENCY),
        thuocl(lexicons / "thuocl_law.txt", Kind.TERM, TERM_FREQUENCY),
        thuocl(lexicons / "thuocl_caijing.txt", Kind.TERM, TERM_FREQUENCY),
        countries(knowledge / "country_codes.csv"),
        bodies(knowledge / "international_bodies.yaml"),
        vocabulary(),
    ):
        for word, kind in source.items():
            if kind and (kind == Kind.SURNAME or HAN_WORD.fullmatch(word)):
                entries[word] = entries.get(word, Kind(0)) | kind
    return entries


def main() -> None:
    """Write the lexicon file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the shared data folder")
    parser.add_argument("output", type=Path, help="the lexicon file to write (.txt.gz)")
    arguments = parser.parse_args()
    lexicon = Lexicon(dict(sorted(build(arguments.shared).items())), HEADER)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_bytes(lexicon.to_bytes())
    print(f"{len(lexicon.entries)} entries, {arguments.output.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
