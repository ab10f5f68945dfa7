"""Turn the trained English models into the folder that the package ships.

Joins the two encoders with what reads them, adds the rule lemmatizer, drops what training left in
the vocabulary, and writes who made it of what into ``meta.json``.
"""

import json
import shutil
from pathlib import Path
from typing import Annotated, Any

import spacy
import typer
from spacy.language import Language
from spacy.lookups import Table, load_lookups
from spacy.strings import StringStore

CONFIG = Path(__file__).parent.parent / "configs" / "en_syntax.cfg"
LEMMA_TABLES = ("lemma_rules", "lemma_exc", "lemma_index")

META = {
    "name": "govnlp_en",
    "version": "0.1.0",
    "description": (
        "English words, sentences, universal parts of speech, Universal Dependencies, lemmas and "
        "PER, ORG, LOC entities for texts on global and security governance."
    ),
    "author": "the govnlp contributors",
    "email": "",
    "url": "",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "UD English EWT 2.16", "license": "CC BY-SA 4.0"},
        {"name": "UD English GUM 2.16 (genres free for any use)", "license": "CC BY 4.0"},
        {"name": "Universal NER v1, en_ewt (Mayhew et al., NAACL 2024)", "license": "CC BY-SA 4.0"},
        {"name": "Groningen Meaning Bank extract, 48,000 sentences", "license": "ODbL 1.0"},
        {"name": "WikiGold", "license": "CC BY 4.0"},
        {"name": "CrossNER, politics", "license": "MIT"},
        {
            "name": "spacy-lookups-data 1.0.5: Brown clusters (MIT), lemma tables (WordNet 3.0)",
            "license": "MIT and the WordNet 3.0 license",
        },
        {"name": "all-MiniLM-L6-v2, vectors and teacher", "license": "Apache-2.0"},
        {"name": "United Nations Parallel Corpus v1.0, development set", "license": "UN"},
        {"name": "Statutes of Taiwan in English", "license": "not subject to copyright"},
        {"name": "vaderSentiment 3.3.2, reviews, editorials and tweets", "license": "MIT"},
    ],
}


def join(syntax: Path, entities: Path) -> Language:
    """Return tagger and recognizer of one model with the parser and its encoder of the other."""
    nlp = spacy.load(entities)
    source = spacy.load(syntax)
    source.replace_listeners("tok2vec", "parser", ["model.tok2vec"])
    nlp.add_pipe("parser", source=source, before="entity_tags")
    return nlp


def add_lemmatizer(nlp: Language) -> None:
    """Put spaCy's rule lemmatizer, with its tables, at the end of the pipeline."""
    lookups = load_lookups("en", LEMMA_TABLES)
    keep_singulars(*(lookups.get_table(name) for name in LEMMA_TABLES))
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule", "overwrite": True})
    lemmatizer.initialize(lookups=lookups)


def keep_singulars(rules: Table, exceptions: Table, index: Table) -> None:
    """Make words such as process, crisis and politics lemmas of their own.

    The rules cut their last letter: spaCy trusts morphological features to say that they are no
    plurals, and the tagger gives none. A noun that is a lemma itself, and that the rules turn
    into nothing that is one, stays as it is.
    """
    nouns = set(index["noun"])
    for noun in nouns:
        stems = (noun.removesuffix(old) + new for old, new in rules["noun"] if noun.endswith(old))
        if noun.isalpha() and noun not in exceptions["noun"] and nouns.isdisjoint(stems):
            exceptions["noun"][noun] = [noun]


def forbid_unknown_tag(nlp: Language) -> None:
    """Never leave a word without a part of speech.

    The training data has words without one, so the tagger has a label for them.
    """
    tagger = nlp.get_pipe("morphologizer")
    softmax = tagger.model.get_ref("softmax")
    bias = softmax.get_param("b").copy()
    bias[tagger.labels.index("_")] = -1e9
    softmax.set_param("b", bias)


def multiply_by_numpy(nlp: Language) -> None:
    """Let the pipeline, wherever it is loaded, multiply matrices with NumPy's BLAS."""
    nlp.config["nlp"]["after_pipeline_creation"] = {"@callbacks": "govnlp.NumpyMatrices.v1"}


def without_training_words(nlp: Language, folder: Path) -> None:
    """Keep only the strings that a fresh pipeline has and those that name labels."""
    fresh = set(spacy.blank("en").vocab.strings)
    labels = {label for names in nlp.pipe_labels.values() for label in names}
    parts = {label.removeprefix("POS=") for label in labels}
    norms = {
        value
        for orths in nlp.tokenizer.rules.values()
        for part in orths
        for value in part.values()
        if isinstance(value, str)
    }
    StringStore(sorted(fresh | labels | parts | norms)).to_disk(folder / "vocab" / "strings.json")


def main(
    syntax: Path,
    entities: Path,
    output: Path,
    figures: Annotated[Path | None, typer.Option(help="what the evaluation printed")] = None,
) -> None:
    """Package the models of the last two steps, with the figures measured before if given."""
    nlp = join(syntax, entities)
    add_lemmatizer(nlp)
    forbid_unknown_tag(nlp)
    multiply_by_numpy(nlp)
    measured: dict[str, Any] = json.loads(figures.read_text(encoding="utf-8")) if figures else {}
    # spaCy's own defaults refer to paths.init_tok2vec.
    nlp.config["paths"] = {**spacy.util.load_config(CONFIG)["paths"], "init_tok2vec": None}
    nlp.meta.update(META)
    nlp.meta["performance"] = {
        name: {measure: round(score["f1"], 4) for measure, score in scores.items()}
        for name, scores in measured.items()
    }
    card = output / "README.md"
    kept = card.read_text(encoding="utf-8") if card.exists() else ""
    shutil.rmtree(output, ignore_errors=True)
    nlp.to_disk(output)
    without_training_words(nlp, output)
    if kept:
        card.write_text(kept, encoding="utf-8")
    size = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    typer.echo(f"{output}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    typer.run(main)
