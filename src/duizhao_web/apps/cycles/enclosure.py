"""A notice's file, read in memory: one with a classification mark is refused and kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from duizhao.engine import InMemory, read_document
from duizhao.errors import DuizhaoError
from duizhao.i18n import translator
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that passed: its name, its bytes, its words."""

    name: str
    data: bytes
    text: str


def look(name: str, data: bytes, language: str = "zh") -> Enclosure:
    """Return the file; raise ``AppError`` with the reader's own sentence where it cannot be read."""
    try:
        document = read_document(InMemory(name, data))
    except DuizhaoError as error:
        raise AppError(AppErrorCode.FILE_REFUSED, detail=error.message(translator(language))) from error
    return Enclosure(name, data, document.text)
