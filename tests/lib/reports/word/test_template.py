"""Templates of somebody's own: where fields may stand, what is named as wrong, and what is never let in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers import read
from duizhao.reports.word import template as templates
from duizhao.reports.word.template import Known, Template

KNOWN = Known(
    frozenset({"单位", "日期", "核对说明"}), {"行": frozenset({"序号", "问题"})}, needed=("单位", "行.")
)
VALUES = {"单位": "甲县", "日期": "2026-03-10"}
ROWS = [{"序号": "1", "问题": "学得不深"}, {"序号": "2", "问题": "督办不牢"}]


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def a_document(*paragraphs: str) -> Document:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def made(
    data: bytes, values: Mapping[str, str] = VALUES, rows: Iterable[Mapping[str, str]] = ROWS
) -> Document:
    """Return the filled template as a program that is not ours reads it."""
    stream = io.BytesIO()
    Template(data).write(stream, "标题", values, lambda _group: iter(rows))
    return docx.Document(io.BytesIO(stream.getvalue()))


def wrong(data: bytes) -> list[str]:
    return [str(one) for one in Template(data).wrong_for(KNOWN)]


def with_part(data: bytes, name: str, change: Callable[[str], str] | bytes) -> bytes:
    """Return the package with a part changed or added, as a stranger may have made it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == name and callable(change):
                content = change(content.decode()).encode()
            after.writestr(entry.filename, content)
        if isinstance(change, bytes):
            after.writestr(name, change)
    return stream.getvalue()


# ----------------------------------------------------------------- where fields may stand


def test_field_when_word_parted_it_into_runs_then_filled_with_the_look_of_its_beginning() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("致：{")
    first = paragraph.add_run("{单")
    first.bold = True
    for piece in ("位", "}", "}同志，", "{{日期}}"):
        paragraph.add_run(piece)

    result = made(saved(document)).paragraphs[0]

    assert result.text == "致：甲县同志，2026-03-10"
    assert [run.text for run in result.runs if run.text] == ["致：甲县", "同志，", "2026-03-10"]


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_field_however_it_is_parted_into_runs_then_the_same_words(data: st.DataObject) -> None:
    text = "致{{单位}}、｛｛ 日期 ｝｝：{一}{{行.序号}}{{行.问题}}。"
    cuts = sorted(data.draw(st.sets(st.integers(1, len(text) - 1))))
    document = docx.Document()
    paragraph = document.add_paragraph()
    for start, end in pairwise([0, *cuts, len(text)]):
        paragraph.add_run(text[start:end])

    result = made(saved(document))

    assert [one.text for one in result.paragraphs] == [
        "致甲县、2026-03-10：{一}1学得不深。",
        "致甲县、2026-03-10：{一}2督办不牢。",
    ]


@given(st.text(alphabet="{}｛｝%#单位行.问题 \n", max_size=40))
@settings(max_examples=40, deadline=None)
def test_text_whatever_braces_it_has_then_judged_and_filled_or_refused(text: str) -> None:
    template = Template(saved(a_document(text)))

    if template.faults:
        return
    stream = io.BytesIO()
    template.write(stream, "标题", VALUES, lambda _group: iter(ROWS))
    left = "\n".join(one.text for one in docx.Document(stream).paragraphs)
    assert not any(mark in left for mark in ("{{", "}}", "{%", "%}", "｛｛"))


def test_template_of_words_own_kind_when_filled_then_a_document() -> None:
    usual, own = "document.main+xml", "template.main+xml"
    data = with_part(
        saved(a_document("{{单位}}{{行.问题}}")),
        "[Content_Types].xml",
        lambda text: text.replace(f"wordprocessingml.{usual}", f"wordprocessingml.{own}"),
    )
    stream = io.BytesIO()
    Template(data).write(stream, "标题", VALUES, lambda _group: iter(ROWS))

    with zipfile.ZipFile(stream) as package:
        types = package.read("[Content_Types].xml").decode()
    assert usual in types
    assert own not in types


def test_field_when_in_header_footer_cell_and_nested_table_then_filled() -> None:
    document = a_document("｛｛ 单位 ｝｝")
    document.sections[0].header.paragraphs[0].text = "{{单位}}整改台账"
    document.sections[0].footer.add_table(1, 1, 10_000).cell(0, 0).text = "{{日期}}"
    cell = document.add_table(1, 1).cell(0, 0)
    cell.add_table(1, 1).cell(0, 0).text = "内层 {{单位}}"

    result = made(saved(document))

    assert result.paragraphs[0].text == "甲县"
    assert result.sections[0].header.paragraphs[0].text == "甲县整改台账"
    assert result.sections[0].footer.tables[0].cell(0, 0).text == "2026-03-10"
    assert result.tables[0].cell(0, 0).tables[0].cell(0, 0).text == "内层 甲县"


