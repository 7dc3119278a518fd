"""What a PDF says, by its text layer; a scan is recognised as one and read by ``ocr`` where installed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from duizhao.errors import ErrorCode, ReadError, words
from duizhao.readers.reader import MEGABYTE, PAGES, Limits, in_megabytes
from duizhao.record import Document
from duizhao.text.regex import regex

if TYPE_CHECKING:
    from pathlib import Path

    from duizhao.readers.pages import Page

name: Final = "pdf"
media_types: Final = ("application/pdf",)
suffixes: Final = (".pdf",)

MOST_PAGES: Final = 1_000
_SECONDS: Final = 60.0
_MEMORY: Final = 1_024 * MEGABYTE
# A page with fewer characters than this has no text layer worth the name.
_FEW: Final = 10
# Characters without a meaning: private use, replacement, control.
_MEANINGLESS: Final = regex("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")

_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_HEAD: Final = 600  # longer than what stands between the beginning of an object and its stream
_LAYERS: Final = 4

_PAGE: Final = regex(r'<page width="([\d.]+)" height="([\d.]+)">')
_WORD: Final = regex(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>')


def score(head: bytes, filename: str) -> int | None:
    """Trust the signature, which may stand behind a little rubbish; else the name alone."""
    if head.startswith(b"%PDF-"):
        return 90
    if b"%PDF-" in head[:1024]:
        return 80
    return 10 if filename.lower().endswith(suffixes) else None


def read(data: bytes, filename: str, limits: Limits) -> Document:  # noqa: ARG001
    """Return the body as hard-wrapped lines, header and footer apart.

    ``pdftotext`` reads where it is installed, else pypdfium2 of the extra ``pdf``; both give the same text,
    each in a process that is bounded.
    Errors: BOMB, ENCRYPTED, SCAN, DAMAGED, TOO_LARGE (pages), MISSING_EXTRA, PROGRAM_FAILED.
    """
    from duizhao.readers import pages, program

    if b"%PDF-" not in data[:1024]:
        raise ReadError(ErrorCode.DAMAGED, detail="%PDF")
    _refuse_bombs(data, limits)
    pdftotext = program.find("pdftotext")
    if pdftotext is not None:
        found = by_pdftotext(pdftotext, data, limits)
        # Without its tables for Chinese encodings (poppler-data) it finds nothing where PDFium reads all.
        if not any(map(_has_text, found)) and find_spec("pypdfium2") is not None:
            found = by_pypdfium2(data, limits)
    elif find_spec("pypdfium2") is not None:
        found = by_pypdfium2(data, limits)
    else:
        raise ReadError(ErrorCode.MISSING_EXTRA, extra="pdf")
    return pages.document(_completed(data, found, limits), media_types[0])


def by_pdftotext(pdftotext: Path, data: bytes, limits: Limits) -> list[Page]:
    """Return the words of each page as poppler places them."""
    import tempfile
    from pathlib import Path

    from duizhao.readers import program

    with tempfile.TemporaryDirectory(prefix="duizhao-") as folder:
        paper = Path(folder) / "paper.pdf"
        paper.write_bytes(data)
        options = ("-bbox", "-enc", "UTF-8", "-l", str(MOST_PAGES + 1))
        command: list[str | Path] = [pdftotext, *options, paper, "-"]
        _, printed, complaint = program.run(
            command, called="pdftotext", seconds=_SECONDS, output=limits.unpacked_size, memory=_MEMORY
        )
    found = list(_parsed(printed.decode("utf-8", "replace").splitlines()))
    if not found:
        fault = ErrorCode.ENCRYPTED if "password" in complaint else ErrorCode.DAMAGED
        raise ReadError(fault, detail="PDF")
    _refuse_many(len(found))
    return found


def by_pypdfium2(data: bytes, limits: Limits) -> list[Page]:
    """Return the words of each page as PDFium places them."""
    from duizhao.readers import pdfium

    found = pdfium.words_of(data, most=MOST_PAGES + 1, limits=limits)
    _refuse_many(len(found))
    return found


def _completed(data: bytes, found: list[Page], limits: Limits) -> list[Page]:
    """Return the pages with those that have no text layer read by eye, where that is possible."""
    bare = [index for index, page in enumerate(found) if not _has_text(page)]
    if bare and find_spec("rapidocr_onnxruntime") is not None:
        from duizhao.readers import ocr

        read_by_eye = ocr.pages_of(data, bare, limits)
        found = [read_by_eye.get(index, page) for index, page in enumerate(found)]
        if not any(page.words for page in found):
            raise ReadError(ErrorCode.EMPTY)
    elif 2 * len(bare) > len(found):
        raise ReadError(ErrorCode.SCAN)
    return found


def _refuse_bombs(data: bytes, limits: Limits) -> None:
    """Expand each stream that is no picture as far as allowed, before a program expands them all."""
    left = limits.unpacked_size
    for begin in _STREAM.finditer(data):
        head = data[max(0, begin.start() - _HEAD) : begin.start()].rpartition(b"obj")[2]
        if b"/FlateDecode" in head and b"/Image" not in head:
            end = data.find(b"endstream", begin.end())
            left -= _expanded(data[begin.end() : end], left)
            if left <= 0:
                raise ReadError(ErrorCode.BOMB, detail=f"> {in_megabytes(limits.unpacked_size)}")


def _expanded(content: bytes, most: int) -> int:
    """Return the size of a stream, of all its layers where it is packed several times over."""
    size = 0
    for _ in range(_LAYERS):
        if content[:1] != b"\x78":
            break
        try:
            content = zlib.decompressobj().decompress(content, most + 1)
        except zlib.error:
            break
        size += len(content)
        if len(content) > most:
            raise ReadError(ErrorCode.BOMB, detail=f"> {in_megabytes(most)}")
    return size


def _has_text(page: Page) -> bool:
    text = "".join(word.text for word in page.words)
    meaningless = len(_MEANINGLESS.findall(text))
    return len(text) - meaningless >= _FEW and meaningless < 0.3 * len(text)


def _parsed(lines: Iterable[str]) -> Iterator[Page]:
    """Read what ``pdftotext -bbox`` prints, which is not always well-formed XML."""
    import html

    from duizhao.readers.pages import Page, Word

    size: tuple[float, float] | None = None
    words: list[Word] = []
    for line in lines:
        if word := _WORD.search(line):
            left, top, right, bottom = (float(word[i]) for i in range(1, 5))
            words.append(Word(html.unescape(word[5]), left, top, right, bottom))
        elif opening := _PAGE.search(line):
            size, words = (float(opening[1]), float(opening[2])), []
        elif size is not None and "</page>" in line:
            yield Page(*size, tuple(word for word in words if word.text.strip()))
            size = None


def _refuse_many(count: int) -> None:
    if count > MOST_PAGES:  # no more of them were counted
        size, limit = words(PAGES, count=f"> {MOST_PAGES:,}"), words(PAGES, count=f"{MOST_PAGES:,}")
        raise ReadError(ErrorCode.TOO_LARGE, size=size, limit=limit)
