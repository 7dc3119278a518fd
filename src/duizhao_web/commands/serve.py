"""``duizhao serve``: bring the database up to date, print where it is, answer requests, keep one worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import Any, Final

import click

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.i18n import Translator

# Requests answered at once; more wait. Each has its own connection to the database.
THREADS: Final = 4
_RESTART_AFTER: Final = 2.0
_STOP_WITHIN: Final = 10.0


def command(_: Translator) -> click.Command:
    """Build the command in the language of ``_``."""

    @click.command("serve", help=_("启动服务：更新数据库，在本机提供网页，带一个后台进程"))
    @click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help=_("端口"))
    @click.option("--host", default="127.0.0.1", show_default=True, help=_("监听地址；放宽之前先设好 https"))
    @click.pass_obj
    def serve(state: Any, port: int, host: str) -> None:
        from duizhao_web.commands.surroundings import say_where, start

        # People on this machine reach it there unless told otherwise.
        os.environ.setdefault("DUIZHAO_URL", f"http://127.0.0.1:{port}")
        environment = start(state.language)
        say_where(environment.data, _("数据目录：%(data)s"))
        prepare(_)
        _first_links(_)
        click.echo(_("打开 %(url)s，按 Ctrl-C 停止") % {"url": environment.url})
        answer(host, port)

    return serve


def prepare(_: Translator) -> None:
    """Bring the database up to date, or say why that cannot be done."""
    from django.core.checks import run_checks
    from django.db import OperationalError

    from duizhao_web.commands.migrating import migrate

    faults = [message for message in run_checks(tags=["duizhao"]) if message.is_serious()]
    if faults:
        raise DuizhaoError(
            ErrorCode.CONFIG_INVALID, detail=f"{faults[0].id} {faults[0].msg}: {faults[0].hint}"
        )
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


def answer(host: str, port: int) -> None:
    """Answer requests until told to stop, with one worker beside."""
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    connections.close_all()
    worker = _Worker()
    server = Granian(
        "duizhao_web.commands.served:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_level="warning",  # type: ignore[arg-type]
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    server.on_startup(worker.start)
    try:
        server.serve()
    finally:
        worker.stop()


class _Worker:
    """The background process, started again when it dies, ended with the server."""

    def __init__(self) -> None:
        self._ending = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="worker-keeper", daemon=True)

    def start(self) -> None:
        # The first is started before granian forks: a fork beside it would hold open the pipe that tells
        # Popen that the program has started, and Popen would wait for ever.
        self._process = self._started()
        self._thread.start()

    def stop(self) -> None:
        self._ending.set()
        process = self._process
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(_STOP_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
        if self._thread.is_alive():
            self._thread.join(_STOP_WITHIN)

    def _keep(self) -> None:
        while self._process is not None:
            self._process.wait()
            if self._ending.wait(_RESTART_AFTER):
                return
            self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        # On Windows its standard input, a pipe of ours, ends when we are gone without a word.
        return subprocess.Popen(
            [sys.executable, "-m", "duizhao_web.commands.worker"],
            stdin=subprocess.PIPE,
            start_new_session=os.name != "nt",
        )