def test_field_when_in_a_text_box_then_filled_in_both_its_forms() -> None:
    document = docx.Document()
    box = (
        f"<w:r {nsdecls('w')}><mc:AlternateContent "
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><mc:Choice Requires="wps">{0}</mc:Choice>'
        "<mc:Fallback>{0}</mc:Fallback></mc:AlternateContent></w:r>"
    ).replace("{0}", "<w:txbxContent><w:p><w:r><w:t>{{单位}}</w:t></w:r></w:p></w:txbxContent>")
    document.add_paragraph("外{{日期}}")._p.append(parse_xml(box))

    body = etree.tostring(made(saved(document)).element, encoding="unicode")

    assert body.count("甲县") == 2
    assert "{{" not in body


def test_row_when_of_a_group_then_repeated_with_its_look_and_the_rows_around_it_stay() -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    for at, text in enumerate(("序号", "问题", "{{行.序号}}", "{{行.问题}}（{{单位}}）", "合计", "{{日期}}")):
        table.cell(at // 2, at % 2).text = text
    table.rows[1].height = 400_000

    result = made(saved(document)).tables[0]

    assert [[cell.text for cell in row.cells] for row in result.rows] == [
        ["序号", "问题"],
        ["1", "学得不深（甲县）"],
        ["2", "督办不牢（甲县）"],
        ["合计", "2026-03-10"],
    ]
    assert result.rows[1].height == result.rows[2].height == table.rows[1].height


def test_row_when_there_is_none_then_one_empty_row_so_that_word_opens_it() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "{{行.问题}}"

    assert [cell.text for cell in made(saved(document), rows=[]).tables[0].column_cells(0)] == [""]


def test_paragraph_when_of_a_group_then_repeated() -> None:
    result = made(saved(a_document("{{单位}}", "{{行.序号}}．{{行.问题}}。", "完")))

    assert [one.text for one in result.paragraphs] == ["甲县", "1．学得不深。", "2．督办不牢。", "完"]


def test_words_when_they_look_like_markup_or_fields_then_stand_as_they_are() -> None:
    values = {"单位": "<w:p>&{{日期}}\x0b<?duizhao-slot 0?>\n第二行"}

    result = made(saved(a_document("{{单位}}")), values)

    assert result.paragraphs[0].text == "<w:p>&{{日期}}\ufffd<?duizhao-slot 0?>\n第二行"


# ----------------------------------------------------------------- what is wrong, in plain words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{单位名}}", "没有“单位名”这个字段；是不是“单位”？"),
        ("{{问题}}", "没有“问题”这个字段；是不是“行.问题”？"),
        ("{{ 单位.__class__.__mro__ }}", "没有“单位.__class__.__mro__”这个字段"),
        ("{{ 单位|upper }}", "没有“单位|upper”这个字段"),
        ("{{7*7}}", "没有“7*7”这个字段"),
        ("{{}}", "没有“{{}}”这个字段"),
        ("{% for a in b %}", "大括号没有成对，或者写法不认识：{% for a in b %}"),
        ("甲{{单位", "大括号没有成对"),
        ("乙}}", "大括号没有成对"),
    ],
)
def test_field_when_it_is_none_of_ours_then_named_and_never_computed(text: str, words: str) -> None:
    found = wrong(saved(a_document("{{单位}}{{行.问题}}", text)))

    assert len(found) == 1
    assert words in found[0]


def test_template_when_something_is_lacking_then_said() -> None:
    template = Template(saved(a_document("{{日期}}")))

    assert [str(one) for one in template.wrong_for(KNOWN)] == [
        "缺少字段“单位”",
        "缺少“行.”开头的字段，至少要有一个",
    ]
    assert wrong(saved(a_document("一个字段也没有"))) == ["文件里一个字段也没有；字段写作 {{名称}}"]


