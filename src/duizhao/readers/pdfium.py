"""How PDFium (of the extra ``pdf``) opens a PDF: words with their places, and pages as pictures."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers.pages import Page, Word

if TYPE_CHECKING:
    import numpy
    import pypdfium2

_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD
Box = tuple[float, float, float, float]


@contextlib.contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF; raise ``ReadError`` (ENCRYPTED, DAMAGED) for it and for whatever fails inside the block."""
    import pypdfium2

    try:
        with contextlib.closing(pypdfium2.PdfDocument(data)) as paper:
            yield paper
    except pypdfium2.PdfiumError as error:
        encrypted = getattr(error, "err_code", None) == _PASSWORD
        fault = ErrorCode.ENCRYPTED if encrypted else ErrorCode.DAMAGED
        raise ReadError(fault, detail=str(error)) from None


def page_of(paper: pypdfium2.PdfDocument, index: int) -> Page:
    """Return one page's size and words, in points, as it is seen on the screen."""
    with contextlib.closing(paper[index]) as page:
        width, height = page.get_size()
        left, bottom, _, _ = page.get_bbox()
        with contextlib.closing(page.get_textpage()) as text:
            boxes = list(_characters(text, left, bottom))
        turn = page.get_rotation()
        words = _words([(character, _turned(box, turn, width, height)) for character, box in boxes])
        return Page(width, height, tuple(words))


def has_pictures(paper: pypdfium2.PdfDocument, index: int) -> bool:
    """Say whether anything but text is drawn on a page."""
    import pypdfium2.raw as raw

    with contextlib.closing(paper[index]) as page:
        return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH]))


def picture_of(paper: pypdfium2.PdfDocument, index: int, *, pixels: int) -> numpy.ndarray[Any, Any]:
    """Return a page as RGB pixels, its longer side ``pixels`` long."""
    with contextlib.closing(paper[index]) as page:
        bitmap = page.render(scale=pixels / max(*page.get_size(), 1), rev_byteorder=True)
        picture: numpy.ndarray[Any, Any] = bitmap.to_numpy()[:, :, :3].copy()
        return picture


def _characters(text: pypdfium2.PdfTextPage, x: float, y: float) -> Iterator[tuple[str, Box]]:
    """Yield the characters of the file itself with their boxes, from the page's bottom left corner (x, y)."""
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    for i in range(text.count_chars()):
        character = raw.FPDFText_GetUnicode(text, i)
        if raw.FPDFText_IsGenerated(text, i) == 1 or not raw.FPDFText_GetLooseCharBox(text, i, box):
            continue
        if 0 < character < 0x110000 and not 0xD800 <= character < 0xE000:
            yield chr(character), (box.left - x, box.top - y, box.right - x, box.bottom - y)


def _turned(box: Box, turn: int, width: float, height: float) -> Box:
    """Return left, top, right, bottom as seen: from the top left, on a page of ``width`` by ``height``."""
    left, top, right, bottom = box
    if turn == 90:
        return bottom, left, top, right
    if turn == 180:
        return width - right, bottom, width - left, top
    if turn == 270:
        return width - top, height - right, width - bottom, height - left
    return left, height - top, right, height - bottom


def _words(characters: list[tuple[str, Box]]) -> Iterator[Word]:
    """Join characters that follow each other closely on one line."""
    text, box = "", (0.0, 0.0, 0.0, 0.0)
    for character, own in characters:
        if text and not character.isspace() and _follows(box, own):
            text += character
            box = (box[0], min(box[1], own[1]), own[2], max(box[3], own[3]))
            continue
        if text:
            yield Word(text, *box)
        text, box = ("", own) if character.isspace() else (character, own)
    if text:
        yield Word(text, *box)


def _follows(before: Box, after: Box) -> bool:
    height = before[3] - before[1]
    level = abs(before[1] + before[3] - after[1] - after[3]) < 0.5 * height
    return level and -0.5 * height < after[0] - before[2] < 0.1 * height
