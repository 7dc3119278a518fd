"""PDF files made by hand here: text, scans, locks and damage; both programs that place words say the same."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers import Limits, pdf, program, read
from duizhao.readers.pages import Page, document

Line = tuple[float, float, float, str]  # left, up from the bottom, size, text
Words = Callable[[bytes], list[Page]]

BODY = [
    (200, 700, 16, "某县水务局班子对照检查材料"),
    (112, 660, 16, "一、存在的主要问题"),
    (112, 632, 16, "一是“四个意识”有差距。学习联系实际不够，满足于一"),
    (80, 604, 16, "般号召，2024年以来仅开展调研3次。"),
]


def a_pdf(*pages: list[Line], picture: bool = False) -> bytes:
    """A PDF of A4 pages whose font is named and not embedded, as old official papers have it."""
    kids = " ".join(f"{10 + 2 * i} 0 R" for i in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>",
        4: b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /W [1 95 500] >>",
        5: b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        6: _stream(b"\0" * 8, b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 8"
                   b" /ColorSpace /DeviceGray"),
    }  # fmt: skip
    for i, lines in enumerate(pages):
        content = "".join(
            f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for x, y, size, text in lines
        )
        content += "q 500 0 0 700 40 70 cm /Im1 Do Q\n" if picture else ""
        objects[10 + 2 * i] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {11 + 2 * i} 0 R"
            " /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 6 0 R >> >> >>"
        ).encode()
        objects[11 + 2 * i] = _stream(content.encode("ascii"), b"")
    return _assembled(objects)


def _stream(content: bytes, entries: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


def _assembled(objects: dict[int, bytes]) -> bytes:
    data, places = b"%PDF-1.4\n", {}
    for number, content in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(data)
    data += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        data += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(objects) + 1
    return data + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, table)


def _by_pdftotext(data: bytes) -> list[Page]:
    path = program.find("pdftotext")
    assert path is not None
    return pdf.by_pdftotext(path, data, Limits())


def _by_pypdfium2(data: bytes) -> list[Page]:
    return pdf.by_pypdfium2(data, Limits())


ENGINES = [
    pytest.param(_by_pdftotext, id="pdftotext", marks=pytest.mark.needs_pdftotext),
    pytest.param(_by_pypdfium2, id="pypdfium2", marks=pytest.mark.needs_extra("pdf")),
]


def _without(monkeypatch: pytest.MonkeyPatch, *modules: str) -> None:
    """Behave as if these were not installed."""
    found = importlib.util.find_spec
    monkeypatch.setattr(pdf, "find_spec", lambda name: None if name in modules else found(name))


@pytest.mark.parametrize("words", ENGINES)
def test_text_when_placed_by_either_program_then_lines_as_printed(words: Words) -> None:
    result = document(words(a_pdf(BODY)), "application/pdf")
    assert result.text.splitlines() == [
        "某县水务局班子对照检查材料",
        "　　一、存在的主要问题",
        "　　一是“四个意识”有差距。学习联系实际不够，满足于一",
        "般号召，2024年以来仅开展调研3次。",
    ]


@pytest.mark.parametrize("words", ENGINES)
def test_page_numbers_when_on_every_page_then_footer(words: Words) -> None:
    pages = [[*BODY, (280.0, 40.0, 14.0, f"— {i} —")] for i in (1, 2, 3)]
    result = document(words(a_pdf(*pages)), "application/pdf")
    assert len(result.footer) == 1
    assert "".join(result.footer[0].split()) == "—1—"
    assert "—" not in result.text


@pytest.mark.parametrize("words", ENGINES)
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_when_turned_then_read_as_seen(words: Words, turn: int) -> None:
    # A page turned by 90 whose words run upwards is seen upright.
    matrix = {90: "0 1 -1 0 0 0", 180: "-1 0 0 -1 0 0", 270: "0 -1 1 0 0 0"}[turn]
    data = a_pdf(BODY).replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [-900 -900 900 900] /Rotate %d" % turn)
    turned = data.replace(b"stream\nBT", b"stream\n%s cm\nBT" % matrix.encode())
    text = document(words(turned), "application/pdf").text
    assert [line.strip() for line in text.splitlines() if line][:2] == [
        "某县水务局班子对照检查材料",
        "一、存在的主要问题",
    ]


@pytest.mark.needs_pdftotext
def test_read_when_the_name_says_otherwise_then_the_signature_decides() -> None:
    result = read(a_pdf(BODY), "材料.txt")
    assert result.media_type == "application/pdf"
    assert result.hard_wrapped


@pytest.mark.parametrize("words", ENGINES)
@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 rubbish" * 90, a_pdf(BODY)[:700]])
def test_file_when_broken_then_damaged(words: Words, data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        words(data)
    assert caught.value.code == ErrorCode.DAMAGED


@pytest.mark.parametrize("words", ENGINES)
def test_file_when_locked_then_encrypted(words: Words) -> None:
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00><00>]" % (
        b"41" * 32,
        b"42" * 32,
    )
    with pytest.raises(ReadError) as caught:
        words(a_pdf(BODY).replace(b"/Root 1 0 R", b"/Root 1 0 R " + lock))
    assert caught.value.code == ErrorCode.ENCRYPTED


@pytest.mark.parametrize("words", ENGINES)
def test_file_when_it_has_too_many_pages_then_refused(words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    with pytest.raises(ReadError) as caught:
        words(a_pdf(BODY, BODY, BODY))
    assert caught.value.code == ErrorCode.TOO_LARGE


@pytest.mark.parametrize("layers", [1, 3])
def test_stream_when_it_grows_without_end_then_refused_before_any_program(
    layers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "find", lambda _name: None)
    _without(monkeypatch, "pypdfium2")
    content = b" " * 200_000_000
    for _ in range(layers):
        content = zlib.compress(content, 9)
    data = a_pdf(BODY) + b"20 0 obj\n" + _stream(content, b"/Filter /FlateDecode") + b"\nendobj\n"
    with pytest.raises(ReadError) as caught:
        pdf.read(data, "材料.pdf", Limits())
    assert caught.value.code == ErrorCode.BOMB


def test_scan_when_it_cannot_be_read_by_eye_then_named_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    _without(monkeypatch, "rapidocr_onnxruntime")
    with pytest.raises(ReadError) as caught:
        pdf.read(a_pdf([], [], picture=True), "扫描.pdf", Limits())
    assert caught.value.code == ErrorCode.SCAN


def test_text_layer_when_it_has_no_meaning_then_as_good_as_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    _without(monkeypatch, "rapidocr_onnxruntime")
    with pytest.raises(ReadError) as caught:
        pdf.read(a_pdf([(80, 700, 16, "\ue001\ue002\ue003" * 8)]), "乱码.pdf", Limits())
    assert caught.value.code == ErrorCode.SCAN


def test_one_blank_page_when_the_others_have_text_then_read(monkeypatch: pytest.MonkeyPatch) -> None:
    _without(monkeypatch, "rapidocr_onnxruntime")
    assert "存在的主要问题" in pdf.read(a_pdf(BODY, BODY, []), "材料.pdf", Limits()).text


def test_reader_when_no_program_is_there_then_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "find", lambda _name: None)
    _without(monkeypatch, "pypdfium2")
    with pytest.raises(ReadError) as caught:
        pdf.read(a_pdf(BODY), "材料.pdf", Limits())
    assert (caught.value.code, caught.value.params) == (ErrorCode.MISSING_EXTRA, {"extra": "pdf"})


@pytest.mark.slow
@pytest.mark.needs_extra("pdf")
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3_000), st.binary(min_size=1, max_size=24), st.booleans())
def test_bytes_when_overwritten_anywhere_then_text_or_read_error(at: int, bad: bytes, cut: bool) -> None:
    whole = a_pdf(BODY, BODY)
    data = whole[:at] if cut else whole[:at] + bad + whole[at + len(bad) :]
    try:
        found = document(_by_pypdfium2(data), "application/pdf")
    except ReadError:
        return
    assert found.hard_wrapped


@pytest.mark.slow
@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("words", ENGINES)
def test_paper_when_printed_by_libreoffice_then_paragraphs_come_back(words: Words, tmp_path: Path) -> None:
    paragraphs = [f"问题{i}：学习不够深入。" + "联系实际不够，满足于一般号召。" * i for i in range(16)]
    paper = docx.Document()
    paper.sections[0].header.paragraphs[0].text = "青川县水务局"
    for text in paragraphs:
        paper.add_paragraph(text).paragraph_format.first_line_indent = Pt(22)
    paper.save(str(tmp_path / "材料.docx"))
    soffice = program.find("soffice")
    assert soffice is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "材料.docx"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    result = document(words((tmp_path / "材料.pdf").read_bytes()), "application/pdf")
    assert "".join(result.text.split()) == "".join(paragraphs)
    assert result.header == ("青川县水务局",)
    assert [line[2:4] for line in result.text.splitlines() if line.startswith("　　")] == ["问题"] * 16


@pytest.mark.slow
@pytest.mark.needs_chromium
@pytest.mark.parametrize("words", ENGINES)
def test_paper_when_printed_by_a_browser_then_text_and_no_running_lines(words: Words, tmp_path: Path) -> None:
    """Browsers put 一 into a font of its own whose box is its ink, and the address at the foot."""
    paragraphs = [
        f"（{i}）一是统一思想不够。" + "一些同志一味求稳，“一把手”责任不实。" * i for i in range(1, 15)
    ]
    body = "".join(f'<p style="text-indent:2em;font-size:16pt;margin:0">{text}</p>' for text in paragraphs)
    rows = "<tr><td>序号<td>问题<td>整改措施</tr><tr><td>1<td>学习不深<td>集中学习两次</tr>"
    table = f"<style>td{{padding:4px}}</style><table>{rows}</table>"
    source = tmp_path / "paper.html"
    source.write_text(f'<html><meta charset="utf-8"><body>{body}{table}</body></html>', encoding="utf-8")
    target = tmp_path / "paper.pdf"
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}"]
    subprocess.run(
        [*command, f"--user-data-dir={tmp_path / 'profile'}", source],
        check=True,
        capture_output=True,
        timeout=120,
    )
    result = document(words(target.read_bytes()), "application/pdf")
    lines = result.text.splitlines()
    assert "".join("".join(lines[:-2]).split()) == "".join(paragraphs)
    assert lines[-2:] == ["序号\t问题\t整改措施", "1\t学习不深\t集中学习两次"]


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_program_when_it_takes_too_long_then_killed_with_its_children(tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    script = tmp_path / "slow"
    script.write_text(f"#!/bin/sh\n(sleep 3; touch {alive}) &\nsleep 30\n", encoding="utf-8")
    script.chmod(0o755)
    with pytest.raises(ReadError) as caught:
        program.run([script], called="slow", seconds=0.3)
    assert caught.value.code == ErrorCode.PROGRAM_FAILED
    assert not alive.exists()


def test_program_when_it_prints_too_much_then_killed() -> None:
    command = [sys.executable, "-c", "while True: print('x' * 65536)"]
    with pytest.raises(ReadError) as caught:
        program.run(command, called="loud", seconds=30, output=200_000)
    assert caught.value.code == ErrorCode.PROGRAM_FAILED
