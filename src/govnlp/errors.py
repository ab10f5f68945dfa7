"""The errors that govnlp raises on purpose.

Each message says which file, row or key was wrong and what to do about it; the
command line prints it as one line.
"""


class GovnlpError(Exception):
    """Base of every error that govnlp raises on purpose."""


class SettingsError(GovnlpError):
    """A pipeline file or a setting is wrong; the message carries the path of the key."""


class InputError(GovnlpError):
    """An input as a whole cannot be used (a missing folder, say).

    Single bad files do not raise: they become rows of ``rejects``.
    """


class TableError(GovnlpError):
    """A table lacks a column, or has one of another type than its schema says."""


class StoreError(GovnlpError):
    """A stored table or manifest is missing, damaged or locked."""


class AnnotatorError(GovnlpError):
    """An annotator is unknown, not installed, or cannot be loaded."""


class AnnotatorWarning(UserWarning):
    """An annotator works, and lacks something; the message says which tables feel it."""


class VocabularyError(GovnlpError):
    """A vocabulary file is wrong; the message names the file and the row."""


class MissingExtraError(GovnlpError):
    """An optional dependency is needed; the message says which extra brings it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(what, extra)  # as given: a worker process hands it over pickled
        self.what = what
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.what} needs an optional part: pip install 'govnlp[{self.extra}]'"
