"""Web pages: what is shown of them, how lists are numbered, how tables are printed."""

from __future__ import annotations

import pytest

from duizhao.errors import ErrorCode, ReadError
from duizhao.i18n import translator
from duizhao.readers import read
from duizhao.readers.reader import Limits
from duizhao.record import Cell, Document


def page(body: str, head: str = "") -> Document:
    found = read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")
    end = 0
    for paragraph in found.paragraphs:
        assert not found.text[end : paragraph.span.start].strip("\t\n")
        end = paragraph.span.end
        assert found.text[paragraph.span.start : end].startswith(paragraph.number)
    return found


def seen(body: str) -> str:
    return page(body).text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>甲</p><p>乙</p>", "甲\n乙\n"),
        ("<div>甲<p>乙</p>丙</div>丁", "甲\n乙\n丙\n丁\n"),
        ("甲<br>乙<br/>丙", "甲\n乙\n丙\n"),
        ("甲<br><br>乙", "甲\n\n乙\n"),
        ("<p>甲<b>乙</b><span>丙</span></p>", "甲乙丙\n"),
        ("<p> 甲 \n  乙  </p>", "甲乙\n"),
        ("<p>one \n two</p>", "one two\n"),
        ("<p>2021年 3月</p>", "2021年 3月\n"),
        ("<p>　　首行&nbsp;缩进</p>", "　　首行\xa0缩进\n"),
        ("<p>&lt;甲&gt; &amp; &#20057;&#x4e19;&hellip;&ldquo;</p>", "<甲> & 乙丙…“\n"),
        ("<p>甲&#151;乙</p>", "甲—乙\n"),
        ("<pre>甲\n  乙\n</pre>丙", "甲\n  乙\n丙\n"),
        ("<q>甲</q>", "“甲”\n"),
        ("<ruby>佳<rp>(</rp><rt>jia</rt><rp>)</rp></ruby>", "佳\n"),
        ("甲<hr>乙", "甲\n乙\n"),
        ("<p></p><p> </p><div>甲</div>", "甲\n"),
        ("<p>甲<p>乙", "甲\n乙\n"),
        ("<script>x</script><style>y</style><nav>导航</nav><noscript>z</noscript>甲", "甲\n"),
        ("<p hidden>藏</p><p style='display: none'>藏</p><p>甲</p>", "甲\n"),
        ("<p>甲<del>旧</del><ins>新</ins></p>", "甲新\n"),
        ("<!-- 注 --><p>甲<!-- 注 -->乙</p>", "甲乙\n"),
        ("<o:p>甲</o:p>", "甲\n"),
    ],
)
def test_page_when_read_then_as_a_browser_shows_it(body: str, text: str) -> None:
    assert seen(body) == text


def test_page_when_it_has_a_title_then_not_part_of_the_text() -> None:
    assert page("<p>甲</p>", "<title>题</title><meta name='x' content='y'>").text == "甲\n"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<ol><li>甲<li>乙</ol>", "1.甲\n2.乙\n"),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", "3.甲\n7.乙\n8.丙\n"),
        ("<ol type=A><li>甲</ol><ol type=a><li>甲</ol><ol type=I><li>甲</ol>", "A.甲\na.甲\nI.甲\n"),
        ("<ol type=i start=4><li>甲</ol>", "iv.甲\n"),
        ("<ol reversed><li>甲<li>乙</ol>", "2.甲\n1.乙\n"),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", "一、甲\n二、乙\n"),
        ("<ol style='list-style: none'><li>甲</ol>", "甲\n"),
        ("<ol><li style='list-style-type:upper-alpha'>甲</ol>", "A.甲\n"),
        ("<ul><li>甲<ol><li>乙</ol></ul>", "•\t甲\n1.乙\n"),
        ("<ul type=none><li>甲</ul>", "甲\n"),
        ("<ol><li><p>甲</p><p>乙</p></li><li></li></ol>", "1.甲\n乙\n2.\n"),
        ("<ol><li hidden>藏<li>甲</ol>", "1.甲\n"),
        ("<dl><dt>甲<dd>乙</dl>", "甲\n乙\n"),
    ],
)
def test_list_when_read_then_numbered_as_shown(body: str, text: str) -> None:
    assert seen(body) == text


