"""Join treebanks and entity collections into the documents that the English pipeline learns from.

Every source keeps what it has: trees and tags, entities, or both; what it lacks stays missing.
"""

import csv
import io
import random
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
import typer
from english_entities import (
    CROSSNER_TYPES,
    SHARED_TYPES,
    gmb_tags,
    gum_tags,
    only_shared_types,
)
from english_texts import snippet_sentences, statute_sentences
from english_tokenizer import customize
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from govnlp.evaluation.conll import Sentence, read_conllu, read_iob2

SEED = 1
GMB_WORDS = 300_000
MAX_SENTENCES = 8
TEACHER_GMB_WORDS = 100_000
STATUTE_WORDS = 120_000


@dataclass(frozen=True, slots=True)
class Annotated:
    """One sentence on its way into a Doc; None where a source has no such annotation."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    starts_group: bool
    tree: Sentence | None
    tags: tuple[str, ...] | None


def read_treebank(path: Path, tags_of: dict[str, tuple[str, ...]]) -> Iterator[Annotated]:
    """Yield the sentences of a treebank with the entity tags known for their identifiers."""
    broken = True
    for sentence in read_conllu(path):
        words = sentence.words
        starts = [word.start for word in words]
        if len(set(starts)) < len(starts):
            broken = True
            continue
        forms = tuple(sentence.text[word.start : word.end] for word in words)
        ends = [word.end for word in words[:-1]]
        spaces = tuple(a < b for a, b in zip(ends, starts[1:], strict=True))
        tags = tags_of.get(sentence.sent_id)
        yield Annotated(forms, (*spaces, True), broken or sentence.starts_paragraph, sentence, tags)
        broken = False


def read_tagged(sentences: Iterable[tuple[list[str], list[str]]]) -> Iterator[Annotated]:
    """Yield sentences that have entities only, their spaces guessed from their punctuation."""
    for words, tags in sentences:
        yield Annotated(tuple(words), guess_spaces(words), True, None, tuple(tags))


def guess_spaces(words: list[str]) -> tuple[bool, ...]:
    """Say after which words of tokenized text a space stood."""
    spaces = []
    open_quote = False
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == '"':
            open_quote = not open_quote
            before = not open_quote
        else:
            before = word not in {"(", "[", "$", "``", "“"}
        after = not re.match(
            r"([.,;:!?%)\]”]|''|'s$|'$|n't$|'(re|ve|ll|d|m)$)", following
        ) and not (following == '"' and open_quote)
        spaces.append(before and after)
    return tuple(spaces)


def group(
    sentences: Iterable[Annotated], chance: random.Random | None
) -> Iterator[list[Annotated]]:
    """Group sentences into documents: by paragraphs, or in random runs when ``chance`` is given."""
    current: list[Annotated] = []
    limit = MAX_SENTENCES
    for sentence in sentences:
        at_border = sentence.starts_group if chance is None else False
        if current and (at_border or len(current) >= limit):
            yield current
            current = []
        if not current and chance is not None:
            limit = chance.choice((1, 1, 2, 3, 5, 8))
        current.append(sentence)
    if current:
        yield current


def make_doc(vocab: Vocab, sentences: list[Annotated]) -> Doc:
    """Build the reference document of some sentences that follow each other."""
    words: list[str] = []
    spaces: list[bool] = []
    pos, xpos, heads, deps = [], [], [], []
    tags: list[Any] = []  # None where a source has no entities: missing, not outside
    for sentence in sentences:
        offset = len(words)
        words += sentence.words
        spaces += sentence.spaces
        tags += sentence.tags or [None] * len(sentence.words)
        if sentence.tree is not None:
            for index, word in enumerate(sentence.tree.words):
                pos.append(word.upos)
                xpos.append(word.xpos)
                heads.append(offset + (word.head - 1 if word.head else index))
                deps.append(word.deprel if word.head else "ROOT")
    trees: dict[str, Any] = {}
    if pos:
        assert len(pos) == len(words), "a document mixes sentences with and without trees"
        trees = {"pos": pos, "tags": xpos, "heads": heads, "deps": deps}
    return Doc(vocab, words=words, spaces=spaces, ents=tags, **trees)


def uner_tags(path: Path, bank: Path) -> dict[str, tuple[str, ...]]:
    """Return the tags of a Universal NER file by sentence identifier, for the words of ``bank``.

    The two come from different releases of the treebank, so some words are cut differently.
    Sentences whose characters differ are left out.
    """
    words_of = {s.sent_id: [word.form for word in s.words] for s in read_conllu(bank)}
    tags_of = {}
    for tagged in read_iob2(path):
        tags = only_shared_types(tagged.tags)
        words = words_of.get(tagged.sent_id, [])
        if words == list(tagged.words):
            tags_of[tagged.sent_id] = tags
        elif "".join(words) == "".join(tagged.words):
            tags_of[tagged.sent_id] = recut(tagged.words, tags, words)
    return tags_of


def recut(words: Sequence[str], tags: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Carry tags over to other words made of the same characters."""
    by_character = [
        tag if index == 0 else tag.replace("B-", "I-")
        for word, tag in zip(words, tags, strict=True)
        for index in range(len(word))
    ]
    starts = [sum(map(len, others[:index])) for index in range(len(others))]
    return tuple(by_character[start] for start in starts)


