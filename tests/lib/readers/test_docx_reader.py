"""What a Word file says to a reader: changes, fields, tables, boxes, notes, looks; each from raw XML."""

from __future__ import annotations

import io

import docx as python_docx
import pytest
from wordfile import abstract, cell, docx, field, level, num, p, r, row, style, table

from duizhao.readers import read
from duizhao.record import Cell, Document, PageSetup

DEL = '<w:del w:id="1" w:author="甲">{}</w:del>'
INS = '<w:ins w:id="1" w:author="甲">{}</w:ins>'
GONE = '<w:del w:id="2" w:author="甲"/>'
BOX = "<w:txbxContent>{}</w:txbxContent>"
DRAWING = (
    "<w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>{}</wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)
PICTURE = "<w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict>"
RUBY = (
    "<w:ruby><w:rt><w:r><w:t>jia</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>佳</w:t></w:r></w:rubyBase></w:ruby>"
)
VANISH = "<w:vanish/>"


def seen(*blocks: str, **more: object) -> str:
    """Return the text of a Word file with these blocks."""
    return document(*blocks, **more).text


def document(*blocks: str, **more: object) -> Document:
    found = read(docx(*blocks, **more), "a.docx")  # type: ignore[arg-type]
    assert_spans(found)
    return found


def assert_spans(found: Document) -> None:
    """Paragraphs lie in order in the text; between them stand line ends and TABs only."""
    end = 0
    for paragraph in found.paragraphs:
        between = found.text[end : paragraph.span.start]
        assert not between.strip("\t\n")
        end = paragraph.span.end
        assert found.text[paragraph.span.start : end].startswith(paragraph.number)
        assert found.text[end] in "\t\n"


def deleted(text: str) -> str:
    return DEL.format(f"<w:r><w:delText>{text}</w:delText></w:r>")


# --------------------------------------------------------------------------- text


def test_text_when_blanks_surround_it_then_kept() -> None:
    assert seen("  甲　", "", "\u00a0乙 ") == "  甲　\n\n\u00a0乙 \n"


def test_text_when_runs_are_split_then_joined() -> None:
    assert seen(p(r("一是"), "<w:proofErr/>", r("学习不够", "<w:b/>"), r("。"))) == "一是学习不够。\n"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:br/>", "甲\n乙"),
        ('<w:br w:type="textWrapping"/>', "甲\n乙"),
        ("<w:cr/>", "甲\n乙"),
        ('<w:br w:type="page"/>', "甲乙"),
        ('<w:br w:type="column"/>', "甲乙"),
        ("<w:lastRenderedPageBreak/>", "甲乙"),
        ("<w:tab/>", "甲\t乙"),
        ("<w:ptab/>", "甲\t乙"),
        ("<w:noBreakHyphen/>", "甲-乙"),
        ("<w:softHyphen/>", "甲乙"),
        ('<w:sym w:font="Wingdings" w:char="F0AB"/>', "甲★乙"),
        ('<w:sym w:font="Wingdings" w:char="F081"/>', "甲①乙"),
        ('<w:sym w:font="Wingdings" w:char="F001"/>', "甲\ufffd乙"),
        ('<w:sym w:font="宋体" w:char="25A1"/>', "甲□乙"),
        ('<w:sym w:font="宋体" w:char="D800"/>', "甲乙"),
        ('<w:sym w:char="zz"/>', "甲乙"),
        ("<w:instrText>PAGE</w:instrText>", "甲乙"),
        ("<w:commentReference/>", "甲乙"),
        ("<w:t>两\n行</w:t>", "甲两 行乙"),
        (
            RUBY,
            "甲佳乙",
        ),
    ],
)
def test_text_when_run_holds_special_characters_then_as_seen(inside: str, text: str) -> None:
    assert seen(p(f"<w:r><w:t>甲</w:t>{inside}<w:t>乙</w:t></w:r>")) == text + "\n"


