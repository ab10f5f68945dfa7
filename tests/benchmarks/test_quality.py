from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
import spacy

from govnlp.evaluation.conll import Sentence, TaggedSentence


@pytest.fixture(scope="module")
def modules(root: Path) -> dict[str, ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "benchmarks"))
        return {name: import_module(name) for name in ("peers", "quality")}


@pytest.mark.filterwarnings("ignore::govnlp.errors.AnnotatorWarning")
def test_types_of_a_released_pipeline_become_ours(
    modules: dict[str, ModuleType], tmp_path: Path
) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler", name="ner")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "ORG", "pattern": "the United Nations"},
            {"label": "GPE", "pattern": "Oslo"},
            {"label": "PERSON", "pattern": "Ada Obi"},
            {"label": "DATE", "pattern": "1994"},
        ]
    )
    nlp.to_disk(tmp_path / "model")
    peer = modules["peers"].released(str(tmp_path / "model"))
    assert (peer.lang, peer.measures, peer.has_entities) == ("en", ("words", "sentences"), True)
    (doc,) = peer.pipe.pipe(["Ada Obi of the United Nations was in Oslo in 1994."])
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("Ada Obi", "PER"),
        ("United Nations", "ORG"),
        ("Oslo", "LOC"),
        ("1994", "DATE"),
    ]


@pytest.mark.filterwarnings("ignore::govnlp.errors.AnnotatorWarning")
def test_trees_of_other_schemes_are_compared_in_ours(
    modules: dict[str, ModuleType], tmp_path: Path
) -> None:
    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    parser.add_label("dobj")  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(tmp_path / "model")
    peer = modules["peers"].released(str(tmp_path / "model"))
    # It has no tagger: nothing can be said of tags, nor of noun phrases, which need them.
    assert peer.measures == ("words", "sentences", "uas", "las")
    assert not peer.has_entities


def test_tagged_sentences_take_the_characters_of_a_treebank(
    modules: dict[str, ModuleType],
) -> None:
    tagged = TaggedSentence("1", "欧盟总部", ("欧盟", "总部"), ("B-ORG", "O"), False)
    gold = Sentence("x", "歐盟 總部", (), True, True, False)
    (((changed),),) = modules["quality"].in_characters_of([[gold]], [[tagged]])
    assert (changed.text, changed.words, changed.tags) == (
        "歐盟 總部",
        ("歐盟", "總部"),
        ("B-ORG", "O"),
    )


def test_markdown_shows_percents_and_what_has_no_meaning(modules: dict[str, ModuleType]) -> None:
    rows = {
        "a, en_ewt": {"words": 0.9876, "las": None},
        "b": {"words": 1.0, "per_1000_words": 0.1164},
    }
    assert modules["quality"].markdown("trees", rows) == (
        "| trees | words | las | per_1000_words |\n"
        "| --- | ---: | ---: | ---: |\n"
        "| a, en_ewt | 98.8 | – | – |\n"
        "| b | 100.0 | – | 116.4 |\n"
    )
