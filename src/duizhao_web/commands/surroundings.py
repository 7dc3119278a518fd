"""What every command of the server does first: read the environment, see to the data directory, start
Django.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duizhao.errors import DuizhaoError, ErrorCode

if TYPE_CHECKING:
    from duizhao_web.config.env import Environment


def ask_for_extra() -> None:
    """Return where the extra is installed; else say what to install."""
    if find_spec("django") is None:
        raise DuizhaoError(ErrorCode.MISSING_EXTRA, extra="web")


def start(language: str) -> Environment:
    """Start Django on the data directory, printing which; answer without the extra with what to install."""
    ask_for_extra()
    from duizhao_web.config import env, secrets

    try:
        environment = env.read()
    except env.EnvironmentMalformedError as error:
        raise DuizhaoError(ErrorCode.CONFIG_INVALID, detail=str(error)) from error
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


def say_where(data: Path, line: str) -> None:
    """Print the data directory, which every command of the server names."""
    click.echo(line % {"data": data}, err=True)
