"""Format checks on Word files that others write: python-docx, LibreOffice, and our own official ones."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from duizhao.config import parse
from duizhao.engine import InMemory
from duizhao.engine.asking import Plan, every_check
from duizhao.engine.checking import check
from duizhao.record import Examined

ROOT = Path(__file__).resolve().parents[3]
TITLE = "青川市审计局关于审计整改情况的报告"
SELF = "青川市审计局局长2024年度民主生活会个人对照检查材料"
BODY = (
    ("黑体", "一、整改落实情况"),
    ("楷体_GB2312", "（一）往来款项清理方面"),
    ("仿宋_GB2312", "三笔往来款项已经全部核对，其中两笔于五月底前收回。"),
    ("仿宋_GB2312", "第三笔由财务科逐月催收，六月二十日前报结果。"),
)


def official(path: Path, title: str = TITLE) -> Path:
    """Write a Word file with python-docx as GB/T 9704 wants it."""
    paper = docx.Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    section.footer.paragraphs[0]._p.append(field)
    for font, text in (("方正小标宋简体", title), *BODY):
        paragraph = paper.add_paragraph()
        run = paragraph.add_run(text)
        run.font.size = Pt(22 if text == title else 16)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        paragraph.paragraph_format.line_spacing = Pt(29)
        if text == title:
            paragraph.alignment = 1
        else:
            paragraph.paragraph_format.first_line_indent = Pt(32)
    paper.save(str(path))
    return path


def found(path: Path, settings: str = "") -> dict[str, str]:
    """Return what the format checks say of a file: the quote and the message by check."""
    config = parse(settings, "duizhao.toml", every_check(), ())
    (one,) = check([path], Plan(config, select=("format",)))
    assert isinstance(one, Examined)
    assert not one.failures
    return {each.check: f"{each.quote} | {each.message()}" for each in one.diagnostics}


def test_report_when_as_prescribed_then_silent(tmp_path: Path) -> None:
    assert found(official(tmp_path / "报告.docx")) == {}


@pytest.mark.parametrize("name", ["巡察整改报告", "整改方案"])
def test_sample_when_in_official_form_then_silent(name: str) -> None:
    assert found(ROOT / "examples" / "other" / f"{name}.docx") == {}


def test_report_when_written_with_the_programs_defaults_then_each_kind_once(tmp_path: Path) -> None:
    paper = docx.Document()
    for text in (TITLE, *(text for _, text in BODY)):
        paper.add_paragraph(text)
    for style in ("Normal",):
        fonts = paper.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.pop(qn("w:eastAsiaTheme"), None)
        fonts.set(qn("w:eastAsia"), "宋体")
    paper.save(str(tmp_path / "报告.docx"))

    said = found(tmp_path / "报告.docx")

    assert sorted(said) == [f"FOR{n:03}" for n in range(1, 10)]
    assert said["FOR001"].startswith(f"{TITLE} | 页面大小为 215.9 × 279.4 毫米")
    assert "应为“仿宋_GB2312”；共有 2 段" in said["FOR005"]
    assert said["FOR005"].startswith(BODY[2][1])
    assert "正文用的是" in said["FOR007"]
    assert "缩进 0 个字" in said["FOR008"]
    assert "没有页码" in said["FOR009"]


def _tall(paper: docx.document.Document) -> None:
    paper.paragraphs[3].paragraph_format.line_spacing = 1.5


def _small(paper: docx.document.Document) -> None:
    paper.paragraphs[4].runs[0].font.size = Pt(14)


def _narrow(paper: docx.document.Document) -> None:
    paper.sections[0].left_margin = Mm(25)


@pytest.mark.parametrize(
    ("change", "name", "said"),
    [
        (_tall, "FOR007", "1.5 倍行距，应为固定值 28 至 30 磅；共有 1 段"),
        (_small, "FOR006", "14 磅，应为 16 磅（三号）；共有 1 段"),
        (_narrow, "FOR002", "左 25、右 26 毫米，应为上 37、下 35、左 28、右 26 毫米"),
    ],
)
def test_report_when_one_thing_is_off_then_that_alone_is_named(
    tmp_path: Path, change: Callable[[docx.document.Document], None], name: str, said: str
) -> None:
    path = official(tmp_path / "报告.docx")
    paper = docx.Document(str(path))
    change(paper)
    paper.save(str(path))

    ((check_name, words),) = found(path).items()

    assert check_name == name
    assert said in words


def test_values_when_set_by_the_unit_then_those_hold(tmp_path: Path) -> None:
    path = official(tmp_path / "报告.docx")

    assert list(found(path, "[checks.FOR007]\nleast = 24\nmost = 26")) == ["FOR007"]
    assert list(found(path, '[checks.FOR005]\nfonts = ["宋体"]')) == ["FOR005"]
    assert list(found(path, "[checks.FOR002]\nleft = 26\ntolerance = 2")) == []


def test_self_examination_when_not_enabled_then_not_asked(tmp_path: Path) -> None:
    path = official(tmp_path / "材料.docx", SELF)
    paper = docx.Document(str(path))
    _narrow(paper)
    paper.save(str(path))

    assert found(path) == {}
    assert list(found(path, '[checks]\nenable = ["format"]')) == ["FOR002"]
    assert list(found(path, '[checks]\nenable = ["FOR003"]')) == []


def test_text_file_when_a_report_then_nothing_is_said_of_its_format() -> None:
    text = "\n".join((TITLE, *(text for _, text in BODY)))
    (one,) = check([InMemory("报告.txt", text.encode())], Plan(select=("format",)))

    assert isinstance(one, Examined)
    assert one.diagnostics == ()


@pytest.mark.slow
@pytest.mark.needs_libreoffice
def test_report_when_saved_by_libreoffice_then_read_alike(tmp_path: Path) -> None:
    path = official(tmp_path / "报告.docx")
    bad = docx.Document(str(path))
    _tall(bad)
    _narrow(bad)
    bad.save(str(tmp_path / "不合.docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "again"),
         str(path), str(tmp_path / "不合.docx")],
        check=True,
        capture_output=True,
    )  # fmt: skip

    assert found(tmp_path / "again" / "报告.docx") == {}
    assert list(found(tmp_path / "again" / "不合.docx")) == ["FOR002", "FOR007"]
