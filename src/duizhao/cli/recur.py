"""``duizhao recur``: which of last year's problems are named again this year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from duizhao.cli.group import State
from duizhao.cli.inputs import spare
from duizhao.cli.options import format_option, frameworks_option, jobs_option, output_option
from duizhao.cli.output import destination, say
from duizhao.cli.papers import Account, materials, outcomes, shown_on_terminal, table_page
from duizhao.i18n import Translator, translator
from duizhao.linking import Counterparts, counterparts, recur
from duizhao.record import Failure, Material, YearOnYear


def command(_: Translator) -> click.Command:
    """Build the command with its help in the translator's language."""

    @click.command(
        "recur",
        help=_(
            "把本年查摆的问题同上年的比对：哪些是同一件事再次出现，哪些只是同一主题，哪些新提出，哪些不再提。"
            "可给两份材料，也可给两个文件夹；文件夹按单位、类别和署名逐份配对。"
        ),
    )
    @click.argument(
        "last",
        type=click.Path(exists=True),
        metavar=_("上年"),
        help=_("上年的材料或文件夹"),
    )
    @click.argument(
        "this",
        type=click.Path(exists=True),
        metavar=_("本年"),
        help=_("本年的材料或文件夹"),
    )
    @format_option(_, list(FORMATS), default="table")
    @output_option(_)
    @jobs_option(_)
    @frameworks_option(_)
    @click.pass_obj
    def run(
        state: State,
        last: str,
        this: str,
        format_name: str,
        output: Path | None,
        jobs: int | None,
        frameworks: Path | None,
    ) -> int:
        spare([last, this], output, _)
        account = Account()
        before, now = (
            list(materials(outcomes(state, [side], jobs=jobs, frameworks=frameworks, _=_), account))
            for side in (last, this)
        )
        folders = Path(last).is_dir() or Path(this).is_dir()
        matched = counterparts(before, now) if folders else _two(before, now, _)
        if not (folders or matched.pairs):  # a paper that cannot be read leaves nothing to compare
            return account.close(_)
        compared = tuple((a, b, recur(a, b)) for a, b in matched.pairs)
        shown = shown_on_terminal(output)
        result = Result(compared, matched, account.failures, state.language, folders, shown)
        with destination(output, keep=account.keeps(output)) as file:
            file.write(FORMATS[format_name](result))
        return account.close(_, told=format_name == "table" and shown)

    return run


@dataclass(frozen=True, slots=True)
class Result:
    """What a format writes: pairs of papers with what was found, what failed, and for whom it is."""

    compared: Sequence[tuple[Material, Material, YearOnYear]]
    matched: Counterparts
    failures: Sequence[Failure]
    language: str
    folders: bool
    terminal: bool

    @property
    def alone(self) -> tuple[Sequence[Material], Sequence[Material]]:
        """Return last year's and this year's papers without a counterpart."""
        return self.matched.only_last, self.matched.only_this


def _two(before: Sequence[Material], now: Sequence[Material], _: Translator) -> Counterparts:
    """Put two papers side by side, whosever they are: the person has named them."""
    if not (before and now):
        return Counterparts((), (), ())
    if before[0].unit and now[0].unit and before[0].unit != now[0].unit:
        names = {"last": before[0].unit, "this": now[0].unit}
        say(_("两份材料的单位不同：%(last)s、%(this)s") % names)
    return Counterparts(((before[0], now[0]),), (), ())


def _json(result: Result) -> bytes:
    from duizhao.reports import recur_json

    if result.folders:
        return recur_json.folders(result.compared, result.alone, result.failures, result.language)
    return recur_json.document(result.compared[0][2])


def _table(result: Result) -> bytes:
    from duizhao.reports import recur_table

    _ = translator(result.language)
    page = table_page(terminal=result.terminal)
    text = recur_table.text(result.compared, result.alone, result.failures, **page, _=_)
    return text.encode("utf-8", "replace")


FORMATS: Final[dict[str, Callable[[Result], bytes]]] = {"table": _table, "json": _json}
