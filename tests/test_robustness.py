"""Whatever comes in: no crash, true offsets, everything accounted for."""

import re

import pytest

import govnlp
from govnlp.contract import violations
from govnlp.pipeline import Result
from govnlp.schema import SCHEMAS, check_table, empty_table
from govnlp.stages.aggregate import aggregate
from govnlp.stages.align import align
from govnlp.stages.annotate import annotate
from govnlp.stages.ingest import ingest_texts
from govnlp.stages.normalize import normalize
from govnlp.stages.segment import segment

LONE_SURROGATE = re.compile("[\ud800-\udfff]")
ODD = {
    "nothing": "",
    "one letter": "a",
    "one character": "安",
    "one punctuation mark": "。",
    "only spaces": "  \t \u3000\n ",
    "only punctuation": "?!… —— 「」《》 ...",
    "emoji": "Peace 👩‍👩‍👧‍👦🇨🇳 for all 🕊️. 和平🕊万岁😀。",
    "only emoji": "😀😀🇪🇺",
    "rare Han": "𠮷野家與𪚥龍𠀀的國家安全。𲎯",
    "mixed line ends": "Human security\r\nmatters.\rIt is\u2028new.\n\n人的\r\n安全\r重要。\x85",
    "NUL bytes": "The United\x00Nations\x00\x00 and 联合国\x00安理会.",
    "zero-width": "\ufeffhuman\u200bsecurity\u200d \u2060 \u00ad安\u200b全",
    "combining": "e\u0301tat fra\u0308gile n\u0303\u0303\u0303",
    "right to left": "الأمن الإنساني human security ביטחון",
    "other scripts": "безопасность 安全保障の強化 안보 ความมั่นคง",
    "a lone surrogate": "human \ud800security\udfff 人的\ud83d安全",
    "private use": "\ue000\ufffd\ufffe\uffff",
    "hyphens": "a-\nb - -\n-- non-\n",
    "brackets": "（（（GSI）））((GSI)) Global Security Initiative (GSI (",
}


def problems(result: Result) -> list[str]:
    return list(violations({name: getattr(result, name) for name in SCHEMAS}))


@pytest.fixture(scope="module")
def odd() -> Result:
    return govnlp.process(list(ODD.values()))


def test_odd_texts_keep_the_contract(odd: Result) -> None:
    assert problems(odd) == []


def test_each_odd_text_is_one_document(odd: Result) -> None:
    kept = odd.documents["text"].to_pylist()
    assert kept == [LONE_SURROGATE.sub("\ufffd", text) for text in ODD.values()]


def test_lone_surrogates_are_said(odd: Result) -> None:
    number = str(list(ODD).index("a lone surrogate"))
    assert number in odd.rejects["doc_id"].to_pylist()


def test_one_by_one_gives_the_same_rows(odd: Result) -> None:
    for number, text in enumerate(ODD.values()):
        alone = govnlp.process([text])
        for name in ("segments", "sentences", "entities", "noun_phrases", "mentions"):
            together = [
                {**row, "doc_id": "0"}
                for row in getattr(odd, name).to_pylist()
                if row["doc_id"] == str(number)
            ]
            assert getattr(alone, name).to_pylist() == together, (name, text)


def test_no_text_at_all() -> None:
    result = govnlp.process([])
    assert result.documents.num_rows == 0
    assert problems(result) == []


def test_one_text_instead_of_a_list_is_refused() -> None:
    with pytest.raises(TypeError, match="list of texts"):
        govnlp.process("one text")


def test_empty_tables() -> None:
    empty = {name: empty_table(name) for name in SCHEMAS}
    outcomes = [
        segment(empty["documents"]),
        annotate(empty["segments"]),
        normalize(
            *(
                empty[name]
                for name in ("documents", "segments", "sentences", "entities", "noun_phrases")
            )
        ),
        align(*(empty[name] for name in ("documents", "segments", "sentences", "mentions"))),
        aggregate(*(empty[name] for name in ("mentions", "noun_phrases", "segments"))),
    ]
    for tables in outcomes:
        for name, table in tables.items():
            assert table.num_rows == 0, name
            check_table(name, table)


@pytest.mark.parametrize(
    "unit", ["人的安全是全球安全治理的一个重要概念", "human security matters to all ", "安"]
)
def test_five_megabytes_in_one_line(unit: str) -> None:
    # Annotating so much takes minutes; what could fail on one long line is all before that.
    text = unit * (5_000_000 // len(unit.encode()))
    tables = ingest_texts([text])
    segments = segment(tables["documents"])["segments"]
    found = {"documents": tables["documents"], "segments": segments}
    assert list(violations(found)) == []
    assert max(map(len, segments["text"].to_pylist())) <= 8_000
