"""``duizhao demo``: load a city that does not exist into an empty directory, print the logins, serve it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.i18n import Translator

if TYPE_CHECKING:
    from duizhao_web.demo.load import Login

LOGINS: Final = "logins.txt"
_PRIVATE: Final = 0o600


def command(_: Translator) -> click.Command:
    """Build the command in the language of ``_``."""

    @click.command("demo", help=_("启动演示：向空目录载入一座虚构的城市，打印各角色的登录名，提供网页"))
    @click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help=_("端口"))
    @click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        help=_("数据目录，须为空；不给则用 DUIZHAO_DATA"),
    )
    @click.option(
        "--size",
        type=click.Choice(["city", "province"]),
        help=_("按规模成批生成，用于测量：city 200 个单位、1 万个问题，province 2000 个单位、10 万个问题"),
    )
    @click.option("--no-serve", is_flag=True, help=_("只载入，不提供网页"))
    @click.pass_obj
    def demo(state: Any, port: int, data: Path | None, size: str | None, no_serve: bool) -> None:
        from duizhao_web.commands.serve import answer, port_at
        from duizhao_web.commands.surroundings import ask_for_extra, say_where, serving_from, start

        ask_for_extra()
        if data is not None:
            os.environ["DUIZHAO_DATA"] = str(data)
        if not no_serve:
            port = port_at("127.0.0.1", port)
        os.environ.setdefault("DUIZHAO_URL", f"http://127.0.0.1:{port}")
        _refuse_what_is_in_use(_)
        environment = start(state.language)
        say_where(environment.data, _("数据目录：%(data)s"))
        lines = list(_loaded(_, environment.url, size))
        _keep(environment.data / LOGINS, lines)
        for line in lines:
            click.echo(line)
        if no_serve:
            return
        with serving_from(environment.data):
            click.echo(_("打开 %(url)s，按 Ctrl-C 停止") % {"url": environment.url})
            answer("127.0.0.1", port)

    return demo


def _refuse_what_is_in_use(_: Translator) -> None:
    """Return where the data directory holds nothing yet; a demonstration never mixes with real data."""
    from duizhao_web.config import env

    try:
        data = env.read().data
    except env.EnvironmentMalformedError as error:
        raise DuizhaoError(ErrorCode.CONFIG_INVALID, detail=str(error)) from error
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        detail = _("%(data)s 里已有内容，演示只载入空目录；请用 --data 另指一个") % {"data": data}
        raise DuizhaoError(ErrorCode.USAGE, detail=detail)


def _loaded(_: Translator, url: str, size: str | None) -> Iterator[str]:
    """Load the city and yield what to print: address, password, a login for each role."""
    from django.db import connection

    from duizhao_web.commands.serve import prepare
    from duizhao_web.demo.load import load, logins
    from duizhao_web.demo.sized.build import build
    from duizhao_web.demo.sized.places import Size

    if connection.vendor == "postgresql" and connection.introspection.table_names():
        raise DuizhaoError(
            ErrorCode.USAGE, detail=_("DATABASE_URL 所指的数据库里已有内容，演示只载入空数据库")
        )
    prepare(_)

    def say(hundredths: int) -> None:
        click.echo(_("载入演示：%(done)s%%") % {"done": hundredths}, err=True)

    yield _("地址：%(url)s") % {"url": url}
    if size:
        ground = build(Size(size), say)
        password, rows = ground.password, ground.logins
    else:
        city = load(say)
        password, rows = city.password, logins(city)
    yield _("密码（各账号相同）：%(password)s") % {"password": password}
    yield from _as_table(rows)


def _as_table(rows: list[Login]) -> Iterator[str]:
    from rich.cells import cell_len, set_cell_size

    widths = [
        max(cell_len(value) for value in column)
        for column in zip(*((one.username, one.kind) for one in rows), strict=True)
    ]
    for one in rows:
        username, kind = (
            set_cell_size(value, width) for value, width in zip((one.username, one.kind), widths, strict=True)
        )
        yield f"  {username}  {kind}  {one.whose}".rstrip()


def _keep(path: Path, lines: list[str]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
