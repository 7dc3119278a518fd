"""How rows become a file: the form by the file's suffix, the file in its place only when it is whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, Literal, get_args

from duizhao.errors import DuizhaoError, ErrorCode, reason_of
from duizhao.ledger.layout import Layout, layout
from duizhao.ledger.phrase import LedgerError, phrase
from duizhao.ledger.row import LedgerRow
from duizhao.ledger.sheets import Appendix, Plan, plan

Form = Literal["xlsx", "csv", "docx"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)


def write(
    rows: Iterable[LedgerRow],
    target: Path | BinaryIO,
    *,
    form: Form | None = None,
    columns: Layout | None = None,
    language: str = "zh",
    appendices: Sequence[Appendix] = (),
    marks: Container[tuple[str, str]] = (),
) -> int:
    """Write rows as a workbook, a csv file or a Word table, and return how many there were.

    ``form`` is taken from the suffix of a path where it is not given. ``rows`` may be a stream of any
    length; ``appendices`` and ``marks`` go into a workbook only. A path is replaced when the new file is
    complete, never before.

    Raises ``LedgerError`` (``usage``) for a suffix that is none of ours, ``DuizhaoError`` (``unwritable``)
    where the file cannot be written.
    """
    chosen = form or form_of(target)
    planned = plan(rows, columns or layout())
    if not isinstance(target, Path):
        return _write(planned, target, chosen, language, appendices, marks)
    with _replacing(target) as stream:
        return _write(planned, stream, chosen, language, appendices, marks)


def form_of(target: Path | BinaryIO) -> Form:
    """Return the form a path's suffix names."""
    suffix = target.suffix.lower().removeprefix(".") if isinstance(target, Path) else ""
    for form in FORMS:
        if form == suffix:
            return form
    allowed = tuple(f".{form}" for form in FORMS)
    reason = phrase(
        _("台账只能写成 %(allowed)s 文件，不能写成“%(suffix)s”"),
        allowed=allowed,
        suffix=suffix and f".{suffix}",
    )
    raise LedgerError(ErrorCode.USAGE, [reason])


def _write(
    planned: Plan,
    stream: BinaryIO,
    form: Form,
    language: str,
    appendices: Sequence[Appendix],
    marks: Container[tuple[str, str]],
) -> int:
    # Each form's library is imported only when it is used.
    if form == "csv":
        from duizhao.ledger.csv_file import write_csv

        return write_csv(planned, stream, language=language)
    if form == "docx":
        from duizhao.ledger.word_table import write_word

        return write_word(planned, stream, language=language)
    from duizhao.ledger.workbook import write_workbook

    return write_workbook(planned, stream, language=language, appendices=appendices, marks=marks)


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    """Give a file beside ``target`` that takes its place when the block ends well."""
    temporary: Path | None = None
    try:
        number, name = tempfile.mkstemp(prefix=".duizhao-", suffix=target.suffix, dir=target.parent)
        temporary = Path(name)
        with os.fdopen(number, "w+b") as stream:
            yield stream
        _open_to_others(temporary)
        temporary.replace(target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _open_to_others(path: Path) -> None:
    # mkstemp makes files only their owner may read; a ledger gets what any new file would get.
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


def _unwritable(target: Path, error: OSError) -> DuizhaoError:
    # On Windows a file that Excel holds open refuses to be replaced.
    if isinstance(error, PermissionError) and os.path.exists(target):  # noqa: PTH110 (a Path may raise)
        words = _("%(path)s 正被 Excel、WPS 等程序打开，或没有写入权限；请关闭后重试")
        return LedgerError(ErrorCode.UNWRITABLE, [phrase(words, path=target)])
    return DuizhaoError(ErrorCode.UNWRITABLE, detail=reason_of(error, target))


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message