@pytest.mark.parametrize(
    "wrapper",
    [
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:customXml>{}</w:customXml>",
        "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="PAGE">{}</w:fldSimple>',
        "<w:dir>{}</w:dir>",
        "<w:bdo>{}</w:bdo>",
        INS,
        "<w:moveTo>{}</w:moveTo>",
        "<mc:AlternateContent><mc:Choice Requires='w14'>{}</mc:Choice>"
        "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
    ],
)
def test_text_when_wrapped_then_kept_once(wrapper: str) -> None:
    assert seen(p("甲", wrapper.replace("{}", r("乙")), "丙")) == "甲乙丙\n"


def test_text_when_math_then_its_characters() -> None:
    assert seen(p("甲", "<m:oMath><m:r><m:rPr/><m:t>x+1</m:t></m:r></m:oMath>", "乙")) == "甲x+1乙\n"


@pytest.mark.parametrize(
    "wrapper", ["<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:customXml>{}</w:customXml>"]
)
def test_block_when_wrapped_then_kept(wrapper: str) -> None:
    assert seen("甲", wrapper.format(p("乙") + table(row("丙")))) == "甲\n乙\n丙\n"


def test_block_when_foreign_then_left_out() -> None:
    assert (
        seen("甲", '<w:altChunk r:id="x"/>', '<w:p><w:subDoc r:id="y"/></w:p>', "<w:bookmarkEnd/>")
        == "甲\n\n"
    )


# --------------------------------------------------------------------------- changes


def test_changes_when_tracked_then_accepted() -> None:
    line = p("甲", deleted("旧"), INS.format(r("新")), "<w:moveFrom>" + r("移") + "</w:moveFrom>", "乙")
    assert seen(line, p("<w:moveTo>" + r("移") + "</w:moveTo>")) == "甲新乙\n移\n"


def test_change_when_insertion_was_deleted_again_then_dropped() -> None:
    assert seen(p("甲", INS.format(deleted("又删") + r("留")))) == "甲留\n"


def test_paragraph_when_its_mark_is_deleted_then_runs_on() -> None:
    assert seen(p("前半", mark=GONE), p("后半")) == "前半后半\n"
    assert seen("甲", p(deleted("删"), mark=GONE), "乙") == "甲\n乙\n"


def test_paragraph_when_its_mark_is_moved_then_runs_on() -> None:
    moved = p("<w:moveFrom>" + r("移") + "</w:moveFrom>", mark='<w:moveFrom w:id="3"/>')
    assert seen("甲", moved, "乙") == "甲\n乙\n"


def test_paragraphs_when_joined_then_the_last_gives_number_and_look() -> None:
    numbering = abstract(1, level(0, "decimal", "%1.")) + num(1, 1)
    found = document(
        p("甲", num=1, level=0, mark=GONE),
        p("乙", num=1, level=0, style="T"),
        numbering=numbering,
        styles=style("T"),
    )
    assert found.text == "1.甲乙\n"
    assert found.paragraphs[0].format is not None
    assert found.paragraphs[0].format.style == "T"


def test_paragraph_when_mark_before_a_table_or_the_end_is_deleted_then_stands_alone() -> None:
    assert seen(p("甲", mark=GONE), table(row("乙")), p("丙", mark=GONE)) == "甲\n乙\n丙\n"
    assert seen("甲", p(deleted("删"), mark=GONE)) == "甲\n"


def test_properties_when_changed_then_the_old_ones_are_no_matter() -> None:
    then = '<w:numPr><w:numId w:val="1"/></w:numPr><w:jc w:val="right"/>'
    old = f'<w:pPrChange w:id="1"><w:pPr>{then}</w:pPr></w:pPrChange>'
    found = document(p("甲", properties=old), numbering=abstract(1, level(0, "decimal", "%1.")) + num(1, 1))
    assert found.text == "甲\n"
    assert found.paragraphs[0].format is not None
    assert found.paragraphs[0].format.alignment is None


# --------------------------------------------------------------------------- hidden text


def test_text_when_hidden_then_left_out() -> None:
    assert (
        seen(p("甲", r("藏", VANISH), r("乙", '<w:vanish w:val="0"/>'), r("丙", "<w:webHidden/>")))
        == "甲乙丙\n"
    )


