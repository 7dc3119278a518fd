"""Automatic numbers of Word, on samples of our own; LibreOffice prints the same labels."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from numbering_samples import SAMPLES, Sample
from wordfile import abstract, docx, level, num, p, style

from duizhao.readers import read


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_labels_when_numbered_then_as_word_prints(sample: Sample) -> None:
    document = read(sample.data, "a.docx")
    assert tuple(paragraph.number.rstrip("\t ") for paragraph in document.paragraphs) == sample.labels
    for paragraph in document.paragraphs:
        assert document.text[paragraph.span.start :].startswith(paragraph.number)


@pytest.mark.slow
@pytest.mark.needs_libreoffice
def test_labels_when_read_by_libreoffice_then_the_same(tmp_path: Path) -> None:
    names = {f"s{index:02}": sample for index, sample in enumerate(SAMPLES) if not sample.differs}
    for name, sample in names.items():
        (tmp_path / f"{name}.docx").write_bytes(sample.data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"]
    files = [str(tmp_path / f"{name}.docx") for name in names]
    subprocess.run([*command, str(tmp_path), *files], check=True, capture_output=True, timeout=180)
    theirs = {sample.name: printed(tmp_path / f"{name}.txt") for name, sample in names.items()}
    assert theirs == {sample.name: list(sample.labels) for sample in names.values()}


def printed(path: Path) -> list[str]:
    """Return what stands before the text of each line; the text of every sample is one of these."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [
        line[: -len(text)].strip("\t ")
        for line in lines
        if (text := line[-2:] if line.endswith("正文") else line[-1:])
    ]


def separated(text: str, *more: str) -> str:
    """Return the number, with its separator, of a paragraph in a list with this level text."""
    data = docx(p("文", num=1, level=0), numbering=abstract(1, level(0, "decimal", text, *more)) + num(1, 1))
    return read(data, "a.docx").paragraphs[0].number


@pytest.mark.parametrize(
    ("text", "suffix", "number"),
    [
        ("%1、", "", "1、"),
        ("%1.", "tab", "1."),
        ("%1．", "tab", "1．"),
        ("（%1）", "tab", "（1）"),
        ("%1)", "tab", "1)"),
        ("问题%1：", "tab", "问题1："),
        ("第%1条", "", "第1条\t"),
        ("%1", "tab", "1\t"),
        ("第%1条 ", "tab", "第1条 "),
        ("第%1条", "space", "第1条 "),
        ("%1、", "space", "1、 "),
        ("第%1条", "nothing", "第1条"),
        ("", "tab", ""),
    ],
)
def test_separator_when_suffix_is_so_then_as_seen(text: str, suffix: str, number: str) -> None:
    assert separated(text, f'<w:suff w:val="{suffix}"/>' if suffix else "") == number


@pytest.mark.parametrize(
    ("character", "font", "shown"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("l", "Wingdings", "•"),
        ("—", "宋体", "—"),
        ("\uf06c", "", "•"),
        ("★", "", "★"),
    ],
)
def test_bullet_when_font_is_of_symbols_then_a_plain_one(character: str, font: str, shown: str) -> None:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>' if font else ""
    definition = abstract(1, level(0, "bullet", character, fonts)) + num(1, 1)
    assert read(docx(p("文", num=1, level=0), numbering=definition), "a.docx").text == f"{shown}\t文\n"


def test_number_when_hidden_by_its_level_then_none() -> None:
    assert separated("%1.", "<w:rPr><w:vanish/></w:rPr>") == ""


@pytest.mark.parametrize("start", ["99999999999", "-1", "abc", "2147483647"])
def test_number_when_start_is_absurd_then_short(start: str) -> None:
    first = f'<w:start w:val="{start}"/>'
    definition = abstract(1, level(0, "lowerLetter", "%1." * 30, first, start=None)) + num(1, 1)
    number = read(docx(p("文", num=1, level=0), numbering=definition), "a.docx").paragraphs[0].number
    assert len(number) <= 101


@pytest.mark.parametrize("target", [1, 7, 0, 99])
def test_number_when_definitions_are_linked_in_a_ring_then_read(target: int) -> None:
    definition = abstract(1, '<w:numStyleLink w:val="环"/>') + num(1, 1)
    ring = style("环", f'<w:pPr><w:numPr><w:numId w:val="{target}"/></w:numPr></w:pPr>', kind="numbering")
    assert read(docx(p("文", num=1, level=0), numbering=definition, styles=ring), "a.docx").text == "文\n"


@pytest.mark.parametrize("at", [-1, 5, 9, 12, 10**9])
def test_number_when_level_is_not_defined_then_none(at: int) -> None:
    definition = abstract(1, level(0, "decimal", "%1.")) + num(1, 1)
    assert read(docx(p("文", num=1, level=at), numbering=definition), "a.docx").text == "文\n"


def test_number_when_format_is_custom_then_the_fallback() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>'
    )
    data = docx(p("文", num=1, level=0), numbering=abstract(1, custom) + num(1, 1))
    assert read(data, "a.docx").text == "01.文\n"


def test_number_when_numbering_part_is_missing_then_none() -> None:
    assert read(docx(p("文", num=3, level=0)), "a.docx").text == "文\n"
