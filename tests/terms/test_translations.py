import pyarrow as pa
import pytest

from govnlp.schema import empty_table, table_from_rows
from govnlp.terms.translations import translations


def passages(pairs: list[tuple[list[str], list[str]]]) -> tuple[pa.Table, pa.Table]:
    """Build noun phrases and alignments: passage n is document n, each phrase ten characters."""
    phrases, alignments = [], []
    for number, (english, chinese) in enumerate(pairs):
        doc_id = str(number)
        for lang, keys, base in (("en", english, 0), ("zh", chinese, 1000)):
            for place, key in enumerate(keys):
                start = base + 10 * place
                phrases.append(
                    {
                        "doc_id": doc_id,
                        "segment_id": 0,
                        "sentence_id": 0,
                        "start": start,
                        "end": start + 9,
                        "text": key,
                        "lang": lang,
                        "head": key,
                        "key": key,
                    }
                )
        alignments.append(
            {
                "doc_id": doc_id,
                "en_start": 0,
                "en_end": 10 * len(english),
                "zh_start": 1000,
                "zh_end": 1000 + 10 * len(chinese),
                "en_text": "",
                "zh_text": "",
                "score": 1.0,
            }
        )
    return table_from_rows("noun_phrases", phrases), table_from_rows("alignments", alignments)


FILLERS = [([f"filler {number}"], [f"填充{number}"]) for number in range(200)]


def test_phrases_that_keep_company_translate_each_other() -> None:
    found = translations(
        *passages(
            [
                (["overseas security", "risk"], ["海外安全", "风险"]),
                (["overseas security", "supply"], ["供给", "海外安全"]),
                (["overseas security"], ["海外安全"]),
                (["risk"], ["风险", "供给"]),
                *FILLERS,
            ]
        )
    )
    assert found["en", "overseas security"].key == "海外安全"
    assert found["zh", "海外安全"].key == "overseas security"
    assert found["en", "overseas security"].score == pytest.approx(1.0, abs=0.01)
    assert ("en", "supply") not in found, "one shared passage proves nothing"


def test_in_few_passages_phrases_meet_by_chance() -> None:
    pairs = [([f"w{n % 7}", f"v{n % 5}"], [f"甲{n % 7}", f"乙{n % 3}"]) for n in range(14)]
    in_few = translations(*passages(pairs))
    in_many = translations(*passages(pairs + FILLERS))
    assert in_few["en", "w1"].key == in_many["en", "w1"].key == "甲1"
    assert in_few["en", "w1"].score < 0.9 < in_many["en", "w1"].score


def test_only_the_best_of_both_sides() -> None:
    pairs = [(["a", "b"], ["甲"]), (["a", "b"], ["甲"]), (["b"], ["乙"])]
    found = translations(*passages(pairs + FILLERS))
    assert found["zh", "甲"].key == "a"
    assert ("en", "b") not in found


def test_phrases_outside_passages_count_for_nothing() -> None:
    phrases, alignments = passages([(["a"], ["甲"]), (["a"], ["甲"])])
    assert translations(phrases, empty_table("alignments")) == {}
    assert translations(empty_table("noun_phrases"), alignments) == {}
