"""What must hold before the server starts, as Django system checks, each with its cure."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 (Django's own name)

from duizhao_web.config import secrets

LOCAL = ("127.0.0.1", "localhost", "::1")


@register("duizhao")
def check_secrets(**_kinds: Any) -> list[CheckMessage]:
    """E001: secrets are there. E002: nobody else on the machine can read them."""
    if not (settings.SECRET_KEY and settings.AUDIT_KEY and settings.FACTOR_KEY):
        return [
            Error("no secrets in the data directory", hint="start with: duizhao serve", id="duizhao_web.E001")
        ]
    return [
        Error(f"{path} can be read by others", hint=f"chmod go-rwx {path}", id="duizhao_web.E002")
        for path in secrets.readable_by_others(settings.DATA)
    ]


@register("duizhao")
def check_address(**_kinds: Any) -> list[CheckMessage]:
    """W001: passwords travel readable where the address is not of this machine and not https."""
    environment = settings.ENVIRONMENT
    if environment.secure or environment.host in LOCAL:
        return []
    return [
        Warning(
            f"{environment.url} is reached without https: passwords and papers travel readable",
            hint="put a proxy with https in front and set DUIZHAO_URL to its address",
            id="duizhao_web.W001",
        )
    ]
