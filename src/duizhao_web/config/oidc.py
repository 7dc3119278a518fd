"""What an identity provider needs of Django's settings: the apps django-allauth imports, without tables.

Only its protocol is used (``site.identity``). Its accounts, and Django's groups and permissions which it
brings along, are not: no table of theirs is made, so nothing can be kept in one (docs/decisions/0102).
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any, Final

from duizhao_web.config.env import Oidc

PROVIDER: Final = "oidc"
APPS: Final = (
    "duizhao_web.config.oidc_apps.WithoutContentTypes",
    "duizhao_web.config.oidc_apps.WithoutPermissions",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
)
MIDDLEWARE: Final = "allauth.account.middleware.AccountMiddleware"
NO_TABLES: Final = ("contenttypes", "auth", "account", "socialaccount")


def is_installed() -> bool:
    """Return whether the extra ``oidc`` is."""
    return find_spec("allauth") is not None


def settings_of(oidc: Oidc) -> dict[str, Any]:
    """Return the settings that django-allauth reads."""
    app = {
        "provider_id": PROVIDER,
        "name": oidc.name,
        "client_id": oidc.client_id,
        "secret": oidc.client_secret(),
        "settings": {
            "server_url": oidc.issuer,
            "oauth_pkce_enabled": True,
            "scope": ["openid", *oidc.scopes],
        },
    }
    return {
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [app]}},
        "SOCIALACCOUNT_ADAPTER": "duizhao_web.site.identity.OnlyFromSettings",
        "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
        "MIGRATION_MODULES": dict.fromkeys(NO_TABLES),
    }
