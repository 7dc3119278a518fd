"""One paper: from a path or bytes to its document and its record."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from duizhao.errors import ErrorCode, ReadError, reason_of
from duizhao.readers import read
from duizhao.readers.reader import Limits, in_megabytes
from duizhao.record import Document, Material, Source
from duizhao.text.shown import writable

if TYPE_CHECKING:
    from duizhao.frameworks import Framework

LIMITS: Final = Limits()


@dataclasses.dataclass(frozen=True, slots=True)
class InMemory:
    """A paper whose bytes are at hand (standard input, an upload); ``path`` is the name it goes by."""

    path: str
    data: bytes = dataclasses.field(repr=False)


Input = str | os.PathLike[str] | InMemory


def read_document(paper: Input, *, limits: Limits = LIMITS) -> Document:
    """Return the paper as a reader sees it; raise ``ReadError`` where it cannot be read."""
    return read(bytes_of(paper, limits=limits), name_of(paper), limits=limits)


def extract(paper: Input, *, frameworks: Path | None = None, limits: Limits = LIMITS) -> Material:
    """Return the record of one paper, links included.

    ``frameworks`` is a folder with criteria sets of one's own, added to those in the package.
    Raises ``ReadError`` where the paper cannot be read, ``DuizhaoError`` where the folder is wrong.
    """
    return read_and_extract(paper, frameworks=frameworks, limits=limits)[1]


def as_read(document: Document) -> Document:
    """Return the document as it is: what ``prepare`` does where nothing is to be done."""
    return document


def read_and_extract(
    paper: Input,
    *,
    frameworks: Path | None = None,
    limits: Limits = LIMITS,
    prepare: Callable[[Document], Document] = as_read,
) -> tuple[Document, Material]:
    """Return the document as read beside its record; as ``extract``.

    ``prepare`` returns the document the record is built from, its text of the same length.
    """
    from duizhao.linking import link
    from duizhao.material import build

    data = bytes_of(paper, limits=limits)
    document = read(data, name_of(paper), limits=limits)
    source = Source(
        path=name_of(paper),
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=document.media_type,
        characters=len(document.text),
    )
    material = build(prepare(document), source, criteria(frameworks))
    return document, dataclasses.replace(material, links=link(material))


def name_of(paper: Input) -> str:
    """Return the path a paper is answered under, as given, and always writable as UTF-8."""
    path = paper.path if isinstance(paper, InMemory) else os.fspath(paper)
    return writable(path)


def bytes_of(paper: Input, *, limits: Limits = LIMITS) -> bytes:
    """Return the bytes of a paper, refusing what is missing, unreadable or above ``limits.file_size``."""
    data = paper.data if isinstance(paper, InMemory) else _file_bytes(Path(paper), limits.file_size)
    if len(data) > limits.file_size:
        limit = in_megabytes(limits.file_size)
        raise ReadError(ErrorCode.TOO_LARGE, size=f"> {limit}", limit=limit)
    return data


@cache
def criteria(folder: Path | None) -> tuple[Framework, ...]:
    """Return the criteria sets of the package and of ``folder``, loaded once a process."""
    from duizhao.frameworks import catalogue

    return catalogue(folder)


def _file_bytes(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than allowed is enough to know, whatever the file claims to be.
            return file.read(limit + 1)
    except FileNotFoundError:
        raise ReadError(ErrorCode.NOT_FOUND) from None
    except OSError as error:
        raise ReadError(ErrorCode.UNREADABLE, detail=reason_of(error)) from error
    except ValueError as error:  # a name that no system knows
        raise ReadError(ErrorCode.UNREADABLE, detail=str(error)) from error