def test_text_when_hidden_by_style_then_left_out() -> None:
    styles = style("暗", f"<w:rPr>{VANISH}</w:rPr>", kind="character") + style(
        "隐", f"<w:rPr>{VANISH}</w:rPr>"
    )
    shown = r("显", '<w:vanish w:val="false"/>')
    assert (
        seen(p("甲", r("藏", '<w:rStyle w:val="暗"/>')), p("藏", shown, style="隐"), styles=styles)
        == "甲\n显\n"
    )


def test_paragraph_when_hidden_altogether_then_neither_shown_nor_counted() -> None:
    numbering = abstract(1, level(0, "decimal", "%1.")) + num(1, 1)
    hidden = p(r("藏", VANISH), num=1, level=0, mark=VANISH)
    assert (
        seen(p("甲", num=1, level=0), hidden, p("乙", num=1, level=0), numbering=numbering) == "1.甲\n2.乙\n"
    )


def test_paragraph_when_only_its_mark_is_hidden_then_next_runs_on() -> None:
    numbering = abstract(1, level(0, "decimal", "%1.")) + num(1, 1)
    heading = p("标题。", num=1, level=0, mark="<w:vanish/><w:specVanish/>")
    assert seen(heading, p("正文"), numbering=numbering) == "1.标题。正文\n"


# --------------------------------------------------------------------------- fields


def test_field_when_complex_then_only_its_result() -> None:
    assert seen(p("第", field("PAGE", r("3")), "页")) == "第3页\n"


def test_field_when_nested_in_the_instruction_then_not_shown() -> None:
    inner = field("MERGEFIELD 名", r("某"))
    whole = field("IF", r("是")).replace("<w:r><w:instrText>IF</w:instrText></w:r>", inner)
    assert seen(p("甲", whole, "乙")) == "甲是乙\n"


def test_field_when_nested_in_the_result_then_shown() -> None:
    assert seen(p("甲", field("TOC", r("目") + field("PAGEREF", r("5"))), "乙")) == "甲目5乙\n"


def test_field_when_without_result_then_nothing() -> None:
    assert seen(p("甲", field("XE 词", "", separate=False), "乙")) == "甲乙\n"


def test_field_when_result_runs_over_paragraphs_then_all_shown() -> None:
    begin, end = field("TOC", "|").split("|")
    assert seen(p(begin, "一"), p("二"), p("三", end, "四")) == "一\n二\n三四\n"


