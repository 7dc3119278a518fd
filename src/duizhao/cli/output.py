"""Where things are written: the document to standard output or a file, everything else to standard error."""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

import click

from duizhao.errors import DuizhaoError, ErrorCode, reason_of
from duizhao.i18n import Translator
from duizhao.text.shown import in_lines, on_one_line, writable

_NAMELESS: Final = (ErrorCode.NOT_FOUND, ErrorCode.UNREADABLE, ErrorCode.INDEX_INVALID)


def prepare_streams() -> None:
    """Make standard output and error UTF-8 with ``\\n`` on every platform, and be there at all."""
    # A service or a script may close them (``>&-``); what would have gone there goes nowhere.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115 (open as long as we run)
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _never() -> bool:
    return False


@contextmanager
def destination(output: Path | None, *, keep: Callable[[], bool] = _never) -> Iterator[BinaryIO]:
    """Open where the document goes: ``output``, or standard output where it is ``None`` or ``-``.

    A file appears under its name when it is complete, so that a run that is stopped leaves the old one; so
    does ``keep``, asked at the end where there is an old one.
    Raises ``DuizhaoError`` (``unwritable``) where the file cannot be written.
    """
    if output is None or str(output) == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with replacing(output, keep=keep) as temporary, temporary.open("wb") as file:
        yield file


@contextmanager
def replacing(output: Path, *, keep: Callable[[], bool] = _never) -> Iterator[Path]:
    """Give a temporary path beside ``output`` that takes its place when the block ends well.

    Not so where a file is there already and ``keep``, asked at the end, says that it stays.
    """
    target = Path(os.path.realpath(output))
    try:
        if target.exists() and not target.is_file():  # a device or a named pipe is written to, not replaced
            yield target
            return
        number, name = tempfile.mkstemp(prefix=".duizhao-", suffix=target.suffix, dir=target.parent)
        os.close(number)
        temporary = Path(name)
        try:
            yield temporary
            if target.exists() and keep():
                return
            _open_to_others(temporary)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(output, error) from error


def write_bytes(output: Path | None, data: bytes, *, keep: Callable[[], bool] = _never) -> None:
    """Write a whole document to ``output`` or standard output; ``keep`` as in ``destination``."""
    with destination(output, keep=keep) as file:
        file.write(data)


def say(message: str) -> None:
    """Write a line for the person at the terminal: to standard error, never into the document."""
    try:
        print(in_lines(writable(message)), file=sys.stderr, flush=True)
    except OSError:
        _say_no_more()


def _say_no_more() -> None:
    """Let standard error go nowhere: where it is full there is nobody left to tell.

    What could not be written is still in its buffer; Python would try again at the end, and end with 120.
    """
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


@contextmanager
def about(path: object) -> Iterator[None]:
    """Say of which file an error speaks whose own sentence does not name it."""
    try:
        yield
    except DuizhaoError as error:
        if error.code in _NAMELESS:
            error.about = str(path)
        raise


def failure_line(error: DuizhaoError, _: Translator, path: str | None = None) -> None:
    """Say what went wrong with ``path``, in one line on standard error."""
    what = error.message(_)
    path = error.about if path is None else path
    if path is not None:
        what = _("%(path)s：%(what)s") % {"path": path, "what": what}
    say(on_one_line(_("错误：%(what)s") % {"what": what}))


def usage_lines(error: click.ClickException, _: Translator) -> None:
    """Say how the command is used and what was wrong with this use of it.

    Who gives no arguments at all has done nothing wrong and gets the help.
    """
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        say(error.format_message())
        return
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        say(context.get_usage())
        say(_("用法说明：%(command)s --help") % {"command": context.command_path})
    what = re.sub(r"\n\s*", " ", error.format_message()).strip()
    if _ is str:  # click adds the full stop of some sentences by itself, and blanks after marks
        what = re.sub(r"\.$|\. (?=[\u4e00-\u9fff])", "。", what).replace("： ", "：")
    say(_("错误：%(what)s") % {"what": what})


def unwritable(path: Path, error: OSError) -> DuizhaoError:
    """Return the error for a file that cannot be written."""
    return DuizhaoError(ErrorCode.UNWRITABLE, detail=reason_of(error, path))


def _open_to_others(path: Path) -> None:
    # mkstemp makes files only their owner may read; a report gets what any new file would get.
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)
