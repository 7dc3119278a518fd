"""Signing in and out, one-time links, the switch of language and of how pages look."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from duizhao_web.apps.accounts.models import User
from duizhao_web.apps.accounts.services.links import link_get, link_use
from duizhao_web.apps.accounts.services.signing_in import (
    factor_checked,
    password_checked,
    sessions_end,
    signed_in,
)
from duizhao_web.apps.accounts.sessions import ADDRESS, AGENT, PENDING, USER
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.site import display
from duizhao_web.site.forms.signing_in import FactorForm, NewPasswordForm, SignInForm
from duizhao_web.site.middleware.acting import address_of
from duizhao_web.site.request import Request, own_account, public

# How long after the password the second factor may come.
_PENDING_FOR: Final = timedelta(minutes=5)
_KEPT: Final = 365 * 24 * 60 * 60


@public
@require_http_methods(["GET", "POST"])
def sign_in(request: Request) -> HttpResponse:
    """Ask for name and password."""
    if request.account is not None:
        return redirect("home")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        result = password_checked(**form.cleaned_data)
        if result.user is None:
            assert result.error is not None
            form.add_error(None, result.error.message)
            return _asked(request, form, result.error.status)
        return go_on(request, result.user, request.GET.get("next", ""))
    return _asked(request, form)


def _asked(request: Request, form: SignInForm, status: int = 200) -> HttpResponse:
    back, provider = request.GET.get("next", ""), settings.ENVIRONMENT.oidc
    context = {
        "form": form,
        "provider": provider.name if provider is not None and settings.OIDC_READY else "",
        "back": urlencode({"next": back}) if back else "",
    }
    return render(request, "sign_in/sign_in.html", context, status=status)


def go_on(request: Request, user: User, back: str, *, provider: str = "") -> HttpResponse:
    """Go on after the password, or after the identity ``provider``: to the second factor, or in."""
    if user.has_factor:
        # A fresh key here, too: what the password opened must not lie in a session somebody else knows.
        request.session.flush()
        request.session[PENDING] = [user.pk, clock.now().timestamp(), back, provider]
        return redirect("second-factor")
    return _begun(request, user, back, provider)


@public
@require_http_methods(["GET", "POST"])
def second_factor(request: Request) -> HttpResponse:
    """Ask for the six digits, within minutes after the password."""
    pending = request.session.get(PENDING)
    if pending is None or clock.now().timestamp() - pending[1] > _PENDING_FOR.total_seconds():
        request.session.pop(PENDING, None)
        return redirect("sign-in")
    user = User.objects.get(pk=pending[0])
    form = FactorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        result = factor_checked(user=user, code=form.cleaned_data["code"])
        if result.user is None:
            assert result.error is not None
            form.add_error("code", result.error.message)
            return render(request, "sign_in/second_factor.html", {"form": form}, status=result.error.status)
        return _begun(request, result.user, pending[2], pending[3])
    return render(request, "sign_in/second_factor.html", {"form": form})


@require_POST
def sign_out(request: Request) -> HttpResponse:
    """End this session."""
    key = request.session.session_key or ""
    sessions_end(actor=request.actor, user=own_account(request), keys=[key])
    request.session.flush()
    return redirect("sign-in")


@public
@require_http_methods(["GET", "POST"])
def set_up(request: Request, token: str) -> HttpResponse:
    """Set a password by a one-time link."""
    link = link_get(token)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            link_use(token=token, password=form.cleaned_data["password"])
        except AppError as error:
            if error.code != AppErrorCode.PASSWORD_REFUSED:
                raise
            form.add_error("password", error.message)
        else:
            return render(request, "sign_in/set_up_done.html", {"username": link.user.username})
    context = {"form": form, "link": link}
    return render(request, "sign_in/set_up.html", context, status=422 if form.errors else 200)


@public
@require_POST
def language(request: Request) -> HttpResponse:
    """Switch to the other language and stay on the page."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        raise AppError(AppErrorCode.NOT_FOUND)
    return _remembered(request, settings.LANGUAGE_COOKIE_NAME, chosen)


@public
@require_POST
def look(request: Request) -> HttpResponse:
    """Choose how pages look (``theme:dark``) and stay on the page."""
    name, _colon, key = request.POST.get("set", "").partition(":")
    try:
        cookie = display.changed(request.COOKIES.get(display.COOKIE, ""), name, key)
    except KeyError as error:
        raise AppError(AppErrorCode.NOT_FOUND) from error
    return _remembered(request, display.COOKIE, cookie)


def _remembered(request: Request, name: str, value: str) -> HttpResponse:
    response = HttpResponseRedirect(_inside(request, request.POST.get("next", "")))
    response.set_cookie(
        name, value, max_age=_KEPT, samesite="Lax", httponly=True, secure=settings.ENVIRONMENT.secure
    )
    return response


@public
def health(request: Request) -> HttpResponse:  # noqa: ARG001
    """Answer that the server answers."""
    return HttpResponse(f"ok {get_language()}\n", content_type="text/plain")


def _begun(request: Request, user: User, back: str, provider: str) -> HttpResponse:
    user = signed_in(user=user, provider=provider)
    # A fresh key: one that somebody else may have put into the browser is worth nothing afterwards.
    request.session.flush()
    request.session[USER] = user.pk
    request.session[ADDRESS] = address_of(request)
    request.session[AGENT] = request.META.get("HTTP_USER_AGENT", "")[:200]
    return HttpResponseRedirect(_inside(request, back))


def _inside(request: Request, address: str) -> str:
    allowed = {request.get_host()}
    return address if address and url_has_allowed_host_and_scheme(address, allowed) else reverse("home")
