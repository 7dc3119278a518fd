"""Lists as somebody likes to see them: kept under a name, dropped again."""

from __future__ import annotations

from typing import Final

from duizhao_web.apps.accounts import events
from duizhao_web.apps.accounts.models import SavedView, User
from duizhao_web.apps.accounts.policy import VIEW_KEEP
from duizhao_web.apps.accounts.subjects import of_user
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service

MOST: Final = 20


@service
def view_keep(*, actor: Actor, user: User, page: str, name: str, query: str) -> SavedView:
    """Keep a view of a list; one of the same name is replaced."""
    authorise(actor, VIEW_KEEP, of_user(user))
    found = SavedView.objects.filter(user=user, page=page, name=name.strip()).first()
    if found is None and SavedView.objects.filter(user=user, page=page).count() >= MOST:
        raise AppError(AppErrorCode.TOO_MANY, detail=MOST)
    view = found or SavedView(user=user, page=page, name=name.strip())
    view.query = query
    view.full_clean()
    view.save()
    record(events.VIEW_KEPT, actor=actor, about=user, username=user.username)
    return view


@service
def view_drop(*, actor: Actor, user: User, view_id: int) -> str:
    """Drop one of one's own views and return the page it was of."""
    authorise(actor, VIEW_KEEP, of_user(user))
    view = SavedView.objects.filter(user=user, pk=view_id).first()
    if view is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    view.delete()
    record(events.VIEW_DROPPED, actor=actor, about=user, username=user.username)
    return view.page
