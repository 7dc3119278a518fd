"""``duizhao backup``: database, files and secrets in one sealed file, made while the server runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.i18n import Translator


def command(_: Translator) -> click.Command:
    """Build the command in the language of ``_``."""

    @click.command("backup", help=_("备份数据库、文件和密钥，用口令加密，写成后读回核对；服务不必停止"))
    @click.argument("file", metavar=_("文件"), type=click.Path(dir_okay=False, path_type=Path))
    @click.option("--force", is_flag=True, help=_("文件已存在时替换"))
    @click.pass_obj
    @click.pass_context
    def backup(ctx: click.Context, state: Any, file: Path, force: bool) -> None:
        from duizhao_web.commands.surroundings import ask_for_soundness, say_where, start, surroundings

        _refuse_nothing_there(_, surroundings().data)
        from duizhao_web.commands.keeping import passphrase
        from duizhao_web.commands.keeping.backing_up import back_up
        from duizhao_web.commands.migrating import ask_for_current

        if file.exists() and not force:
            detail = _("%(file)s 已存在；请另起文件名，或加 --force 替换") % {"file": file}
            raise DuizhaoError(ErrorCode.USAGE, detail=detail)
        environment = start(state.language)
        say_where(environment.data, _("数据目录：%(data)s"))
        ask_for_soundness()
        ask_for_current()
        made = back_up(environment, file.absolute(), passphrase.new(_))
        _note(file, made.files)
        click.echo(
            _("已备份到 %(file)s：%(size)s MB，文件 %(files)s 个，读回核对无误")
            % {"file": file, "size": f"{made.size / 1e6:.1f}", "files": made.files}
        )
        for fault in made.faults:
            click.echo(f"✗ {fault.text(_)}", err=True)
        ctx.exit(2 if made.faults else 0)

    return backup


def _refuse_nothing_there(_: Translator, data: Path) -> None:
    if not (data / "secrets").exists():
        detail = _("%(data)s 里还没有可备份的内容；请核对 DUIZHAO_DATA") % {"data": data}
        raise DuizhaoError(ErrorCode.USAGE, detail=detail)


def _note(file: Path, files: int) -> None:
    from duizhao_web.apps.accounts.services.keeping import installation_backed_up
    from duizhao_web.apps.kernel.actor import SYSTEM

    installation_backed_up(actor=SYSTEM, name=file.name, files=files)
