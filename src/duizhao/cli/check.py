"""``duizhao check``: what a strict reader would mark in the papers."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duizhao.cli.check_formats import FORMATS, Outcome, Result
from duizhao.cli.check_word import Wanted, write
from duizhao.cli.group import State
from duizhao.cli.inputs import STANDARD_INPUT, each_once, papers, spare
from duizhao.cli.options import files_argument, format_option, frameworks_option, jobs_option, output_option
from duizhao.cli.output import destination, say
from duizhao.cli.packs import say_broken_packs
from duizhao.cli.papers import Account, shown_on_terminal
from duizhao.cli.progress import tracked
from duizhao.config import CATEGORIES, NAME, SEVERITIES
from duizhao.engine import is_folder
from duizhao.i18n import Translator
from duizhao.record import Examined, Failure

if TYPE_CHECKING:
    from duizhao.engine import Input
    from duizhao.engine.asking import Plan
    from duizhao.engine.baseline import Baseline


def command(_: Translator) -> click.Command:
    """Build the command with its help in the translator's language."""

    @click.command(
        "check",
        help=_(
            "逐份校核材料：结构、序号、重复、标点、模板残留、事例、原因、措施、认领、人称、数字、保密等，"
            "指出位置、理由和核对办法。需要人判断的只作提示；只列所在位置，不给材料和个人打分、排名。"
        ),
    )
    @files_argument(_)
    @format_option(_, list(FORMATS), default="table")
    @click.option(
        "--fail-on",
        type=click.Choice([*SEVERITIES, "never"]),
        default="error",
        show_default=True,
        help=_("有这一级或者更重的，退出码为 1；never 表示总不为 1"),
    )
    @click.option(
        "--config",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar=_("文件"),
        help=_("设置文件，不写则用材料所在文件夹里的 duizhao.toml"),
    )
    @click.option(
        "--select", multiple=True, metavar=_("编号或类别"), help=_("只做这些校核，可写多项，用逗号隔开")
    )
    @click.option(
        "--ignore", multiple=True, metavar=_("编号或类别"), help=_("不做这些校核，可写多项，用逗号隔开")
    )
    @click.option(
        "--baseline",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar=_("文件"),
        help=_("上次的结果（--format json），只列新出现的"),
    )
    @click.option(
        "--annotate",
        is_flag=True,
        help=_(
            "另写“名.批注.docx”：作者自己的 Word 文件，批注加在所指的文字旁；不是 Word 的按其文字新做一份"
        ),
    )
    @click.option(
        "--fix",
        is_flag=True,
        help=_("另写“名.修订.docx”：只改有把握的，以修订标记写出，可逐处接受或拒绝；原文件不动"),
    )
    @click.option(
        "--into",
        type=click.Path(path_type=Path, file_okay=False),
        metavar=_("文件夹"),
        help=_("上述 Word 文件写到这里，不写则在各份材料旁边"),
    )
    @click.option("--force", is_flag=True, help=_("覆盖已有的批注、修订文件"))
    @output_option(_)
    @jobs_option(_)
    @frameworks_option(_)
    @click.pass_obj
    def check(
        state: State,
        files: tuple[str, ...],
        format_name: str,
        fail_on: str,
        config: Path | None,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        baseline: Path | None,
        annotate: bool,
        fix: bool,
        into: Path | None,
        force: bool,
        output: Path | None,
        jobs: int | None,
        frameworks: Path | None,
    ) -> int:
        if format_name == "xlsx" and shown_on_terminal(output):
            raise click.UsageError(_("xlsx 请用 -o 写入文件"))
        wanted = Wanted(annotate, fix, into, force)
        wanted.refuse(files, _)
        spare(files, output, _)
        plan = _plan(files, config, select, ignore, frameworks, _)
        say_broken_packs(_, debug=state.debug)
        meant = list(each_once(papers(files), _))
        known = _known(baseline, _)
        outcomes = _outcomes(state, meant, plan, jobs, frameworks, _)
        if known is not None:
            outcomes = _only_new(outcomes, known, _)
        shown = shown_on_terminal(output)
        result = Result(outcomes, state.language, shown)
        account = Account()
        for one in outcomes:
            account.add(one if isinstance(one, Failure) else None)
        with destination(output, keep=account.keeps(output)) as file:
            file.write(FORMATS[format_name](result))
        told = format_name == "table" and shown
        _say_failed(state, outcomes, _, told=told)
        written = write(meant, outcomes, wanted, state.language, _)
        return account.close(_, told=told) or written or _status(outcomes, fail_on)

    return check


