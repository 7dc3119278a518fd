"""Problems of two years held against each other for the terminal."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from duizhao.i18n import Translator
from duizhao.record import Failure, Material, Problem, YearOnYear
from duizhao.reports.reasons import in_one
from duizhao.reports.recur_words import KINDS, METHOD
from duizhao.reports.terminal import console as new_console
from duizhao.reports.terminal import line, printed
from duizhao.reports.trace_view import heading, title
from duizhao.reports.words import FOR_CHECKING_ONLY

if TYPE_CHECKING:
    from rich.console import Console

Compared = tuple[Material, Material, YearOnYear]


def text(
    compared: Sequence[Compared],
    alone: tuple[Sequence[Material], Sequence[Material]],
    failures: Sequence[Failure],
    *,
    width: int,
    styled: bool,
    _: Translator,
) -> str:
    """Return the report, at most ``width`` columns wide; ``styled`` adds escape codes for a terminal."""
    buffer = io.StringIO()
    console = new_console(buffer, width=width, styled=styled)
    for last, this, found in compared:
        _print_pair(console, last, this, found, _)
    for message, papers in (
        (_("只有上年的材料：%(path)s"), alone[0]),
        (_("只有本年的材料：%(path)s"), alone[1]),
    ):
        for paper in papers:
            line(console, message % {"path": paper.source.path})
    if compared:
        line(console, _(METHOD), "dim")
        line(console, _(FOR_CHECKING_ONLY), "dim")
    for failure in failures:
        what = {"path": failure.path, "what": failure.error.message(_)}
        line(console, _("读不出来：%(path)s：%(what)s") % what)
    return printed(buffer, styled=styled)


def _print_pair(console: Console, last: Material, this: Material, found: YearOnYear, _: Translator) -> None:
    line(console, title(this), "bold")
    line(console, _("上年：%(path)s") % {"path": last.source.path}, "dim")
    line(console, _("本年：%(path)s") % {"path": this.source.path}, "dim")
    before, now = {one.id: one for one in last.problems}, {one.id: one for one in this.problems}
    for kind, name in KINDS.items():
        group = [one for one in found.returned if one.kind == kind]
        line(console, _("%(name)s再次出现 %(n)s 个") % {"name": _(name), "n": len(group)}, "bold")
        for one in group:
            line(console, _named(_("上年问%(no)s %(title)s"), before[one.last]), indent=2)
            line(console, _named(_("本年问%(no)s %(title)s"), now[one.this]), indent=2)
            why = in_one(one.why, _)
            line(console, _("把握 %(score).2f，%(why)s") % {"score": one.score, "why": why}, "dim", indent=4)
    _print_rest(console, _("本年新提出 %(n)s 个"), (now[name] for name in found.new), _)
    _print_rest(console, _("上年有、本年未提 %(n)s 个"), (before[name] for name in found.gone), _)
    line(console, "")


def _print_rest(console: Console, words: str, problems: Iterable[Problem], _: Translator) -> None:
    listed = list(problems)
    line(console, words % {"n": len(listed)}, "bold")
    for one in listed:
        line(console, _named(_("问%(no)s %(title)s"), one), indent=2)


def _named(words: str, problem: Problem) -> str:
    return words % {"no": problem.id[1:], "title": heading(problem)}
