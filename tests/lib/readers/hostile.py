"""Files made to hurt whoever opens them, each with the codes it may be answered with ("" is: read)."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wordfile import NAMESPACES, abstract, docx, level, num, p, parts_of, style, zipped

from duizhao.errors import ErrorCode

MEGABYTE = 1024 * 1024
ENTITIES = "".join(f'<!ENTITY e{index} "{f"&e{index - 1};" * 10}">' for index in range(1, 10))
BILLION = f'<!DOCTYPE x [<!ENTITY e0 "ha">{ENTITIES}]>'
END = "</w:r></w:p>"
LINE = "一是学习不够。\r\n"
EXTERNAL = '<!DOCTYPE x [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>'


@dataclass(frozen=True)
class Hostile:
    """A name for the table, the file's own name, how to make it, and its codes."""

    name: str
    filename: str
    make: Callable[[], bytes]
    codes: tuple[str, ...]


def word(document: str, *, encoding: str = "utf-8", **parts: str) -> bytes:
    """Return a Word package with this text as its main part."""
    return zipped(parts_of(encoding=encoding, document=document, **parts))


def dense(blocks: str, **parts: str) -> bytes:
    """Return a Word file that no ratio gives away: a picture of noise is packed with it."""
    noise = random.Random(1).randbytes(MEGABYTE)
    return zipped({**parts_of(document=body(blocks), **parts), "word/media/image1.png": noise})


def body(inner: str, prolog: str = "") -> str:
    return f"{prolog}<w:document {NAMESPACES}><w:body>{inner}</w:body></w:document>"


def bomb(megabytes: int) -> bytes:
    """Return a Word file whose text is followed by so many megabytes of blanks."""
    start, end = body("|").split("|")
    buffer = io.BytesIO(
        zipped({k: v for k, v in parts_of(document="").items() if not k.endswith("document.xml")})
    )
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        part.write((start + p("甲")).encode())
        for _ in range(megabytes):
            part.write(b" " * MEGABYTE)
        part.write(end.encode())
    return buffer.getvalue()


def lying(claimed: int) -> bytes:
    """Return a Word file whose main part claims ``claimed`` bytes in the directory and is 100 MB."""
    data = bytearray(bomb(100))
    at = data.find(b"word/document.xml", data.find(b"PK\x01\x02")) - 46
    data[at + 24 : at + 28] = struct.pack("<I", claimed)
    return bytes(data)


def overlapping(copies: int) -> bytes:
    """Return an archive in which every entry is the same 10 MB of packed blanks."""
    content = b" " * 10 * MEGABYTE
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    stream = packed.compress(content) + packed.flush()
    name = b"word/document.xml"
    fields = (20, 0, 8, 0, 0, zlib.crc32(content), len(stream), len(content), len(name))
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", *fields, 0) + name + stream
    central = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, copies, copies, len(central) * copies, len(local), 0)
    return local + central * copies + end


def nested(levels: int) -> bytes:
    """Return a zip that holds a zip that holds ..., the innermost 10 MB of blanks."""
    data = b" " * 10 * MEGABYTE
    for _ in range(levels):
        data = zipped({f"{index}.zip": data for index in range(2)})
    return data


def numbered(count: int) -> bytes:
    """Return a list of so many paragraphs, each with the longest label there is."""
    definition = abstract(1, level(0, "lowerLetter", "%1" * 32, start=700)) + num(1, 1)
    item = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    return dense(item * count, numbering=f"<w:numbering {NAMESPACES}>{definition}</w:numbering>")


def fields(count: int) -> bytes:
    """Return a paragraph in which so many fields begin."""
    begun = '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>'
    return dense(f"<w:p>{begun * count}</w:p>")


def different(count: int) -> bytes:
    """Return paragraphs of which no two look the same."""
    looks = '<w:p><w:pPr><w:ind w:firstLine="{0}"/></w:pPr><w:r><w:rPr><w:sz w:val="{0}"/></w:rPr>'
    line = looks + "<w:t>甲</w:t></w:r></w:p>"
    return dense("".join(map(line.format, range(count))))


def joined(count: int) -> bytes:
    """Return so many paragraphs that run on into the next."""
    line = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>甲乙丙丁</w:t></w:r></w:p>"
    return dense(line * count)


def styled(count: int) -> bytes:
    """Return paragraphs in styles that are each based on the one before, and in as many that do not exist."""
    bold = "<w:rPr><w:b/></w:rPr>"
    styles = "".join(style(f"s{at}", bold, based_on=f"s{at - 1}") for at in range(count))
    line = '<w:p><w:pPr><w:pStyle w:val="{}{}"/></w:pPr></w:p>'
    used = "".join(line.format(kind, at) for at in range(count) for kind in "sx")
    return dense(used, styles=f"<w:styles {NAMESPACES}>{styles}</w:styles>")


def listed(count: int) -> bytes:
    """Return so many lists, each linked through a numbering style to the same definition."""
    links = "".join(abstract(at, '<w:numStyleLink w:val="x"/>') + num(at, at) for at in range(1, count))
    linked = abstract(0, '<w:styleLink w:val="x"/>', *(level(at, "decimal", "%1.") for at in range(9)))
    lines = "".join(p("甲", num=at, level=0) for at in range(1, count))
    return dense(lines, numbering=f"<w:numbering {NAMESPACES}>{links}{linked}</w:numbering>")


