"""The Word files ``duizhao check`` writes beside the papers: with comments, with tracked changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from duizhao.cli.check_formats import Outcome
from duizhao.cli.inputs import STANDARD_INPUT
from duizhao.cli.output import failure_line, say, unwritable, write_bytes
from duizhao.engine import InMemory, Input
from duizhao.engine.paper import bytes_of, read_document
from duizhao.engine.walk import ANNOTATED, CORRECTED
from duizhao.errors import DuizhaoError, ErrorCode, ReadError
from duizhao.i18n import Translator
from duizhao.record import Diagnostic, Document, Examined

Make = Callable[[bytes, Document, Sequence[Diagnostic]], tuple[bytes, int]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which Word files are wanted, in which folder (``None``: each beside its paper), over what is there."""

    annotated: bool
    corrected: bool
    folder: Path | None
    force: bool

    def refuse(self, files: Sequence[str], _: Translator) -> None:
        """Refuse, before anything is read, what could not be written in the end."""
        if not (self.annotated or self.corrected):
            if self.folder is not None or self.force:
                raise click.UsageError(_("--into 和 --force 须同 --annotate 或 --fix 一起使用"))
        elif self.folder is None and STANDARD_INPUT in files:
            raise click.UsageError(_("标准输入没有所在的文件夹，请用 --into 指明写到哪里"))


def write(
    papers: Sequence[Input], outcomes: Sequence[Outcome], wanted: Wanted, language: str, _: Translator
) -> int:
    """Write the files and say which; return the exit status: 2 where one could not be written."""
    status = 0
    used: set[Path] = set()
    for ending, words, make in _kinds(wanted, language, _):
        total = 0
        for paper, outcome in zip(papers, outcomes, strict=True):
            if not isinstance(outcome, Examined) or not outcome.diagnostics:
                continue
            target = _target(paper, ending, wanted.folder, used)
            try:
                fault = None if wanted.force else _in_the_way(target, _)
                count = 0 if fault else _write(paper, outcome, target, make)
            except DuizhaoError as error:
                failure_line(error, _, outcome.path)
                status = 2
                continue
            if fault:
                say(fault)
                status = 2
            elif count:
                say(words % {"path": target, "n": count})
                total += count
        if ending == CORRECTED and not total and not status:
            say(_("没有可以写成修订的，未写修订文件"))
    return status


def _kinds(wanted: Wanted, language: str, _: Translator) -> Iterator[tuple[str, str, Make]]:
    # What Word shows as the time of a comment is local, though written as if it were not.
    date = datetime.now().astimezone().strftime("%Y-%m-%dT%H:%M:%SZ")
    if wanted.annotated:
        yield ANNOTATED, _("已写批注 %(n)s 处：%(path)s"), _Annotate(language, date)
    if wanted.corrected:
        yield CORRECTED, _("已写修订 %(n)s 处：%(path)s"), _Correct(date)


@dataclass(frozen=True, slots=True)
class _Annotate:
    language: str
    date: str

    def __call__(
        self, data: bytes, document: Document, diagnostics: Sequence[Diagnostic]
    ) -> tuple[bytes, int]:
        from duizhao.engine.asking import every_check
        from duizhao.reports.check_docx import commented

        made = commented(data, document, diagnostics, every_check(), self.language, date=self.date)
        return made, len(diagnostics)


@dataclass(frozen=True, slots=True)
class _Correct:
    date: str

    def __call__(
        self, data: bytes, document: Document, diagnostics: Sequence[Diagnostic]
    ) -> tuple[bytes, int]:
        from duizhao.reports.check_docx import corrected

        result = corrected(data, document, diagnostics, date=self.date)
        return result.data, len(result.made)


def _write(paper: Input, outcome: Examined, target: Path, make: Make) -> int:
    """Write one file where there is anything to write; return how much is in it."""
    data, document = bytes_of(paper), read_document(paper)
    if len(document.text) != len(outcome.text):  # somebody saved the paper while we looked at it
        raise ReadError(ErrorCode.UNREADABLE, detail=f"{len(outcome.text)} ≠ {len(document.text)}")
    made, count = make(data, document, outcome.diagnostics)
    if count:
        _make_folder(target.parent)
        write_bytes(target, made)
    return count


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def _target(paper: Input, ending: str, folder: Path | None, used: set[Path]) -> Path:
    """Return the file to write; a second paper of the same name keeps its own ending before ours."""
    path = Path("paper") if isinstance(paper, InMemory) else Path(paper)
    name = path.name
    folder = path.parent if folder is None else folder
    names = (path.stem, name, *(f"{name}.{number}" for number in range(2, 10_000)))
    targets = (folder / f"{one}{ending}" for one in names)
    target = next(each for each in targets if each not in used)
    used.add(target)
    return target


def _in_the_way(target: Path, _: Translator) -> str | None:
    """Say that a file stands there: somebody may have answered the comments in it."""
    if not target.exists():
        return None
    return _("%(path)s 已有，未覆盖；请改名、移走，或加 --force 覆盖") % {"path": target}
