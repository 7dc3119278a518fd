"""``duizhao ledger``: papers to a rectification ledger, and the ledgers of many units to one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from duizhao.cli.group import State
from duizhao.cli.ledger_group import LedgerGroup
from duizhao.cli.ledger_inputs import ledgers
from duizhao.cli.options import files_argument, frameworks_option, jobs_option, named
from duizhao.cli.output import about, failure_line, say
from duizhao.cli.papers import Account, answers
from duizhao.cli.progress import tracked
from duizhao.errors import ErrorCode
from duizhao.i18n import Translator
from duizhao.text.shown import on_one_line

if TYPE_CHECKING:
    from duizhao.ledger import Appendix, Layout, LedgerRow, Merged

UNREADABLE: Final = 2
STANDARD_OUTPUT: Final = Path("-")
SHOWN: Final = 10  # lines told where a sheet of the workbook lists them all

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def command(_: Translator) -> click.Command:
    """Build the group with its help in the translator's language."""

    @click.group(
        "ledger",
        cls=LedgerGroup,
        help=_(
            "由材料生成整改台账，每个问题一行，写成 .xlsx、.csv 或 .docx。"
            "只填材料中有的内容；措施取材料中与问题最接近的一条，标“【待确认】”，找不到的空着。"
            "\n\n\b\n"
            "duizhao ledger 材料... -o 整改台账.xlsx\n"
            "duizhao ledger merge 甲单位.xlsx 乙单位.xlsx -o 汇总.xlsx"
        ),
    )
    def ledger() -> None:
        pass

    ledger.add_command(_make(_))
    ledger.add_command(_merge(_))
    return ledger


def _make(_: Translator) -> click.Command:
    @click.command("make", help=_("由材料生成整改台账，每个问题一行（make 可以省略）。"))
    @files_argument(_)
    @_output_option(_)
    @_columns_option(_)
    @click.option("--source", metavar=_("文字"), help=_("“问题来源”一栏填什么，不写则填“自查”"))
    @_force_option(_)
    @jobs_option(_)
    @frameworks_option(_)
    @click.pass_obj
    def make(
        state: State,
        files: tuple[str, ...],
        output: Path,
        columns: str | None,
        source: str | None,
        force: bool,
        jobs: int | None,
        frameworks: Path | None,
    ) -> int:
        from duizhao.cli.ledger_drafts import Drafting, Drafts
        from duizhao.ledger import failures_sheet

        layout = _layout(columns)
        _check(output, force=force, source=source)
        account = Account()
        run = answers(state, files, Drafting(source), jobs=jobs, frameworks=frameworks, bar=True, _=_)
        drafts = Drafts(run, account)
        worded = drafts.worded(layout, frameworks)
        rows = iter(drafts)
        first = list(islice(rows, 1))  # where there is none, the run is at its end
        if not first and account.nothing_read:
            account.unwritten = None if output == STANDARD_OUTPUT else output
            return account.close(_)
        sheets = (failures_sheet(drafts.failures, _),)
        written = _write(chain(first, rows), worded, output, state, sheets)
        for line in drafts.lines(_):
            say(line)
        _say_written(
            output, written, _("%(files)s 份材料") % {"files": account.papers - len(account.failures)}, _
        )
        return account.close(_)

    return make


def _merge(_: Translator) -> click.Command:
    @click.command(
        "merge",
        short_help=_("把多份台账汇总成一份。"),
        help=_(
            "把多份台账（.xlsx、.csv、.docx）汇总成一份。编号相同的是同一行；各处说法不一致的、"
            "读不出来的行和文件，逐条列在汇总表的“冲突”“未能读取”两个表里，不会丢失。"
            "别的系统或手工做的台账，按表头认列。"
        ),
    )
    @click.argument(
        "files",
        nargs=-1,
        required=True,
        callback=named(_),
        metavar=_("台账..."),
        help=_("文件、文件夹、通配符"),
    )
    @_output_option(_)
    @_columns_option(_)
    @_force_option(_)
    @click.pass_obj
    def merge(state: State, files: tuple[str, ...], output: Path, columns: str | None, force: bool) -> int:
        from duizhao.ledger import merge as put_together
        from duizhao.ledger import merge_sheets

        layout = _layout(columns)
        paths, itself = ledgers(files, output)
        if itself:
            say(_("%(path)s 是要写的汇总表，不参加汇总") % {"path": output})
        _check(output, force=force or itself)
        merged = put_together(tracked(paths, len(paths), _), layouts=[layout])
        if itself and not force:
            _check_comes_again(output, merged)
        if len(merged.failures) == len(merged.sources):
            return _nothing_merged(merged, output, _)
        sheets = merge_sheets(merged, _, state.language)
        written = _write(merged.rows, layout, output, state, sheets, marks=merged.marks)
        _say_merged(merged, output, state, _)
        _say_left_out(merged.rows, layout, output, state, _)
        read = len(merged.sources) - len(merged.failures)
        _say_written(output, written, _("%(files)s 份台账") % {"files": read}, _)
        return UNREADABLE if merged.failures or merged.lost else 0

    return merge


def _output_option(_: Translator) -> Callable[[Decorated], Decorated]:
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        required=True,
        metavar=_("文件"),
        help=_("写成什么文件：.xlsx、.csv 或 .docx；写 - 则把 csv 打印出来"),
    )


