from collections.abc import Callable

import pytest

from govnlp.config import IngestSettings
from govnlp.readers.protocol import Problem, Reader, ReadText

Read = Callable[..., tuple[list[ReadText], list[Problem]]]


@pytest.fixture
def read() -> Read:
    """Run a reader over bytes: its texts, and its problems."""

    def run(
        reader: Reader, data: bytes, **settings: object
    ) -> tuple[list[ReadText], list[Problem]]:
        items = list(reader(data, IngestSettings.from_mapping(settings)))
        texts = [item for item in items if isinstance(item, ReadText)]
        return texts, [item for item in items if isinstance(item, Problem)]

    return run
