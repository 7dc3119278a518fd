"""Reading accounts, what waits for confirmation, and assignments, each as far as the actor may."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from duizhao_web.apps.accounts.models import Duty, SetupLink, SupervisionGroup, User
from duizhao_web.apps.accounts.policy import ACCOUNT_LIST, GRANTS_VIEW
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import INSTALLATION, Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.units.models import Person, Tenure


def account_list(actor: Actor, text: str = "") -> QuerySet[User]:
    """Return the accounts whose name has the text in it."""
    authorise(actor, ACCOUNT_LIST, INSTALLATION)
    rows = User.objects.select_related("person__unit")
    return rows.filter(Q(username__icontains=text) | Q(name__icontains=text)) if text else rows


def account_get(actor: Actor, pk: int) -> User:
    """Return an account."""
    found = account_list(actor).filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def people_without_account(actor: Actor) -> QuerySet[Person]:
    """Return the people who hold a confirmed post and cannot sign in."""
    authorise(actor, ACCOUNT_LIST, INSTALLATION)
    held = Tenure.objects.filter(until__isnull=True, confirmed_at__isnull=False).values("person_id")
    return Person.objects.filter(pk__in=held, account__isnull=True).select_related("unit")


def links_waiting(actor: Actor) -> QuerySet[SetupLink]:
    """Return the links nobody has confirmed yet."""
    authorise(actor, GRANTS_VIEW, INSTALLATION)
    rows = SetupLink.objects.filter(
        confirmed_at__isnull=True, withdrawn_at__isnull=True, used_at__isnull=True
    )
    return rows.filter(expires_at__gt=clock.now()).select_related("user").order_by("proposed_at", "pk")


def duties_waiting(actor: Actor) -> QuerySet[Duty]:
    """Return the assignments nobody has confirmed yet."""
    authorise(actor, GRANTS_VIEW, INSTALLATION)
    rows = Duty.objects.filter(confirmed_at__isnull=True, recused_on__isnull=True)
    return rows.select_related("person", "unit").prefetch_related("named").order_by("proposed_at", "pk")


def duty_list(actor: Actor, on: date) -> QuerySet[Duty]:
    """Return the assignments still running: one's own, and those at units the actor sees."""
    seen = Q(pk__in=Duty.objects.visible_to(actor).values("pk"))
    if actor.person_id is not None:
        seen |= Q(person_id=actor.person_id)
    rows = Duty.objects.filter(seen, until__gte=on).select_related("person", "unit", "group")
    return rows.prefetch_related("named").order_by("unit_path", "kind", "pk")


def duty_get(actor: Actor, pk: int, on: date) -> Duty:
    """Return an assignment the actor sees."""
    found = duty_list(actor, on).filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def group_list() -> QuerySet[SupervisionGroup]:
    """Return the supervision groups by name."""
    return SupervisionGroup.objects.order_by("name")