def read_columns(path: Path, types: dict[str, str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield words and tags of a file with one word and tag a line, its types mapped."""
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        rows = [line.split() for line in block.splitlines() if line.strip()]
        if not rows or rows[0][0] == "-DOCSTART-":
            continue
        tags, previous = [], ""
        for row in rows:
            prefix, _, kind = row[-1].partition("-")
            mapped = types.get(kind, "")
            begins = prefix == "B" or kind != previous
            tags.append(f"{'B' if begins else 'I'}-{mapped}" if mapped else "O")
            previous = kind
        yield [row[0] for row in rows], tags


def read_gmb(path: Path) -> list[tuple[list[str], list[str]]]:
    """Return words and mapped tags of the sentences of the Groningen Meaning Bank extract."""
    with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as raw:
        rows = list(csv.reader(io.TextIOWrapper(raw, encoding="latin-1", newline="")))[1:]
    sentences: list[list[tuple[str, str, str]]] = []
    for label, word, part, tag in rows:
        if label:
            sentences.append([])
        if word.strip():
            sentences[-1].append((word, part, tag))
    parts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word, part, tag in sentence:
            if tag.endswith("gpe"):
                parts[word][part] += 1
    peoples = {word for word, counts in parts.items() if counts["NNP"] * 2 < counts.total()}
    return [
        ([word for word, _, _ in sentence], gmb_tags(sentence, peoples)) for sentence in sentences
    ]


def cut_words(
    sentences: list[tuple[list[str], list[str]]], n_words: int
) -> Iterator[list[tuple[list[str], list[str]]]]:
    """Cut sentences into portions of at least so many words."""
    portion: list[tuple[list[str], list[str]]] = []
    size = 0
    for sentence in sentences:
        portion.append(sentence)
        size += len(sentence[0])
        if size >= n_words:
            yield portion
            portion, size = [], 0


def read_plain(texts: Iterable[str]) -> Iterator[Annotated]:
    """Yield sentences that nobody annotated, in the words of the pipeline's own tokenizer."""
    nlp = spacy.blank("en")
    customize(nlp)
    for text in texts:
        doc = nlp(re.sub(r"\s+", " ", text).strip())
        if 3 <= len(doc) <= 120:
            spaces = tuple(bool(token.whitespace_) for token in doc)
            yield Annotated(tuple(token.text for token in doc), spaces, True, None, None)


def write(vocab: Vocab, groups: dict[str, list[list[Annotated]]], path: Path) -> None:
    """Write documents for spaCy and tell what each source gave."""
    documents = DocBin()
    for source, members in groups.items():
        docs = [make_doc(vocab, sentences) for sentences in members]
        for doc in docs:
            documents.add(doc)
        counts = Counter(ent.label_ for doc in docs for ent in doc.ents)
        typer.echo(
            f"{path.name}, {source}: {len(docs)} documents, "
            f"{sum(map(len, docs))} words, {dict(counts)}"
        )
    documents.to_disk(path)


def main(data: Path, snippets: Path, output: Path) -> None:
    """Write the training files and ``dev.spacy`` from the data folder.

    ``snippets`` is the source archive of vaderSentiment, which has reviews and tweets.

    ``train.spacy`` has a portion of the Groningen Meaning Bank beside the treebanks and the other
    collections; ``mixed/gold.spacy`` is the same without it. ``teacher.spacy`` has sentence by
    sentence what the teacher learns from, ``teacher-dev.spacy`` what it is scored on, and
    the files of ``unlabelled`` the sentences that it annotates.
    """
    output.mkdir(parents=True, exist_ok=True)
    vocab = spacy.blank("en").vocab
    chance = random.Random(SEED)
    banks, names = data / "treebanks", data / "ner"

    def ewt_part(part: str) -> Iterator[Annotated]:
        bank = banks / f"en_ewt-{part}.conllu"
        return read_treebank(bank, uner_tags(names / f"en_ewt-{part}.iob2", bank))

    ewt = list(ewt_part("train"))
    gum_path = banks / "en_gum-train.conllu"
    gum = list(read_treebank(gum_path, {s.sent_id: gum_tags(s) for s in read_conllu(gum_path)}))
    wikigold = list(
        read_columns(names / "wikigold.conll.txt", {kind: kind for kind in SHARED_TYPES})
    )
    politics = [
        sentence
        for part in ("train", "dev")
        for sentence in read_columns(names / f"crossner_politics-{part}.txt", CROSSNER_TYPES)
    ]
    gmb = read_gmb(names / "gmb_ner_dataset.csv.zip")
    chance.shuffle(gmb)
    portions = list(cut_words(gmb, GMB_WORDS))

    trees = {
        "ewt paragraphs": list(group(ewt, None)),
        "ewt runs": list(group(ewt, chance)),
        "gum paragraphs": list(group(gum, None)),
        "gum runs": list(group(gum, chance)),
    }
    names_only = {
        "wikigold": list(group(read_tagged(wikigold), chance)),
        "politics": list(group(read_tagged(politics), chance)),
    }
    portion = list(group(read_tagged(portions[0]), chance))
    write(vocab, {**trees, **names_only, "gmb": portion}, output / "train.spacy")
    (output / "mixed").mkdir(exist_ok=True)
    write(vocab, {**trees, **names_only}, output / "mixed" / "gold.spacy")
    dev = list(ewt_part("dev"))
    write(vocab, {"ewt": list(group(dev, None))}, output / "dev.spacy")

    small = next(cut_words(portions[0], TEACHER_GMB_WORDS))
    alone = {
        "ewt": ewt,
        "gum": gum,
        "wikigold": read_tagged(wikigold),
        "politics": read_tagged(politics),
        "gmb": read_tagged(small),
    }
    write(vocab, {name: one_each(found) for name, found in alone.items()}, output / "teacher.spacy")
    write(vocab, {"ewt": one_each(dev)}, output / "teacher-dev.spacy")

    parallel = data / "parallel"
    nations = (parallel / "un_dev.en").read_text(encoding="utf-8").splitlines()
    statutes = statute_sentences(parallel / "laws.jsonl.gz", STATUTE_WORDS, chance)
    unlabelled = {
        "news": untagged(portions[1]),
        "united-nations": read_plain(nations),
        "statutes": read_plain(statutes),
        "reviews": read_plain(snippet_sentences(snippets)),
    }
    (output / "unlabelled").mkdir(exist_ok=True)
    for name, sentences in unlabelled.items():
        write(vocab, {name: one_each(sentences)}, output / "unlabelled" / f"{name}.spacy")


def untagged(portion: Iterable[tuple[list[str], list[str]]]) -> Iterator[Annotated]:
    """Yield tagged sentences without their tags."""
    for words, _ in portion:
        yield Annotated(tuple(words), guess_spaces(words), True, None, None)


def one_each(sentences: Iterable[Annotated]) -> list[list[Annotated]]:
    """Make every sentence a document."""
    return [[sentence] for sentence in sentences]


if __name__ == "__main__":
    typer.run(main)
