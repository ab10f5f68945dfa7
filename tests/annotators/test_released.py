"""Pipelines as others release them, through the code that loads them, without any download."""

import json
import warnings
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import govnlp
from govnlp.annotators.loading import annotator_version
from govnlp.annotators.protocol import Annotator
from govnlp.config import AnnotateSettings
from govnlp.errors import AnnotatorError, AnnotatorWarning

Release = Callable[..., Path]

NO_LEMMAS = "ignore:.*no lemmatizer"


def read(annotator: Annotator, text: str) -> Doc:
    (doc,) = annotator.pipe([text])
    assert doc.text == text
    return doc


def phrases(doc: Doc) -> list[str]:
    return [span.text for span in doc.spans["noun_phrases"]]


def entities(doc: Doc) -> list[tuple[str, str]]:
    return [(ent.text, ent.label_) for ent in doc.ents]


def without(nlp: Language, *components: str) -> Language:
    """A copy that lacks some components."""
    tokenizer: Any = nlp.tokenizer
    config = {"nlp": {"tokenizer": nlp.config["nlp"]["tokenizer"]}}
    copy: Any = spacy.blank(str(nlp.lang), config=config)
    copy.tokenizer.from_bytes(tokenizer.to_bytes())
    for name in nlp.pipe_names:
        if name not in components:
            copy.add_pipe(name, source=nlp)
    copy.meta.update({"name": "part", "version": "3.8.0"})
    made: Language = copy
    return made


def saved(nlp: Language, folder: Path, **meta: Any) -> str:
    nlp.to_disk(folder)
    path = folder / "meta.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **meta}), "utf-8")
    return f"spacy:{folder}"


@pytest.mark.filterwarnings(NO_LEMMAS)
def test_an_installed_english_pipeline_gives_our_labels(
    english: Language, release: Release
) -> None:
    release(english, "en_core_tiny")
    annotator = govnlp.load_annotator("en", "spacy:en_core_tiny")
    assert annotator.name == "spacy:en_core_tiny"
    doc = read(annotator, "The treaty was signed by Ada Obi\nin 1994.")
    words = [token for token in doc if not token.is_space]
    assert [token.dep_ for token in words] == (
        "det nsubj:pass aux:pass ROOT case compound obl:agent case obl punct".split()
    )
    assert [token.pos_ for token in words] == (
        "DET NOUN VERB VERB ADP PROPN PROPN ADP NUM PUNCT".split()
    )
    assert entities(doc) == [("Ada Obi", "PER"), ("1994", "DATE")]
    assert phrases(doc) == ["treaty", "Ada Obi"]


@pytest.mark.filterwarnings(NO_LEMMAS)
def test_names_lose_articles_and_possessives(english: Language, release: Release) -> None:
    release(english, "en_core_tiny")
    annotator = govnlp.load_annotator("en", "spacy:en_core_tiny")
    doc = read(annotator, "The United Nations discussed climate change policy.")
    assert entities(doc) == [("United Nations", "ORG")]
    assert phrases(doc) == ["United Nations", "climate change policy"]
    doc = read(annotator, "Japan's new security strategy rests on talks in Oslo and in Rome.")
    assert entities(doc) == [("Japan", "LOC"), ("Oslo", "LOC"), ("Rome", "LOC")]
    assert phrases(doc) == ["Japan", "new security strategy", "talks", "Oslo", "Rome"]


@pytest.mark.filterwarnings("error::govnlp.errors.AnnotatorWarning")
def test_a_chinese_pipeline_reads_traditional_text_over_its_own_words(
    chinese: Language, release: Release
) -> None:
    release(chinese, "zh_core_tiny")
    annotator = govnlp.load_annotator("zh", "spacy:zh_core_tiny")
    doc = read(annotator, "聯合國討論氣候變化政策。")
    assert [(token.text, token.dep_) for token in doc][:3] == [
        ("聯合國", "nsubj"),
        ("討論", "ROOT"),
        ("氣候", "compound"),
    ]
    assert entities(doc) == [("聯合國", "ORG")]
    assert phrases(doc) == ["聯合國", "氣候變化政策"]
    assert [span.kb_id_ for span in doc.spans["noun_phrases"]] == ["联合国", "气候变化政策"]
    doc = read(annotator, "三个国家的安全战略改变。")
    assert phrases(doc) == ["国家", "安全战略"]
    assert [token.pos_ for token in doc][:4] == ["NUM", "NOUN", "NOUN", "PART"]


