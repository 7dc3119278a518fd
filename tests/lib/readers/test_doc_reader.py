"""Old Word files: what LibreOffice writes from a docx must read as the docx does, numbers included."""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers import Limits, doc, office, program, read
from duizhao.readers.doc.compound import SIGNATURE, Compound
from duizhao.record import Cell, Document

# Written by LibreOffice from ``a_paper()`` below; test_stored_paper_when_written_anew says so.
STORED = Path(__file__).parent / "papers" / "numbered.doc"
TEXT = """\
班子成员个人对照检查材料
按照通知要求，“严肃认真”查摆。　　全角空格  两个空格
一、存在的主要问题
（一）理论学习方面
1.学习不深入
2.联系实际少
（二）联系群众方面
1.下基层少
二、原因分析
有修订的段落：插入的结尾。
有批注的段落
序号\t问题
1\t下基层少
软回车
第二行
生僻字𠮷𡃁😀末尾
三、整改措施
"""


def a_paper() -> WordFile:
    """A paper with automatic numbers, a tracked change, a comment, a table, a header and a footer."""
    paper = docx.Document()
    _define_list(paper)
    paper.sections[0].header.paragraphs[0].text = "青川县水务局"
    paper.sections[0].footer.paragraphs[0].text = "第 1 页"
    paper.add_paragraph("班子成员个人对照检查材料").alignment = 1
    paper.add_paragraph("按照通知要求，“严肃认真”查摆。　　全角空格  两个空格")
    for level, text in (
        (0, "存在的主要问题"), (1, "理论学习方面"), (2, "学习不深入"), (2, "联系实际少"),
        (1, "联系群众方面"), (2, "下基层少"), (0, "原因分析"),
    ):  # fmt: skip
        _numbered(paper, level, text)
    changed = paper.add_paragraph("有修订的段落：")
    by = 'w:author="甲" w:date="2024-01-01T00:00:00Z"'
    for kind, tag, text in (("ins", "t", "插入的"), ("del", "delText", "删掉的")):
        run = f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"
        changed._p.append(parse_xml(f'<w:{kind} {nsdecls("w")} w:id="1" {by}>{run}</w:{kind}>'))
    changed.add_run("结尾。")
    paper.add_comment(paper.add_paragraph("有批注的段落").runs, text="这是批注", author="乙", initials="y")
    table = paper.add_table(2, 2)
    for i, row in enumerate((("序号", "问题"), ("1", "下基层少"))):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    paper.add_paragraph("软回车\n第二行")
    paper.add_paragraph("生僻字𠮷𡃁😀末尾")
    _numbered(paper, 0, "整改措施")
    return paper


def _define_list(
    paper: WordFile,
    *,
    formats: tuple[str, ...] = ("chineseCounting", "chineseCountingThousand", "decimal"),
    texts: tuple[str, ...] = ("%1、", "（%2）", "%3."),
    start: int = 1,
    number: int = 90,
) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for i, (kind, text) in enumerate(zip(formats, texts, strict=True))
    )
    numbering = paper.part.numbering_part.element
    kind = '<w:multiLevelType w:val="multilevel"/>'
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{kind}{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    target = f'<w:abstractNumId w:val="{number}"/>'
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}">{target}</w:num>'))


def _numbered(paper: WordFile, level: int, text: str, *, number: int = 90, style: str | None = None) -> None:
    properties = paper.add_paragraph(text, style=style)._p.get_or_add_pPr()
    ids = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
    properties.append(parse_xml(f"<w:numPr {nsdecls('w')}>{ids}</w:numPr>"))


def as_doc(source: bytes, folder: Path) -> bytes:
    """Let LibreOffice write a docx as doc."""
    soffice = program.find("soffice")
    assert soffice is not None
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "paper.docx").write_bytes(source)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "doc",
        "--outdir",
        folder,
        folder / "paper.docx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "paper.doc").read_bytes()


def saved(paper: WordFile, folder: Path) -> bytes:
    folder.mkdir(parents=True, exist_ok=True)
    paper.save(str(folder / "source.docx"))
    return (folder / "source.docx").read_bytes()


def the_document(data: bytes, name: str = "材料.doc") -> Document:
    return doc.read(data, name, Limits())


# --------------------------------------------------------------------------- what it says


