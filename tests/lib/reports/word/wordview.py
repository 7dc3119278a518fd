"""What stands in a Word file, read from its XML without our own reader."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

NAMESPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def local(element: ElementTree.Element) -> str:
    """Return a name without its namespace where that is Word's."""
    for namespace in NAMESPACES:
        if element.tag.startswith(namespace):
            return element.tag.removeprefix(namespace)
    return element.tag


def value(element: ElementTree.Element, name: str) -> str:
    return next(
        (element.get(namespace + name) or "" for namespace in NAMESPACES if element.get(namespace + name)), ""
    )


def body(data: bytes) -> ElementTree.Element:
    """Return the root of the main part."""
    return ElementTree.fromstring(parts(data)["word/document.xml"])


def ranges(data: bytes) -> dict[str, str]:
    """Return the text each comment stands over, by its number; ``¶`` where a paragraph ends inside it.

    Every range must begin, end and be referred to once, in this order.
    """
    found: dict[str, str] = {}
    open_: set[str] = set()
    referred: list[str] = []

    def walk(element: ElementTree.Element) -> None:
        name = local(element)
        number = value(element, "id")
        if name in ("del", "moveFrom", "instrText", "rt"):
            return
        if name == "commentRangeStart":
            assert number not in found
            found[number] = ""
            open_.add(number)
        elif name == "commentRangeEnd":
            open_.remove(number)
        elif name == "commentReference":
            assert number in found
            assert number not in open_
            referred.append(number)
        shown = {"t": element.text or "", "tab": "\t", "br": "\n", "noBreakHyphen": "-"}.get(name, "")
        for one in open_:
            found[one] += shown
        for child in element:
            walk(child)
        if name == "p":
            for one in open_:
                found[one] += "¶"

    walk(body(data))
    assert not open_
    assert sorted(referred) == sorted(found)
    return found


def comments(data: bytes, name: str = "word/comments.xml") -> dict[str, tuple[str, list[str]]]:
    """Return author and lines of each comment, by its number."""
    content = parts(data).get(name)
    if content is None:
        return {}
    return {
        value(comment, "id"): (
            value(comment, "author"),
            ["".join(part.text or "" for part in line.iter() if local(part) == "t") for line in comment],
        )
        for comment in ElementTree.fromstring(content)
    }


def without_changes(data: bytes, author: str, *, accept: bool) -> bytes:
    """Return the file with somebody's tracked insertions and deletions accepted or rejected."""
    files = parts(data)
    root = ElementTree.fromstring(files["word/document.xml"])
    gone = "del" if accept else "ins"

    def settle(element: ElementTree.Element) -> None:
        kept: list[ElementTree.Element] = []
        for child in element:
            settle(child)
            ours = local(child) in ("ins", "del") and value(child, "author") == author
            if ours and local(child) != gone:
                for run in child:
                    for part in run:
                        if local(part) == "delText":
                            part.tag = part.tag.replace("delText", "t")
                kept.extend(child)
            elif not ours:
                kept.append(child)
        element[:] = kept

    settle(root)
    files["word/document.xml"] = ElementTree.tostring(root)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return buffer.getvalue()


