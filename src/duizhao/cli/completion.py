"""``duizhao completion``: the script that lets a shell complete commands, options and file names."""

from __future__ import annotations

import click

from duizhao.cli.output import write_bytes
from duizhao.i18n import Translator

SHELLS = ("bash", "zsh", "fish", "powershell")
COMPLETE_VARIABLE = "_DUIZHAO_COMPLETE"


def command(_: Translator) -> click.Command:
    """Build the command with its help in the translator's language."""

    @click.command(
        "completion",
        help=_(
            "打印命令行补全脚本，写入所用 shell 的启动文件即可按 Tab 键补全命令、选项和文件名。"
            "\n\n\b\n"
            'bash        eval "$(duizhao completion bash)"\n'
            'zsh         eval "$(duizhao completion zsh)"\n'
            "fish        duizhao completion fish | source\n"
            "powershell  duizhao completion powershell | Out-String | Invoke-Expression"
        ),
    )
    @click.argument(
        "shell", type=click.Choice(SHELLS), metavar="SHELL", help="bash | zsh | fish | powershell"
    )
    @click.pass_context
    def completion(ctx: click.Context, shell: str) -> None:
        from click.shell_completion import get_completion_class

        kind = get_completion_class(shell)
        assert kind is not None
        script = kind(ctx.find_root().command, {}, "duizhao", COMPLETE_VARIABLE)
        # Not `source()`, which asks the bash of this machine for its version.
        write_bytes(None, (script.source_template % script.source_vars()).encode())

    return completion