def drawn(count: int) -> bytes:
    """Return drawings with much in them and a text box at the very end, many levels down."""
    inner = "<w:txbxContent><w:p/></w:txbxContent>"
    for _ in range(100):
        inner = f"<a:g>{'<a:x/>' * count}{inner}</a:g>"
    return dense(f"<w:p><w:r><w:drawing>{inner}</w:drawing></w:r></w:p>")


def rowspans(count: int) -> bytes:
    return b"<html><table><tr>" + b"<td rowspan=9999>x" * count + b"<tr><td>" * count


def made() -> Iterator[Hostile]:
    """Return every hostile file there is."""

    def docx_file(name: str, make: Callable[[], bytes], *codes: str) -> Hostile:
        return Hostile(name, "a.docx", make, codes)

    entity = p("<w:r><w:t>&e9;</w:t></w:r>")
    deep = "<w:ins>" * 100_000 + "</w:ins>" * 100_000
    tables = "<w:tbl><w:tr><w:tc>" * 80 + "</w:tc></w:tr></w:tbl>" * 80
    yield docx_file("zip bomb, 400 MB of blanks", lambda: bomb(400), "bomb")
    yield docx_file("zip bomb, 100 MB of blanks", lambda: bomb(100), "bomb")
    yield docx_file("zip bomb, entries overlap", lambda: overlapping(1000), "bomb")
    yield docx_file("zip bomb, directory lies", lambda: lying(1000), "bomb")
    yield docx_file("zip bomb, nested", lambda: nested(5), "unknown_type", "bomb")
    yield docx_file("20,000 entries", lambda: zipped({str(at): "" for at in range(20_000)}), "bomb")
    yield docx_file("part of 20 MB", lambda: dense("<w:p/>" + " " * 20 * MEGABYTE), "too_large")
    yield docx_file("entity bomb", lambda: word(body(entity, BILLION)), "dtd")
    yield docx_file("entity bomb in UTF-16", lambda: word(body(entity, BILLION), encoding="utf-16"), "dtd")
    yield docx_file("entity bomb in the styles", lambda: word(body(p("甲")), styles=f"{BILLION}<x/>"), "dtd")
    yield docx_file("external entity", lambda: word(body(entity, EXTERNAL)), "dtd")
    yield docx_file("100,000 levels", lambda: dense(deep), "too_deep")
    yield docx_file("80 tables in each other", lambda: dense(tables), "")
    yield docx_file("2,000,000 empty paragraphs", lambda: dense("<w:p/>" * 2_000_000), "too_large")
    yield docx_file("300,000 empty paragraphs", lambda: dense("<w:p/>" * 300_000), "too_large")
    yield docx_file("29,000 long labels", lambda: numbered(29_000), "too_large")
    yield docx_file("200,000 attributes", lambda: dense('<w:x w:a="1" w:b="2" w:c="3"/>' * 80_000), "")
    yield docx_file("70,000 open fields", lambda: fields(70_000), "")
    yield docx_file("50,000 paragraphs joined", lambda: joined(50_000), "too_large")
    yield docx_file("29,000 different looks", lambda: different(29_000), "too_large")
    yield docx_file(
        "200,000 looks in a run", lambda: dense("<w:p><w:r>" + "<w:rPr></w:rPr>" * 200_000 + END), ""
    )
    yield docx_file("10,000 styles in a chain", lambda: styled(10_000), "too_large")
    yield docx_file("15,000 linked lists", lambda: listed(15_000), "too_large")
    yield docx_file("boxes behind 200,000 shapes", lambda: drawn(2_000), "")
    yield docx_file("one paragraph of 5 MB", lambda: dense(p("一是学习不够。" * 250_000)), "too_large")
    yield docx_file("truncated", lambda: dense(p("甲") * 1000)[:-400], "damaged")
    yield docx_file("program named docx", lambda: b"MZ\x90\0" + bytes(range(256)) * 100, "unknown_type")
    yield docx_file(
        "workbook named docx", lambda: docx(p("甲"), kind="application/vnd.ms-excel"), "unknown_type"
    )
    yield docx_file("0 bytes", lambda: b"", "empty")
    yield Hostile("100,000 levels of html", "a.html", lambda: b"<html>" + b"<div>" * 100_000, ("too_deep",))
    yield Hostile("html of 2,000,000 tags", "a.html", lambda: b"<html>" + b"<br>" * 2_000_000, ("too_large",))
    yield Hostile("html cells reaching down", "a.html", lambda: rowspans(30_000), ("too_large",))
    yield Hostile("50 MB of text", "a.txt", lambda: LINE.encode() * (2 * MEGABYTE + 400_000), ("too_large",))
    yield Hostile("15 MB of UTF-8", "a.txt", lambda: LINE.encode() * 680_000, ("too_large",))
    yield Hostile("15 MB of GB18030", "a.txt", lambda: LINE.encode("gb18030") * 980_000, ("too_large",))
    yield Hostile(
        "15 MB of ASCII, one emoji", "a.txt", lambda: b"a\r\n" * 5_200_000 + "😀".encode(), ("too_large",)
    )
    yield Hostile("65 MB of anything", "a.bin", lambda: b"\x01" * 65 * MEGABYTE, ("too_large",))


HOSTILE = tuple(made())

assert {code for hostile in HOSTILE for code in hostile.codes} <= {"", *ErrorCode}
