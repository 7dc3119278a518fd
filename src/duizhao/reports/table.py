"""What was found in each paper, one row a paper, for a terminal of 80 columns or more."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from duizhao.i18n import Translator
from duizhao.record import Document, Failure, Material, MaterialKind
from duizhao.reports.terminal import console as new_console
from duizhao.reports.terminal import folded, line, printed
from duizhao.reports.words import FOR_CHECKING_ONLY, SHORT_KINDS
from duizhao.text.shown import on_one_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


@dataclass(frozen=True, slots=True)
class Row:
    """What the table says of one paper; the counts are 0 beside a failure."""

    path: str
    kind: MaterialKind = "unknown"
    year: int | None = None
    unit: str | None = None
    post: str | None = None
    aspects: int = 0
    problems: int = 0
    examples: int = 0
    causes: int = 0
    roots: int = 0
    measures: int = 0
    claims: int = 0
    unanswered: int = 0
    failure: Failure | None = None


# The columns of figures, with narrow headings so that the file name keeps its room.
FIGURES: Final[dict[str, str]] = {
    "aspects": _("方面"),
    "problems": _("问题"),
    "examples": _("事例"),
    "causes": _("原因"),
    "roots": _("根源"),
    "measures": _("措施"),
    "claims": _("认领"),
    "unanswered": _("未对应"),
}


def row(outcome: Material | Failure, document: Document | None = None) -> Row:  # noqa: ARG001 (a renderer)
    """Return the row of one paper."""
    if isinstance(outcome, Failure):
        return Row(outcome.path, failure=outcome)
    answered = {link.problem for link in outcome.links if link.kind == "measure"}
    return Row(
        path=outcome.source.path,
        kind=outcome.kind,
        year=outcome.year,
        unit=outcome.unit,
        post=outcome.author.post if outcome.author else None,
        aspects=len({problem.aspect.no for problem in outcome.problems if problem.aspect}),
        problems=len(outcome.problems),
        examples=sum(len(problem.examples) for problem in outcome.problems),
        causes=len(outcome.causes),
        roots=sum(cause.root is not None for cause in outcome.causes),
        measures=len(outcome.measures),
        claims=len(outcome.claims),
        unanswered=sum(problem.id not in answered for problem in outcome.problems),
    )


def text(rows: Sequence[Row], *, width: int, styled: bool, _: Translator) -> str:
    """Return the table, its totals and the papers that could not be read, at most ``width`` columns wide.

    ``styled`` adds the escape codes for bold and dim, for a terminal.
    """
    buffer = io.StringIO()
    console = new_console(buffer, width=width, styled=styled)
    read = [each for each in rows if each.failure is None]
    folder = _common_folder([each.path for each in read])
    if folder:
        line(console, _("文件夹：%(path)s") % {"path": folder})
    if read:
        console.print(_table(read, folder, _))
        console.print(_(FOR_CHECKING_ONLY), style="dim")
    _print_failures(console, [each.failure for each in rows if each.failure is not None], _)
    return printed(buffer, styled=styled)


def _table(rows: Sequence[Row], folder: str, _: Translator) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    table.add_column(_("材料"), overflow="fold", ratio=1)
    table.add_column(_("类别"), no_wrap=True)
    table.add_column(_("年度"), no_wrap=True)
    for heading in FIGURES.values():
        table.add_column(_(heading), justify="right", no_wrap=True)
    for each in rows:
        figures = [str(getattr(each, field)) for field in FIGURES]
        table.add_row(_name(each, folder), _(SHORT_KINDS[each.kind]), str(each.year or "—"), *figures)
    table.add_section()
    totals = [str(sum(getattr(each, field) for each in rows)) for field in FIGURES]
    table.add_row(_("共 %(count)s 份") % {"count": len(rows)}, "", "", *totals, style="bold")
    return table


def _name(each: Row, folder: str) -> Text:
    name = folded(each.path.removeprefix(folder), path=True)
    for part in filter(None, (each.unit, each.post)):
        name.append(f"\n{on_one_line(part)}", style="dim")
    return name


def _print_failures(console: Console, failures: Sequence[Failure], _: Translator) -> None:
    if failures:
        console.print(_("读不出来的 %(count)s 份：") % {"count": len(failures)}, style="bold")
    for failure in failures:
        line(console, _("%(path)s：%(what)s") % {"path": failure.path, "what": failure.error.message(_)})


def _common_folder(paths: Sequence[str]) -> str:
    """Return the folder all paths lie in, with its separator, or "" where there is none."""
    try:
        common = os.path.commonpath([os.path.dirname(path) for path in paths])  # noqa: PTH120 (as written)
    except ValueError:  # no path at all, other drives, or relative beside absolute
        return ""
    prefix = os.path.join(common, "") if common else ""  # noqa: PTH118
    return prefix if all(path.startswith(prefix) for path in paths) else ""
