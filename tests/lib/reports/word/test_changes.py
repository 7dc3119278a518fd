"""Corrections as tracked changes: accepted the fixed text, rejected the paper as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wordfile import abstract, docx, field, level, num, p, r, row, table
from wordview import body, converted, local, odt_changes, parts, value, without_changes

from duizhao.readers import read
from duizhao.record import Diagnostic, Document, Fix, Severity, Span
from duizhao.reports.check_docx import Corrected, corrected
from duizhao.reports.word.comments import AUTHOR

INS = '<w:ins w:id="7" w:author="甲">{}</w:ins>'
DEL = '<w:del w:id="8" w:author="甲"><w:r><w:delText>旧</w:delText></w:r></w:del>'
LINK = '<w:hyperlink w:anchor="a">{}</w:hyperlink>'
BOLD = '<w:b/><w:sz w:val="36"/>'
NOTE = '<w:r><w:t>甲</w:t><w:footnoteReference w:id="2"/><w:t>乙</w:t></w:r>'


def fix(start: int, end: int, new: str, severity: Severity = "error") -> Diagnostic:
    return Diagnostic(
        "a.docx", "PUN004", "s", "punctuation", severity, "m", (), Span(start, end), "", (),
        Fix(Span(start, end), new),
    )  # fmt: skip


def replacing(document: Document, old: str, new: str) -> Diagnostic:
    start = document.text.index(old)
    return fix(start, start + len(old), new)


def fixed_text(text: str, made: tuple[Diagnostic, ...]) -> str:
    """Return the text with fixes made, last first."""
    for one in sorted(made, key=lambda each: each.span, reverse=True):
        assert one.fix is not None
        text = text[: one.fix.span.start] + one.fix.text + text[one.fix.span.end :]
    return text


def correct(data: bytes, *fixes: Diagnostic, filename: str = "a.docx") -> Corrected:
    """Return the corrected file, proved both ways."""
    document = read(data, filename)
    result = corrected(data, document, fixes)
    expected = fixed_text(document.text, result.made)
    assert read(result.data, "b.docx").text == expected  # our reader reads what will stand when accepted
    assert read(without_changes(result.data, AUTHOR, accept=True), "b.docx").text == expected
    assert read(without_changes(result.data, AUTHOR, accept=False), "b.docx").text == document.text
    return result


@pytest.mark.parametrize(
    "paragraph",
    [
        p("问提突出，，须抓紧。"),
        p(*"问提突出，，须抓紧。"),
        p(r("问提", BOLD), r("突出，"), r("，须抓紧。", BOLD)),
        p(r("问"), INS.format(r("提突") + r("出，，")), r("须抓紧。")),
        p(r("问提突"), DEL, r("出，，须抓紧。")),
        p(LINK.format(r("问提突出，")), r("，须抓紧。")),
        p(r("问"), field("REF a", r("提突出，，")), r("须抓紧。")),
        p("<w:r><w:t>问</w:t><w:t>提突出，，须</w:t><w:t>抓紧。</w:t></w:r>"),
    ],
    ids=["run", "characters", "looks", "inserted", "deleted", "link", "field", "texts"],
)
def test_fix_when_made_then_both_ways_right(paragraph: str) -> None:
    data = docx(p("前"), paragraph, p("后"))
    document = read(data, "a.docx")

    result = correct(
        data,
        replacing(document, "问提", "问题"),
        replacing(document, "，，", "，"),
        replacing(document, "紧", "紧抓实"),
        replacing(document, "前", "当前"),
    )

    assert len(result.made) == 4
    assert read(result.data, "a.docx").text == "当前\n问题突出，须抓紧抓实。\n后\n"


def test_change_when_written_then_as_small_as_can_be() -> None:
    data = docx(p(r("问提突出", BOLD)))

    result = correct(data, replacing(read(data, "a.docx"), "问提突出", "问题突出"))

    (struck,) = [each for each in body(result.data).iter() if local(each) == "del"]
    (put,) = [each for each in body(result.data).iter() if local(each) == "ins"]
    assert "".join(struck.itertext()) == "提"
    assert "".join(put.itertext()) == "题"
    assert [local(part) for run in put for part in run[0]] == ["b", "sz"]
    assert value(struck, "author") == AUTHOR


def test_text_when_put_in_then_it_looks_like_its_neighbour() -> None:
    data = docx(p(r("甲", BOLD), r("乙")))
    document = read(data, "a.docx")

    result = correct(data, fix(1, 1, "、"), fix(0, 0, "一"), fix(2, 2, "。"))

    looks = {
        "".join(each.itertext()): any(local(part) == "b" for part in each.iter())
        for each in body(result.data).iter()
        if local(each) == "ins"
    }
    assert looks == {"、": True, "一": True, "。": False}
    assert read(result.data, "a.docx").text == "一甲、乙。\n"
    assert document.text == "甲乙\n"


def test_insertion_of_somebody_else_when_corrected_then_split_and_not_nested() -> None:
    data = docx(p(INS.format(r("甲乙丙"))))

    result = correct(data, fix(1, 2, "丁"), fix(0, 0, "一"))

    authors = [
        (value(each, "author"), "".join(each.itertext()))
        for each in next(iter(body(result.data)))[0]
        if local(each) == "ins"
    ]
    assert authors == [(AUTHOR, "一"), ("甲", "甲乙"), (AUTHOR, "丁"), ("甲", "丙")]
    numbers = [value(each, "id") for each in body(result.data).iter() if local(each) in ("ins", "del")]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize(
    ("blocks", "start", "end", "new"),
    [
        ((p("甲"), p("乙")), 0, 3, "丙"),
        ((p("甲", num=1, level=0),), 0, 1, "2"),
        ((table(row("甲", "乙")),), 0, 3, ""),
        ((p(NOTE),), 0, 2, ""),
        ((p("甲乙"),), 0, 2, "甲\n乙"),
        ((p("甲乙"),), 0, 2, "甲乙"),
    ],
    ids=["over paragraphs", "number", "over cells", "over a note", "new paragraph", "nothing"],
)
def test_fix_when_it_cannot_be_made_then_left(
    blocks: tuple[str, ...], start: int, end: int, new: str
) -> None:
    data = docx(*blocks, numbering=abstract(1, level(0, "decimal", "%1.")) + num(1, 1))

    result = correct(data, fix(start, end, new))

    assert result.made == ()
    assert len(result.left) == 1
    assert result.data == data


def test_fixes_when_they_overlap_then_the_graver_is_made() -> None:
    data = docx(p("甲乙丙丁"))
    light, grave, apart = fix(0, 3, "子", "warning"), fix(1, 2, "丑", "error"), fix(3, 4, "寅", "question")

    result = correct(data, light, grave, apart, fix(1, 2, "丑", "error"))

    assert result.made == (grave, apart)
    assert read(result.data, "a.docx").text == "甲丑丙寅\n"


def test_fix_when_masked_then_never_written_into_the_paper() -> None:
    data = docx(p("电话138****，，"))

    result = correct(data, fix(2, 9, "13*****"), fix(9, 11, "，"))

    assert read(result.data, "a.docx").text == "电话138****，\n"


def test_parts_when_corrected_then_all_others_byte_for_byte() -> None:
    data = docx("甲，，", parts={"header": p("眉")})
    before, after = parts(data), parts(correct(data, fix(1, 3, "，")).data)

    assert {name for name in after if after[name] != before.get(name)} == {"word/document.xml"}


def test_strict_file_when_corrected_then_strict() -> None:
    data = docx(p(*"甲，，乙"), strict=True)

    result = correct(data, fix(1, 3, "，"))

    assert b"schemas.openxmlformats.org/wordprocessingml" not in parts(result.data)["word/document.xml"]
    assert len(result.made) == 1


def test_plain_text_when_corrected_then_a_word_file_with_the_changes() -> None:
    document = Document("\t甲，，乙\n丙\n", "text/plain")

    result = corrected(b"", document, [fix(2, 4, "，")])

    assert read(result.data, "a.docx").text == "\t甲，乙\n丙\n"
    assert read(without_changes(result.data, AUTHOR, accept=False), "a.docx").text == document.text


RUN = st.builds(r, st.text("一是学习，。", min_size=1, max_size=5), st.sampled_from(["", BOLD]))
PART = st.one_of(
    RUN,
    st.builds(INS.format, RUN),
    st.builds(LINK.format, RUN),
    st.builds(lambda run: field("REF a", run), RUN),
    st.sampled_from(["<w:r><w:tab/><w:t>子</w:t><w:br/></w:r>", DEL, NOTE]),
)
FIX = st.tuples(st.integers(0, 60), st.integers(0, 4), st.text("改正，", max_size=3))


@settings(max_examples=80, deadline=None)
@given(
    blocks=st.lists(st.builds(lambda parts: p(*parts), st.lists(PART, max_size=6)), min_size=1, max_size=4),
    wanted=st.lists(FIX, max_size=6),
)
def test_any_file_when_corrected_anywhere_then_both_ways_right(
    blocks: list[str], wanted: list[tuple[int, int, str]]
) -> None:
    data = docx(*blocks)
    size = len(read(data, "a.docx").text)

    correct(data, *(fix(at % size, min(at % size + length, size), new) for at, length, new in wanted))


@pytest.mark.slow
@pytest.mark.needs_libreoffice
def test_changes_when_opened_by_libreoffice_then_tracked_as_ours(tmp_path: Path) -> None:
    data = docx(p("问提突出，，"), p(r("一是"), INS.format(r("学习不不深")), r("。")))
    document = read(data, "a.docx")
    result = correct(
        data,
        replacing(document, "问提", "问题"),
        replacing(document, "，，", "，"),
        replacing(document, "不不", "不"),
    )

    changes, lines = odt_changes(converted(result.data, tmp_path, "odt"))

    assert changes.count(("insertion", AUTHOR)) == 1
    assert changes.count(("deletion", AUTHOR)) == 3
    assert lines == ["问题突出，", "一是学习不深。"]
