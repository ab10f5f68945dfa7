"""Score files of gold data: what ``govnlp evaluate`` does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govnlp.annotators.loading import LANGUAGES, load_annotator
from govnlp.config import AnnotateSettings, PipelineSettings
from govnlp.errors import InputError
from govnlp.evaluation.conll import read_lines
from govnlp.evaluation.documents import named, score_documents
from govnlp.evaluation.files import (
    raw_text,
    score_entities,
    score_trees,
    tagged_text,
    tagged_texts,
    treebank_texts,
)
from govnlp.evaluation.gold import read_gold
from govnlp.evaluation.scores import Score
from govnlp.text.language import language_of

CONLLU, IOB2, GOLD = "CoNLL-U", "IOB2", "gold"

_FORMATS = {
    ".conllu": CONLLU,
    ".iob2": IOB2,
    ".iob": IOB2,
    ".bio": IOB2,
    ".conll": IOB2,
    ".jsonl": GOLD,
}
_SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured on one file.

    Attributes:
        file: its path as given.
        format: ``CoNLL-U``, ``IOB2`` or ``gold``.
        lang: the language of its texts; of a gold file, that of most of the text.
        annotator: the name of the annotator that read it.
        n_texts: how many texts it was read as.
        figures: scores by measure; parts of a measure stand behind a slash (``entities/PER``).
    """

    file: str
    format: str
    lang: str
    annotator: str
    n_texts: int
    figures: Mapping[str, Score]

    def as_dict(self) -> dict[str, Any]:
        """Give plain values, for JSON."""
        return {
            "file": self.file,
            "format": self.format,
            "lang": self.lang,
            "annotator": self.annotator,
            "n_texts": self.n_texts,
            "figures": {name: score.as_dict() for name, score in self.figures.items()},
        }


def evaluate(
    paths: Sequence[str | Path],
    lang: str | None = None,
    annotator: str = "bundled",
    texts: Path | None = None,
) -> list[Evaluation]:
    """Score an annotator, or the pipeline with it, on files of gold data, from raw text.

    CoNLL-U gives words, sentences, tags, trees and noun phrases; IOB2 gives entities, read in the
    paragraphs of a CoNLL-U file of the same name if one is given; a gold file gives whatever it
    holds (see `govnlp.evaluation.gold`), as the stages find it.

    Args:
        paths: the files. The ending of the name tells the format (.conllu; .iob2, .iob, .bio,
            .conll; .jsonl), or else the first line does.
        lang: ``en`` or ``zh``; told from the text if not given.
        annotator: its name, as for `govnlp.load_annotator`.
        texts: the folder with the texts that gold files only name.

    Returns:
        One evaluation a file, in their order.

    Raises:
        InputError: a file cannot be read, or its language not be told; names file and line. Or
            ``texts`` is given, and no gold file that could name one.
        AnnotatorError: the annotator cannot be loaded.
    """
    if lang is not None and lang not in LANGUAGES:
        raise InputError(f"no language {lang!r} is read; give one of {', '.join(LANGUAGES)}")
    files = [Path(path) for path in paths]
    formats = [_format(path) for path in files]
    if texts is not None and GOLD not in formats:
        raise InputError(f"{texts}: gold files alone (.jsonl) name texts, and none is given")
    treebanks = {
        path.stem: path for path, kind in zip(files, formats, strict=True) if kind == CONLLU
    }
    measures = {CONLLU: _trees, IOB2: _entities, GOLD: _documents}
    return [
        measures[kind](path, lang, annotator, texts if kind == GOLD else treebanks.get(path.stem))
        for path, kind in zip(files, formats, strict=True)
    ]


def _format(path: Path) -> str:
    lines = read_lines(path)
    if path.suffix.lower() in _FORMATS:
        return _FORMATS[path.suffix.lower()]
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    if first.startswith("{"):
        return GOLD
    if first.count("\t") == 9:
        return CONLLU
    if first.count("\t"):
        return IOB2
    raise InputError(
        f"{path}: neither CoNLL-U (10 columns) nor IOB2 (a word and its tag, separated by a tab) "
        "nor a gold file (a JSON object a line)"
    )


def _trees(path: Path, lang: str | None, name: str, _: Path | None) -> Evaluation:
    texts = treebank_texts(path)
    lang = lang or _language(path, [raw_text(text) for text in texts])
    annotator = load_annotator(lang, name)
    scores = score_trees(annotator, texts, lang)
    return Evaluation(str(path), CONLLU, lang, annotator.name, len(texts), scores)


def _entities(path: Path, lang: str | None, name: str, treebank: Path | None) -> Evaluation:
    texts = tagged_texts(path, treebank)
    lang = lang or _language(path, [tagged_text(text) for text in texts])
    annotator = load_annotator(lang, name)
    scores = named("entities", score_entities(annotator, texts))
    return Evaluation(str(path), IOB2, lang, annotator.name, len(texts), scores)


def _documents(path: Path, lang: str | None, name: str, texts: Path | None) -> Evaluation:
    documents = read_gold(path, texts)
    lang = lang or _language(path, [document.text for document in documents])
    settings = PipelineSettings(annotate=AnnotateSettings.from_mapping({lang: name}))
    scores = score_documents(documents, settings)
    return Evaluation(str(path), GOLD, lang, name, len(documents), scores)


def _language(path: Path, texts: Sequence[str]) -> str:
    sample: list[str] = []
    n_chars = 0
    for text in texts:
        sample.append(text)
        n_chars += len(text)
        if n_chars >= _SAMPLE:
            break
    lang = language_of("\n".join(sample))
    if lang not in LANGUAGES:
        raise InputError(f"{path}: cannot tell English from Chinese; give --lang en or zh")
    return lang
