"""One uploaded file, read and checked in memory; one with a classification mark is refused, kept nowhere."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TypeVar

from duizhao.engine import InMemory, read_document
from duizhao.engine.asking import every_check
from duizhao.engine.checking import check
from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.i18n import translator
from duizhao.record import Diagnostic, Document, Failure, Material, Span
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a file; sensitive numbers are masked in everything but ``data``."""

    name: str
    data: bytes
    document: Document
    record: Material
    findings: tuple[Diagnostic, ...]

    @property
    def sha256(self) -> str:
        """Return the digest of the file."""
        return self.record.source.sha256


def read(name: str, data: bytes, language: str = "zh") -> Read:
    """Return what a file holds; raise ``AppError`` with the reader's own sentence where it cannot be read."""
    paper = InMemory(name, data)
    try:
        document = read_document(paper)
    except DuizhaoError as error:
        raise AppError(AppErrorCode.FILE_REFUSED, detail=error.message(translator(language))) from error
    if not document.text.strip():
        empty = DuizhaoError(ErrorCode.EMPTY)
        raise AppError(AppErrorCode.FILE_REFUSED, detail=empty.message(translator(language)))
    (outcome,) = check([paper], jobs=1)
    if isinstance(outcome, Failure):
        detail = outcome.error.message(translator(language))
        raise AppError(AppErrorCode.FILE_REFUSED, detail=detail)
    assert outcome.material is not None
    masked = dataclasses.replace(document, text=outcome.text)
    record = _masked(outcome.material, document.text, outcome.text)
    return Read(name, data, masked, record, outcome.diagnostics)


@cache
def ruleset() -> str:
    """Return what names the program and its checks: another ruleset may find something else."""
    digest = hashlib.sha256(" ".join(f"{one.id}{one.message}" for one in every_check()).encode())
    return f"{version('duizhao')}+{digest.hexdigest()[:12]}"


def digest_of(text: str) -> str:
    """Return what a text is known by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


T = TypeVar("T")


def _masked(record: Material, text: str, masked: str) -> Material:
    """Return the record with the words of the masked text, where something is masked at all."""
    if text == masked:
        return record
    record = dataclasses.replace(record, title=_as_masked(record.title, Span(0, len(text)), text, masked))

    def part(one: T) -> T:
        span: Span = one.span  # type: ignore[attr-defined]
        changed: dict[str, object] = {
            name: _as_masked(getattr(one, name), span, text, masked)
            for name in ("title", "text")
            if hasattr(one, name)
        }
        inner = getattr(one, "examples", None)
        if inner is not None:
            changed["examples"] = tuple(part(each) for each in inner)
        root = getattr(one, "root", None)
        if root is not None:
            changed["root"] = part(root)
        return dataclasses.replace(one, **changed)  # type: ignore[type-var]

    names = ("problems", "causes", "measures", "claims", "last_year")
    return dataclasses.replace(
        record,
        **{name: tuple(part(one) for one in getattr(record, name)) for name in names},  # type: ignore[arg-type]
    )


def _as_masked(words: str | None, span: Span, text: str, masked: str) -> str | None:
    """Return the words as the masked text has them; words that cannot be found again are hidden whole."""
    if not words:
        return words
    start = text.find(words, span.start, span.end)
    if start >= 0:
        return masked[start : start + len(words)]
    return words if masked[span.start : span.end] == text[span.start : span.end] else "*" * len(words)
