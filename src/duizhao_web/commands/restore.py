"""``duizhao restore``: a backup put in place of an empty data directory, or, if told so, of a used one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from duizhao.i18n import Translator


def command(_: Translator) -> click.Command:
    """Build the command in the language of ``_``."""

    @click.command("restore", help=_("把备份恢复到数据目录（须为空，自动建立）；出错则什么也不改动"))
    @click.argument("file", metavar=_("文件"), type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--force", is_flag=True, help=_("数据目录不为空时替换，原有内容移到其中一个文件夹里保留"))
    @click.pass_obj
    @click.pass_context
    def restore(ctx: click.Context, state: Any, file: Path, force: bool) -> None:
        from duizhao_web.commands.surroundings import say_where, surroundings

        environment = surroundings()
        say_where(environment.data, _("数据目录：%(data)s"))
        from duizhao_web.commands.keeping import passphrase, restoring

        done = restoring.restore(
            environment, file, passphrase.existing(_), force=force, language=state.language
        )
        click.echo(
            _("已恢复 %(made_at)s（UTC）的备份：文件 %(files)s 个，操作日志 %(events)s 条，末端 %(head)s")
            % {"made_at": done.made_at, "files": done.files, "events": done.events, "head": done.head}
        )
        if done.kept is not None:
            click.echo(_("原有内容在 %(kept)s") % {"kept": done.kept})
        if done.log_faults:
            click.echo(
                _("备份中的操作日志有 %(count)s 处不符；详见 duizhao audit verify")
                % {"count": done.log_faults}
            )
        ctx.exit(1 if done.log_faults else 0)

    return restore