@pytest.mark.filterwarnings(NO_LEMMAS)
@pytest.mark.parametrize("where", ["en_core_tiny", "en_core_tiny-3.8.0"])
def test_a_folder_may_be_the_package_or_the_pipeline_in_it(
    english: Language, release: Release, where: str
) -> None:
    folder = release(english, "en_core_tiny")
    path = next(path for path in (folder, *folder.iterdir()) if path.name == where)
    doc = read(govnlp.load_annotator("en", f"spacy:{path}"), "The council met in Geneva.")
    assert phrases(doc) == ["council", "Geneva"]


@pytest.mark.filterwarnings(NO_LEMMAS)
def test_a_package_may_bring_code_of_its_own(english: Language, release: Release) -> None:
    code = (
        "from spacy.language import Language\n\n\n"
        "@Language.component('shout')\n"
        "def shout(doc):\n"
        "    doc.user_data['shouted'] = True\n"
        "    return doc\n"
    )
    nlp = without(english)
    Language.component("shout", func=lambda doc: doc)
    nlp.add_pipe("shout")
    release(nlp, "en_loud_tiny", code)
    doc = read(govnlp.load_annotator("en", "spacy:en_loud_tiny"), "The council met in Geneva.")
    assert doc.user_data["shouted"] is True


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        (("parser",), ("finds no sentences", "has no parser: the table noun_phrases gets no row")),
        (("ner",), ("finds no entities: the table entities gets no row", "has no lemmatizer")),
        (("tagger",), ("gives no parts of speech: the table noun_phrases", "has no lemmatizer")),
    ],
)
def test_what_a_pipeline_lacks_is_said_once_and_the_rest_works(
    english: Language, tmp_path: Path, lacking: tuple[str, ...], said: tuple[str, ...]
) -> None:
    is_cut = lacking == ("parser",)
    name = saved(without(english, *lacking), tmp_path / "part")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        annotator = govnlp.load_annotator("en", name)
        govnlp.load_annotator("en", name)
        doc = read(annotator, "The council met in Geneva." + " And in Geneva." * is_cut)
    assert [w.category for w in caught] == [AnnotatorWarning] * len(said)
    for sentence, warning in zip(said, caught, strict=True):
        assert f"annotator {name!r} for en {sentence}" in str(warning.message)
    assert len(list(doc.sents)) == 1 + is_cut
    assert phrases(doc) == ([] if lacking != ("ner",) else ["council", "Geneva"])
    assert entities(doc)[:1] == ([] if lacking == ("ner",) else [("Geneva", "LOC")])


@pytest.mark.filterwarnings("ignore::govnlp.errors.AnnotatorWarning")
def test_chinese_sentences_are_cut_where_the_pipeline_cannot(
    chinese: Language, tmp_path: Path
) -> None:
    name = saved(without(chinese, "parser"), tmp_path / "part")
    doc = read(govnlp.load_annotator("zh", name), "理事会开会。联合国讨论政策。")
    assert [sentence.text for sentence in doc.sents] == ["理事会开会。", "联合国讨论政策。"]


@pytest.mark.filterwarnings("ignore::govnlp.errors.AnnotatorWarning")
def test_a_text_without_words_is_read(english: Language, tmp_path: Path) -> None:
    annotator = govnlp.load_annotator("en", saved(english, tmp_path / "model"))
    assert [doc.text for doc in annotator.pipe(["", " \n", "Peace"])] == ["", " \n", "Peace"]


def test_the_bundled_pipeline_saved_gives_what_the_bundled_one_gives(tmp_path: Path) -> None:
    bundled = govnlp.load_annotator("en")
    bundled.nlp.to_disk(tmp_path / "mine")  # type: ignore[attr-defined]
    mine = govnlp.load_annotator("en", f"spacy:{tmp_path / 'mine'}")
    text = "The Hague hosts the International Court of Justice's new building."
    one, other = read(bundled, text), read(mine, text)
    assert one.to_array(["HEAD", "DEP", "POS"]).tolist() == (
        other.to_array(["HEAD", "DEP", "POS"]).tolist()
    )
    assert (phrases(one), entities(one)) == (phrases(other), entities(other))


