"""``duizhao audit``: whether the log is what was written."""

from __future__ import annotations

from typing import Any

import click

from duizhao.i18n import Translator


def command(_: Translator) -> click.Command:
    """Build the group in the language of ``_``."""
    words = {
        "missing": _("第 %(number)s 条缺失"),
        "changed": _("第 %(number)s 条被改动"),
        "order": _("第 %(number)s 条与前一条接不上"),
        "head": _("日志末端的封签不对"),
        "cut_off": _("第 %(number)s 条之后的日志与封签不符，末尾被删去或添加"),
        "anchor": _("抄存的末端（第 %(number)s 条）已不在日志中"),
    }

    @click.group("audit", help=_("核查操作日志"))
    def audit() -> None:
        pass

    @audit.command("verify", help=_("核查日志有没有改动、缺失、调换；有则退出码为 1"))
    @click.option("--head", default="", metavar="N:DIGEST", help=_("以前抄存的末端，须仍在日志中"))
    @click.pass_obj
    @click.pass_context
    def verify(ctx: click.Context, state: Any, head: str) -> None:
        from duizhao_web.commands.surroundings import say_where, start

        environment = start(state.language)
        say_where(environment.data, _("数据目录：%(data)s"))
        from duizhao_web.apps.kernel.audit import chain
        from duizhao_web.commands.migrating import ask_for_current

        ask_for_current()
        number = head.partition(":")[0]
        if head and not number.isdecimal():
            raise click.BadParameter("N:DIGEST", param_hint="--head")
        verdict = chain.verify(head)
        for fault in verdict.faults:
            click.echo(words[fault.what] % {"number": fault.number})
        if verdict.faults:
            ctx.exit(1)
        click.echo(
            _("%(count)s 条记录前后相接，末端 %(head)s") % {"count": verdict.events, "head": verdict.head}
        )

    return audit
