"""Pictures of papers: recognised where the extra is installed, named as scans where it is not."""

from __future__ import annotations

import contextlib
import io
import subprocess
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers import SUFFIXES, Limits, ocr, pdf, program, read
from duizhao.readers.pages import Word

PARAGRAPHS = (
    "一、存在的主要问题",
    "一是“四个意识”有差距。学习联系实际不够，满足于一般号召，全年仅开展调研三次。",
    "二、整改措施",
    "每月安排两次集中学习，联系工作写出心得体会。",
)
PNG = b"\x89PNG\r\n\x1a\n"


def quoted(*lines: str) -> list[str]:
    return [word.text for word in ocr.with_paired_quotes(Word(line, 0, 0, 1, 1) for line in lines)]


def test_straight_quotes_when_they_come_by_turns_then_paired() -> None:
    assert quoted('对"两个确立"的理解') == ["对“两个确立”的理解"]
    assert quoted('增强"四个意', '识"、坚定"四个自信"') == ["增强“四个意", "识”、坚定“四个自信”"]


def test_straight_quote_when_one_is_missing_then_the_next_mark_puts_it_right() -> None:
    assert quoted('漏了四个意识"、坚定"四个自信"、做到"两个维护"') == [
        "漏了四个意识”、坚定“四个自信”、做到“两个维护”"
    ]


def test_picture_when_the_extra_is_missing_then_named_as_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda _name: None)
    with pytest.raises(ReadError) as caught:
        read(PNG + bytes(100), "扫描.png")
    assert caught.value.code == ErrorCode.SCAN


def test_folder_when_walked_then_pictures_are_not_papers() -> None:
    assert not SUFFIXES & {".png", ".jpg", ".jpeg", ".tif", ".tiff"}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A paper printed to PDF by LibreOffice."""
    folder = tmp_path_factory.mktemp("printed")
    paper = docx.Document()
    for text in PARAGRAPHS:
        run = paper.add_paragraph().add_run(text)
        run.font.size = Pt(16)
    paper.save(str(folder / "材料.docx"))
    soffice = program.find("soffice")
    assert soffice is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        folder / "材料.docx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return Path(folder / "材料.pdf").read_bytes()


def a_scan(printed: bytes, kind: str, *, turned: bool = False) -> bytes:
    """The printed paper as a picture of ``kind``: PNG, JPEG, TIFF, or PDF with nothing but the picture."""
    import pypdfium2
    from PIL import Image

    with contextlib.closing(pypdfium2.PdfDocument(printed)) as paper:
        picture = paper[0].render(scale=150 / 72).to_pil()
    buffer = io.BytesIO()
    if turned:
        exif = Image.Exif()
        exif[0x0112] = 6  # lies on its left side: to be turned clockwise
        picture.rotate(90, expand=True).save(buffer, kind, exif=exif, quality=92)
    else:
        picture.save(buffer, kind, resolution=150)
    return buffer.getvalue()


def characters(text: str) -> str:
    """What is left without the small marks, which recognition takes for one another."""
    return "".join(character for character in text if "一" <= character <= "龥")


slow = [
    pytest.mark.slow,
    pytest.mark.needs_libreoffice,
    pytest.mark.needs_extra("ocr"),
    pytest.mark.xdist_group("ocr"),
]


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [pytest.param("PNG", "image/png", marks=slow), pytest.param("TIFF", "image/tiff", marks=slow)],
)
def test_picture_when_recognised_then_the_words_of_the_paper(
    kind: str, media_type: str, printed: bytes
) -> None:
    result = read(a_scan(printed, kind), "扫描")
    assert characters(result.text) == characters("".join(PARAGRAPHS))
    assert (result.media_type, result.hard_wrapped) == (media_type, True)


@pytest.mark.parametrize("turned", [pytest.param(True, marks=slow)])
def test_photograph_when_it_says_how_it_was_held_then_turned_upright(turned: bool, printed: bytes) -> None:
    text = read(a_scan(printed, "JPEG", turned=turned), "照片.jpg").text
    assert characters(PARAGRAPHS[3]) in characters(text)


@pytest.mark.parametrize("kind", [pytest.param("PDF", marks=slow)])
def test_scanned_pdf_when_recognised_then_the_words_of_the_paper(kind: str, printed: bytes) -> None:
    result = pdf.read(a_scan(printed, kind), "扫描.pdf", Limits())
    assert characters(result.text) == characters("".join(PARAGRAPHS))
    assert "“四个意识”" in result.text


@pytest.mark.needs_extra("ocr")
@pytest.mark.slow
@pytest.mark.parametrize(
    "data", [PNG, PNG + bytes(3_000), b"\xff\xd8\xff\xe0" + b"\0" * 500, b"II*\0\xff\xff\xff\xff"]
)
def test_picture_when_damaged_then_a_read_error(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, "坏图")
    assert caught.value.code == ErrorCode.DAMAGED


@pytest.mark.needs_extra("ocr")
@pytest.mark.slow
def test_picture_when_it_is_huge_then_refused_before_it_is_opened() -> None:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(buffer, "PNG")
    with pytest.raises(ReadError) as caught:
        read(buffer.getvalue(), "大图.png")
    assert caught.value.code == ErrorCode.TOO_LARGE


@pytest.mark.needs_extra("ocr")
@pytest.mark.slow
def test_picture_when_nothing_is_written_on_it_then_empty() -> None:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (800, 1_100), "white").save(buffer, "PNG")
    with pytest.raises(ReadError) as caught:
        read(buffer.getvalue(), "白纸.png")
    assert caught.value.code == ErrorCode.EMPTY
