"""The bundled pipelines; each folder is one spaCy pipeline with its model card."""

from pathlib import Path

from govnlp.errors import AnnotatorError

LANGUAGES = ("en", "zh")


def model_path(lang: str) -> Path:
    """Return the folder of the bundled pipeline of a language, for ``spacy.load``.

    Raises:
        AnnotatorError: no pipeline is bundled for the language.
    """
    if lang not in LANGUAGES:
        raise AnnotatorError(
            f"no bundled pipeline reads {lang!r}; languages: {', '.join(LANGUAGES)}"
        )
    return Path(__file__).parent / lang
