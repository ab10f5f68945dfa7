"""Let a pipeline multiply matrices with NumPy's BLAS instead of thinc's own.

thinc brings BLIS, which on current processors takes about three times as long as the OpenBLAS
that NumPy brings; most of a pipeline's time goes there.
"""

from collections.abc import Callable

from spacy.language import Language
from thinc.api import Model, NumpyOps


def use_numpy_matrices(nlp: Language) -> Language:
    """Switch the networks of all components, in place; one on a GPU stays as it is."""
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            for node in model.walk():
                if isinstance(node.ops, NumpyOps):
                    node.ops = NumpyOps(use_blis=False)
    return nlp


def make_numpy_matrices() -> Callable[[Language], Language]:
    """For the config: ``[nlp.after_pipeline_creation]`` with this as ``@callbacks``."""
    return use_numpy_matrices