def refusal(lang: str, name: str, settings: AnnotateSettings | None = None) -> str:
    with pytest.raises(AnnotatorError) as caught:
        govnlp.load_annotator(lang, name, settings)
    assert f"annotator {name!r} for {lang}" in str(caught.value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_pipeline_of_the_other_language(english: Language, release: Release) -> None:
    release(english, "en_core_tiny")
    assert "reads 'en'; give a pipeline for zh" in refusal("zh", "spacy:en_core_tiny")


def test_a_package_or_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "python -m spacy download en_core_none" in refusal("en", "spacy:en_core_none")
    assert "no folder" in refusal("en", f"spacy:{tmp_path}/none")
    assert "has no meta.json" in refusal("en", f"spacy:{tmp_path}")
    assert "has no meta.json" in refusal("en", "spacy:json")
    assert "give spacy:PACKAGE" in refusal("en", "spacy:")


def test_a_package_for_another_spacy(english: Language, release: Release) -> None:
    release(english, "en_core_old", spacy_version=">=3.1.0,<3.2.0")
    told = refusal("en", "spacy:en_core_old")
    assert f"made for spacy<3.2.0,>=3.1.0, and spacy {version('spacy')} is installed" in told
    assert "python -m spacy download en_core_old" in told


def test_a_folder_for_another_spacy(english: Language, tmp_path: Path) -> None:
    name = saved(english, tmp_path / "old", spacy_version=">=3.1.0,<3.2.0")
    assert "train it again, or pip install 'spacy<3.2.0,>=3.1.0'" in refusal("en", name)


def test_a_package_whose_requirements_are_missing(english: Language, release: Release) -> None:
    release(english, "en_core_trf", requirements=["spacy-curated-transformers>=0.2.2,<0.4.0"])
    told = refusal("en", "spacy:en_core_trf")
    assert "pip install 'spacy-curated-transformers<0.4.0,>=0.2.2'" in told


def test_a_component_that_nothing_installed_offers(english: Language, tmp_path: Path) -> None:
    name = saved(english, tmp_path / "model")
    config = tmp_path / "model/config.cfg"
    text = config.read_text("utf-8")
    config.write_text(text.replace('factory = "tagger"', 'factory = "curated_transformer"'))
    assert "pip install spacy-curated-transformers" in refusal("en", name)
    config.write_text(text.replace('factory = "tagger"', 'factory = "our_secret"'))
    assert "needs 'our_secret', which nothing installed here offers" in refusal("en", name)


def test_a_chinese_segmenter_that_is_not_installed(tmp_path: Path) -> None:
    if find_spec("jieba"):
        pytest.skip("jieba is installed")
    name = saved(spacy.blank("zh"), tmp_path / "model")
    config = tmp_path / "model/config.cfg"
    config.write_text(config.read_text("utf-8").replace('"char"', '"jieba"'), "utf-8")
    assert "needs 'jieba', which is not installed: pip install jieba" in refusal("zh", name)


@pytest.mark.parametrize(
    ("damaged", "left"), [("parser/model", 100), ("config.cfg", 40), ("meta.json", 30)]
)
def test_a_damaged_file(english: Language, tmp_path: Path, damaged: str, left: int) -> None:
    name = saved(english, tmp_path / "model")
    path = tmp_path / "model" / damaged
    path.write_bytes(path.read_bytes()[:left])
    assert "damaged" in refusal("en", name)


def test_a_missing_file(english: Language, tmp_path: Path) -> None:
    name = saved(english, tmp_path / "model")
    (tmp_path / "model/config.cfg").unlink()
    assert "no config.cfg" in refusal("en", name)


def test_untrained_components(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger")
    name = saved(nlp, tmp_path / "model")
    assert "annotator" in refusal("en", name)


def test_a_gpu_that_is_asked_for_and_not_there(
    english: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_gpu() -> None:
        raise ValueError("No GPU devices detected")

    monkeypatch.setattr(spacy, "require_gpu", no_gpu)
    name = saved(english, tmp_path / "model")
    settings = AnnotateSettings.from_mapping({"spacy": {"gpu": "always"}})
    assert "annotate.spacy.gpu is 'always'" in refusal("en", name, settings)


def test_the_version_follows_the_files(english: Language, release: Release) -> None:
    folder = release(english, "en_core_tiny")
    before = annotator_version("en", "spacy:en_core_tiny")
    assert before == annotator_version("en", "spacy:en_core_tiny")
    other = release(english, "en_core_other", "# code counts as well")
    assert folder != other
    assert annotator_version("en", "spacy:en_core_other") != before