def converted(data: bytes, folder: Path, suffix: str) -> bytes:
    """Return what LibreOffice makes of a Word file."""
    (folder / "paper.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "paper.docx")], check=True, capture_output=True, timeout=180)
    return (folder / f"paper.{suffix.partition(':')[0]}").read_bytes()


TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def odt_ranges(data: bytes) -> list[tuple[str, str]]:
    """Return the words of each comment in an odt file with the text it stands over, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = ElementTree.fromstring(package.read("content.xml"))
    found: dict[str, list[str]] = {}
    open_: set[str] = set()

    def show(text: str | None) -> None:
        for one in open_:
            found[one][1] += re.sub(r"\s+", " ", text or "")

    def walk(element: ElementTree.Element) -> None:
        if element.tag == f"{OFFICE}annotation":
            name = element.get(f"{OFFICE}name", f"point {len(found)}")
            found[name] = ["".join(element.itertext()), ""]
            open_.add(name)
            return
        if element.tag == f"{OFFICE}annotation-end":
            open_.discard(element.get(f"{OFFICE}name", ""))
        elif element.tag in (f"{TEXT}tracked-changes", f"{TEXT}note"):
            return
        if element.tag in (f"{TEXT}tab", f"{TEXT}s"):
            show(" ")
        show(element.text)
        for child in element:
            walk(child)
            show(child.tail)

    walk(root)
    return [(words, text) for words, text in found.values()]


def odt_changes(data: bytes) -> tuple[list[tuple[str, str]], list[str]]:
    """Return (kind, author) of each tracked change in an odt file, and its lines without what is struck."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = ElementTree.fromstring(package.read("content.xml"))
    changes: dict[str, tuple[str, str]] = {}
    for region in root.iter(f"{TEXT}changed-region"):
        author = next(region.iter("{http://purl.org/dc/elements/1.1/}creator")).text or ""
        changes[region.get(f"{TEXT}id", "")] = (region[0].tag.removeprefix(TEXT), author)
    lines: list[str] = []
    struck: set[str] = set()

    def show(text: str | None) -> None:
        if text and not struck:
            lines[-1] += text

    def walk(element: ElementTree.Element) -> None:
        number = element.get(f"{TEXT}change-id", "")
        if element.tag == f"{TEXT}change-start" and changes[number][0] == "deletion":
            struck.add(number)
        elif element.tag == f"{TEXT}change-end":
            struck.discard(number)
        show(element.text)
        for child in element:
            walk(child)
            show(child.tail)

    (whole,) = root.iter(f"{OFFICE}text")
    for paragraph in whole:
        if paragraph.tag == f"{TEXT}p":
            lines.append("")
            walk(paragraph)
    return list(changes.values()), lines


_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub Settle(source As String, target As String, command As String, kind As String)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden" : how(0).Value = True
  paper = StarDesktop.loadComponentFromURL(source, "_blank", 0, how())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(paper.CurrentController.Frame, ".uno:" &amp; command, "", 0, Array())
  how(0).Name = "FilterName" : how(0).Value = kind
  paper.storeToURL(target, how())
  paper.close(True)
  StarDesktop.terminate()
End Sub
</script:module>
"""


def as_text(data: bytes, folder: Path) -> str:
    """Return the text LibreOffice sees in a Word file, footnotes and boxes as it sets them."""
    return converted(data, folder, "txt:Text").decode("utf-8-sig")


def settled(data: bytes, folder: Path, *, accept: bool) -> str:
    """Return the text after somebody accepted or rejected all tracked changes in LibreOffice."""
    profile = folder / "profile"
    if not profile.exists():  # the first start of a profile writes its macros anew
        converted(data, folder, "txt:Text")
    (profile / "user" / "basic" / "Standard" / "Module1.xba").write_text(_MACRO, encoding="utf-8")
    source, target = folder / "changed.docx", folder / "settled.txt"
    source.write_bytes(data)
    target.unlink(missing_ok=True)
    command = "AcceptAllTrackedChanges" if accept else "RejectAllTrackedChanges"
    call = f"macro:///Standard.Module1.Settle({source.as_uri()},{target.as_uri()},{command},Text)"
    start = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", call]
    subprocess.run(start, check=True, capture_output=True, timeout=180)
    return target.read_text(encoding="utf-8-sig")


def printed(data: bytes, folder: Path, words: Sequence[str]) -> tuple[list[Spot], list[Spot]]:
    """Return where LibreOffice prints comments of a Word file, and where the first of each of some words.

    A spot is a page, the lower and upper edge of the line, and what a comment says or the word.
    """
    import ctypes

    import pypdfium2
    from pypdfium2 import raw

    notes: list[Spot] = []
    found: list[Spot] = []
    pdf = pypdfium2.PdfDocument(converted(data, folder, "pdf:writer_pdf_Export:" + _WITH_NOTES))
    for number, page in enumerate(pdf):
        for index in range(raw.FPDFPage_GetAnnotCount(page)):
            note = raw.FPDFPage_GetAnnot(page, index)
            if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_TEXT:
                size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
                buffer = (ctypes.c_ushort * (size // 2))()
                raw.FPDFAnnot_GetStringValue(note, b"Contents", buffer, size)
                edges = raw.FS_RECTF()
                raw.FPDFAnnot_GetRect(note, ctypes.byref(edges))
                said = bytes(buffer).decode("utf-16-le").rstrip("\0")
                notes.append((number, edges.bottom, edges.top, said))
            raw.FPDFPage_CloseAnnot(note)
        text = page.get_textpage()
        for word in words:
            if place := text.search(word).get_next():
                _left, bottom, _right, top = text.get_charbox(place[0])
                found.append((number, bottom, top, word))
    pdf.close()
    return notes, found


Spot = tuple[int, float, float, str]
_WITH_NOTES = '{"ExportNotes":{"type":"boolean","value":"true"}}'