def test_group_when_where_it_cannot_be_repeated_then_said() -> None:
    document = a_document("{{单位}}{{行.问题}}{{别.名}}")
    document.sections[0].header.paragraphs[0].text = "{{行.问题}}"
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "{{行.序号}}"
    cell.add_table(1, 1).cell(0, 0).text = "{{行.问题}}"

    found = "；".join(wrong(saved(document)))

    assert "同一行里有两种逐行重复的字段：行、别" in found
    assert "“行”的字段不能放在页眉" in found
    assert "放在了另一个要重复的行里面" in found


def test_fields_when_there_are_too_many_or_a_row_is_endless_then_said() -> None:
    assert any("字段过多" in one for one in wrong(saved(a_document("{{单位}}" * 501))))


@pytest.mark.parametrize(
    "many",
    [
        [f"{{{{无{number}}}}}" for number in range(450)],
        [f"{number}{{{{" for number in range(450)],
        ["".join(f"{{{{无{number}.{one}}}}}" for one in range(100)) for number in range(30)],
    ],
    ids=["unknown", "loose", "more than a form has"],
)
def test_template_when_everything_is_wrong_with_it_then_told_as_far_as_anybody_reads(many: list[str]) -> None:
    told = wrong(saved(a_document(*many)))

    assert 2 <= len(told) <= 110


def test_fields_of_word_when_there_are_many_strange_ones_then_told_as_far_as_anybody_reads() -> None:
    strange = "".join(f'<w:fldSimple w:instr="STRANGE{number}"/>' for number in range(300))

    assert 100 <= len(Template(in_body(f"<w:r {W}>{strange}</w:r>")).faults) <= 110


def test_field_of_word_when_written_in_very_many_runs_then_read_at_once() -> None:
    runs = f"<w:instrText>{'P' * 100}</w:instrText>" * 30_000
    begun = f'<w:r {W}><w:fldChar w:fldCharType="begin"/>{runs}</w:r>'

    assert "不收的域" in wrong(in_body(begun))[0]


def test_document_when_rows_swell_it_then_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "LARGEST", 100_000)

    with pytest.raises(ReadError) as refused:
        made(saved(a_document("{{行.问题}}")), rows=({"问题": "长" * 1_000} for _ in range(1_000)))
    assert refused.value.code == ErrorCode.TOO_LARGE


# ----------------------------------------------------------------- what is never let in


