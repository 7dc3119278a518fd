"""``duizhao trace``: which cause explains and which measure answers each problem, and what is left over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from duizhao.cli.group import State
from duizhao.cli.inputs import spare
from duizhao.cli.options import files_argument, format_option, frameworks_option, jobs_option, output_option
from duizhao.cli.output import destination
from duizhao.cli.papers import Account, materials, outcomes, shown_on_terminal, table_page
from duizhao.i18n import Translator, translator
from duizhao.record import Failure, Material


def command(_: Translator) -> click.Command:
    """Build the command with its help in the translator's language."""

    @click.command(
        "trace",
        help=_(
            "逐个问题列出对应的原因和措施，标明没有措施的问题、没有对应问题的措施和原因。"
            "班子材料同成员材料一起给出时，另列各个问题由谁认领、哪些无人认领。"
        ),
    )
    @files_argument(_)
    @format_option(_, list(FORMATS), default="table")
    @output_option(_)
    @jobs_option(_)
    @frameworks_option(_)
    @click.pass_obj
    def run(
        state: State,
        files: tuple[str, ...],
        format_name: str,
        output: Path | None,
        jobs: int | None,
        frameworks: Path | None,
    ) -> int:
        shown = shown_on_terminal(output)
        if format_name == "xlsx" and shown:
            raise click.UsageError(_("xlsx 请用 -o 写入文件"))
        spare(files, output, _)
        account = Account()
        read = outcomes(state, files, jobs=jobs, frameworks=frameworks, _=_)
        result = Result(list(materials(read, account)), account.failures, state.language, shown)
        with destination(output, keep=account.keeps(output)) as file:
            file.write(FORMATS[format_name](result))
        return account.close(_, told=format_name == "table" and shown)

    return run


@dataclass(frozen=True, slots=True)
class Result:
    """What a format writes: the records, what failed, and for whom it is."""

    materials: Sequence[Material]
    failures: Sequence[Failure]
    language: str
    terminal: bool


def _json(result: Result) -> bytes:
    from duizhao.reports import trace_json

    return trace_json.document(result.materials, result.failures, result.language)


def _table(result: Result) -> bytes:
    from duizhao.reports import trace_table

    _ = translator(result.language)
    text = trace_table.text(result.materials, result.failures, **table_page(terminal=result.terminal), _=_)
    return text.encode("utf-8", "replace")


def _html(result: Result) -> bytes:
    from duizhao.reports import trace_html

    return trace_html.page(result.materials, result.failures, result.language)


def _xlsx(result: Result) -> bytes:
    from duizhao.reports import trace_xlsx

    return trace_xlsx.workbook(result.materials, result.failures, result.language)


FORMATS: Final[dict[str, Callable[[Result], bytes]]] = {
    "table": _table,
    "html": _html,
    "xlsx": _xlsx,
    "json": _json,
}
