"""Run as a process of its own, since an identity provider is part of Django's settings: sign people in,
whether the provider is honest or not, and print as JSON what came of it.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from provider import CLIENT, KID, SECRET, Provider

DATA = Path(sys.argv[1])
provider = Provider()
secret = DATA.parent / "client_secret"
secret.write_text(SECRET)
secret.chmod(0o600)
os.environ |= {
    "DUIZHAO_DATA": str(DATA),
    "DUIZHAO_OIDC_ISSUER": provider.issuer,
    "DUIZHAO_OIDC_CLIENT_ID": CLIENT,
    "DUIZHAO_OIDC_CLIENT_SECRET_FILE": str(secret),
    "DUIZHAO_OIDC_NAME": "市统一身份认证",
}

from duizhao_web.commands.surroundings import ask_for_soundness, start  # noqa: E402

start("zh")
ask_for_soundness()
from duizhao_web.commands.migrating import migrate  # noqa: E402

migrate()

import pyotp  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from duizhao_web.apps.accounts import factor  # noqa: E402
from duizhao_web.apps.accounts.models import Administrator, User  # noqa: E402
from duizhao_web.apps.accounts.services.accounts import (  # noqa: E402
    account_create,
    account_end,
    administrator_grant,
)
from duizhao_web.apps.accounts.services.own import put_password  # noqa: E402
from duizhao_web.apps.kernel import clock  # noqa: E402
from duizhao_web.apps.kernel.actor import SYSTEM  # noqa: E402
from duizhao_web.apps.kernel.models import AuditEvent  # noqa: E402

FACTOR = pyotp.random_base32()


def people() -> None:
    for name in ("zhang", "waiting", "ended", "locked", "with_factor", "keeper"):
        user = account_create(actor=SYSTEM, username=name, name=name)
        if name == "keeper":
            administrator_grant(actor=SYSTEM, user=user, kind=Administrator.SYSTEM)
            user.refresh_from_db()
        if name != "waiting":
            put_password(user, "河水清且涟漪，岸芷汀兰，郁郁青青")
    account_end(actor=SYSTEM, user=User.objects.get(username="ended"), reason="调离")
    User.objects.filter(username="locked").update(locked_until=clock.now() + timedelta(minutes=9))
    User.objects.filter(username="with_factor").update(
        factor_secret=factor.sealed(FACTOR), factor_since=clock.now()
    )


def sign_in(
    name: str = "zhang", *, client: Client | None = None, changed: dict[str, str] | None = None
) -> dict[str, Any]:
    """Go to the provider and back as a browser does; return how it ended."""
    client = client or Client()
    provider.claims = {"preferred_username": name} | provider.claims
    before = AuditEvent.objects.count()
    sent = client.get("/sign-in/oidc/?next=/own/")
    given = provider.approve(sent.headers["Location"]) | (changed or {})
    came = client.get("/sign-in/oidc/back/", given)
    events = AuditEvent.objects.filter(number__gt=before).order_by("number")
    return {
        "status": came.status_code,
        "location": came.headers.get("Location", ""),
        "events": list(events.values_list("event", flat=True)),
        "text": came.content.decode(),
        "signed_in": client.get("/own/").status_code == 200,
        "policy": came.headers["Content-Security-Policy"],
        "accounts": User.objects.count(),
    }


def as_unsigned(token: dict[str, Any]) -> str:
    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none', 'kid': KID})}.{part(token)}."


def by_another_key(token: dict[str, Any]) -> str:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(token, other, "RS256", {"kid": KID})


def by_the_public_key(token: dict[str, Any]) -> str:
    """Signed with what everybody knows, as if it were a shared secret."""
    import hashlib
    import hmac

    public = provider.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    head = as_unsigned(token).rpartition(".")[0].split(".")[1]
    first = base64.urlsafe_b64encode(json.dumps({"alg": "HS256", "kid": KID}).encode()).rstrip(b"=").decode()
    mark = hmac.new(public, f"{first}.{head}".encode(), hashlib.sha256).digest()
    return f"{first}.{head}.{base64.urlsafe_b64encode(mark).rstrip(b'=').decode()}"


SPOILED: dict[str, Any] = {
    "unsigned": as_unsigned,
    "another_key": by_another_key,
    "public_key": by_the_public_key,
    "no_token": lambda _token: "none",
    "another_nonce": lambda token: token.update(nonce="x"),
    "no_nonce": lambda token: token.pop("nonce") and None,
    "another_client": lambda token: token.update(aud="someone"),
    "another_issuer": lambda token: token.update(iss="http://127.0.0.1:1/realm"),
    "expired": lambda token: token.update(exp=token["exp"] - 3600),
    "name_is_a_list": lambda token: token.update(preferred_username=["zhang"]),
    "name_is_empty": lambda token: token.update(preferred_username=" "),
}


def outcomes() -> dict[str, Any]:
    found: dict[str, Any] = {}
    page = Client().get("/sign-in/?next=/own/").content.decode()
    found["page"] = page
    found["asked_before"] = list(provider.asked)
    for name in ("zhang", " Zhang ", "nobody", "waiting", "ended", "locked", "keeper"):
        provider.claims = {}
        found[name] = sign_in(name)
    for name, spoil in SPOILED.items():
        provider.claims, provider.spoil = {}, spoil
        found[name] = sign_in()
    provider.spoil = lambda _token: None
    found |= more()
    provider.close()
    found["gone"] = {
        "status": (gone := Client().get("/sign-in/oidc/")).status_code,
        "text": gone.content.decode(),
    }
    with connection.cursor() as cursor:
        found["tables"] = connection.introspection.table_names(cursor)
    return found


def more() -> dict[str, Any]:
    found: dict[str, Any] = {}
    client = Client()
    provider.claims = {}
    found["factor"] = sign_in("with_factor", client=client)
    begun = client.post("/sign-in/code/", {"code": pyotp.TOTP(FACTOR).now()})
    found["factor_given"] = {
        "location": begun.headers.get("Location", ""),
        "event": AuditEvent.objects.order_by("-number").values_list("event", flat=True)[0],
    }
    provider.claims = {}
    found["another_state"] = sign_in(changed={"state": "x"})
    found["no_code"] = sign_in(changed={"code": ""})
    found["another_code"] = sign_in(changed={"code": "code0"})
    # Only the other address knows the name: believed where it speaks of the same account.
    provider.claims = {"preferred_username": None}
    provider.spoil = lambda token: token.pop("preferred_username", None) and None
    provider.told = {"sub": "1", "preferred_username": "zhang"}
    found["told_apart"] = sign_in()
    provider.told = {"sub": "2", "preferred_username": "zhang"}
    found["told_of_another"] = sign_in()
    provider.spoil = lambda _token: None
    provider.claims = {}
    settings.ENVIRONMENT = replaced(administrators=True)
    found["keeper_allowed"] = sign_in("keeper")
    settings.ENVIRONMENT = replaced(claim="email")
    User.objects.filter(username="zhang").update(username="zhang@example.cn")
    provider.claims = {"email": "zhang@example.cn"}
    found["address_not_verified"] = sign_in()
    provider.claims = {"email": "zhang@example.cn", "email_verified": True}
    found["address_verified"] = sign_in()
    return found


def replaced(**changed: Any) -> Any:
    from dataclasses import replace

    return replace(settings.ENVIRONMENT, oidc=replace(settings.ENVIRONMENT.oidc, **changed))


people()
settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
print(json.dumps(outcomes(), ensure_ascii=False))
