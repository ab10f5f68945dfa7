"""Small spaCy pipelines as others release them: trained here in seconds, kept for the session."""

import importlib
import json
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry
from thinc.api import fix_random_seed

CASES = Path(__file__).resolve().parent.parent / "cases/released.json"

Release = Callable[..., Path]


class Sentence(NamedTuple):
    """A sentence in the labels of a released pipeline."""

    words: list[str]
    tags: list[str]
    heads: list[int]
    deps: list[str]
    entities: list[tuple[int, int, str]]


def sentences(lang: str) -> list[Sentence]:
    """The training sentences; a row a word, as in CoNLL: form, tag, head from 0, relation."""
    found = []
    for case in json.loads(CASES.read_text("utf-8"))[lang]:
        words, tags, heads, deps = zip(*(row.split() for row in case["words"]), strict=True)
        entities = [tuple(entity) for entity in case.get("entities", ())]
        found.append(Sentence([*words], [*tags], [*map(int, heads)], [*deps], entities))
    return found


_EMBED = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 24,
    "depth": 1,
    "embed_size": 300,
    "window_size": 1,
    "maxout_pieces": 2,
    "subword_features": True,
}


def _transitions(state: str) -> dict[str, Any]:
    return {
        "model": {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": state,
            "extra_state_tokens": False,
            "hidden_width": 24,
            "maxout_pieces": 2,
            "use_upper": True,
            "nO": None,
            "tok2vec": _EMBED,
        }
    }


def train(nlp: Language, data: Sequence[Sentence], components: Sequence[str]) -> Language:
    """Train some of tagger, parser and ner until they know the sentences by heart."""
    configs = {
        "tagger": {"model": {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": _EMBED}},
        "parser": {**_transitions("parser"), "min_action_freq": 1},
        "ner": _transitions("ner"),
    }
    for component in components:
        nlp.add_pipe(component, config=configs[component])
    examples = []
    for sentence in data:
        doc = Doc(nlp.vocab, words=sentence.words)
        spans = [
            (doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), label)
            for start, end, label in sentence.entities
        ]
        given = {
            "words": sentence.words,
            "tags": sentence.tags,
            "heads": sentence.heads,
            "deps": sentence.deps,
            "entities": spans,
        }
        examples.append(Example.from_dict(doc, given))
    random.seed(0)
    fix_random_seed(0)
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = 0.02
    for _ in range(30):
        nlp.update(examples, sgd=optimizer)
    return nlp


@pytest.fixture(scope="session")
def english() -> Language:
    """An English pipeline with the labels of en_core_web: Penn tags, CLEAR, OntoNotes."""
    nlp = train(spacy.blank("en"), sentences("en"), ("tagger", "parser", "ner"))
    nlp.meta.update({"name": "core_tiny", "version": "3.8.0", "license": "MIT"})
    return nlp


@pytest.fixture(scope="session")
def chinese() -> Language:
    """A Chinese pipeline with the labels of zh_core_web, over words of its own."""
    data = sentences("zh")
    tokenizer = {"@tokenizers": "govnlp_tests.WordList.v1"}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    tokenizer_of(nlp).words = sorted({word for one in data for word in one.words}, key=len)
    nlp = train(nlp, data, ("tagger", "parser", "ner"))
    nlp.meta.update({"name": "core_tiny", "version": "3.8.0", "license": "MIT"})
    return nlp


def tokenizer_of(nlp: Language) -> Any:
    return nlp.tokenizer


@registry.tokenizers("govnlp_tests.WordList.v1")  # type: ignore[untyped-decorator]
def make_word_list() -> Callable[[Language], "WordList"]:
    return WordList


class WordList:
    """A tokenizer that knows some words and takes any other character for one."""

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab
        self.words: list[str] = []

    def __call__(self, text: str) -> Doc:
        words, place = [], 0
        while place < len(text):
            word = next((w for w in self.words[::-1] if text.startswith(w, place)), text[place])
            words.append(word)
            place += len(word)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    def to_bytes(self, **_: Any) -> bytes:
        return json.dumps(self.words).encode()

    def from_bytes(self, data: bytes, **_: Any) -> "WordList":
        self.words = json.loads(data)
        return self

    def to_disk(self, path: Path, **_: Any) -> None:
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: Path, **_: Any) -> "WordList":
        return self.from_bytes(Path(path).read_bytes())


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Release]:
    """Lays a pipeline out as its released package is when pip has installed it; gives its folder.

    Called as ``release(nlp, package, code="", **meta)``; ``code`` goes before the package's own,
    ``meta`` over its ``meta.json``.
    """
    site = tmp_path / "site"
    made: list[str] = []

    def lay_out(nlp: Language, package: str, code: str = "", **meta: Any) -> Path:
        name = package.partition("_")[2]
        folder = site / package
        data = folder / f"{package}-{meta.get('version', nlp.meta['version'])}"
        folder.mkdir(parents=True)
        nlp.to_disk(data)
        described = {**json.loads((data / "meta.json").read_text("utf-8")), "name": name, **meta}
        for path in (data / "meta.json", folder / "meta.json"):
            path.write_text(json.dumps(described), "utf-8")
        (folder / "__init__.py").write_text(
            f"{code}\nfrom spacy.util import load_model_from_init_py\n\n\n"
            "def load(**overrides):\n"
            "    return load_model_from_init_py(__file__, **overrides)\n",
            "utf-8",
        )
        info = site / f"{package}-{described['version']}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {package}\nVersion: {described['version']}\n"
        )
        (info / "entry_points.txt").write_text(f"[spacy_models]\n{package} = {package}\n")
        if not made:
            monkeypatch.syspath_prepend(str(site))
        made.append(package)
        importlib.invalidate_caches()
        return folder

    yield lay_out
    for package in made:
        sys.modules.pop(package, None)
    shutil.rmtree(site, ignore_errors=True)
