"""Signing in by an identity provider, where the settings name one: there, and back."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from duizhao_web.apps.accounts.services.signing_in import identity_checked
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.site.pages.signing_in import go_on
from duizhao_web.site.request import Request, public


@public
@require_GET
def there(request: Request) -> HttpResponse:
    """Send somebody to the provider. A link, not a form: a form may lead to no other site."""
    if not settings.OIDC_READY:
        raise AppError(AppErrorCode.NOT_FOUND)
    if request.account is not None:
        return redirect("home")
    from duizhao_web.site import identity

    return identity.send(request, request.GET.get("next", ""))


@public
@require_GET
def back(request: Request) -> HttpResponse:
    """Take up who came back from there: second factor and session as after a password."""
    provider = settings.ENVIRONMENT.oidc
    if provider is None or not settings.OIDC_READY:
        raise AppError(AppErrorCode.NOT_FOUND)
    if request.account is not None:
        return redirect("home")
    from duizhao_web.site import identity

    came, wanted = identity.came_back(request)
    result = identity_checked(
        claims=came,
        claim=provider.claim,
        administrators=provider.administrators,
        provider=provider.issuer,
    )
    if result.user is None:
        assert result.error is not None
        raise result.error
    return go_on(request, result.user, wanted, provider=provider.issuer)
