import gzip
from pathlib import Path

import pytest

from govnlp.annotators.lexicon import Kind, Lexicon
from govnlp.errors import GovnlpError

LINES = "# remark\n中国\tnl\n中国人\tw\n人民\tw\n李\ts\n联合国\tno\n"


def test_entries_carry_their_kinds() -> None:
    lexicon = Lexicon.parse(LINES)
    assert lexicon.entries["中国"] == Kind.NAME | Kind.PLACE
    assert lexicon.entries["李"] == Kind.SURNAME
    assert "# remark" not in lexicon.entries


@pytest.mark.parametrize("line", ["中国\tx", "中国", "中国\t"])
def test_a_malformed_line_is_named(line: str) -> None:
    with pytest.raises(GovnlpError, match="list, line 2"):
        Lexicon.parse(f"人民\tw\n{line}\n", "list")


def test_words_are_found_where_they_overlap() -> None:
    found = Lexicon.parse(LINES).word_features("中国人民").tolist()
    length_begins = [code % 6 for code in found]
    length_ends = [code // 6 % 6 for code in found]
    assert length_begins == [3, 0, 2, 0]
    assert length_ends == [0, 2, 3, 2]


def test_names_are_found_under_longer_words() -> None:
    found = Lexicon.parse(LINES).name_features("在中国人中").tolist()
    assert [code % 4 for code in found] == [0, 1, 3, 0, 0]
    assert {code // 4 for code in found if code} == {int(Kind.NAME | Kind.PLACE)}


def test_surnames_are_no_words() -> None:
    assert not Lexicon.parse(LINES).word_features("李").any()
    assert Lexicon.parse(LINES + "李白\tp\n").profile("李") == 1
    assert Lexicon.parse(LINES).profile("的") == 0


def test_bytes_and_files_give_the_same_lexicon(tmp_path: Path) -> None:
    lexicon = Lexicon.parse(LINES)
    copy = Lexicon.from_bytes(lexicon.to_bytes())
    assert (copy.entries, copy.remarks) == (lexicon.entries, ("# remark",))
    path = tmp_path / "lexicon.gz"
    path.write_bytes(gzip.compress(LINES.encode()))
    assert Lexicon.read(path).entries == lexicon.entries


def test_added_names_are_seen_and_change_no_profile() -> None:
    lines = LINES + "".join(f"{char}城\tnl\n" for char in "东西南北") + "河\tws\n河城\tw\n"
    lexicon = Lexicon.parse(lines)
    names = {f"{char}河": Kind.NAME | Kind.ORGANIZATION for char in "东西南北"}
    knowing = lexicon.including({**names, "河城": Kind.NAME | Kind.PLACE})
    assert knowing.name_features("到河城").tolist()[1:] != [0, 0]
    assert knowing.word_features("东河").any()
    assert knowing.entries["河城"] == Kind.WORD | Kind.NAME | Kind.PLACE
    assert lexicon.entries["河城"] == Kind.WORD
    assert not lexicon.word_features("东河").any()
    counted = Lexicon(knowing.entries)
    assert counted.profile("河") != lexicon.profile("河")
    assert knowing.profile("河") == lexicon.profile("河")
    assert knowing.profile("城") == lexicon.profile("城") != 0


def test_an_empty_text_has_no_features() -> None:
    assert Lexicon.parse(LINES).word_features("").tolist() == []
    assert Lexicon.parse(LINES).name_features("").tolist() == []
