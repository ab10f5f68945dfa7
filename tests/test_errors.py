"""Errors that cross from one process to another."""

import pickle

from govnlp.errors import MissingExtraError


def test_a_missing_extra_says_the_same_in_the_process_that_asked() -> None:
    error = pickle.loads(pickle.dumps(MissingExtraError("reading PDF", "ingest")))
    assert str(error) == "reading PDF needs an optional part: pip install 'govnlp[ingest]'"
    assert error.extra == "ingest"
