from importlib import import_module
from pathlib import Path

import pytest

from govnlp.evaluation.conll import TaggedSentence


def test_each_name_gets_its_commonest_type(root: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "benchmarks"))
        names = import_module("names")

    def sentence(text: str, *tags: str) -> TaggedSentence:
        return TaggedSentence("", text, tuple(text.replace("'s", " 's").split()), tags, False)

    texts = [
        [
            sentence("Kestrel's Ada Obi left", "B-LOC", "O", "B-PER", "I-PER", "O"),
            sentence("Kestrel won", "B-ORG", "O"),
        ],
        [sentence("Kestrel lost", "B-ORG", "O")],
    ]
    assert names.names_in(texts) == {"Kestrel": "ORG", "Ada Obi": "PER"}
