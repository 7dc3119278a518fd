"""What the commands over many papers share: the run with its progress bar, and what could not be read."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypedDict, TypeVar

from duizhao.cli.group import State
from duizhao.cli.inputs import each_once, papers
from duizhao.cli.output import failure_line, say
from duizhao.cli.progress import on_terminal, tracked
from duizhao.engine import Outcome, Renderer, rendered
from duizhao.i18n import Translator
from duizhao.record import Document, Failure, Material

Answer = TypeVar("Answer")
# Where a terminal has less, its own line breaks read better than columns of one character.
NARROWEST: Final = 40


class Page(TypedDict):
    """How wide a table for a person is, and whether it may be bold."""

    width: int
    styled: bool


def outcomes(
    state: State, files: Sequence[str], *, jobs: int | None, frameworks: Path | None, _: Translator
) -> Iterator[Outcome]:
    """Yield the record of every paper, or its failure, in the order given, with a progress bar."""
    return answers(state, files, _as_it_is, jobs=jobs, frameworks=frameworks, bar=True, _=_)


def answers(
    state: State,
    files: Sequence[str],
    render: Renderer[Answer],
    *,
    jobs: int | None,
    frameworks: Path | None,
    bar: bool,
    once: bool = False,
    _: Translator,
) -> Iterator[Answer]:
    """Yield ``render(record, document)`` of every paper; ``bar`` is off where the terminal shows them.

    ``once`` leaves out a file that was given before.
    """
    meant = each_once(papers(files), _) if once else papers(files)
    if not (bar and on_terminal()):
        return rendered(meant, render, jobs=jobs, frameworks=frameworks, debug=state.debug)
    known = list(meant)
    run = rendered(known, render, jobs=jobs, frameworks=frameworks, debug=state.debug)
    return tracked(run, len(known), _)


@dataclass(slots=True)
class Account:
    """Counts the papers of a run and keeps what failed, for the words at the end and the exit status."""

    papers: int = 0
    failures: list[Failure] = field(default_factory=list)
    unwritten: Path | None = None

    def add(self, failure: Failure | None) -> None:
        """Count a paper."""
        self.papers += 1
        if failure is not None:
            self.failures.append(failure)

    @property
    def nothing_read(self) -> bool:
        """Whether no paper of the run could be read."""
        return self.papers == len(self.failures)

    def keeps(self, output: Path | None) -> Callable[[], bool]:
        """Return what says that an earlier run's document stays: nothing could be read for a new one."""

        def keep() -> bool:
            self.unwritten = output if self.nothing_read else None
            return self.nothing_read

        return keep

    def close(self, _: Translator, *, told: bool = False) -> int:
        """Say what could not be read, unless the person has just been told; return the exit status."""
        if not self.papers:
            say(_("没有找到可读的材料：文件夹里没有认得的文件类型"))
        if not told:
            for failure in self.failures:
                failure_line(failure.error, _, failure.path)
        if self.unwritten is not None:
            say(_unwritten(self.unwritten, _))
        return 2 if self.failures or self.unwritten else 0


def shown_on_terminal(output: Path | None) -> bool:
    """Return whether the document goes to a terminal, where a person sees it."""
    return (output is None or str(output) == "-") and sys.stdout.isatty()


def table_page(*, terminal: bool) -> Page:
    """Return the page of a table: a terminal's, or 80 columns without bold."""
    if not terminal:
        return {"width": 80, "styled": False}
    # A Windows console does not always read escape codes.
    plain = os.name == "nt" or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return {"width": max(shutil.get_terminal_size().columns, NARROWEST), "styled": not plain}


def materials(run: Iterator[Outcome], account: Account) -> Iterator[Material]:
    """Yield the records of a run and enter everything into the account."""
    for outcome in run:
        account.add(outcome if isinstance(outcome, Failure) else None)
        if isinstance(outcome, Material):
            yield outcome


def _unwritten(output: Path, _: Translator) -> str:
    words = {"path": output}
    if os.path.exists(output):  # noqa: PTH110 (a Path raises where the name is too long)
        return _("一份材料也没有读出来，原有的 %(path)s 未改动") % words
    return _("一份材料也没有读出来，没有写入 %(path)s") % words


def _as_it_is(outcome: Outcome, document: Document | None) -> Outcome:  # noqa: ARG001 (a renderer)
    return outcome