def _plan(
    files: Sequence[str],
    config: Path | None,
    select: Sequence[str],
    ignore: Sequence[str],
    frameworks: Path | None,
    _: Translator,
) -> Plan:
    from duizhao.engine.asking import Plan, load

    path = config or _beside(files, _)
    chosen = tuple(_names(select, "--select", _)) or None
    left_out = tuple(_names(ignore, "--ignore", _))
    if path is None:
        return Plan(select=chosen, ignore=left_out)
    return Plan(load(path, frameworks=frameworks), chosen, left_out)


def _beside(files: Sequence[str], _: Translator) -> Path | None:
    """Return the duizhao.toml in the folders of the papers, if there is one; two would contradict."""
    found: dict[Path, None] = {}
    for file in files:
        folder = Path() if file == STANDARD_INPUT else Path(file)
        folder = folder if is_folder(folder) else folder.parent
        if os.path.isfile(folder / NAME):  # noqa: PTH113 (a Path raises where the name is too long)
            found.setdefault((folder / NAME).resolve())
    if len(found) > 1:
        names = _("、").join(map(str, found))
        raise click.UsageError(
            _("几个文件夹各有设置文件，请用 --config 指明一个：%(names)s") % {"names": names}
        )
    return next(iter(found), None)


def _names(given: Iterable[str], option: str, _: Translator) -> Iterator[str]:
    from duizhao.engine.asking import every_check

    known = {check.id for check in every_check()} | set(CATEGORIES)
    for name in (part.strip() for one in given for part in one.replace("，", ",").split(",")):
        name = name if name in known else name.upper()
        if name and name not in known:
            what = {"option": option, "name": name, "allowed": _("、").join(CATEGORIES)}
            raise click.UsageError(
                _("%(option)s：没有“%(name)s”这个编号或者类别；类别有：%(allowed)s，编号见 duizhao explain")
                % what
            )
        if name:
            yield name


def _outcomes(
    state: State, meant: Sequence[Input], plan: Plan, jobs: int | None, frameworks: Path | None, _: Translator
) -> list[Outcome]:
    from duizhao.engine.checking import first_pass, second_pass

    run = first_pass(meant, plan, jobs=jobs, frameworks=frameworks, debug=state.debug)
    return second_pass(list(tracked(run, len(meant), _)), plan)


def _known(path: Path | None, _: Translator) -> Baseline | None:
    """Return what an earlier run reported, before anything is read: it may be the wrong file."""
    if path is None:
        return None
    from duizhao.engine.baseline import load

    known = load(path)
    if known.partial:
        say(_("%(path)s 本身是用 --baseline 得到的，不含更早已有的，那些会再次列出") % {"path": path})
    return known


def _only_new(outcomes: Sequence[Outcome], known: Baseline, _: Translator) -> list[Outcome]:
    from duizhao.engine.baseline import counterparts, is_moved, new_only

    there = counterparts([one.path for one in outcomes], known)
    moved = {now: then for now, then in there.items() if is_moved(now, then)}
    for now, then in list(moved.items())[:1]:
        what = {"n": len(moved), "now": now, "then": then}
        say(_("有 %(n)s 份材料不在上次的位置，按文件名对应，如 %(now)s 对应上次的 %(then)s") % what)
    return list(new_only(outcomes, known))


def _say_failed(state: State, outcomes: Sequence[Outcome], _: Translator, *, told: bool) -> None:
    """Name the checks that raised, unless the person has just been told; show where, if asked."""
    for failure in (each for one in outcomes if isinstance(one, Examined) for each in one.failures):
        if not told:
            what = {"path": failure.path, "check": failure.check, "error": failure.error}
            say(_("校核 %(check)s 未能完成：%(path)s：%(error)s") % what)
        if state.debug:
            print(failure.trace, file=sys.stderr, end="", flush=True)


def _status(outcomes: Sequence[Outcome], fail_on: str) -> int:
    """Return 1 where something is as grave as ``fail_on`` or graver."""
    counted = () if fail_on == "never" else SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    found = (each for one in outcomes if isinstance(one, Examined) for each in one.diagnostics)
    return int(any(one.severity in counted for one in found))
