import subprocess
import sys

import pytest

from govnlp.errors import AnnotatorError
from govnlp.models import model_path


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_pipeline_with_its_card_is_bundled(lang: str) -> None:
    folder = model_path(lang)
    assert (folder / "meta.json").is_file()
    assert "CC BY-SA 4.0" in (folder / "README.md").read_text(encoding="utf-8")


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(AnnotatorError, match="en, zh"):
        model_path("fr")


def test_nothing_heavy_is_imported() -> None:
    code = "import sys, govnlp.models; print('spacy' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
