"""Write the reference of commands, exit statuses and error codes, in both languages; ``--check`` compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from written import written

from duizhao.cli.group import COMMANDS, SERVER_COMMANDS, program
from duizhao.cli.help import Context
from duizhao.cli.language import click_messages
from duizhao.errors import MESSAGES, ErrorCode
from duizhao.i18n import LANGUAGES, translator

DOCS = Path(__file__).resolve().parent.parent / "docs"
WIDTH = 96

# Words of these pages only; no part of the program, so no part of its catalogue.
WORDS = {
    "zh": {
        "generated": "本页由 tools/gen_cli.py 生成，请勿手改。",
        "commands": "命令",
        "server": "服务器命令",
        "server_note": "随服务器一起安装：`pip install \"duizhao[web]\"`。未安装时提示安装，退出码为 2。",
        "errors": "退出码和错误代码",
        "status": "退出码",
        "meaning": "含义",
        "code": "代码",
        "message": "说明（`%(…)s` 处填入具体内容）",
        "errors_note": "错误代码见于 `error.code`，含义不再变动；说明随界面语言，措辞可能改进。",
        "0": "完成，没有发现问题",
        "1": "有所发现：`check` 发现 `--fail-on` 一级或者更重的，`frameworks validate` 发现标准有误",
        "2": "用法有误，或有文件读不出来、写不进去（优先于 1）；其余文件照常处理",
        "130": "被 Ctrl-C 中止，各进程均已结束",
        "141": "标准输出的读取方已关闭（如 `\\| head`）",
    },
    "en": {
        "generated": "Written by tools/gen_cli.py; do not edit.",
        "commands": "Commands",
        "server": "Server commands",
        "server_note": "Installed with the server: `pip install \"duizhao[web]\"`. Without it they say so\n"
        "and exit with 2.",
        "errors": "Exit statuses and error codes",
        "status": "Status",
        "meaning": "Meaning",
        "code": "Code",
        "message": "Message (`%(…)s` is filled in)",
        "errors_note": "The code stands in `error.code` and never changes its meaning; the message is in\n"
        "the language of the interface and its wording may improve.",
        "0": "Done and clean",
        "1": "Something was found: `check` something at or above `--fail-on`, `frameworks validate` a fault",
        "2": "Wrong usage, or some file could not be read or written (wins over 1); the others are processed",
        "130": "Stopped by Ctrl-C; all processes have ended",
        "141": "The reader of standard output went away (as in `\\| head`)",
    },
}  # fmt: skip
STATUSES = ("0", "1", "2", "130", "141")


def main() -> int:
    return written(pages(), DOCS.parent, __doc__)


def pages() -> Iterator[tuple[Path, str]]:
    """Yield every page with its text."""
    for language in LANGUAGES:
        folder = DOCS / language / "reference"
        with click_messages(language):
            yield folder / "cli.md", "\n".join(commands(language)) + "\n"
        yield folder / "errors.md", "\n".join(errors(language)) + "\n"


def commands(language: str) -> Iterator[str]:
    """Yield the lines of the page of commands: the help of each, as the program prints it."""
    words, group = WORDS[language], program(language)
    context = group.make_context("duizhao", ["--help"], resilient_parsing=True, terminal_width=WIDTH)
    yield from (f"# {words['commands']}", "", f"<!-- {words['generated']} -->", "")
    yield from _help(context)
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        for each in _with_descendants(command, name, context):
            yield from ("", f"## duizhao {each.command_path.removeprefix('duizhao ')}", "")
            yield from _help(each)
    yield from ("", f"## {words['server']}", "", words["server_note"], "")
    for name, line in SERVER_COMMANDS.items():
        yield f"- `duizhao {name}`: {translator(language)(line)}"


def errors(language: str) -> Iterator[str]:
    """Yield the lines of the page of exit statuses and error codes."""
    words, _ = WORDS[language], translator(language)
    yield from (f"# {words['errors']}", "", f"<!-- {words['generated']} -->", "")
    yield from (f"| {words['status']} | {words['meaning']} |", "| --- | --- |")
    yield from (f"| {status} | {words[status]} |" for status in STATUSES)
    yield from ("", words["errors_note"], "", f"| {words['code']} | {words['message']} |", "| --- | --- |")
    for code in ErrorCode:
        yield f'| <a id="{code}"></a>`{code}` | {_(MESSAGES[code])} |'


def _with_descendants(command: click.Command, name: str, parent: click.Context) -> Iterator[click.Context]:
    context = Context(command, parent=parent, info_name=name)
    yield context
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            assert found is not None
            yield from _with_descendants(found, below, context)


def _help(context: click.Context) -> Iterator[str]:
    yield from ("```text", *context.command.get_help(context).rstrip().splitlines(), "```")


if __name__ == "__main__":
    sys.exit(main())