def related(data: bytes, kind: str, target: str, mode: str = "") -> bytes:
    """Return the package with one more relation of its body."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    outside = f' TargetMode="{mode}"' if mode else ""
    one = f'<Relationship Id="x1" Type="{base}{kind}" Target="{target}"{outside}/></Relationships>'
    return with_part(data, "word/_rels/document.xml.rels", lambda text: text.replace("</Relationships>", one))


def in_body(xml: str) -> bytes:
    document = a_document("{{单位}}{{行.问题}}")
    document.paragraphs[0]._p.append(parse_xml(xml))
    return saved(document)


GOOD = saved(a_document("{{单位}}{{行.问题}}"))
W = nsdecls("w")
DDE = f"<w:r {W}><w:instrText>DDEAUTO c:\\\\x</w:instrText></w:r>"
PARTED = (
    f'<w:p {W}><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r>'
    '<w:r><w:instrText>PICTURE "http://a"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def of_another_type(data: bytes, kind: str) -> bytes:
    usual = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return with_part(data, "[Content_Types].xml", lambda text: text.replace(usual, kind))


def test_package_when_it_links_outside_itself_then_said() -> None:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    one = f'<Relationship Id="x1" Type="{base}hyperlink" Target="https://a" TargetMode="External"/>'
    end = "</Relationships>"
    data = with_part(GOOD, "_rels/.rels", lambda text: text.replace(end, one + end))

    assert any("外部" in told for told in wrong(data))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (of_another_type(GOOD, "application/vnd.ms-word.document.macroEnabled.main+xml"), "带有宏"),
        (related(GOOD, "vbaProject", "vbaProject.bin"), "带有宏"),
        (related(GOOD, "image", "http://example.org/a.png", "External"), "链接到外部内容"),
        (related(GOOD, "hyperlink", "file://server/share", "External"), "链接到外部内容"),
        (related(GOOD, "frame", "http://example.org", "External"), "链接到外部内容"),
        (related(GOOD, "aFChunk", "chunk.html"), "嵌有别的文档"),
        (related(GOOD, "oleObject", "embeddings/a.bin"), "嵌有别的文档"),
        (related(GOOD, "chart", "charts/chart1.xml"), "不能带入的内容（chart）"),
        (in_body(f'<w:altChunk {nsdecls("w", "r")} r:id="x"/>'), "嵌有别的文档"),
        (in_body(f"<w:ins {W}><w:r><w:t>新</w:t></w:r></w:ins>"), "修订痕迹"),
        (in_body(DDE), "不收的域（DDEAUTO）"),
        (in_body(PARTED), "不收的域（INCLUDEPICTURE）"),
        (in_body(f'<w:fldSimple {W} w:instr="HYPERLINK file://a/b"/>'), "不收的域（HYPERLINK）"),
        (in_body(f"<w:fldSimple {W} w:instr=' HYPERLINK \"\\\\\\\\a\\b\"'/>"), "不收的域（HYPERLINK）"),
    ],
)
def test_template_when_it_runs_reaches_out_or_brings_others_then_said(data: bytes, words: str) -> None:
    found = wrong(data)

    assert len(found) == 1
    assert words in found[0]
    with pytest.raises(ValueError, match="faults"):
        made(data)


def test_picture_when_it_is_not_one_then_said() -> None:
    data = with_part(related(GOOD, "image", "media/a.png"), "word/media/a.png", b"<svg/>")

    assert wrong(data) == ["图片只收 png、jpg、gif、bmp；请将其他格式的图片另存后换上"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", ErrorCode.DAMAGED),
        (b"{\\rtf1 {{\xe5}}", ErrorCode.DAMAGED),
        (GOOD[:2_000], ErrorCode.DAMAGED),
        (b"PK\x03\x04" + b"x" * (2 * 1024 * 1024), ErrorCode.TOO_LARGE),
        (with_part(GOOD, "word/document.xml", lambda text: "<!DOCTYPE a []>" + text[56:]), ErrorCode.DTD),
        (with_part(GOOD, "word/document.xml", lambda text: text[:900]), ErrorCode.DAMAGED),
        (saved(a_document("{{单位}}", "机密★10年")), ErrorCode.CLASSIFIED),
        (related(GOOD, "header", "missing.xml"), ErrorCode.DAMAGED),
        (related(GOOD, "styles", "../docProps/core.xml"), ErrorCode.DAMAGED),
        (of_another_type(GOOD, "x"), ErrorCode.UNKNOWN_TYPE),
    ],
)  # fmt: skip
def test_file_when_it_is_no_word_file_or_hostile_then_refused(data: bytes, code: ErrorCode) -> None:
    with pytest.raises(ReadError) as refused:
        Template(data)
    assert refused.value.code == code


def test_file_when_it_is_a_bomb_then_refused_before_it_is_expanded() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml"):
            package.writestr(name, b" " * 10_000_000)

    with pytest.raises(ReadError) as refused:
        Template(stream.getvalue())
    assert refused.value.code == ErrorCode.BOMB


def test_document_when_made_then_nothing_of_who_made_the_template_is_left() -> None:
    document = a_document("{{单位}}", "{{行.问题}}")
    document.core_properties.author = "某某"
    document.core_properties.last_modified_by = "某某"
    data = related(
        with_part(saved(document), "word/vbaProject.bin", b"hidden"),
        "attachedTemplate",
        "file:///C:/Users/moumou/Normal.dotm",
        "External",
    )
    stream = io.BytesIO()
    Template(data).write(stream, "标题", VALUES, lambda _group: iter(ROWS))

    with zipfile.ZipFile(stream) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
        assert "word/vbaProject.bin" not in package.namelist()
        assert len(set(package.namelist())) == len(package.namelist())
    for trace in ("某某", "moumou", "Normal.dotm", "python-docx"):
        assert trace.encode() not in everything
    assert docx.Document(stream).core_properties.title == "标题"
    assert "甲县\n学得不深\n督办不牢" in read(stream.getvalue(), "a.docx").text


def test_row_when_repeated_then_bookmarks_and_numbers_of_paragraphs_stand_once() -> None:
    document = a_document("{{行.问题}}")
    paragraph: Any = document.paragraphs[0]._p
    paragraph.insert(0, parse_xml(f'<w:bookmarkStart {W} w:id="1" w:name="_a"/>'))
    paragraph.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", "00AA00AA")

    body = made(saved(document)).element

    assert len(list(body.iter(qn("w:bookmarkStart")))) == 0
    assert b"00AA00AA" not in etree.tostring(body)
    assert len(list(body.iter(qn("w:p")))) == 2
