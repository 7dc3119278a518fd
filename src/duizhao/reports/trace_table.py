"""A trace for the terminal: what is left over first, then each problem with its causes and measures."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from duizhao.i18n import Translator
from duizhao.record import Failure, Link, Material
from duizhao.reports.marks import LABELS, Kind
from duizhao.reports.terminal import console as new_console
from duizhao.reports.terminal import folded, line, printed
from duizhao.reports.trace_view import Claims, Target, Trace, claims, heading, title, trace
from duizhao.reports.trace_words import (
    METHOD,
    NO_CAUSE,
    NO_MEASURE,
    NO_PROBLEM,
    OPEN,
    beyond,
    claimants,
    figures,
    left_over,
)
from duizhao.reports.words import FOR_CHECKING_ONLY

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_KINDS: Final[dict[str, Kind]] = {"P": "problem", "C": "cause", "M": "measure"}


def text(
    materials: Sequence[Material], failures: Sequence[Failure], *, width: int, styled: bool, _: Translator
) -> str:
    """Return the report, at most ``width`` columns wide; ``styled`` adds escape codes for a terminal."""
    buffer = io.StringIO()
    console = new_console(buffer, width=width, styled=styled)
    for material in materials:
        _print_paper(console, trace(material), _)
    for found in claims(materials):
        _print_claims(console, found, _)
    if materials:
        line(console, _(METHOD), "dim")
        line(console, _(FOR_CHECKING_ONLY), "dim")
    for failure in failures:
        what = {"path": failure.path, "what": failure.error.message(_)}
        line(console, _("读不出来：%(path)s：%(what)s") % what)
    return printed(buffer, styled=styled)


def _print_paper(console: Console, found: Trace, _: Translator) -> None:
    line(console, title(found.material), "bold")
    line(console, found.material.source.path, "dim")
    line(console, figures(found, _))
    for sentence in left_over(found, _):
        line(console, f"{OPEN} {sentence}", "bold")
    if found.rows:
        console.print(_problems(found, _))
    if found.targets:
        console.print(_targets(found, _))
    console.print()


def _problems(found: Trace, _: Translator) -> Table:
    table = _table()
    table.add_column(_("查摆的问题"), ratio=3, overflow="fold")
    table.add_column(_("对应的原因"), ratio=2, overflow="fold")
    table.add_column(_("对应的措施"), ratio=2, overflow="fold")
    for row in found.rows:
        causes = _links(row.causes, NO_CAUSE if found.material.causes else "", _)
        measures = _links(row.measures, NO_MEASURE, _)
        style = "" if row.measures else "bold"
        table.add_row(_named(row.problem.id, heading(row.problem), _), causes, measures, style=style)
    return table


def _targets(found: Trace, _: Translator) -> Table:
    table = _table()
    table.add_column(_("原因和措施"), ratio=3, overflow="fold")
    table.add_column(_("所对应的问题"), ratio=4, overflow="fold")
    for target in found.targets:
        idle = target in found.idle
        table.add_row(
            _named(target.id, heading(target), _), _answers(found, target, _), style="bold" if idle else ""
        )
    return table


def _print_claims(console: Console, found: Claims, _: Translator) -> None:
    line(console, _("认领班子问题：%(title)s") % {"title": title(found.team)}, "bold")
    if found.unclaimed:
        line(console, f"{OPEN} " + _("%(n)s 个问题无人认领") % {"n": len(found.unclaimed)}, "bold")
    table = _table()
    table.add_column(_("班子的问题"), ratio=3, overflow="fold")
    table.add_column(_("认领情况（按材料给出的先后）"), ratio=4, overflow="fold")
    for one in found.problems:
        style = "" if one.taken else "bold"
        table.add_row(_named(one.problem.id, heading(one.problem), _), folded(claimants(one, _)), style=style)
    console.print(table)
    for sentence in beyond(found, _):
        line(console, f"{OPEN} {sentence}")
    console.print()


def _links(links: Sequence[Link], nothing: str, _: Translator) -> Text:
    if links:
        return folded(_("、").join(f"{_label(link.to, _)} {link.score:.2f}" for link in links))
    return folded(f"{OPEN} {_(nothing)}" if nothing else "—")


def _answers(found: Trace, target: Target, _: Translator) -> Text:
    links = (link for row in found.rows for link in (*row.causes, *row.measures) if link.to == target.id)
    return folded(_("、").join(_scored(links, _)) or f"{OPEN} {_(NO_PROBLEM)}")


def _scored(links: Iterator[Link], _: Translator) -> Iterator[str]:
    for link in links:
        yield f"{_label(link.problem, _)} {link.score:.2f}"


def _named(id_: str, words: str, _: Translator) -> Text:
    return folded(f"{_label(id_, _)} {words}")


def _label(id_: str, _: Translator) -> str:
    return _(LABELS[_KINDS[id_[0]]]) % {"no": id_[1:]}


def _table() -> Table:
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False, expand=True)