def test_field_when_never_ended_then_the_rest_is_not_lost() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>X</w:instrText></w:r>'
    assert (
        seen(p("甲", begin, "码"), "乙", p('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "丙"))
        == "甲\n乙\n丙\n"
    )


# --------------------------------------------------------------------------- tables


def test_table_when_plain_then_row_by_row() -> None:
    found = document("前", table(row("甲", "乙"), row("丙", "")), "后")
    assert found.text == "前\n甲\t乙\n丙\t\n后\n"
    assert [paragraph.cell for paragraph in found.paragraphs] == [
        None, Cell(0, 0, 0), Cell(0, 0, 1), Cell(0, 1, 0), Cell(0, 1, 1), None,
    ]  # fmt: skip


def test_table_when_cell_has_paragraphs_then_each_its_own_span() -> None:
    found = document(table(row(cell("甲", "乙"), "丙")))
    assert found.text == "甲\n乙\t丙\n"
    assert [found.text[slice(*paragraph.span)] for paragraph in found.paragraphs] == ["甲", "乙", "丙"]


def test_table_when_cells_are_merged_then_once() -> None:
    wide = cell("宽", properties='<w:gridSpan w:val="2"/>')
    top = cell("高", properties='<w:vMerge w:val="restart"/>')
    rest = cell("余", properties="<w:vMerge/>")
    found = document(
        table(row(wide, "甲"), row(top, "乙", "丙"), row(rest, "丁", "戊"), row("己", "庚", rest))
    )
    assert found.text == "宽\t甲\n高\t乙\t丙\n\t丁\t戊\n己\t庚\t\n"
    columns = [
        (paragraph.cell.row, paragraph.cell.column) for paragraph in found.paragraphs if paragraph.cell
    ]
    assert columns == [(0, 0), (0, 2), (1, 0), (1, 1), (1, 2), (2, 1), (2, 2), (3, 0), (3, 1)]


def test_table_when_rows_begin_later_or_cells_merge_across_then_columns_hold() -> None:
    across = cell("并", properties='<w:hMerge w:val="restart"/>'), cell("", properties="<w:hMerge/>")
    found = document(table(row("甲", properties='<w:gridBefore w:val="2"/>'), row(*across, "乙")))
    assert found.text == "甲\n并\t乙\n"
    assert [paragraph.cell for paragraph in found.paragraphs] == [Cell(0, 0, 2), Cell(0, 1, 0), Cell(0, 1, 2)]


def test_table_when_nested_then_once_with_a_number_of_its_own() -> None:
    inner = table(row("内一", "内二"))
    found = document(table(row(cell("外", inner, ""), "右")), table(row("次")))
    assert found.text == "外\n内一\t内二\n\t右\n次\n"
    assert [paragraph.cell.table for paragraph in found.paragraphs if paragraph.cell] == [0, 1, 1, 0, 0, 2]


def test_table_when_rows_are_deleted_or_hidden_then_dropped() -> None:
    rows = (
        row("甲"),
        row("删", properties='<w:del w:id="1"/>'),
        row("藏", properties="<w:hidden/>"),
        row("乙"),
    )
    added = row("丙", properties='<w:ins w:id="1"/>')
    found = document(table(*rows, added))
    assert found.text == "甲\n乙\n丙\n"
    assert [paragraph.cell.row for paragraph in found.paragraphs if paragraph.cell] == [0, 1, 2]


def test_table_when_rows_and_cells_are_wrapped_then_kept() -> None:
    wrapped = f"<w:sdt><w:sdtContent>{row('甲')}</w:sdtContent></w:sdt>"
    inner = row(cell("乙")).replace(
        cell("乙"), f"<w:sdt><w:sdtContent>{cell('乙')}</w:sdtContent></w:sdt>{cell('丙')}"
    )
    assert seen(table(wrapped, inner)) == "甲\n乙\t丙\n"


def test_table_when_a_cell_was_deleted_then_gone() -> None:
    assert seen(table(row("甲", cell("删", properties='<w:cellDel w:id="1"/>'), "乙"))) == "甲\t乙\n"


# --------------------------------------------------------------------------- boxes


@pytest.mark.parametrize("shape", [DRAWING, PICTURE])
def test_box_when_anchored_then_before_its_paragraph(shape: str) -> None:
    box = shape.format(BOX.format(p("框一") + p("框二")))
    assert seen("前", p("甲", f"<w:r>{box}</w:r>", "乙")) == "前\n框一\n框二\n甲乙\n"


def test_box_when_drawn_twice_for_old_programs_then_once() -> None:
    content = BOX.format(p("框"))
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{DRAWING.format(content)}</mc:Choice>"
        f"<mc:Fallback>{PICTURE.format(content)}</mc:Fallback></mc:AlternateContent>"
    )
    assert seen(p("甲", f"<w:r>{both}</w:r>")) == "框\n甲\n"
    assert seen(p("甲", f"<w:r>{both.replace('wps', 'unheard', 1)}</w:r>")) == "框\n甲\n"


def test_box_when_in_a_table_then_in_its_cell() -> None:
    box = f"<w:r>{PICTURE.format(BOX.format(p('框')))}</w:r>"
    found = document(table(row(cell(p("甲", box)), "乙")))
    assert found.text == "框\n甲\t乙\n"
    assert found.paragraphs[0].cell == Cell(0, 0, 0)


def test_box_when_paragraph_runs_on_then_between_nothing_is_lost() -> None:
    box = f"<w:r>{PICTURE.format(BOX.format(p('框')))}</w:r>"
    assert seen(p("前半", mark=GONE), p(box, "后半")) == "框\n前半后半\n"


# --------------------------------------------------------------------------- apart


def test_header_and_footer_when_there_then_apart() -> None:
    found = document(
        "正文",
        parts={
            "header": p("某单位") + p(" "),
            "header2": table(row("左", "右")),
            "footer": p(field("PAGE", r("1"))),
        },
    )
    assert (found.text, found.header, found.footer) == ("正文\n", ("某单位", "左\t右"), ("1",))


def test_notes_when_referred_to_then_apart_in_order() -> None:
    refer = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="1">{p("<w:r><w:footnoteRef/></w:r>", "脚注一")}</w:footnote>'
        f'<w:footnote w:id="2">{p("脚注二") + p("续")}</w:footnote>'
        f'<w:footnote w:id="3">{p("无人引用")}</w:footnote>'
    )
    found = document(
        p("甲", refer.format("footnote", 2), "乙", refer.format("endnote", 1), refer.format("footnote", 1)),
        parts={"footnotes": notes, "endnotes": f'<w:endnote w:id="1">{p("尾注")}</w:endnote>'},
    )
    assert found.text == "甲乙\n"
    assert found.footnotes == ("脚注二\n续", "尾注", "脚注一")