def test_paper_when_read_then_text_as_a_reader_sees_it() -> None:
    result = the_document(STORED.read_bytes())
    assert result.text == TEXT
    assert result.header == ("青川县水务局",)
    assert result.footer == ("第 1 页",)
    assert "批注" not in result.text.replace("有批注的段落", "")


def test_paragraphs_when_read_then_spans_numbers_cells_and_looks() -> None:
    result = the_document(STORED.read_bytes())
    by_text = {result.text[p.span.start : p.span.end]: p for p in result.paragraphs}
    assert by_text["（一）理论学习方面"].number == "（一）"
    assert by_text["下基层少"].cell == Cell(0, 1, 1)
    title, plain = by_text["班子成员个人对照检查材料"].format, by_text["有批注的段落"].format
    assert title is not None
    assert plain is not None
    assert (title.alignment, plain.alignment, title.style) == ("center", "left", "Normal")


def test_wps_when_it_is_a_word_file_then_read_without_any_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "find", lambda _name: None)
    result = read(STORED.read_bytes(), "材料.wps")
    assert result.text == TEXT
    assert result.media_type == "application/vnd.ms-works"


# --------------------------------------------------------------------------- against the docx reader


@pytest.mark.slow
@pytest.mark.needs_libreoffice
def test_stored_paper_when_written_anew_then_reads_the_same(tmp_path: Path) -> None:
    source = saved(a_paper(), tmp_path)
    assert the_document(as_doc(source, tmp_path / "out")).text == read(source, "材料.docx").text == TEXT


def _many_formats(paper: WordFile) -> None:
    kinds = (
        "chineseCounting", "chineseCountingThousand", "decimal", "decimalEnclosedCircle", "upperRoman",
        "lowerLetter", "upperLetter", "ideographTraditional", "japaneseCounting",
    )  # fmt: skip
    for i, kind in enumerate(kinds):
        _define_list(paper, formats=(kind,), texts=("第%1项：",), start=1 + 3 * (i % 3), number=100 + i)
        for _ in range(12):
            _numbered(paper, 0, kind, number=100 + i)


def _two_lists(paper: WordFile) -> None:
    _define_list(paper, formats=("decimal", "decimal"), texts=("%1.", "%1.%2"), number=70)
    _define_list(paper, formats=("chineseCounting",), texts=("%1是",), number=71)
    for level in (0, 1, 1, 0, 1):
        _numbered(paper, level, "甲", number=70)
        _numbered(paper, 0, "学习不够", number=71)


def _style_numbers(paper: WordFile) -> None:
    _define_list(paper, number=72)
    ids = '<w:ilvl w:val="0"/><w:numId w:val="72"/>'
    style = paper.styles["Heading 1"].element.get_or_add_pPr()
    style.append(parse_xml(f"<w:numPr {nsdecls('w')}>{ids}</w:numPr>"))
    for text in ("存在问题", "原因分析", "整改措施"):
        paper.add_paragraph(text, style="Heading 1")
        paper.add_paragraph("正文。")


def _fields_and_hidden(paper: WordFile) -> None:
    paragraph = paper.add_paragraph("日期：")
    xml = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>CREATEDATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>二〇二四年</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    for run in parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"):
        paragraph._p.append(run)
    paragraph.add_run("起。")
    paper.add_paragraph("看得见").add_run("看不见").font.hidden = True
    paper.add_paragraph("第一页").add_run().add_break(docx.enum.text.WD_BREAK.PAGE)
    paper.add_paragraph("第二页")
    paper.add_section()
    paper.add_paragraph("第二节")


def _tables(paper: WordFile) -> None:
    for rows, columns in ((1, 1), (3, 4)):
        table = paper.add_table(rows, columns)
        for i in range(rows):
            for j in range(columns):
                table.cell(i, j).text = f"第{i}行第{j}列" if (i + j) % 3 else ""
        paper.add_paragraph("表后一段")
    table.cell(1, 1).add_paragraph("格内第二段")


def _text_box(paper: WordFile) -> None:
    paper.add_paragraph("框前")
    shape = (
        '<w:r><w:pict><v:shape id="box" type="#_x0000_t202" style="position:absolute;width:99pt;height:60pt">'
        "<v:textbox><w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent></v:textbox>"
        "</v:shape></w:pict></w:r>"
    )
    names = nsdecls("w") + ' xmlns:v="urn:schemas-microsoft-com:vml"'
    paper.add_paragraph("锚点所在段")._p.append(parse_xml(shape.replace("<w:r>", f"<w:r {names}>", 1)))
    paper.add_paragraph("框后")


