"""A floor under the cross-language agreement on real translations.

Measured by `benchmarks/agreement.py` through the whole pipeline; here jieba's tokens stand for the
annotator's, so that the test needs no model. Raise the floors when they are beaten.
"""

from pathlib import Path

import rjieba

from govnlp.config import NormalizeSettings
from govnlp.evaluation.agreement import count_words, measure_agreement
from govnlp.linking.candidates import Passage
from govnlp.linking.linker import linker_for
from govnlp.vocabulary import load_vocabulary

AGREEMENT_FLOOR = 0.85
MENTIONS_FLOOR = 105
N_PAIRS = 1500


def _passage(text: str) -> Passage:
    starts, ends, place = [], [], 0
    for word in rjieba.cut(text):
        starts.append(place)
        place += len(word)
        ends.append(place)
    return Passage(text, 0, starts, ends, [0])


def test_both_languages_are_linked_alike(shared: Path) -> None:
    sides = [
        (shared / f"data/parallel/un_dev.{lang}").read_text(encoding="utf-8").split("\n")[:N_PAIRS]
        for lang in ("en", "zh")
    ]
    linker = linker_for(load_vocabulary(), NormalizeSettings())
    english = [linker.link([Passage(text)])[0] for text in sides[0]]
    chinese = [linker.link([_passage(text)])[0] for text in sides[1]]
    found = measure_agreement(
        [{link.concept_id for link in links} for links in english],
        [{link.concept_id for link in links} for links in chinese],
    )
    assert found.agreement >= AGREEMENT_FLOOR
    n_words = sum(map(count_words, sides[0]))
    assert 1000 * sum(map(len, english)) / n_words >= MENTIONS_FLOOR
