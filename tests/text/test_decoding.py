from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.text.common_han import SIMPLIFIED, TRADITIONAL
from govnlp.text.decoding import UndecodableError, decode

HANS = "各国应当合作应对传统和非传统安全威胁，维护地区和平与稳定。"
HANT = "各國應當合作應對傳統和非傳統安全威脅，維護地區和平與穩定。"
ENGLISH = "States should co-operate on human security."


@pytest.mark.parametrize(
    ("text", "codec", "named"),
    [
        (HANS, "utf-8", "utf-8"),
        (HANS, "utf-8-sig", "utf-8-sig"),
        (HANS, "utf-16", "utf-16"),
        (HANS, "utf-16-le", "utf-16-le"),
        (HANS, "utf-16-be", "utf-16-be"),
        (HANS, "utf-32", "utf-32"),
        (HANS, "gbk", "gb18030"),
        (HANS, "gb18030", "gb18030"),
        (HANT, "utf-16-le", "utf-16-le"),
        (HANT, "utf-16-be", "utf-16-be"),
        (HANT, "gb18030", "gb18030"),
        (HANT, "big5", "cp950"),
        (HANT, "cp950", "cp950"),
        (HANT + "咗嚟喺啲嘢", "big5hkscs", "big5hkscs"),
        (ENGLISH, "ascii", "utf-8"),
        (ENGLISH, "utf-16-le", "utf-16-le"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
        ("It’s the state’s “security” – naïve, façade, café.", "windows-1252", "windows-1252"),
        ("Ms. Zoë Müller, Genève", "windows-1252", "windows-1252"),
        (f"{ENGLISH} 人的安全", "gb18030", "gb18030"),
        (f"The text names 目前 once. {ENGLISH}", "gb18030", "gb18030"),
        ("Türkiye and Łódź", "utf-8", "utf-8"),
        ("人的安全😀𠮷", "utf-8", "utf-8"),
        ("人的安全和全球治理𠮷", "gb18030", "gb18030"),
    ],
)
def test_the_encoding_is_told_by_the_content(text: str, codec: str, named: str) -> None:
    data = text.encode(codec)
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.n_bad) == (text, named, 0)
    assert data.decode(decoded.encoding) == text


@given(
    st.text(alphabet=SIMPLIFIED[:800] + "，。\r\n aeiou", min_size=1),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030", "utf-16-le", "utf-16-be"]),
)
def test_simplified_text_comes_back(text: str, codec: str) -> None:
    text = HANS[:20] + text
    assert decode(text.encode(codec)).text == text


@given(
    st.text(alphabet=TRADITIONAL[:800] + "，。\r\n aeiou", min_size=1),
    st.sampled_from(["utf-8", "utf-16", "gb18030", "cp950", "big5hkscs", "utf-16-le"]),
)
def test_traditional_text_comes_back(text: str, codec: str) -> None:
    text = HANT[:20] + text
    try:
        data = text.encode(codec)
    except UnicodeEncodeError:
        return
    assert decode(data).text == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_utf8_comes_back(text: str) -> None:
    text = HANS + text
    assert decode(text.encode("utf-8")).text == text


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(UndecodableError):
        decode(data).text.encode("utf-8")


def test_line_ends_and_a_few_nuls_stay() -> None:
    text = "安全\r\n治理\r發展\x00\nend"
    assert decode(text.encode("utf-8")).text == text


def test_only_the_first_byte_order_mark_goes() -> None:
    assert decode("\ufeff\ufeffa".encode()).text == "\ufeffa"
    assert decode(("\ufeff" + HANS).encode("gb18030")).text == HANS


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
def test_a_few_wrong_bytes_are_marked_and_counted(codec: str) -> None:
    good = (HANS * 50).encode(codec)
    # Half a surrogate pair in UTF-16, a byte that nothing begins with in the others.
    bad = b"\x00\xd8" if codec == "utf-16" else b"\xff"
    decoded = decode(good + bad + "\n完".encode(codec.removesuffix("-sig").replace("16", "16-le")))
    assert decoded.text == HANS * 50 + "\ufffd\n完"
    assert (decoded.encoding, decoded.n_bad) == (codec, 1)
    assert decoded.first_bad == 50 * len(HANS)


def test_one_lost_byte_costs_one_character_in_a_short_text() -> None:
    data = HANS.encode("utf-8")
    decoded = decode(data[:31] + data[32:])
    assert decoded.encoding == "utf-8"
    assert decoded.text.replace("\ufffd", "") == HANS[:10] + HANS[11:]


def test_utf8_with_too_many_wrong_bytes_is_called_by_its_name() -> None:
    data = HANS.encode("utf-8")
    with pytest.raises(UndecodableError, match="UTF-8 but for 8 places"):
        decode((data * 4 + b"\xff") * 8)


def test_a_text_cut_off_inside_a_character_is_read() -> None:
    decoded = decode(HANS.encode("utf-8")[:-1])
    assert decoded.text == HANS[:-1] + "\ufffd"
    assert decoded.n_bad == 1


@pytest.mark.parametrize(
    ("data", "binary"),
    [
        (bytes(range(256)) * 4, True),
        (b"\0" * 100, True),
        (b"\xff\xfe" + bytes(range(255, 0, -1)), True),
        ("Права человека и безопасность".encode("cp1251"), False),
        ("日本語の文章は文字コードの判定が難しい".encode("shift_jis"), False),
    ],
)
def test_what_is_no_text_in_a_known_encoding_is_refused(data: bytes, binary: bool) -> None:
    with pytest.raises(UndecodableError) as caught:
        decode(data)
    assert caught.value.binary is binary


def test_a_declared_encoding_is_followed_where_it_fits() -> None:
    japanese = "日本語の文章".encode("shift_jis")
    assert decode(japanese, "Shift_JIS").encoding == "shift_jis"
    assert decode(HANS.encode("gb18030"), "gb2312").encoding == "gb18030"
    assert decode(HANT.encode("big5"), "Big5").encoding == "cp950"


@pytest.mark.parametrize("wrong", ["iso-8859-1", "big5", "utf-8", "no such thing", "base64", ""])
def test_a_wrong_declaration_does_no_harm(wrong: str) -> None:
    assert decode(HANS.encode("gb18030"), wrong).text == HANS


def test_megabytes_in_one_line_are_read_in_seconds() -> None:
    text = HANS * 60_000
    assert decode(text.encode("gb18030")).text == text
