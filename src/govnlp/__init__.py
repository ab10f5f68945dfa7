"""Entities, noun phrases and shared concepts from English and Chinese governance texts."""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from govnlp.annotators.loading import load_annotator
    from govnlp.annotators.protocol import AnnotatorKind
    from govnlp.config import PipelineSettings, load_pipeline
    from govnlp.errors import GovnlpError
    from govnlp.pipeline import Result, RunReport, process, run, status
    from govnlp.stages.registry import Stage
    from govnlp.vocabulary import load_vocabulary

_HOMES = {
    "AnnotatorKind": "govnlp.annotators.protocol",
    "GovnlpError": "govnlp.errors",
    "PipelineSettings": "govnlp.config",
    "Result": "govnlp.pipeline",
    "RunReport": "govnlp.pipeline",
    "Stage": "govnlp.stages.registry",
    "load_annotator": "govnlp.annotators.loading",
    "load_pipeline": "govnlp.config",
    "load_vocabulary": "govnlp.vocabulary",
    "process": "govnlp.pipeline",
    "run": "govnlp.pipeline",
    "status": "govnlp.pipeline",
}

__all__ = [
    "AnnotatorKind",
    "GovnlpError",
    "PipelineSettings",
    "Result",
    "RunReport",
    "Stage",
    "__version__",
    "load_annotator",
    "load_pipeline",
    "load_vocabulary",
    "process",
    "run",
    "status",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: `import govnlp` loads no heavy library."""
    if name not in _HOMES:
        raise AttributeError(f"module 'govnlp' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
