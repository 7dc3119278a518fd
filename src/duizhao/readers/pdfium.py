"""How PDFium (of the extra ``pdf``) sees a PDF: words with their places, and pages as pictures.

PDFium runs in a Python process of its own, which is bounded and can be ended: a hostile file may keep it busy
for hours or break it. The lower half of this module is that process (``python -m duizhao.readers.pdfium``).
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers import program
from duizhao.readers.pages import Page, Word
from duizhao.readers.reader import MEGABYTE, Limits

if TYPE_CHECKING:
    import numpy
    import pypdfium2

_NAME: Final = "pypdfium2"
_SECONDS: Final = 60.0
_MEMORY: Final = 2_048 * MEGABYTE
_ENCRYPTED, _DAMAGED = 3, 4  # exit codes of our own
_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD

# A box lower than this part of its neighbours' is the ink of a character and not its place in the line.
_LOW: Final = 0.6

Box = tuple[float, float, float, float]


def words_of(data: bytes, *, most: int, limits: Limits) -> list[Page]:
    """Return the words of each page, ``most`` pages at most; errors: ENCRYPTED, DAMAGED, PROGRAM_FAILED."""
    with tempfile.TemporaryDirectory(prefix="duizhao-") as name:
        printed = _asked(data, Path(name), ["words", str(most)], limits)
    return list(_parsed(printed.decode("utf-8").splitlines()))


def pictures_of(
    data: bytes, indices: Iterable[int], *, pixels: int, limits: Limits
) -> Iterator[tuple[int, float, float, numpy.ndarray[Any, Any]]]:
    """Yield index, width and height in points, and RGB pixels of each page that has anything drawn on it.

    The longer side of a picture is ``pixels`` long.
    """
    import numpy

    with tempfile.TemporaryDirectory(prefix="duizhao-") as name:
        folder = Path(name)
        printed = _asked(data, folder, ["pictures", str(pixels), *map(str, indices)], limits)
        for line in printed.decode("ascii").splitlines():
            index, width, height = line.split()
            yield int(index), float(width), float(height), numpy.load(folder / f"{index}.npy")


def _asked(data: bytes, folder: Path, words: list[str], limits: Limits) -> bytes:
    paper = folder / "paper.pdf"
    paper.write_bytes(data)
    command = [sys.executable, "-m", "duizhao.readers.pdfium", str(paper), *words]
    status, printed, complaint = program.run(
        command, called=_NAME, seconds=_SECONDS, output=limits.unpacked_size, memory=_MEMORY
    )
    if status == _ENCRYPTED:
        raise ReadError(ErrorCode.ENCRYPTED)
    if status == _DAMAGED:
        raise ReadError(ErrorCode.DAMAGED, detail=complaint[-80:] or "PDF")
    if status:
        detail = complaint.splitlines()[-1][:120] if complaint else f"exit status {status}"
        raise ReadError(ErrorCode.PROGRAM_FAILED, program=_NAME, detail=detail)
    return printed


def _parsed(lines: Iterable[str]) -> Iterator[Page]:
    """Read what ``_print_words`` prints."""
    size: tuple[float, float] | None = None
    words: list[Word] = []
    for line in lines:
        *numbers, text = line.split("\t")
        if len(numbers) == 4:
            left, top, right, bottom = map(float, numbers)
            words.append(Word(text, left, top, right, bottom))
            continue
        if size is not None:
            yield Page(*size, tuple(words))
        size, words = (float(numbers[0]), float(text)), []
    if size is not None:
        yield Page(*size, tuple(words))


# --------------------------------------------------------------------------- in the process of its own


def main(arguments: list[str]) -> int:
    """``FILE words MOST`` or ``FILE pictures PIXELS INDEX…``, the latter as files beside FILE."""
    import pypdfium2

    path, what, number, *indices = arguments
    try:
        with contextlib.closing(pypdfium2.PdfDocument(path)) as paper:
            if what == "words":
                _print_words(paper, int(number))
            else:
                _write_pictures(paper, Path(path).parent, int(number), map(int, indices))
    except pypdfium2.PdfiumError as error:
        print(error, file=sys.stderr)
        return _ENCRYPTED if getattr(error, "err_code", None) == _PASSWORD else _DAMAGED
    return 0


def _print_words(paper: pypdfium2.PdfDocument, most: int) -> None:
    """Print a line ``width TAB height`` for each page, then one for each word: its box, its text."""
    for index in range(min(len(paper), most)):
        page = page_of(paper, index)
        lines = [f"{page.width}\t{page.height}"]
        for word in page.words:
            text = word.text.encode("utf-8", "replace").decode("utf-8")
            lines.append(f"{word.left:.2f}\t{word.top:.2f}\t{word.right:.2f}\t{word.bottom:.2f}\t{text}")
        sys.stdout.buffer.write(("\n".join(lines) + "\n").encode("utf-8"))


def _write_pictures(paper: pypdfium2.PdfDocument, folder: Path, pixels: int, indices: Iterable[int]) -> None:
    import numpy

    for index in indices:
        if not has_pictures(paper, index):
            continue
        with contextlib.closing(paper[index]) as page:
            width, height = page.get_size()
            bitmap = page.render(scale=pixels / max(width, height, 1), rev_byteorder=True)
            numpy.save(folder / f"{index}.npy", bitmap.to_numpy()[:, :, :3])
        print(index, width, height)


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


def _characters(text: pypdfium2.PdfTextPage, x: float, y: float) -> Iterator[tuple[str, Box]]:
    """Yield the characters of the file itself with their boxes, from the page's bottom left corner (x, y)."""
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    usual = 0.0
    for i in range(text.count_chars()):
        character = raw.FPDFText_GetUnicode(text, i)
        if raw.FPDFText_IsGenerated(text, i) == 1 or not raw.FPDFText_GetLooseCharBox(text, i, box):
            continue
        if not 0x20 <= character < 0x110000 or 0xD800 <= character < 0xE000 or character == 0x85:
            continue
        top, bottom = box.top - y, box.bottom - y
        if top - bottom < _LOW * (usual or box.right - box.left):
            top, bottom = _above_baseline(text, i, y, usual or box.right - box.left)
        else:
            usual = top - bottom
        yield chr(character), (box.left - x, top, box.right - x, bottom)


def _above_baseline(text: pypdfium2.PdfTextPage, index: int, y: float, height: float) -> tuple[float, float]:
    """Return top and bottom of a character in a font that does not say its own: the ink of 一 is no line."""
    import ctypes

    import pypdfium2.raw as raw

    across, up = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, across, up)
    return up.value - y + 0.88 * height, up.value - y - 0.12 * height


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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
