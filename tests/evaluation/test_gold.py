import json
from pathlib import Path
from typing import Any

import pytest

from govnlp.errors import InputError
from govnlp.evaluation.gold import read_gold

TEXT = "Peace in Oslo"


def written(folder: Path, *documents: Any) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, documents)) + "\n", encoding="utf-8")
    return path


def test_rows_get_the_columns_of_their_table(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {
            "doc_id": "a",
            "text": TEXT,
            "segments": [[0, 13, "en", "heading"]],
            "entities": [[9, 13, "LOC"]],
            "mentions": [],
        },
        {"text": TEXT, "noun_phrases": [[9, 13], [0, 5]]},
    )
    first, second = read_gold(path)
    assert first.text == TEXT
    assert first.tables == {
        "segments": [{"start": 0, "end": 13, "lang": "en", "kind": "heading"}],
        "entities": [{"start": 9, "end": 13, "label": "LOC"}],
        "mentions": [],
    }
    assert second.tables == {"noun_phrases": [{"start": 0, "end": 5}, {"start": 9, "end": 13}]}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ([], 'a JSON object with a string "text" is needed'),
        ({"entities": []}, 'a string "text" is needed'),
        ({"text": TEXT}, "nothing to measure; give one or more of segments"),
        ({"text": TEXT, "entity": []}, "unknown key 'entity'; known: text, doc_id, segments"),
        ({"text": TEXT, "entities": {}}, "entities is no list"),
        ({"text": TEXT, "entities": [[9, 13]]}, "[9, 13] is not [start, end, label]"),
        ({"text": TEXT, "entities": [[9, 14, "LOC"]]}, "is no span of the text, which has 13"),
        ({"text": TEXT, "entities": [[9, 9, "LOC"]]}, "is no span"),
        ({"text": TEXT, "entities": [["9", 13, "LOC"]]}, "is no span"),
        ({"text": TEXT, "entities": [[9, 13, "GPE"]]}, "label must be one of PER, ORG, LOC"),
        ({"text": TEXT, "mentions": [[9, 13, None]]}, "concept_id must be a string"),
        (
            {"text": TEXT, "segments": [[0, 9, "en", "heading"], [8, 13, "en", "heading"]]},
            "overlaps the segment before it",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, document: Any, message: str) -> None:
    path = written(tmp_path, {"text": TEXT, "mentions": []}, document)
    with pytest.raises(InputError) as caught:
        read_gold(path)
    assert str(caught.value).startswith(f"{path}, line 2: ")
    assert message in str(caught.value)


def test_files_that_hold_no_documents(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n\n", "utf-8")
    with pytest.raises(InputError, match="no document in it"):
        read_gold(path)
    path.write_text('{"text": ', "utf-8")
    with pytest.raises(InputError, match="line 1: no JSON"):
        read_gold(path)