CASES = [_many_formats, _two_lists, _style_numbers, _fields_and_hidden, _tables, _text_box]


@pytest.mark.slow
@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("fill", CASES)
def test_doc_when_written_from_docx_then_reads_the_same(
    fill: Callable[[WordFile], None], tmp_path: Path
) -> None:
    paper = docx.Document()
    fill(paper)
    source = saved(paper, tmp_path)
    ours, theirs = the_document(as_doc(source, tmp_path / "out")), read(source, "材料.docx")
    assert [line for line in ours.text.splitlines() if line] == [
        line for line in theirs.text.splitlines() if line
    ]


@pytest.mark.slow
@pytest.mark.needs_libreoffice
def test_doc_when_its_mark_is_hidden_text_then_refused(tmp_path: Path) -> None:
    def written(mark: str, folder: str) -> bytes:
        paper = docx.Document()
        paper.add_paragraph("编号：0001　").add_run(mark).font.hidden = True
        paper.add_paragraph("对照检查材料")
        return as_doc(saved(paper, tmp_path / folder), tmp_path / folder / "out")

    assert "标志" not in the_document(written("机密★标志的文件", "read")).text
    with pytest.raises(ReadError) as caught:
        the_document(written("机密★10年", "refused"))
    assert caught.value.code == ErrorCode.CLASSIFIED


# --------------------------------------------------------------------------- hostile and foreign files


def test_file_when_cut_anywhere_then_text_or_read_error() -> None:
    whole = STORED.read_bytes()
    for size in range(0, len(whole), 509):
        _survives(whole[:size])


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 24_000), st.binary(min_size=1, max_size=40))
def test_bytes_when_overwritten_anywhere_then_text_or_read_error(at: int, bad: bytes) -> None:
    whole = STORED.read_bytes()
    _survives(whole[:at] + bad + whole[at + len(bad) :])


def _survives(data: bytes) -> None:
    try:
        result = read(data, "材料.doc")
    except ReadError as error:
        if error.code not in (ErrorCode.MISSING_PROGRAM, ErrorCode.PROGRAM_FAILED):
            return
        raise AssertionError("a damaged file went to a program") from error
    for paragraph in result.paragraphs:
        assert 0 <= paragraph.span.start <= paragraph.span.end <= len(result.text)


def _with_main_stream(change: Callable[[bytearray, int], None]) -> bytes:
    """Change the file where its main stream begins, which stands in one run in the stored paper."""
    data = bytearray(STORED.read_bytes())
    change(data, data.index(b"\xec\xa5"))
    return bytes(data)


def test_file_when_locked_with_a_password_then_encrypted() -> None:
    def lock(data: bytearray, start: int) -> None:
        (flags,) = struct.unpack_from("<H", data, start + 0x0A)
        struct.pack_into("<H", data, start + 0x0A, flags | 0x0100)

    with pytest.raises(ReadError) as caught:
        read(_with_main_stream(lock), "材料.doc")
    assert caught.value.code == ErrorCode.ENCRYPTED


def test_file_when_of_word_95_then_libreoffice_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def age(data: bytearray, start: int) -> None:
        struct.pack_into("<HH", data, start, 0xA5DC, 104)

    asked: list[str] = []
    monkeypatch.setattr(office, "converted", lambda _data, filename, *_: asked.append(filename))
    read_of = doc.read
    read_of(_with_main_stream(age), "旧材料.doc", Limits())
    assert asked == ["旧材料.doc"]
    monkeypatch.undo()
    monkeypatch.setattr(program, "find", lambda _name: None)
    with pytest.raises(ReadError) as caught:
        read(_with_main_stream(age), "旧材料.doc")
    assert caught.value.code == ErrorCode.MISSING_PROGRAM
    assert "LibreOffice" in caught.value.message()


def test_workbook_when_named_doc_then_unknown_type() -> None:
    name = "WordDocument".encode("utf-16-le")
    workbook = STORED.read_bytes().replace(name, "Workbook".encode("utf-16-le").ljust(len(name), b"\0"))
    at = workbook.index("Workbook".encode("utf-16-le"))
    workbook = workbook[: at + 64] + struct.pack("<H", 18) + workbook[at + 66 :]
    with pytest.raises(ReadError) as caught:
        read(workbook, "台账.doc")
    assert caught.value.code == ErrorCode.UNKNOWN_TYPE


