"""What every command of the server does first: read the environment, see to the data directory, start
Django.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duizhao.errors import DuizhaoError, ErrorCode, words

if TYPE_CHECKING:
    from duizhao_web.config.env import Environment


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


_HALF_RESTORED = _("%(data)s 上次恢复备份时中断在换入的一刻；请再运行一次 duizhao restore，加 --force")

_BEING_RESTORED = _("正在向 %(data)s 恢复备份；请等它结束")


def ask_for_extra() -> None:
    """Return where the extra is installed; else say what to install."""
    if find_spec("django") is None:
        raise DuizhaoError(ErrorCode.MISSING_EXTRA, extra="web")


def start(language: str) -> Environment:
    """Start Django on the data directory, printing which; answer without the extra with what to install."""
    environment = surroundings()
    from duizhao_web.config import running, secrets

    if running.is_half_restored(environment.data):
        raise DuizhaoError(ErrorCode.CONFIG_INVALID, detail=words(_HALF_RESTORED, data=environment.data))
    # Database, logs and secrets are this user's alone, whatever the machine's habit.
    os.umask(0o077)
    try:
        secrets.prepare(environment.data)
    except OSError as error:
        raise DuizhaoError(ErrorCode.UNWRITABLE, detail=f"{environment.data}: {error.strerror}") from error
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duizhao_web.config.settings")
    import django

    django.setup()
    from django.utils import translation

    from duizhao_web.config import checks  # noqa: F401  (registers them)

    translation.activate("en" if language == "en" else "zh-hans")
    return environment


def surroundings() -> Environment:
    """Return what the environment says, without touching anything."""
    ask_for_extra()
    from duizhao_web.config import env

    try:
        return env.read()
    except env.EnvironmentMalformedError as error:
        raise DuizhaoError(ErrorCode.CONFIG_INVALID, detail=str(error)) from error


@contextmanager
def serving_from(data: Path) -> Iterator[None]:
    """Say, as long as the block lasts, that a server runs on a data directory: no restore goes over it."""
    from duizhao_web.config import running

    try:
        with running.running(data):
            yield
    except running.StillRunningError as error:
        raise DuizhaoError(ErrorCode.USAGE, detail=words(_BEING_RESTORED, data=data)) from error


def ask_for_soundness() -> None:
    """Return where the settings hold together; else say what does not, and the cure."""
    from django.core.checks import run_checks

    from duizhao_web.config import checks  # noqa: F401  (registers them)

    for fault in run_checks(tags=["duizhao"]):
        if fault.is_serious():
            raise DuizhaoError(ErrorCode.CONFIG_INVALID, detail=f"{fault.id} {fault.msg}: {fault.hint}")


def say_where(data: Path, line: str) -> None:
    """Print the data directory, which every command of the server names."""
    click.echo(line % {"data": data}, err=True)
