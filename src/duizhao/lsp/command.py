"""``duizhao lsp``: the checks in an editor, over standard input and output."""

from __future__ import annotations

from pathlib import Path

import click

from duizhao.cli.group import State
from duizhao.cli.options import frameworks_option
from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.i18n import Translator


def command(_: Translator) -> click.Command:
    """Build the command with its help in the translator's language."""

    @click.command(
        "lsp",
        help=_(
            "供编辑器边写边校核：由编辑器启动，经标准输入输出按语言服务器协议（LSP）通信，"
            "处理 txt 和 Markdown。"
        ),
    )
    @click.option(
        "--config",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar=_("文件"),
        help=_("设置文件，不写则用材料所在文件夹里的 duizhao.toml，没有的再往上到工作区"),
    )
    @frameworks_option(_)
    @click.option("--stdio", is_flag=True, help=_("有的编辑器总要加上，不起作用"))
    @click.pass_obj
    def lsp(state: State, config: Path | None, frameworks: Path | None, stdio: bool) -> int:  # noqa: ARG001
        try:
            from duizhao.lsp.server import serve
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
                raise
            raise DuizhaoError(ErrorCode.MISSING_EXTRA, extra="lsp") from error
        from duizhao.lsp.checking import Checker

        serve(Checker(config, frameworks), state.language)
        return 0

    return lsp
