"""A file made to hurt, or no ledger at all, is refused with a sentence; nothing else ever comes out."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.ledger import LedgerRow, read, write

BuildRow = Callable[..., LedgerRow]


def workbook(row: LedgerRow) -> dict[str, bytes]:
    buffer = io.BytesIO()
    write([row], buffer, form="xlsx")
    with zipfile.ZipFile(buffer) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def code_of(path: Path) -> ErrorCode:
    with pytest.raises(DuizhaoError) as caught:
        read(path)
    return caught.value.code


def test_file_when_missing_empty_or_a_folder_then_says_so(tmp_path: Path) -> None:
    (tmp_path / "e.xlsx").write_bytes(b"")
    assert code_of(tmp_path / "none.xlsx") is ErrorCode.NOT_FOUND
    assert code_of(tmp_path / "e.xlsx") is ErrorCode.EMPTY
    assert code_of(tmp_path) is ErrorCode.UNREADABLE


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 500])
def test_file_when_truncated_then_damaged(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(content)
    assert code_of(tmp_path / "t.xlsx") is ErrorCode.DAMAGED


def test_file_when_of_an_old_or_locked_kind_then_error_names_the_cure(tmp_path: Path) -> None:
    mark = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    (tmp_path / "old.xls").write_bytes(mark + b"\0" * 600)
    (tmp_path / "locked.xlsx").write_bytes(mark + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    assert code_of(tmp_path / "locked.xlsx") is ErrorCode.ENCRYPTED
    with pytest.raises(DuizhaoError, match="另存为 xlsx"):
        read(tmp_path / "old.xls")


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("ods", {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
        ("xlsb", {"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"x"}),
        ("xml", b'\xef\xbb\xbf<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>'),
        ("html", "<html><table><tr><td>问题</td></tr></table></html>".encode()),
        ("html", "\r\n<TABLE border=1><tr><td>问题</td></tr>".encode("gb18030")),
        ("pdf", b"%PDF-1.7\n"),
    ],
)
def test_file_when_of_another_kind_then_error_names_it_and_the_cure(
    kind: str, content: bytes | dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "台账.xls"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        with zipfile.ZipFile(path, "w") as package:  # the first part is stored, as OpenDocument has it
            for name, part in content.items():
                package.writestr(name, part)

    with pytest.raises(DuizhaoError) as caught:
        read(path)

    assert caught.value.code == ErrorCode.LEDGER_INVALID
    assert caught.value.message() == f"台账读不出来：这是 {kind} 文件；请另存为 xlsx 后重试"


def test_file_when_no_text_and_no_package_then_undecodable(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(bytes(range(256)) * 40)
    assert code_of(tmp_path / "t.csv") is ErrorCode.UNDECODABLE


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]
)
def test_workbook_when_a_part_declares_entities_then_refused(
    part: str, a_row: BuildRow, tmp_path: Path
) -> None:
    parts = workbook(a_row())
    head, _, tail = parts[part].partition(b"?>")
    parts[part] = head + b'?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + tail
    assert code_of(packed(parts, tmp_path / "t.xlsx")) is ErrorCode.DTD


def test_workbook_when_a_part_hides_its_entities_in_utf16_then_refused(
    a_row: BuildRow, tmp_path: Path
) -> None:
    parts = workbook(a_row())
    text = parts["xl/worksheets/sheet1.xml"].decode().partition("?>")[2]
    parts["xl/worksheets/sheet1.xml"] = f'<!DOCTYPE x [<!ENTITY a "b">]>{text}'.encode("utf-16")
    assert code_of(packed(parts, tmp_path / "t.xlsx")) is ErrorCode.DTD


def test_workbook_when_it_unpacks_to_too_much_then_not_unpacked(a_row: BuildRow, tmp_path: Path) -> None:
    parts = workbook(a_row())
    parts["xl/worksheets/sheet1.xml"] += b" " * (64 * 1024 * 1024)
    assert code_of(packed(parts, tmp_path / "t.xlsx")) is ErrorCode.BOMB


def test_workbook_when_a_row_claims_the_last_place_then_is_read_at_once(
    a_row: BuildRow, tmp_path: Path
) -> None:
    parts = workbook(a_row())
    sheet = parts["xl/worksheets/sheet1.xml"]
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", far)
    ledger = read(packed(parts, tmp_path / "t.xlsx"))
    assert [row.id for row in ledger.rows] == ["3fa9c1d2-P1"]
    assert ledger.faults[0].lost


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="A5"', b'r="ZZZZ5"'),
        (b'r="A5"', b'r="5"'),
        (b's="', b's="99999'),
        (b't="inlineStr"', b't="s"'),
        (b't="inlineStr"', b't="nonsense"'),
        (b'<row r="5"', b'<row r="-5"'),
        (b'ref="A2:', b'ref="ZZZ9999999:'),
    ],
)
def test_workbook_when_places_types_or_styles_are_nonsense_then_only_our_errors_come_out(
    old: bytes, new: bytes, a_row: BuildRow, tmp_path: Path
) -> None:
    parts = workbook(a_row())
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(old, new)
    path = packed(parts, tmp_path / "t.xlsx")
    with contextlib.suppress(DuizhaoError):
        read(path)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_workbook_when_any_part_is_cut_or_changed_then_only_our_errors_come_out(
    data: st.DataObject, a_row: BuildRow, tmp_path: Path
) -> None:
    parts = workbook(a_row(extra=()))
    name = data.draw(st.sampled_from(sorted(parts)))
    at = data.draw(st.integers(0, len(parts[name])))
    junk = data.draw(st.sampled_from([b"", b"<", b"</x>", b"\0", b"\xff", b"&a;", b'"']))
    rest = b"" if data.draw(st.booleans()) else parts[name][at:]
    parts[name] = parts[name][:at] + junk + rest
    path = packed(parts, tmp_path / "t.xlsx")
    with contextlib.suppress(DuizhaoError):
        read(path)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
def test_any_bytes_when_read_then_only_our_errors_come_out(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(data)
    with contextlib.suppress(DuizhaoError):
        read(tmp_path / "t")