def test_table_when_read_then_row_by_row_with_its_cells() -> None:
    found = page(
        "前<table><caption>题</caption><thead><tr><th>甲<th>乙</thead>"
        "<tr><td rowspan=2>高<td>丙<tr><td><p>丁</p><p>戊</p></table>后"
    )
    assert found.text == "前\n题\n甲\t乙\n高\t丙\n\t丁\n戊\n后\n"
    cells = [(c.row, c.column) for paragraph in found.paragraphs if (c := paragraph.cell)]
    assert cells == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 1), (2, 1)]


def test_table_when_cells_span_then_once_and_columns_hold() -> None:
    found = page("<table><tr><td colspan=2 rowspan=2>甲<td>乙<tr><td>丙<tr><td>丁<td><td>戊</table>")
    assert found.text == "甲\t乙\n\t丙\n丁\t\t戊\n"
    assert [paragraph.cell for paragraph in found.paragraphs] == [
        Cell(0, 0, 0), Cell(0, 0, 2), Cell(0, 1, 2), Cell(0, 2, 0), Cell(0, 2, 1), Cell(0, 2, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td><p>甲</p><p>乙</p></td></tr></table>",
        "<table><tr><td>甲<td><table><tr><td>乙</table></table>",
        "<table role=presentation><tr><td>甲<td>乙</table>",
    ],
)
def test_table_when_it_only_lays_out_the_page_then_plain_lines(body: str) -> None:
    found = page(body)
    assert found.text == "甲\n乙\n"
    assert all(paragraph.cell is None for paragraph in found.paragraphs)


def test_heading_when_read_then_its_level_is_known() -> None:
    found = page("<h1 align=center>题</h1><h3>节</h3><p style='text-align: right'>文</p>")
    looks = [
        (look.outline_level, look.alignment) for paragraph in found.paragraphs if (look := paragraph.format)
    ]
    assert looks == [(0, "center"), (2, None), (None, "right")]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-8", "utf-8"),
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8"),
        ("what", "utf-8"),
    ],
)
def test_page_when_charset_is_declared_rightly_or_wrongly_then_read(declared: str, encoding: str) -> None:
    meta = f"<meta http-equiv=x content='text/html; charset={declared}'>"
    body = f"<html>{meta}<p>对照检查：䶮县的问题。</p></html>"
    assert read(body.encode(encoding), "a.htm").text == "对照检查：䶮县的问题。\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_page_when_marked_then_the_mark_wins(encoding: str) -> None:
    body = "<html><meta charset=gb2312><p>对照检查</p></html>"
    assert read(body.encode(encoding), "a.doc").text == "对照检查\n"


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.doc", "a"])
def test_page_when_named_otherwise_then_content_wins(name: str) -> None:
    assert read(b"\n<!-- x --><HTML><body><p>a</p>", name).media_type == "text/html"


def test_text_when_it_speaks_of_tags_then_stays_text() -> None:
    assert read(b"a <html> b", "a.txt").text == "a <html> b"


def test_page_when_empty_then_no_text() -> None:
    assert read(b"<!-- nothing -->", "a.html").text == ""


def test_page_when_nested_too_deeply_then_refused_and_else_read_whole() -> None:
    deep = "<div><ul><li>" * 70 + "甲" + "</li></ul></div>" * 70 + "尾"
    assert seen(deep).endswith("尾\n")
    with pytest.raises(ReadError) as caught:
        page("<div>" * 300 + "甲")
    assert caught.value.code == ErrorCode.TOO_DEEP


def test_page_when_of_too_many_tags_then_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read(b"<html>" + b"<br>" * 100, "a.html", limits=Limits(marks=50))
    assert caught.value.code == ErrorCode.TOO_LARGE
    assert caught.value.message() == "文件过大：101 个标签，上限 50 个标签"
    assert caught.value.message(translator("en")) == "The file is too large: 101 tags, limit 50 tags"
