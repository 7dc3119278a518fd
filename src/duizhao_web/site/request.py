"""A request as the pages get it: with the one who acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import HttpRequest, HttpResponseBase

from duizhao_web.apps.accounts.models import User
from duizhao_web.apps.kernel.actor import Actor

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase
    from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """What a request is once ``Acting`` has seen it; a type only, requests are made by Django."""

    actor: Actor
    account: User | None
    htmx: HtmxDetails
    session: SessionBase


def own_account(request: Request) -> User:
    """Return the account that is signed in, on a page that asks for one."""
    assert request.account is not None
    return request.account


View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def public(view: View) -> View:
    """Mark a page that needs nobody signed in; all others do."""
    view.public = True  # type: ignore[attr-defined]
    return view


def is_public(view: Any) -> bool:
    """Return whether the page was marked so."""
    return getattr(view, "public", False) is True
