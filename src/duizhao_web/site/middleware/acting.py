"""Who acts: from the session to the actor, on every request; nobody signed in gets nothing but public
pages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from duizhao_web.apps.accounts.actors import actor_of
from duizhao_web.apps.accounts.models import User
from duizhao_web.apps.accounts.sessions import USER, seen
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import ANONYMOUS
from duizhao_web.apps.kernel.audit.record import coming_from
from duizhao_web.site.request import Request, is_public

# Pages open to somebody who must first set another password.
_BEFORE_ALL = ("password", "sign-out", "language", "display")
_LOOPBACK = ("127.0.0.1", "::1")


class Acting:
    """Puts the actor on the request and keeps the pages that need one."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Return the answer, every event of which says where the request came from."""
        request.account = _account(request)
        request.actor = actor_of(request.account, clock.today()) if request.account else ANONYMOUS
        with coming_from(address_of(request)):
            return self.get_response(request)

    def process_view(self, request: Request, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Send whoever is not signed in to do so, and back to the page afterwards."""
        if is_public(view):
            return None
        if request.account is None and not request.accepts("text/html"):
            # A script of ours must not take the page to sign in on for an answer.
            return JsonResponse(
                {"message": _("登录已过期，没有办理；请在另一个窗口登录后重试。")}, status=401
            )
        if request.account is None:
            back = _page_of(request)
            return _sent_to(request, reverse("sign-in") + (f"?{urlencode({'next': back})}" if back else ""))
        match = request.resolver_match
        if request.account.must_change_password and match and match.url_name not in _BEFORE_ALL:
            return _sent_to(request, reverse("password"))
        return None


def address_of(request: Request) -> str:
    """Return where the request came from; a proxy's word counts where it sits on this machine and speaks
    https.
    """
    address = request.META.get("REMOTE_ADDR", "") or ""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if forwarded and settings.ENVIRONMENT.secure and address in _LOOPBACK:
        address = forwarded.rsplit(",", 1)[-1].strip()
    return address[:45]


def _account(request: Request) -> User | None:
    user_id = request.session.get(USER)
    if user_id is None:
        return None
    user = User.objects.select_related("person").filter(pk=user_id).first()
    if user is None or user.state != "active" or not seen(request.session):
        request.session.flush()
        return None
    return user


def _page_of(request: Request) -> str:
    """Return the page somebody was on: a form that was sent too late is shown again, not its answer."""
    if request.method == "GET" and not request.htmx:
        return request.get_full_path()
    shown = urlsplit(request.htmx.current_url or request.META.get("HTTP_REFERER", ""))
    if shown.netloc != request.get_host() or shown.path == reverse("sign-in"):
        return ""
    return shown.path + (f"?{shown.query}" if shown.query else "")


def _sent_to(request: Request, address: str) -> HttpResponse:
    return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)