def test_page_when_given_then_in_millimetres() -> None:
    margins = '<w:pgMar w:top="2098" w:bottom="1984" w:left="1588" w:right="1474"/>'
    section = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>{margins}</w:sectPr>'
    other = section.replace("2098", "0")
    page = PageSetup(width=210.01, height=297.0, top=37.01, bottom=35.0, left=28.01, right=26.0)
    assert document("甲", section=section).page == page
    assert document(p("甲", properties=section), section=other).page == page
    assert document("甲", section='<w:sectPr><w:pgSz w:w="11906"/></w:sectPr>').page is None
    assert document("甲").page is None


def test_page_when_it_has_a_gutter_and_is_ruled_then_both_are_told() -> None:
    margins = '<w:pgMar w:top="2098" w:bottom="1984" w:left="1588" w:right="1474" w:gutter="567"/>'
    size = '<w:pgSz w:w="11906" w:h="16838"/>'

    def page(grid: str) -> PageSetup:
        found = document("甲", section=f"<w:sectPr>{size}{margins}{grid}</w:sectPr>").page
        assert found is not None
        return found

    assert page("").left == 38.01
    assert page('<w:docGrid w:type="lines" w:linePitch="579"/>').line_pitch == 28.95
    assert page('<w:docGrid w:linePitch="312"/>').line_pitch is None


@pytest.mark.parametrize(
    ("inside", "numbered"),
    [
        (p("内部资料"), False),
        ('<w:p><w:fldSimple w:instr=" PAGE  \\* MERGEFORMAT "/></w:p>', True),
        ("<w:p><w:r><w:instrText>PA</w:instrText></w:r><w:r><w:instrText>GE</w:instrText></w:r></w:p>", True),
        ('<w:p><w:fldSimple w:instr="NUMPAGES"/></w:p>', False),
    ],
)
def test_page_number_when_a_field_prints_it_then_told(inside: str, numbered: bool) -> None:
    assert document("甲", parts={"footer": inside}).numbered is numbered


# --------------------------------------------------------------------------- looks


def test_format_when_styles_inherit_then_resolved() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times" w:eastAsia="宋体"/>'
        '<w:sz w:val="21"/></w:rPr>'
        '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
        + style("正文", '<w:pPr><w:jc w:val="both"/></w:pPr>', more=' w:default="1"')
        + style(
            "公文",
            '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>'
            '<w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/></w:rPr>',
            based_on="正文",
        )
        + style(
            "标题1",
            '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr>',
            based_on="公文",
        )
    )
    found = document(p(r("甲", "<w:i/>"), style="标题1"), "乙", p("丙", style="不存在"), styles=styles)
    heading, plain, unknown = (paragraph.format for paragraph in found.paragraphs)
    assert heading is not None
    assert plain is not None
    assert (heading.style, heading.outline_level, heading.alignment, heading.bold) == (
        "标题1",
        0,
        "both",
        True,
    )
    assert (heading.font_east_asia, heading.font_ascii, heading.size) == ("仿宋_GB2312", "Times", 16)
    assert (heading.first_line_chars, heading.first_line_points) == (2, 32)
    assert (heading.line_spacing, heading.line_rule) == (12, "auto")
    assert (plain.style, plain.outline_level, plain.size, plain.bold) == ("正文", None, 10.5, None)
    assert unknown == plain


