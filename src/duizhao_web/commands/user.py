"""``duizhao user``: accounts, for the operator of the machine, who could read the database anyway."""

from __future__ import annotations

from typing import Any

import click

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.i18n import Translator


def command(_: Translator) -> click.Command:
    """Build the group in the language of ``_``."""

    @click.group("user", help=_("管理账号：列出，开具重设密码的链接"))
    def user() -> None:
        pass

    @user.command("list", help=_("列出账号"))
    @click.pass_obj
    def list_(state: Any) -> None:
        from duizhao_web.commands.surroundings import say_where, start

        say_where(start(state.language).data, _("数据目录：%(data)s"))
        from duizhao_web.apps.accounts.models import User
        from duizhao_web.commands.migrating import ask_for_current

        ask_for_current()
        for each in User.objects.order_by("username"):
            kind = each.get_administrator_display() if each.administrator else ""
            click.echo("\t".join([each.username, each.name, each.state, kind]).rstrip())

    @user.command("link", help=_("开具一次性链接，立即有效，记入操作日志"))
    @click.argument("username", metavar=_("用户名"))
    @click.option("--factor", is_flag=True, help=_("同时解除动态口令"))
    @click.pass_obj
    def link(state: Any, username: str, factor: bool) -> None:
        from duizhao_web.commands.surroundings import say_where, start

        say_where(start(state.language).data, _("数据目录：%(data)s"))
        from duizhao_web.apps.accounts.models import User
        from duizhao_web.apps.kernel.errors import AppError
        from duizhao_web.commands.migrating import ask_for_current

        ask_for_current()
        found = User.objects.filter(username=username.strip().lower()).first()
        if found is None:
            raise DuizhaoError(ErrorCode.USAGE, detail=_("没有账号 %(username)s") % {"username": username})
        try:
            click.echo(_issued(found, factor))
        except AppError as error:
            raise DuizhaoError(ErrorCode.USAGE, detail=error.message) from error

    return user


def _issued(user: Any, factor: bool) -> str:
    from duizhao_web.apps.accounts.models import LinkKind
    from duizhao_web.apps.accounts.services.links import link_confirm, link_issue
    from duizhao_web.apps.kernel.actor import SYSTEM
    from duizhao_web.apps.kernel.work import service

    @service
    def both() -> str:
        kind = LinkKind.FACTOR if factor else LinkKind.RESET if user.password_set_at else LinkKind.FIRST
        issued = link_issue(actor=SYSTEM, user=user, kind=kind)
        link_confirm(actor=SYSTEM, link=issued.link)
        return issued.address

    return both()