@pytest.mark.parametrize("data", [SIGNATURE, SIGNATURE + bytes(504), SIGNATURE + b"\xff" * 5000])
def test_compound_file_when_it_holds_nothing_then_damaged(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        Compound(data)
    assert caught.value.code == ErrorCode.DAMAGED


def test_pieces_when_they_share_bytes_then_refused() -> None:
    """A small file must not grow large by naming the same characters many times."""
    from duizhao.readers.doc.pieces import Pieces

    count, each = 2_000, 500
    starts = struct.pack(f"<{count + 1}I", *range(0, (count + 1) * each, each))
    entries = struct.pack("<HIH", 0, 0x40000000, 0) * count
    table = starts + entries
    with pytest.raises(ReadError) as caught:
        Pieces(b"x" * 1_000, b"\x02" + struct.pack("<I", len(table)) + table)
    assert caught.value.code == ErrorCode.DAMAGED


def test_piece_when_saved_in_haste_then_its_own_changes_hold() -> None:
    """The stored paper is one piece; a change that hides it hides the whole text."""
    data = STORED.read_bytes()
    length = struct.unpack_from("<8I", data, data.index(b"\xec\xa5") + 0x4C)
    table = data.index(b"\x02" + struct.pack("<II", 16, 0) + struct.pack("<I", sum(length) + 1))
    change = table + 5 + 8 + 6
    hidden = data[:change] + struct.pack("<H", 0x5C << 1 | 1 << 8) + data[change + 2 :]
    with pytest.raises(ReadError) as caught:
        read(hidden, "材料.doc")
    assert caught.value.code == ErrorCode.EMPTY


def test_pieces_when_they_name_lists_of_properties_then_each_has_its_own() -> None:
    from duizhao.readers.doc.pieces import Pieces

    deleted = struct.pack("<HB", 0x0800, 1)
    lists = b"\x01" + struct.pack("<H", len(deleted)) + deleted
    starts = struct.pack("<3I", 0, 4, 8)
    entries = struct.pack("<HIH", 0, 0x40000000, 0) + struct.pack("<HIH", 0, 0x40000000 | 8, 1)
    pieces = Pieces(b"keptgone", lists + b"\x02" + struct.pack("<I", 28) + starts + entries)
    assert pieces.units == "keptgone"
    assert (pieces.changes(1), pieces.changes(5)) == (b"", deleted)


def test_office_when_no_program_is_there_then_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "find", lambda _name: None)
    with pytest.raises(ReadError) as caught:
        read(b"{\\rtf1 \\u23545?}", "材料.rtf")
    assert (caught.value.code, caught.value.params) == (ErrorCode.MISSING_PROGRAM, {"program": "LibreOffice"})


def test_rtf_when_nested_too_deep_then_refused_before_any_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "find", lambda _name: None)
    with pytest.raises(ReadError) as caught:
        read(b"{\\rtf1" + b"{" * 100_000, "材料.rtf")
    assert caught.value.code == ErrorCode.TOO_DEEP


@pytest.mark.slow
@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("kind", ["rtf", "odt"])
def test_paper_when_saved_in_another_format_then_text_and_numbers(kind: str, tmp_path: Path) -> None:
    source = saved(a_paper(), tmp_path)
    soffice = program.find("soffice")
    assert soffice is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        tmp_path,
        tmp_path / "source.docx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    result = read((tmp_path / f"source.{kind}").read_bytes(), f"材料.{kind}")
    assert result.media_type.endswith(kind) or kind == "odt"
    lines = [line.translate({ord("("): "（", ord(")"): "）"}) for line in result.text.splitlines()]
    assert "（一）理论学习方面" in lines
    assert "有修订的段落：插入的结尾。" in lines
    assert read(source, "材料.docx").header == result.header


@pytest.mark.slow
@pytest.mark.needs_libreoffice
def test_rubbish_when_named_rtf_then_a_read_error_and_no_folder_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(ReadError):
        office.to_docx(bytes(range(256)) * 40, "材料.sxw")
    assert list(tmp_path.iterdir()) == []


def _store() -> None:
    """Write the stored paper anew (by hand, after a change of ``a_paper``)."""
    folder = STORED.parent / "scratch"
    STORED.write_bytes(as_doc(saved(a_paper(), folder), folder))
    shutil.rmtree(folder)


if __name__ == "__main__":
    _store()