def test_format_when_direct_then_wins() -> None:
    direct = '<w:jc w:val="center"/><w:spacing w:line="579" w:lineRule="exact"/>'
    direct += '<w:ind w:hanging="420"/><w:outlineLvl w:val="9"/>'
    styles = style(
        "S",
        '<w:pPr><w:jc w:val="left"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="44"/></w:rPr>',
    )
    found = document(
        p(r("甲", '<w:b w:val="0"/><w:sz w:val="32"/>'), style="S", properties=direct), styles=styles
    )
    look = found.paragraphs[0].format
    assert look is not None
    assert (look.alignment, look.line_spacing, look.line_rule, look.first_line_points) == (
        "center",
        28.95,
        "exact",
        -21,
    )
    assert (look.bold, look.size, look.outline_level) == (False, 16, None)


def test_format_when_runs_differ_then_of_the_one_with_most_text() -> None:
    found = document(
        p(r("一是学得不深。", "<w:b/>"), r("没有做到经常学、反复学、联系实际学。", '<w:sz w:val="32"/>'))
    )
    look = found.paragraphs[0].format
    assert look is not None
    assert (look.bold, look.size) == (None, 16)


def test_format_when_character_style_toggles_then_turned_over() -> None:
    styles = style("黑", "<w:rPr><w:b/></w:rPr>") + style("强调", "<w:rPr><w:b/></w:rPr>", kind="character")
    strong = r("甲", '<w:rStyle w:val="强调"/>')
    found = document(p(strong, style="黑"), p(strong), styles=styles)
    assert [paragraph.format.bold for paragraph in found.paragraphs if paragraph.format] == [False, True]


def test_format_when_font_is_the_themes_then_its_name() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:themeElements><a:fontScheme name="x">'
        '<a:majorFont><a:latin typeface="Cambria"/><a:ea typeface="黑体"/></a:majorFont>'
        '<a:minorFont><a:latin typeface="Calibri"/>'
        '<a:ea typeface=""/><a:font script="Jpan" typeface="游明朝"/>'
        '<a:font script="Hans" typeface="等线"/></a:minorFont>'
        "</a:fontScheme></a:themeElements></a:theme>"
    )
    minor = '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>'
    major = '<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia"/>'
    found = document(p(r("甲", minor)), p(r("乙", major)), parts={"theme": theme})
    fonts = [
        (look.font_ascii, look.font_east_asia) for paragraph in found.paragraphs if (look := paragraph.format)
    ]
    assert fonts == [("Calibri", "等线"), ("Cambria", "黑体")]


def test_style_when_based_on_itself_then_read() -> None:
    styles = style("A", based_on="B") + style("B", based_on="A")
    assert seen(p("甲", style="A"), styles=styles) == "甲\n"


# --------------------------------------------------------------------------- packages


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("document.main", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("template.main", "application/vnd.openxmlformats-officedocument.wordprocessingml.template"),
        (
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "application/vnd.ms-word.document.macroEnabled.12",
        ),
    ],
)
def test_file_when_of_any_word_kind_then_read(kind: str, media_type: str) -> None:
    found = document("甲", kind=kind)
    assert (found.text, found.media_type) == ("甲\n", media_type)


def test_file_when_in_the_strict_namespaces_then_the_same() -> None:
    blocks = p("甲", num=1, level=0, style="S"), table(row("乙"))
    more = {
        "numbering": abstract(1, level(0, "decimal", "%1.")) + num(1, 1),
        "styles": style("S", "<w:rPr><w:b/></w:rPr>"),
    }
    assert document(*blocks, **more, strict=True) == document(*blocks, **more)


def test_file_when_written_by_python_docx_then_its_paragraphs() -> None:
    paper = python_docx.Document()
    for text in ("标题", "", "一是学得不深。", "（一）某方面"):
        paper.add_paragraph(text)
    buffer = io.BytesIO()
    paper.save(buffer)
    found = read(buffer.getvalue(), "论文.docx")
    assert found.text == "标题\n\n一是学得不深。\n（一）某方面\n"
    assert found.paragraphs[0].format is not None
    assert found.paragraphs[0].format.style == "Normal"


def test_file_when_it_has_no_paragraph_then_empty_text() -> None:
    assert seen("") == "\n"
    assert seen("<w:bookmarkEnd/>") == ""
