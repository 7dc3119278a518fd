"""A file brought as evidence: looked into before anything is kept; of a photo only the picture is kept.

What cannot be looked into is refused with the reason; a file with a classification mark is refused and kept
nowhere.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from duizhao.engine import InMemory, read_document
from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.i18n import translator
from duizhao.ledger.grid import LIMITS, text_of
from duizhao.readers.secrecy import refuse_marked
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode

LARGEST: Final = 20 * 1024 * 1024
MOST_PIXELS: Final = 60_000_000
PICTURES: Final = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
_PICTURE_TYPES: Final = {"JPEG": "image/jpeg", "PNG": "image/png"}
_READ: Final = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".rtf": "application/rtf",
}
_SHEET: Final = ".xlsx"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIXES: Final = (*PICTURES, *_READ, _SHEET)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be kept: its name, what is stored, its type, whether it is a picture."""

    name: str
    data: bytes
    media_type: str
    picture: bool


def looked_into(name: str, data: bytes) -> Upload:
    """Return what may be kept of a file; raise ``AppError`` that says in words why it is refused."""
    name = _plain_name(name)
    if not data:
        raise _refused(_("文件是空的"))
    if len(data) > LARGEST:
        raise _refused(_("文件超过 %(limit)s MB") % {"limit": LARGEST // (1024 * 1024)})
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in PICTURES:
        return Upload(name, *_picture(suffix, data), picture=True)
    if suffix == _SHEET:
        _look_into_sheet(data)
        return Upload(name, data, _SHEET_TYPE, picture=False)
    if suffix in _READ:
        _look_into(name, data)
        return Upload(name, data, _READ[suffix], picture=False)
    raise _refused(
        _("不收这种文件（%(name)s）；可上传 %(kinds)s") % {"name": name, "kinds": " ".join(SUFFIXES)}
    )


def is_picture(media_type: str) -> bool:
    """Return whether a page may show it: only pictures that were made anew here."""
    return media_type in _PICTURE_TYPES.values()


def refuse_marked_words(*texts: str) -> None:
    """Raise where typed words bear a classification mark."""
    try:
        refuse_marked(line for text in texts for line in text.splitlines())
    except DuizhaoError as error:
        raise _in_words(error) from error


def _plain_name(name: str) -> str:
    if name != PurePosixPath(name).name or name != PureWindowsPath(name).name or name in (".", ".."):
        raise _refused(_("文件名里不能有路径；请只用文件自己的名字"))
    if not name.isprintable():
        raise _refused(_("文件名里有看不见的字符；请改名后再上传"))
    if len(name) > 255:
        raise _refused(_("文件名太长；请改短后再上传"))
    return name


def _picture(suffix: str, data: bytes) -> tuple[bytes, str]:
    """Return the picture alone: place, camera, time and whatever else came with it are left behind."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    if zipfile.is_zipfile(io.BytesIO(data)):
        raise _refused(_("图片里夹带了压缩包"))
    kind = PICTURES[suffix]
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _refused(_("图片的像素太多；请缩小后再上传"))
            upright = ImageOps.exif_transpose(image)
            bare = Image.new(upright.mode, upright.size)
            if upright.mode == "P":
                bare.putpalette(upright.getpalette() or [])
            bare.paste(upright)
    except UnidentifiedImageError as error:
        raise _refused(_("文件名是图片，内容却不是 %(kind)s 图片") % {"kind": kind}) from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _refused(_("图片已损坏，打不开")) from error
    out = io.BytesIO()
    bare.save(out, kind, **({"quality": 90} if kind == "JPEG" else {}))
    return out.getvalue(), _PICTURE_TYPES[kind]


def _look_into(name: str, data: bytes) -> None:
    try:
        read_document(InMemory(name, data))
    except DuizhaoError as error:
        # A scan has no text to be looked into; signed and stamped papers come as scans.
        if error.code != ErrorCode.SCAN:
            raise _in_words(error) from error


def _look_into_sheet(data: bytes) -> None:
    from duizhao.ledger.xlsx_grid import read_xlsx

    try:
        book = read_xlsx(data, LIMITS)
        refuse_marked(text_of(cell) for sheet in book.sheets for row in sheet.rows() for cell in row.cells)
    except DuizhaoError as error:
        raise _in_words(error) from error


def _in_words(error: DuizhaoError) -> AppError:
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return _refused(error.message(translator(language)))


def _refused(detail: str) -> AppError:
    return AppError(AppErrorCode.FILE_REFUSED, detail=detail)
