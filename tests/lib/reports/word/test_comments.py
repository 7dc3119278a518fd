"""Comments in the author's own Word file: at the exact characters, everything else as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wordfile import abstract, cell, docx, field, level, num, p, r, row, table
from wordview import body, comments, converted, local, odt_ranges, parts, ranges

from duizhao.checks.catalogue import catalogue
from duizhao.readers import read
from duizhao.record import Diagnostic, Document, Span
from duizhao.reports.check_docx import commented

INS = '<w:ins w:id="7" w:author="甲">{}</w:ins>'
DEL = '<w:del w:id="8" w:author="甲"><w:r><w:delText>旧</w:delText></w:r></w:del>'
LINK = '<w:hyperlink w:anchor="a">{}</w:hyperlink>'
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData>'
    "<wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
    "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}"
    "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
RUBY = (
    "<w:r><w:ruby><w:rt><w:r><w:t>jia</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>佳木</w:t></w:r></w:rubyBase>"
    "</w:ruby></w:r>"
)
BOLD = '<w:b/><w:sz w:val="36"/>'
CHOICE = (
    "<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent><w:r><w:t>选择项</w:t></w:r></w:sdtContent>"
    "</w:sdt>"
)


def at(document: Document, words: str, number: int = 0, **more: object) -> Diagnostic:
    """Return a diagnostic on the first place of some words."""
    start = document.text.index(words)
    return on(document, start, start + len(words), number, **more)


def on(document: Document, start: int, end: int, number: int = 0, **more: object) -> Diagnostic:
    values: dict[str, object] = {
        "path": "a.docx", "check": "NUM001", "slug": "s", "category": "numbering", "severity": "warning",
        "template": "第 %(n)s 处", "params": (("n", str(number)),), "span": Span(start, end),
        "quote": document.text[start:end],
    }  # fmt: skip
    return Diagnostic(**values | more)  # type: ignore[arg-type]


def with_comments(data: bytes, *diagnostics: Diagnostic, filename: str = "a.docx") -> bytes:
    """Return the commented file; its text must read as before."""
    document = read(data, filename)
    made = commented(data, document, diagnostics, catalogue(), "zh")
    assert read(made, "made.docx").text.rstrip("\n") == document.text.rstrip("\n")
    return made


def over(data: bytes, *words: str) -> list[str]:
    """Return the text under a comment on each of these words."""
    document = read(data, "a.docx")
    found = ranges(with_comments(data, *(at(document, each, n) for n, each in enumerate(words))))
    return [found[str(number)] for number in range(len(words))]


@pytest.mark.parametrize(
    "paragraph",
    [
        p("一是学习不深入。"),
        p(*"一是学习不深入。"),
        p(r("一是学", BOLD), r("习不深"), r("入。", BOLD)),
        p(r("一是"), INS.format(r("学习") + r("不深")), r("入。")),
        p(r("一是学"), DEL, r("习不深入。")),
        p(LINK.format(r("一是学习不")), r("深入。")),
        p(r("一是"), field("PAGE", r("学习不")), r("深入。")),
        p("<w:r><w:lastRenderedPageBreak/><w:t>一是学</w:t><w:t>习不深入。</w:t></w:r>"),
        p(r("一是"), "<w:smartTag>" + r("学习不深") + "</w:smartTag>", r("入。")),
        p('<w:bookmarkStart w:id="1" w:name="x"/>', "一是学习不深", '<w:bookmarkEnd w:id="1"/>', "入。"),
    ],
    ids=["run", "characters", "looks", "inserted", "deleted", "link", "field", "texts", "tag", "bookmark"],
)
def test_words_when_commented_then_under_the_comment(paragraph: str) -> None:
    words = ["学习", "一是学习不深入。", "深", "一", "。", "习不", "学习"]

    assert over(docx(p("前"), paragraph, p("后")), *words) == words


def test_tab_and_break_when_commented_then_under_the_comment() -> None:
    data = docx(p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/></w:r>"))

    words = ["\t", "甲\t", "乙\n丙", "\n", "丙-", "-"]
    assert over(data, *words) == words


def test_words_in_several_paragraphs_when_commented_then_one_range() -> None:
    assert over(docx("甲乙", "丙丁", "戊己"), "乙\n丙丁\n戊") == ["乙¶丙丁¶戊"]


def test_words_in_two_cells_when_commented_then_the_range_stays_in_its_cell() -> None:
    data = docx(table(row("甲乙", "丙丁")), "后")

    assert over(data, "乙\t丙", "丙丁\n后") == ["乙", "丙丁"]


def test_words_in_a_box_when_commented_then_at_the_box() -> None:
    data = docx(p(r("框前"), BOX.format(p("框中文字")), r("框后")))
    document = read(data, "a.docx")

    made = with_comments(data, at(document, "中文"), at(document, "文字\n框前框"))

    marks = [local(each) for each in body(made).iter() if local(each) in ("commentRangeStart", "txbxContent")]
    assert marks == ["commentRangeStart", "commentRangeStart", "txbxContent", "txbxContent"]
    assert ranges(made)["1"] == "框前框中文字¶框中文字¶框"


def test_words_in_closed_things_when_commented_then_around_them() -> None:
    data = docx(p(r("前"), RUBY, CHOICE, r("后")))

    assert over(data, "佳", "择") == ["佳木", "选择项"]


def test_number_when_commented_then_at_the_beginning_of_its_paragraph() -> None:
    numbering = abstract(1, level(0, "decimal", "%1.")) + num(1, 1)
    data = docx(p("甲乙", num=1, level=0), p("丙丁", num=1, level=0), numbering=numbering)

    assert over(data, "1.", "2.丙", "2.") == ["甲", "丙", "丙"]


@pytest.mark.parametrize(
    ("blocks", "start", "expected"),
    [
        ((p("甲"), p(), p("乙")), 2, ""),
        ((table(row("甲", cell(p()), "乙")),), 2, ""),
        ((p("甲乙"), p("丙")), 2, "乙"),
        ((p(),), 0, ""),
    ],
    ids=["empty paragraph", "empty cell", "line end", "empty paper"],
)
def test_place_without_words_when_commented_then_still_anchored(
    blocks: tuple[str, ...], start: int, expected: str
) -> None:
    data = docx(*blocks)
    document = read(data, "a.docx")

    assert ranges(with_comments(data, on(document, start, start))) == {"0": expected}


def test_parts_when_comments_are_added_then_all_others_byte_for_byte() -> None:
    data = docx("甲乙", parts={"header": p("眉"), "footnotes": ""}, styles="", numbering="")
    before = parts(data)

    after = parts(with_comments(data, at(read(data, "a.docx"), "乙")))

    changed = {name for name, content in after.items() if before.get(name) != content}
    assert changed == {
        "[Content_Types].xml", "word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels",
    }  # fmt: skip
    assert list(after)[:-1] == list(before)


def test_comment_when_read_then_severity_title_message_and_id() -> None:
    data = docx("甲乙")

    made = with_comments(data, at(read(data, "a.docx"), "乙", 5))

    title = next(check.title for check in catalogue() if check.id == "NUM001")
    assert comments(made) == {"0": ("对照", [f"警告：{title}", "第 5 处", "NUM001"])}


def test_comments_when_there_were_some_then_kept_and_numbered_on() -> None:
    old = '<w:comment w:id="4" w:author="乙"><w:p><w:r><w:t>旧批注</w:t></w:r></w:p></w:comment>'
    anchor = (
        '<w:commentRangeStart w:id="4"/>{}<w:commentRangeEnd w:id="4"/>'
        '<w:r><w:commentReference w:id="4"/></w:r>'
    )
    data = docx(p(r("甲"), anchor.format(r("乙丙")), r("丁")), parts={"comments": _root(old)})
    before = parts(data)

    made = with_comments(data, at(read(data, "a.docx"), "丙丁"), at(read(data, "a.docx"), "乙"))

    assert comments(made)["4"] == ("乙", ["旧批注"])
    assert ranges(made) == {"4": "乙丙", "5": "丙丁", "6": "乙"}
    after = parts(made)
    assert {name for name in after if after[name] != before.get(name)} == {
        "word/document.xml",
        "word/comments.xml",
    }


def _root(inner: str) -> str:
    return f'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{inner}</w:comments>'


def test_strict_file_when_commented_then_strict_throughout() -> None:
    data = docx(p("甲乙"), p(*"丙丁"), strict=True)

    made = with_comments(data, at(read(data, "a.docx"), "乙\n丙"))

    assert ranges(made) == {"0": "乙¶丙"}
    after = parts(made)
    assert (
        b"schemas.openxmlformats.org/wordprocessingml"
        not in after["word/document.xml"] + after["word/comments.xml"]
    )
    assert (
        b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in after["word/_rels/document.xml.rels"]
    )


def test_inserted_text_when_commented_then_the_comment_outlives_its_rejection() -> None:
    data = docx(p(r("甲"), INS.format(r("乙丙"))))

    made = with_comments(data, at(read(data, "a.docx"), "乙"))

    inserted = next(each for each in body(made).iter() if local(each) == "ins")
    assert "commentReference" not in [local(each) for each in inserted.iter()]


def test_runs_when_split_then_both_halves_keep_their_looks() -> None:
    data = docx(p(r("甲乙丙", BOLD)))

    made = with_comments(data, at(read(data, "a.docx"), "乙"))

    runs = [run for run in body(made).iter() if local(run) == "r" and any(local(part) == "t" for part in run)]
    assert ["".join(run.itertext()) for run in runs] == ["甲", "乙", "丙"]
    assert all([local(part) for part in run[0]] == ["b", "sz"] for run in runs)


@pytest.mark.parametrize(
    "hostile", ["=1+1", "</w:t><w:p/>", "\x00\x0b\x1f\ufffe", "\ud800", "a" * 40_000, "]]>"]
)
def test_message_when_hostile_then_the_file_is_whole(hostile: str) -> None:
    data = docx("甲乙")
    one = at(read(data, "a.docx"), "乙", template="%(x)s", params=(("x", hostile),))

    (_author, lines) = comments(with_comments(data, one))["0"]

    assert len(lines[1]) == len(hostile)


def test_two_thousand_comments_when_put_in_then_each_at_its_place() -> None:
    text = "一是学习不深入，二是工作不扎实。" * 100
    data = docx(*[p(*text[start : start + 40]) for start in range(0, len(text), 40)])
    document = read(data, "a.docx")
    found = [on(document, n % 1600, n % 1600 + 1 + n % 7, n) for n in range(2000)]

    made = ranges(with_comments(data, *found))

    assert len(made) == 2000
    # A place that is only the end of a line is shown by its last word.
    assert all(
        made[str(n)].replace("¶", "\n").rstrip("\n") == one.quote.strip("\n") or one.quote == "\n"
        for n, one in enumerate(found)
    )


@pytest.mark.parametrize("text", ["甲乙\n\n\t丙<b>&\n", "甲乙\r丙", "一行没有行末", "\x0c甲\x00乙\n"])
def test_paper_that_is_no_word_file_when_commented_then_a_word_file_of_its_text(text: str) -> None:
    document = Document(text, "text/plain")
    end = len(text.rstrip("\n"))

    made = commented(b"", document, [on(document, end - 1, end)], catalogue(), "zh")

    assert read(made, "a.docx").text.rstrip("\n") == _in_xml(text).rstrip("\n")
    assert ranges(made) == {"0": _in_xml(text)[end - 1 : end]}


def _in_xml(text: str) -> str:
    return text.replace("\x0c", "\ufffd").replace("\x00", "\ufffd").replace("\r", " ")


RUN = st.builds(r, st.text("一是学习，。", min_size=1, max_size=5), st.sampled_from(["", BOLD]))
PART = st.one_of(
    RUN,
    st.builds(INS.format, RUN),
    st.builds(LINK.format, RUN),
    st.builds(lambda run: field("REF a", run), RUN),
    st.sampled_from(["<w:r><w:tab/><w:t>子</w:t><w:br/></w:r>", DEL, '<w:proofErr w:type="spellStart"/>']),
)
BLOCK = st.one_of(
    st.builds(lambda parts: p(*parts), st.lists(PART, max_size=5)),
    st.builds(lambda a, b: table(row(p(a), p(b))), RUN, RUN),
)


@settings(max_examples=60, deadline=None)
@given(
    blocks=st.lists(BLOCK, min_size=1, max_size=5),
    pairs=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=8),
)
def test_any_file_when_commented_anywhere_then_text_and_ranges_hold(
    blocks: list[str], pairs: list[tuple[int, int]]
) -> None:
    data = docx(*blocks)
    document = read(data, "a.docx")
    size = len(document.text)
    spans = [(start % size, min(start % size + length, size)) for start, length in pairs]

    made = ranges(with_comments(data, *(on(document, start, end, n) for n, (start, end) in enumerate(spans))))

    assert len(made) == len(spans)
    for n, (start, end) in enumerate(spans):
        quote, shown = document.text[start:end], made[str(n)].replace("¶", "\n")
        within_a_line = document.text[start:end].strip("\n") and "\n" not in quote and "\t" not in quote
        assert shown == quote or not within_a_line


@pytest.mark.slow
@pytest.mark.needs_libreoffice
def test_comments_when_opened_by_libreoffice_then_each_at_its_place(tmp_path: Path) -> None:
    numbering = abstract(1, level(0, "decimal", "%1.")) + num(1, 1)
    data = docx(
        p("一、存在的问题"), p(*"一是学习不深入。"), p(r("二是"), INS.format(r("作风不")), r("扎实。", BOLD)),
        p("三是制度执行不严", num=1, level=0), table(row("表中的话", "另一格")),
        p(LINK.format(r("链接文字"))),
        numbering=numbering,
    )  # fmt: skip
    document = read(data, "a.docx")
    words = [
        "存在",
        "学习不",
        "二是作风不扎实。",
        "风不扎",
        "制度",
        "中的",
        "另一格",
        "接文",
        "题",
        "一是学习不深入。",
    ]
    made = with_comments(data, *(at(document, each, n) for n, each in enumerate(words)))

    shown = odt_ranges(converted(made, tmp_path, "odt"))

    assert len(shown) == len(words)
    for n, each in enumerate(words):
        assert [text for said, text in shown if f"第 {n} 处" in said] == [each]
