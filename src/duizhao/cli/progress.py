"""The progress bar: on a terminal only, gone when the work is done."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from duizhao.i18n import Translator

Answer = TypeVar("Answer")


def on_terminal() -> bool:
    """Return whether somebody is watching standard error."""
    return sys.stderr.isatty()


def tracked(answers: Iterable[Answer], total: int, _: Translator) -> Iterator[Answer]:
    """Yield the answers, moving a bar on standard error with each; on a pipe nothing is written."""
    if not on_terminal():
        yield from answers
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(_("读取材料")), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        for answer in answers:
            yield answer
            progress.advance(task)
