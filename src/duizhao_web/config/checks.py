"""What must hold before the server starts, as Django system checks, each with its cure."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 (Django's own name)

from duizhao_web.apps.kernel import file_keys
from duizhao_web.config import oidc, secrets
from duizhao_web.config.env import LOOPBACK


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
def check_file_key(**_kinds: Any) -> list[CheckMessage]:
    """E003: the keys of stored files can be read. E004: they lie elsewhere. E005: nobody else reads them."""
    path = settings.FILE_KEY_FILE
    if path is None:
        return []
    try:
        file_keys.read(path)
    except file_keys.KeyFileError as error:
        hint = "make one with: duizhao files key FILE; or bring back the one the files were encrypted with"
        return [Error(f"DUIZHAO_FILE_KEY_FILE {path}: {error}", hint=hint, id="duizhao_web.E003")]
    found: list[CheckMessage] = []
    if path.resolve().is_relative_to(settings.DATA.resolve()):
        hint = "move it: who can read the data directory could read the files"
        found.append(Error(f"{path} lies inside the data directory", hint=hint, id="duizhao_web.E004"))
    return found + _open_to_others(path, "duizhao_web.E005")


@register("duizhao")
def check_identity_provider(**_kinds: Any) -> list[CheckMessage]:
    """E006: the extra is installed. E007: the provider's secret is there, and nobody else reads it."""
    wanted = settings.ENVIRONMENT.oidc
    if wanted is None:
        return []
    if not oidc.is_installed():
        hint = 'pip install "duizhao[oidc]", or take DUIZHAO_OIDC_ISSUER away'
        return [Error("the extra oidc is not installed", hint=hint, id="duizhao_web.E006")]
    path = wanted.client_secret_file
    if not wanted.client_secret():
        hint = "put the secret into it that the provider gave with the client's name"
        return [Error(f"{path} cannot be read, or is empty", hint=hint, id="duizhao_web.E007")]
    return _open_to_others(path, "duizhao_web.E007")


@register("duizhao")
def check_post_office(**_kinds: Any) -> list[CheckMessage]:
    """E008: what the mail server is known by, and its password, are there; nobody else reads the latter."""
    office = settings.MAIL
    if office is not None and not office.trusts_somebody():
        hint = "put the authority's certificate into it, as PEM"
        return [Error(f"{office.ca_file} holds no certificate", hint=hint, id="duizhao_web.E008")]
    if office is None or office.password_file is None:
        return []
    path = office.password_file
    if not office.password():
        hint = "put the password of DUIZHAO_MAIL_USER into it"
        return [Error(f"{path} cannot be read, or is empty", hint=hint, id="duizhao_web.E008")]
    return _open_to_others(path, "duizhao_web.E008")


@register("duizhao")
def check_address(**_kinds: Any) -> list[CheckMessage]:
    """W001: passwords travel readable where the address is not of this machine and not https."""
    environment = settings.ENVIRONMENT
    if environment.secure or environment.host in LOOPBACK:
        return []
    return [
        Warning(
            f"{environment.url} is reached without https: passwords and papers travel readable",
            hint="put a proxy with https in front and set DUIZHAO_URL to its address",
            id="duizhao_web.W001",
        )
    ]


@register("duizhao")
def check_reminders(**_kinds: Any) -> list[CheckMessage]:
    """E009: the data directory's own rules of reminding can be used."""
    from duizhao_web.apps.rectification.reminding import NAME, RulesError, load

    try:
        load(settings.DATA)
    except RulesError as error:
        return [Error(str(error), hint=f"correct {NAME} or take it away", id="duizhao_web.E009")]
    return []


def _open_to_others(path: Path, id_: str) -> list[CheckMessage]:
    """Return what is wrong with a secret's file that more than its owner may read."""
    if os.name == "nt" or not path.stat().st_mode & 0o077:
        return []
    return [Error(f"{path} can be read by others", hint=f"chmod go-rwx {path}", id=id_)]
