"""``duizhao explain``: what a check asks, why, by which rule, and how it is set."""

from __future__ import annotations

import click

from duizhao.cli.group import State
from duizhao.cli.options import format_option
from duizhao.cli.output import write_bytes
from duizhao.cli.packs import say_broken_packs
from duizhao.i18n import Translator


def command(_: Translator) -> click.Command:
    """Build the command with its help in the translator's language."""

    @click.command(
        "explain", help=_("说明一项校核查什么、为什么、依据什么、可以怎样设置；不写编号则列出全部校核。")
    )
    @click.argument("ids", nargs=-1, metavar=_("编号..."), help=_("校核的编号，如 REP001"))
    @format_option(_, ["text", "markdown"], default="text")
    @click.pass_obj
    def explain(state: State, ids: tuple[str, ...], format_name: str) -> int:
        from duizhao.engine.asking import every_check
        from duizhao.reports import check_page

        known = {check.id: check for check in every_check()}
        for name in ids:
            if name.upper() not in known:
                raise click.UsageError(
                    _("没有编号为“%(name)s”的校核；不带编号执行 duizhao explain 可看全部编号")
                    % {"name": name}
                )
        asked = tuple(known[name.upper()] for name in ids)
        say_broken_packs(_, debug=state.debug)
        if format_name == "markdown":
            pages = ["\n".join(check_page.section(one, _)) + "\n" for one in asked or known.values()]
        elif asked:
            pages = [check_page.terminal(one, _) for one in asked]
        else:
            pages = [check_page.listing(tuple(known.values()), _)]
        write_bytes(None, "\n".join(pages).encode())
        return 0

    return explain
