"""What a picture of a page says: pages of a PDF without a text layer, and image files (extra ``ocr``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers.reader import PAGES, Limits, refuse_more
from duizhao.record import Document
from duizhao.text.regex import regex

if TYPE_CHECKING:
    import numpy
    from PIL.Image import Image

    from duizhao.readers.pages import Page, Word

name: Final = "ocr"
media_types: Final = ("image/png", "image/jpeg", "image/tiff")
# None: a folder of papers often holds photographs, and only a picture named by itself is meant to be read.
suffixes: Final[tuple[str, ...]] = ()

MOST_PAGES: Final = 200
# 150 dots per inch on A4: enough for the characters of a paper, and four times faster than 300.
_PIXELS: Final = 1_754
_POINTS: Final = 842.0
_MOST_PIXELS: Final = 80_000_000
_SIGNATURES: Final = {
    b"\x89PNG\r\n\x1a\n": media_types[0],
    b"\xff\xd8\xff": media_types[1],
    b"II*\0": media_types[2],
    b"MM\0*": media_types[2],
}
_QUOTES: Final = '"“”'
# What recognition takes small marks for: a stroke that no text has, and a degree sign where no number is.
_COMMA: Final = ("\N{CJK UNIFIED IDEOGRAPH-4E36}", "、")
_STOP: Final = regex(r"(?<![\d\s])°")
# Beside a mark that ends or opens a clause it is plain which of the two a quotation mark must be.
_OPENS_AFTER: Final = "，。；：、！？（《"
_CLOSES_BEFORE: Final = "，。；：、！？）》"


def score(head: bytes, filename: str) -> int | None:  # noqa: ARG001
    """Trust the signature alone: no picture goes without one."""
    return 90 if _media_type(head) else None


def read(data: bytes, filename: str, limits: Limits) -> Document:  # noqa: ARG001
    """Return the lines of a picture, or of each page of a TIFF, as hard-wrapped text.

    Errors: SCAN (the extra is not installed), DAMAGED, TOO_LARGE, EMPTY (nothing legible on it).
    """
    from duizhao.readers import pages

    media_type = _media_type(data)
    if media_type is None:
        raise ReadError(ErrorCode.UNKNOWN_TYPE)
    if find_spec("rapidocr_onnxruntime") is None:
        raise ReadError(ErrorCode.SCAN)
    found = [_page(pixels, _POINTS * pixels.shape[1] / pixels.shape[0], _POINTS) for pixels in _frames(data)]
    if not any(page.words for page in found):
        raise ReadError(ErrorCode.EMPTY)
    return pages.document(found, media_type)


def pages_of(data: bytes, indices: Sequence[int], limits: Limits) -> dict[int, Page]:
    """Return the pages of a PDF, by index, that have something drawn on them, as read by eye."""
    from duizhao.readers import pdfium

    _refuse_many(len(indices))
    pictures = pdfium.pictures_of(data, indices, pixels=_PIXELS, limits=limits)
    return {index: _page(picture, width, height) for index, width, height, picture in pictures}


def with_paired_quotes(words: Iterable[Word]) -> Iterator[Word]:
    """Turn quotation marks into “ and ” by turns, whatever recognition took them for."""
    from dataclasses import replace

    is_open = False
    for word in words:
        parts: list[str] = []
        for i, character in enumerate(word.text):
            if character in _QUOTES:
                is_open = _opens(word.text, i, is_open)
                character = "“" if is_open else "”"
            parts.append(character)
        yield replace(word, text="".join(parts))


def _media_type(head: bytes) -> str | None:
    return next((kind for signature, kind in _SIGNATURES.items() if head.startswith(signature)), None)


def _refuse_many(count: int) -> None:
    refuse_more(count, MOST_PAGES, PAGES)


def _frames(data: bytes) -> Iterator[numpy.ndarray[Any, Any]]:
    """Yield each picture of the file as RGB pixels, upright and no larger than needed."""
    import io

    import numpy
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data)) as picture:
            _refuse_large(picture)
            for index in range(getattr(picture, "n_frames", 1)):
                picture.seek(index)
                frame = ImageOps.exif_transpose(picture).convert("RGB")
                frame.thumbnail((_PIXELS, _PIXELS))
                yield numpy.asarray(frame)
    except ReadError:
        raise
    except Image.DecompressionBombError:
        raise _too_many_pixels("> 178 MP") from None
    except Exception as error:  # Pillow raises whatever its decoders do
        raise ReadError(ErrorCode.DAMAGED, detail=type(error).__name__) from error


def _refuse_large(picture: Image) -> None:
    _refuse_many(getattr(picture, "n_frames", 1))
    if picture.width * picture.height > _MOST_PIXELS:
        raise _too_many_pixels(f"{picture.width * picture.height // 1_000_000} MP")


def _too_many_pixels(size: str) -> ReadError:
    return ReadError(ErrorCode.TOO_LARGE, size=size, limit=f"{_MOST_PIXELS // 1_000_000} MP")


def _page(pixels: numpy.ndarray[Any, Any], width: float, height: float) -> Page:
    """Return the words of a picture, placed on a page of ``width`` by ``height``."""
    from duizhao.readers.pages import Page

    unit = height / pixels.shape[0]
    found, _ = _engine()(pixels[:, :, ::-1])
    words = [_word(corners, text, unit) for corners, text, _confidence in found or ()]
    words.sort(key=lambda word: (round((word.top + word.bottom) / 20), word.left))
    return Page(width, height, tuple(with_paired_quotes(words)))


@cache
def _engine() -> Any:
    """Load the models once a process."""
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR()


def _word(corners: list[list[float]], text: str, unit: float) -> Word:
    from duizhao.readers.pages import Word

    across, down = [x * unit for x, _ in corners], [y * unit for _, y in corners]
    text = _STOP.sub("。", text.replace(*_COMMA))
    return Word(text, min(across), min(down), max(across), max(down))


def _opens(text: str, at: int, is_open: bool) -> bool:
    if text[at + 1 : at + 2] and text[at + 1] in _CLOSES_BEFORE:
        return False
    if at and text[at - 1] in _OPENS_AFTER:
        return True
    return not is_open
