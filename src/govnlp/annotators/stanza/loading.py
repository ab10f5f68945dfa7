"""Load a Stanza pipeline from files that are there; nothing is ever downloaded here."""

from traceback import walk_tb
from typing import TYPE_CHECKING, Any

from govnlp.annotators.protocol import AnnotatorKind
from govnlp.annotators.stanza.names import StanzaName, fetch_hint, parse_name, stanza_version
from govnlp.annotators.stanza.resources import Selection, models_version, select
from govnlp.config import StanzaSettings
from govnlp.errors import AnnotatorError

if TYPE_CHECKING:
    from govnlp.annotators.stanza.annotator import StanzaAnnotator

_LACKS = {
    "pos": ("noun_phrases", "gives no parts of speech, and so no noun phrases"),
    "depparse": ("noun_phrases", "gives no dependencies, and so no noun phrases"),
    "ner": ("entities", "gives no entities"),
}


def load_stanza(lang: str, model: str, settings: StanzaSettings) -> "StanzaAnnotator":
    """Load the annotator ``stanza:MODEL``.

    What a package lacks (no parser, no entities) stands in the annotator's ``lacks``; the rest
    works.

    Args:
        lang: ``en`` or ``zh``.
        model: what stands behind ``stanza:``; see `govnlp.annotators.stanza.names.parse_name`.
        settings: folder, GPU, processors and packages.

    Raises:
        MissingExtraError: Stanza is not installed.
        AnnotatorError: the name is wrong; a model is missing, damaged, or made for another
            version of Stanza; a GPU is asked for and there is none.
    """
    version = stanza_models_version(lang, model, settings)
    name = parse_name(lang, model, settings)
    selection = select(name, settings)

    from govnlp.annotators.stanza.annotator import StanzaAnnotator

    pipeline = _pipeline(name, selection, settings)
    lacks = tuple(lack for processor, lack in _LACKS.items() if processor not in selection.packages)
    return StanzaAnnotator(pipeline, lang, name.name, version, lacks)


def stanza_models_version(lang: str, model: str, settings: StanzaSettings) -> str:
    """Identify what ``stanza:MODEL`` would do, without loading it.

    Raises:
        MissingExtraError: Stanza is not installed.
        AnnotatorError: the name is wrong, or a model is missing or damaged.
    """
    stanza_version()
    return models_version(parse_name(lang, model, settings), settings)


def _pipeline(name: StanzaName, selection: Selection, settings: StanzaSettings) -> Any:
    import stanza
    import torch

    if settings.gpu == "always" and not torch.cuda.is_available():
        raise AnnotatorError(
            f"annotator {name.name!r}: annotate.stanza.gpu is 'always', and PyTorch finds no GPU; "
            "install PyTorch for yours, or set gpu to 'never' or 'auto'"
        )
    try:
        return stanza.Pipeline(
            lang=selection.lang,
            dir=str(name.folder),
            package=None,
            processors=dict(selection.packages),
            use_gpu=settings.gpu != "never" and torch.cuda.is_available(),
            download_method=None,
            logging_level="ERROR",
        )
    except Exception as error:
        raise AnnotatorError(
            f"annotator {name.name!r}: Stanza {stanza_version()} cannot load "
            f"{_failed(error, selection)} ({type(error).__name__}: {_one_line(error)}); it may be "
            f"damaged or made for another version; {fetch_hint(name)}"
        ) from error


def _failed(error: BaseException, selection: Selection) -> str:
    """Name the model that Stanza was loading; it does not say so itself."""
    for frame, _ in walk_tb(error.__traceback__):
        processor = frame.f_locals.get("processor_name")
        for file in selection.files:
            if file.processor == processor:
                return str(file.path)
    return "these models"


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]


KIND = AnnotatorKind(
    load=load_stanza,
    version=stanza_models_version,
    usage="stanza:LANG or stanza:LANG/PACKAGE",
    settings=StanzaSettings,
)
