"""Speaking to an identity provider by OpenID Connect: where to send somebody, and who came back.

django-allauth speaks the protocol; what it would do afterwards (accounts of its own, Django's session) is not
done. The way back is checked more strictly than it does: signature, issuer and nonce of the token.
"""

from __future__ import annotations

import hmac
import logging
import secrets
from typing import Any, Final

import requests
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.site.request import Request

_PROVIDER: Final = "oidc"
_log = logging.getLogger("duizhao_web.identity")


class OnlyFromSettings(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Knows the one provider that the settings name; none stands in a table."""

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[Any]:  # noqa: ARG002
        """Return the provider."""
        (given,) = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]  # type: ignore[misc]
        return [SocialApp(provider="openid_connect", **given)]


class _Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The protocol, with the address of ours to come back to."""

    def get_callback_url(self, request: Any, app: Any) -> str:  # noqa: ARG002
        return f"{settings.URL}{reverse('oidc-back')}"

    @property
    def openid_config(self) -> Any:
        config = super().openid_config
        if config.get("issuer") != _configured().issuer:
            raise OAuth2Error(f"the provider calls itself {config.get('issuer')!r}")
        return config

    def claims(self, code: str, state: dict[str, Any]) -> dict[str, Any]:
        """Return what the provider says of who came back, from the signed token before all."""
        app = self.get_provider().app
        client = self.get_client(self.request, app)
        answer = client.get_access_token(code, pkce_code_verifier=state.get("pkce_code_verifier"))
        # ``did_fetch_access_token`` stays false: the signature is looked at, https or not.
        token = self._decode_id_token(app, str(answer.get("id_token") or ""))
        if not hmac.compare_digest(str(token.get("nonce")), str(state["data"]["nonce"])):
            raise OAuth2Error("the token answers another request")
        if _configured().claim in token:
            return dict(token)
        told = self._fetch_user_info(answer["access_token"])
        if told.get("sub") != token.get("sub"):
            raise OAuth2Error("the token and the answer are about two accounts")
        return {**told, **token}


class _Provider(OpenIDConnectProvider):  # type: ignore[misc]
    oauth2_adapter_class = _Adapter


def send(request: Request, back: str) -> HttpResponse:
    """Return the redirect to the provider; what must come back unchanged is kept in the session."""
    nonce = secrets.token_urlsafe(24)
    app = get_adapter(request).get_app(request, provider=_PROVIDER)
    try:
        response: HttpResponse = _Provider(request, app=app).redirect(
            request,
            process="login",
            next_url=back or None,
            data={"nonce": nonce},
            auth_params={"nonce": nonce},
        )
    except (OAuth2Error, requests.RequestException, ValueError, KeyError) as error:
        raise _failed(error) from error
    return response


def came_back(request: Request) -> tuple[dict[str, Any], str]:
    """Return the claims of who came back, and the page they wanted; raise where that cannot be relied on."""
    adapter = _Adapter(request, _PROVIDER)
    state = statekit.unstash_state(request, provider_id=_PROVIDER, state_id=request.GET.get("state", ""))
    code = request.GET.get("code", "")
    if state is None or not code:
        raise AppError(AppErrorCode.IDENTITY_REFUSED)
    try:
        return adapter.claims(code, state), str(state.get("next") or "")
    except (OAuth2Error, requests.RequestException, ValueError, KeyError, TypeError) as error:
        raise _failed(error) from error


def _configured() -> Any:
    return settings.ENVIRONMENT.oidc


def _failed(error: Exception) -> AppError:
    # The token itself, and whoever it is about, stay out of the log.
    _log.warning("identity provider: %s: %.200s", type(error).__name__, error)
    unreached = isinstance(error, requests.RequestException)
    return AppError(AppErrorCode.IDENTITY_UNREACHED if unreached else AppErrorCode.IDENTITY_REFUSED)
