"""The commands by name, each imported only when it is used."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import click
from click.shell_completion import CompletionItem

from duizhao.cli.help import Context
from duizhao.cli.options import language_option
from duizhao.errors import DuizhaoError, ErrorCode, reason_of
from duizhao.i18n import Translator, translator

# 128 + SIGPIPE, as every other program in a pipe answers when its reader has had enough.
READER_GONE: Final = 141


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


# Name -> (module with a function `command(_)`, one line of help). In the order of the work.
COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "text": ("duizhao.cli.text", _("打印材料的文字，与各项结果所指的位置一致")),
    "outline": ("duizhao.cli.outline", _("打印材料的层次结构")),
    "extract": ("duizhao.cli.extract", _("提取问题、事例、原因、措施，每行一份材料（JSON）")),
    "ledger": ("duizhao.cli.ledger", _("生成整改台账，或汇总多份台账")),
    "check": ("duizhao.cli.check", _("逐份校核材料，指出位置和理由")),
    "explain": ("duizhao.cli.explain", _("说明一项校核查什么、为什么、依据什么")),
    "lsp": ("duizhao.lsp.command", _("供编辑器边写边校核")),
    "trace": ("duizhao.cli.trace", _("逐个问题查对原因和措施，列出认领情况")),
    "compare": ("duizhao.cli.compare", _("查找材料内部和材料之间的文字重合")),
    "recur": ("duizhao.cli.recur", _("比对两年的问题：再次出现、新提出、不再提")),
    "index": ("duizhao.cli.index", _("管理供文字重合比对的索引文件")),
    "frameworks": ("duizhao.cli.frameworks", _("列出、查看、校验对照标准")),
    "completion": ("duizhao.cli.completion", _("打印命令行补全脚本")),
}

# Commands of the server, entry points of the group below, present with the extra `web`.
SERVER_COMMANDS: Final[dict[str, str]] = {
    "serve": _("启动服务"),
    "demo": _("启动演示"),
    "audit": _("核查操作日志"),
    "backup": _("备份数据库和文件"),
    "restore": _("恢复备份"),
    "files": _("加密存放的文件"),
    "doctor": _("检查运行环境"),
    "user": _("管理用户"),
}
ENTRY_POINTS: Final = "duizhao.commands"


@dataclass(frozen=True, slots=True)
class State:
    """What holds for the whole run, in ``ctx.obj``: its language, and whether errors show a traceback."""

    language: str
    debug: bool


class LazyGroup(click.Group):
    """The group ``duizhao``, which knows its commands by name and loads the one that is used."""

    context_class = Context
    translate: Translator = str

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Return the names of all commands, those of the server last."""
        return [*COMMANDS, *SERVER_COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command, imported now; one of the server says what to install where it is missing."""
        if cmd_name in COMMANDS:
            module = importlib.import_module(COMMANDS[cmd_name][0])
            return self._ready(module.command)
        return self._plugin(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands from the tables above, without importing any."""
        _ = self.translate
        with formatter.section(_("命令")):
            formatter.write_dl([(name, _(line)) for name, (_module, line) in COMMANDS.items()])
        with formatter.section(_("服务器命令（需安装 duizhao[web]）")):
            formatter.write_dl([(name, _(line)) for name, line in SERVER_COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Return what may follow, from the tables above, without importing any command."""
        names = {name: line for name, (_module, line) in COMMANDS.items()} | SERVER_COMMANDS
        commands = [
            CompletionItem(name, help=self.translate(line))
            for name, line in names.items()
            if name.startswith(incomplete)
        ]
        return commands + click.Command.shell_complete(self, ctx, incomplete)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the line, which may print the help or the version."""
        with _to_standard_output():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a reader that closed the pipe ends the run without a word."""
        with _to_standard_output():
            return super().invoke(ctx)

    def _plugin(self, name: str) -> click.Command | None:
        from importlib.metadata import entry_points

        for entry in entry_points(group=ENTRY_POINTS, name=name):
            return self._ready(entry.load())
        if name in SERVER_COMMANDS:
            return _missing(name, self.translate)
        return None

    def _ready(self, build: Callable[[Translator], click.Command]) -> click.Command:
        command = build(self.translate)
        for each in _with_descendants(command):
            each.context_class = Context
            each.options_metavar = self.translate(_("[选项]"))
            each.params.append(language_option(self.translate))
            if isinstance(each, click.Group):
                each.subcommand_metavar = self.translate(_("命令 [参数]..."))
        return command


@contextmanager
def _to_standard_output() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.filename is not None:
            raise
        # Standard output failed. What is left in its buffer must not fail again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # Windows answers EINVAL where POSIX says EPIPE.
        if error.errno in (errno.EPIPE, errno.EINVAL):
            raise click.exceptions.Exit(READER_GONE) from error
        raise DuizhaoError(ErrorCode.UNWRITABLE, detail=reason_of(error)) from error


def program(language: str) -> LazyGroup:
    """Return the group ``duizhao`` with its help in ``language``."""
    translate = translator(language)

    @click.group(
        cls=LazyGroup,
        help=translate(
            _(
                "对照：读取对照检查材料，提取问题、原因、措施，生成整改台账，查找文字重合。所有处理都在本机完成。"
            )
        ),
        context_settings={"help_option_names": ["-h", "--help"]},
        options_metavar=translate(_("[选项]")),
        subcommand_metavar=translate(_("命令 [参数]...")),
    )
    @click.version_option(package_name="duizhao", message="%(prog)s %(version)s")
    @click.option("--debug", is_flag=True, help=translate(_("程序内部出错时打印调用栈")))
    @click.pass_context
    def duizhao(ctx: click.Context, debug: bool) -> None:
        ctx.obj = State(language, debug)

    assert isinstance(duizhao, LazyGroup)
    duizhao.translate = translate
    duizhao.params.append(language_option(translate))
    return duizhao


def _with_descendants(command: click.Command) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        for below in command.commands.values():
            yield from _with_descendants(below)


def _missing(name: str, translate: Translator) -> click.Command:
    """Return a command that takes any arguments and says which extra it needs."""

    @click.command(
        name,
        help=translate(SERVER_COMMANDS[name]),
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
        add_help_option=False,
    )
    def missing() -> None:
        raise DuizhaoError(ErrorCode.MISSING_EXTRA, extra="web")

    return missing
