"""``duizhao frameworks``: which criteria sets there are, what one asks, whether a file is sound."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from duizhao.cli.frameworks_inputs import packs
from duizhao.cli.group import State
from duizhao.cli.options import files_argument, format_option, frameworks_option, output_option
from duizhao.cli.output import failure_line, say, write_bytes
from duizhao.cli.papers import shown_on_terminal, table_page
from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.i18n import Translator

if TYPE_CHECKING:
    from duizhao.frameworks import Examined, Framework

FAULTY = 1
UNREADABLE = 2


def command(_: Translator) -> click.Command:
    """Build the group with its help in the translator's language."""

    @click.group(
        "frameworks",
        help=_(
            "对照标准：各年度民主生活会的方面，以及巡视巡察、审计、安全隐患等整改的要求。"
            "自有标准是文件夹里的 yaml 文件，用 --frameworks 指定；不指定时取环境变量 DUIZHAO_FRAMEWORKS，"
            "再不然取用户数据文件夹下的 duizhao/frameworks。"
        ),
        subcommand_metavar=_("命令 [参数]..."),
        options_metavar=_("[选项]"),
    )
    def frameworks() -> None:
        pass

    for build in (_list, _show, _validate):
        frameworks.add_command(build(_))
    return frameworks


def _list(_: Translator) -> click.Command:
    @click.command("list", help=_("列出内置的和自有的对照标准。"))
    @format_option(_, ("table", "json"), default="table")
    @output_option(_)
    @frameworks_option(_)
    @click.pass_obj
    def list_(state: State, format_name: str, output: Path | None, frameworks: Path | None) -> int:
        from duizhao.frameworks import catalogue
        from duizhao.reports import criteria

        found = catalogue(frameworks)
        if format_name == "json":
            _write_json({"frameworks": [_summary(one) for one in found]}, output)
            return 0
        page = table_page(terminal=shown_on_terminal(output))
        text = criteria.list_text(found, **page, language=state.language)
        write_bytes(output, text.encode())
        return 0

    return list_


def _show(_: Translator) -> click.Command:
    @click.command(
        "show",
        short_help=_("查看一个对照标准的全部内容。"),
        help=_(
            "查看一个对照标准的全部内容，不写版本号则取最新版。"
            "--format json 输出的内容可以直接存成自有标准再修改（须改编号或版本号）。"
        ),
    )
    @click.argument("name", metavar=_("编号[@版本]"), help=_("标准的编号，不写版本则取最新"))
    @format_option(_, ("table", "json"), default="table")
    @output_option(_)
    @frameworks_option(_)
    @click.pass_obj
    def show(state: State, name: str, format_name: str, output: Path | None, frameworks: Path | None) -> int:
        from duizhao.frameworks import as_pack, catalogue, pick
        from duizhao.reports import criteria

        known = catalogue(frameworks)
        framework = pick(known, name)
        if framework is None:
            names = _("、").join(f"{one.id}@{one.version}" for one in known)
            detail = _("没有对照标准“%(name)s”；现有：%(names)s") % {"name": name, "names": names}
            raise DuizhaoError(ErrorCode.USAGE, detail=detail)
        if format_name == "json":
            _write_json(as_pack(framework), output)
            return 0
        page = table_page(terminal=shown_on_terminal(output))
        text = criteria.show_text(framework, **page, language=state.language)
        write_bytes(output, text.encode())
        return 0

    return show


def _validate(_: Translator) -> click.Command:
    @click.command(
        "validate",
        short_help=_("校验对照标准文件，有误时写明文件和行号。"),
        help=_(
            "校验自有的对照标准文件，或版本对应关系文件；写文件夹则校验其中全部文件。"
            "有误时写明文件和行号，退出码为 1；文件读不出来时退出码为 2。"
        ),
    )
    @files_argument(_)
    @format_option(_, ("table", "json"), default="table")
    @output_option(_)
    @frameworks_option(_)
    def validate(
        files: tuple[str, ...], format_name: str, output: Path | None, frameworks: Path | None
    ) -> int:
        from duizhao.frameworks import examine

        found, empty = packs(files)
        answers = examine(found, folder=frameworks)
        if format_name == "json":
            _write_json(_answers_json(answers, _), output)
        else:
            lines = [line for one in answers for line in _answer_lines(one, _)]
            write_bytes(output, "".join(line + "\n" for line in lines).encode())
        for name in empty:
            say(_("%(path)s 中没有对照标准文件（.yaml、.yml）") % {"path": name})
        return _close(answers, _) if not empty else UNREADABLE

    return validate


def _close(answers: Sequence[Examined], _: Translator) -> int:
    """Say what could not be read and how many faults there are; return the exit status."""
    faults = sum(len(one.faults) for one in answers)
    for one in answers:
        if one.error is not None:
            failure_line(one.error, _, str(one.path))
    if faults:
        say(_("共 %(count)s 处有误") % {"count": faults})
    if any(one.error is not None for one in answers):
        return UNREADABLE
    return FAULTY if faults else 0


def _answer_lines(answer: Examined, _: Translator) -> list[str]:
    if answer.faults:
        return [fault.render(_) for fault in answer.faults]
    if answer.framework is not None:
        one = answer.framework
        words = _("合格：%(name)s，标准 %(criteria)s 项，待核实 %(doubtful)s 处") % {
            "name": f"{one.id}@{one.version}",
            "criteria": len(one.criteria),
            "doubtful": sum(1 for _name in one.unconfirmed()),
        }
        return [f"{answer.path}: {words}"]
    if answer.mapping is not None:
        start, end = (f"{ref.id}@{ref.version}" for ref in (answer.mapping.start, answer.mapping.end))
        words = _("合格：从 %(start)s 到 %(end)s 的对应关系") % {"start": start, "end": end}
        return [f"{answer.path}: {words}"]
    return []


def _answers_json(answers: Sequence[Examined], _: Translator) -> dict[str, Any]:
    return {
        "files": [
            {
                "path": str(one.path),
                "name": f"{one.framework.id}@{one.framework.version}" if one.framework else None,
                "faults": [
                    {"line": fault.line, "key": fault.key, "fault": fault.kind, "message": fault.message(_)}
                    for fault in one.faults
                ],
            }
            for one in answers
            if one.error is None
        ],
        "errors": [
            {"path": str(one.path), "code": one.error.code, "message": one.error.message(_)}
            for one in answers
            if one.error is not None
        ],
    }


def _summary(one: Framework) -> dict[str, Any]:
    return {
        "id": one.id,
        "version": one.version,
        "title": {"zh": one.title.zh, "en": one.title.en},
        "use": one.use,
        "kinds": list(one.kinds),
        "effective": {"from": one.effective.start, "until": one.effective.end},
        "criteria": [item.code for item in one.criteria],
        "confirmed": one.confirmed,
        "unconfirmed": list(one.unconfirmed()),
        "shipped": one.shipped,
    }


def _write_json(value: object, output: Path | None) -> None:
    write_bytes(output, (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())
