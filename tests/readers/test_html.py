from collections.abc import Callable

import pytest

from govnlp.readers.html import read_html
from govnlp.readers.protocol import Problem, ReadText, Reason, SetAsideError

Read = Callable[..., tuple[list[ReadText], list[Problem]]]

pytest.importorskip("trafilatura", reason="HTML needs the extra ingest")

PARAGRAPHS = (
    "粮食安全是国家安全的重要基础，各国应当加强合作，共同应对气候变化带来的挑战，维护粮食供应链稳定。",
    "近年来受冲突和极端天气的影响，全球粮食不安全人口持续增加，有关国际组织呼吁采取综合措施加以应对。",
    "Food security is part of human security, and no state can ensure it without the others.",
)
PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}</title></head><body>
<nav><ul><li><a href="/">首页</a></li><li><a href="/n">新闻</a></li></ul></nav>
<main><article>{heading}<p>{0}</p><h2>一、背景</h2><p>{1}</p>
<ul><li>加强早期预警</li><li>扩大<b>农业</b>投资</li></ul>
<p>{2}<br>It needs cooperation.</p></article></main>
<aside><form><input><button>订阅</button></form></aside>
<footer><p>版权所有 | 联系我们</p></footer><script>var x = "hidden";</script></body></html>"""


def page(
    charset: str = "utf-8",
    heading: str = "<h1>粮食安全与全球治理</h1>",
    title: str = "粮食安全与全球治理 | 观察网",
) -> str:
    return PAGE.format(*PARAGRAPHS, charset=charset, heading=heading, title=title)


def test_the_main_text_comes_in_blocks(read: Read) -> None:
    (text,), problems = read(read_html, page().encode())
    assert text.text == "\n\n".join(
        [
            "粮食安全与全球治理",
            PARAGRAPHS[0],
            "一、背景",
            PARAGRAPHS[1],
            "- 加强早期预警\n- 扩大农业投资",
            f"{PARAGRAPHS[2]}\nIt needs cooperation.",
        ]
    )
    assert problems == []


def test_a_title_that_is_only_in_the_head_comes_first(read: Read) -> None:
    (text,), _ = read(read_html, page(heading="", title="丰年之后").encode())
    assert text.text.startswith(f"丰年之后\n\n{PARAGRAPHS[0]}")


@pytest.mark.parametrize(
    ("codec", "charset", "named"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8-sig", "gb2312", "utf-8-sig"),
        ("gb18030", "gb2312", "gb18030"),
        ("gb18030", "utf-8", "gb18030"),
        ("gb18030", "iso-8859-1", "gb18030"),
        ("utf-16", "utf-8", "utf-16"),
    ],
)
def test_the_encoding_is_the_true_one(read: Read, codec: str, charset: str, named: str) -> None:
    (text,), _ = read(read_html, page(charset).encode(codec))
    assert PARAGRAPHS[0] in text.text
    assert text.encoding == named


def test_a_declared_encoding_beyond_our_own_is_followed(read: Read) -> None:
    data = '<meta charset="Shift_JIS"><p>日本語の文章です。人間の安全保障。</p>'.encode("shift_jis")
    (text,), _ = read(read_html, data)
    assert text.text == "日本語の文章です。人間の安全保障。"
    assert text.encoding == "shift_jis"


def test_a_table_keeps_its_rows_together(read: Read) -> None:
    table = "<table><tr><th>Year</th><th>People</th></tr><tr><td>2020</td><td>720</td></tr></table>"
    data = page().replace("<h2>", f"{table}<h2>").encode()
    (text,), _ = read(read_html, data)
    assert "\n\nYear\tPeople\n\n2020\t720\n\n" in text.text


def test_without_main_text_all_visible_text_is_taken_openly(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: None)
    html = "<title>t</title><div>Human <b>security</b><p>人的安全<br>x</p></div><script>no</script>"
    (text,), (problem,) = read(read_html, html.encode())
    assert text.text == "Human security\n\n人的安全\n\nx"
    assert problem.reason is Reason.NO_MAIN_TEXT


@pytest.mark.parametrize(
    "html", ["<html></html>", "<script>x()</script>", "<!-- x -->", "<p> </p>"]
)
def test_a_page_without_text_is_set_aside(read: Read, html: str) -> None:
    with pytest.raises(SetAsideError) as caught:
        read(read_html, html.encode())
    assert caught.value.reason is Reason.NO_TEXT


def test_xhtml_with_a_declaration_is_read(read: Read) -> None:
    data = ('<?xml version="1.0" encoding="utf-8"?>' + page()).encode()
    (text,), _ = read(read_html, data)
    assert PARAGRAPHS[1] in text.text
