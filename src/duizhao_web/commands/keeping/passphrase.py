"""The passphrase of a backup: from the environment, or asked for where somebody sits at a terminal."""

from __future__ import annotations

import sys
from typing import Final

import click

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.i18n import Translator

# What is guessed offline must be long; the same words as for the passwords of accounts.
SHORTEST: Final = 12


def existing(_: Translator) -> str:
    """Return the passphrase a backup was made with."""
    return _given(_) or _asked(_, confirm=False)


def new(_: Translator) -> str:
    """Return a passphrase to make a backup with, long enough, typed twice where it is typed."""
    passphrase = _given(_) or _asked(_, confirm=True)
    if len(passphrase) < SHORTEST:
        detail = _("口令至少 %(number)s 个字符；可以是一句话") % {"number": SHORTEST}
        raise DuizhaoError(ErrorCode.USAGE, detail=detail)
    return passphrase


def _given(_: Translator) -> str:
    from duizhao_web.config import env

    return env.passphrase()


def _asked(_: Translator, *, confirm: bool) -> str:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise DuizhaoError(
            ErrorCode.USAGE, detail=_("没有终端可以询问口令；请把口令放进环境变量 DUIZHAO_PASSPHRASE")
        )
    answer: str = click.prompt(_("备份口令"), hide_input=True, confirmation_prompt=confirm, err=True)
    return answer