def _columns_option(_: Translator) -> Callable[[Decorated], Decorated]:
    return click.option(
        "--columns",
        metavar=_("格式"),
        help=_("有哪些列：default（对照检查）、inspection（巡视巡察）、audit（审计），或自己的 .toml 文件"),
    )


def _force_option(_: Translator) -> Callable[[Decorated], Decorated]:
    return click.option("--force", is_flag=True, help=_("覆盖已有人填写的台账，或不是台账的文件"))


def _layout(columns: str | None) -> Layout:
    """Return the layout of that name, or in that file."""
    from duizhao.ledger import layout, layout_names, load_layout

    if columns is None:
        return layout()
    if columns in layout_names() or not columns.lower().endswith(".toml"):
        return layout(columns)
    with about(columns):
        return load_layout(Path(columns))


def _check(output: Path, *, force: bool, source: str | None = None) -> None:
    """Refuse a form we cannot write, and to write over what people have filled in."""
    from duizhao.ledger import LedgerError, form_of, phrase, reason_to_keep

    if output == STANDARD_OUTPUT:
        return
    form_of(output)
    if not force and (reason := reason_to_keep(output, source=source or "")) is not None:
        cure = phrase(_("未覆盖；请换一个文件名，或加 --force 覆盖"))
        raise LedgerError(ErrorCode.USAGE, [reason, cure])


def _check_comes_again(output: Path, merged: Merged) -> None:
    """Refuse to write over a ledger among those given whose rows the others do not give again.

    What an earlier run wrote there comes again from the same ledgers; a unit's own ledger does not.
    """
    from duizhao.ledger import LedgerError, phrase, read

    given = {row.id: row for row in merged.rows}
    before = read(output)
    kept = all(row.id in given if before.untouched else given.get(row.id) == row for row in before.rows)
    if not kept:
        reason = phrase(_("%(path)s 中有其他台账没有的内容"), path=output)
        cure = phrase(_("未覆盖；请换一个文件名，或加 --force 覆盖"))
        raise LedgerError(ErrorCode.USAGE, [reason, cure])


def _write(
    rows: Iterable[LedgerRow],
    layout: Layout,
    output: Path,
    state: State,
    sheets: Sequence[Appendix],
    marks: frozenset[tuple[str, str]] = frozenset(),
) -> int:
    from duizhao.ledger import write

    if output == STANDARD_OUTPUT:
        sys.stdout.flush()
        return write(rows, sys.stdout.buffer, form="csv", columns=layout, language=state.language)
    return write(rows, output, columns=layout, language=state.language, appendices=sheets, marks=marks)


def _say_written(output: Path, rows: int, source: str, _: Translator) -> None:
    if output != STANDARD_OUTPUT:
        say(
            _("已写入 %(path)s：%(rows)s 个问题，来自 %(source)s")
            % {"path": output, "rows": rows, "source": source}
        )


def _nothing_merged(merged: Merged, output: Path, _: Translator) -> int:
    """Say why there is nothing to write; what an earlier run wrote stays."""
    for failure in merged.failures:
        failure_line(failure.error, _, failure.path)
    words = {"path": output}
    if os.path.exists(output):  # noqa: PTH110 (a Path raises where the name is too long)
        say(_("一份台账也没有读出来，原有的 %(path)s 未改动") % words)
    elif output != STANDARD_OUTPUT:
        say(_("一份台账也没有读出来，没有写入 %(path)s") % words)
    return UNREADABLE


def _say_merged(merged: Merged, output: Path, state: State, _: Translator) -> None:
    """Say what could not be read and what conflicts: all of it, or the first lines where a sheet lists it."""
    from duizhao.ledger import conflict_line

    listed = output.suffix.lower() == ".xlsx"
    for failure in merged.failures:
        failure_line(failure.error, _, failure.path)
    faults = sorted(merged.faults, key=lambda pair: not pair[1].lost)
    _say_lines([f"{path} {fault.text(_)}" for path, fault in faults], _("未能读取"), listed, _)
    _say_lines([f"{path} {note.text(_)}" for path, note in merged.notes], _("未能读取"), listed, _)
    open_ones = [one for one in merged.conflicts if one.choice == "first"]
    settled = len(merged.conflicts) - len(open_ones)
    _say_lines([conflict_line(one, _, state.language) for one in open_ones], _("冲突"), listed, _)
    if open_ones or settled:
        counts = {"open": len(open_ones), "settled": settled}
        say(_("各处不一致 %(open)s 处待核定，另有 %(settled)s 处只有一处有内容或已确认，已采用") % counts)


def _say_left_out(
    rows: Sequence[LedgerRow], layout: Layout, output: Path, state: State, _: Translator
) -> None:
    """Say which columns the output has no room for; a workbook keeps them where they are not seen."""
    from duizhao.ledger import left_out

    if output.suffix.lower() != ".xlsx":
        word = output.suffix.lower() == ".docx"
        titles = [title.text(state.language) for title in left_out(rows, layout, folded_too=word)]
        if titles:
            words = {"path": output, "columns": _("、").join(titles)}
            say(_("%(path)s 没有以下各列，其中的内容未写入：%(columns)s") % words)


def _say_lines(lines: Sequence[str], sheet: str, listed: bool, _: Translator) -> None:
    shown = lines[:SHOWN] if listed else lines
    for line in shown:
        # What stands in a stranger's file must not steer the terminal.
        say(on_one_line(line))
    if len(shown) < len(lines):
        say(_("……另有 %(count)s 条，见“%(sheet)s”表") % {"count": len(lines) - len(shown), "sheet": sheet})


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message
