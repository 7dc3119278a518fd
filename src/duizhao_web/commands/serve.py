"""``duizhao serve``: bring the database up to date, print where it is, answer requests, keep one worker."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from typing import Any, Final

import click

from duizhao.errors import DuizhaoError, ErrorCode, reason_of, words
from duizhao.i18n import Translator
from duizhao_web.commands.keeper import end


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


_TAKEN: Final = _("端口 %(port)s 已被别的程序占用；请先停下它，或用 --port 换一个")
_NO_ADDRESS: Final = _("不能在 %(host)s:%(port)s 上监听：%(reason)s")

# Requests answered at once; more wait. Each has its own connection to the database.
THREADS: Final = 4


def command(_: Translator) -> click.Command:
    """Build the command in the language of ``_``."""

    @click.command("serve", help=_("启动服务：更新数据库，在本机提供网页，带一个后台进程"))
    @click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help=_("端口"))
    @click.option("--host", default="127.0.0.1", show_default=True, help=_("监听地址；放宽之前先设好 https"))
    @click.option(
        "--workers",
        type=click.IntRange(1, 64),
        default=1,
        show_default=True,
        help=_("应答请求的进程数；用 PostgreSQL 时可按核数增加"),
    )
    @click.pass_obj
    def serve(state: Any, port: int, host: str, workers: int) -> None:
        from duizhao_web.commands.surroundings import say_where, serving_from, start

        port = port_at(host, port)
        # People on this machine reach it there unless told otherwise.
        os.environ.setdefault("DUIZHAO_URL", f"http://127.0.0.1:{port}")
        environment = start(state.language)
        say_where(environment.data, _("数据目录：%(data)s"))
        with serving_from(environment.data):
            prepare(_)
            _first_links(_)
            click.echo(_("打开 %(url)s，按 Ctrl-C 停止") % {"url": environment.url})
            answer(host, port, workers)

    return serve


def port_at(host: str, port: int) -> int:
    """Return the port to listen at: the one asked for, or for 0 one that is free.

    Raises ``DuizhaoError`` (``usage``) where nobody can listen there. Granian would not find out: it shares
    its port with any other granian, and two servers would answer in turn, each from its own data.
    """
    try:
        family, *_kind, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            # On Windows the same word would mean to take the port away from whoever has it.
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            return int(probe.getsockname()[1])
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            detail = words(_TAKEN, port=port)
        else:
            detail = words(_NO_ADDRESS, host=host, port=port, reason=reason_of(error))
        raise DuizhaoError(ErrorCode.USAGE, detail=detail) from error


def prepare(_: Translator) -> None:
    """Bring the database up to date, or say why that cannot be done."""
    from django.db import OperationalError

    from duizhao_web.commands.migrating import migrate
    from duizhao_web.commands.surroundings import ask_for_soundness

    ask_for_soundness()
    try:
        migrate()
    except OperationalError as error:
        raise DuizhaoError(ErrorCode.UNWRITABLE, detail=str(error).strip()) from error


def _first_links(_: Translator) -> None:
    from duizhao_web.apps.accounts.models import User
    from duizhao_web.apps.accounts.services.first_run import first_run

    if User.objects.exists():
        return
    click.echo(_("首次启动。请把下列链接分别交给本人，每个只能用一次，七天内有效："))
    for link in first_run():
        click.echo(f"  {link.title} ({link.username})\n    {link.address}")


def answer(host: str, port: int, workers: int = 1) -> None:
    """Answer requests until told to stop, in so many processes, with one background process beside."""
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    connections.close_all()
    port = port_at(host, port)
    server = Granian(
        "duizhao_web.commands.served:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_level="warning",  # type: ignore[arg-type]
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    # Before granian forks. A session of its own: Ctrl-C reaches the server alone, which then ends the keeper.
    keeper = subprocess.Popen(
        [sys.executable, "-m", "duizhao_web.commands.keeper"],
        stdin=subprocess.PIPE,
        start_new_session=os.name != "nt",
    )
    try:
        server.serve()
    finally:
        end(keeper)
