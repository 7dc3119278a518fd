"""Reading accounts, what waits for confirmation, and assignments, each as far as the actor may."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from duizhao_web.apps.accounts.models import Duty, SetupLink, SupervisionGroup, User
from duizhao_web.apps.accounts.policy import ACCOUNT_LIST, GRANTS_VIEW
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import INSTALLATION, Actor, Role
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paths import NOTHING, at_or_below, directly_below
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.units.models import Person, Tenure, Unit


def account_list(actor: Actor, text: str = "", state: str = "", kind: str = "") -> QuerySet[User]:
    """Return the accounts whose name has the text in it, in a state, of people or of an administrator."""
    authorise(actor, ACCOUNT_LIST, INSTALLATION)
    rows = User.objects.select_related("person__unit").filter(_in_state(state))
    if kind:
        rows = rows.filter(administrator="" if kind == "person" else kind)
    return rows.filter(Q(username__icontains=text) | Q(name__icontains=text)) if text else rows


def _in_state(state: str) -> Q:
    open_ = Q(ended_at__isnull=True)
    match state:
        case "active":
            return open_ & Q(password_set_at__isnull=False)
        case "waiting":
            return open_ & Q(password_set_at__isnull=True)
        case "locked":
            return open_ & Q(locked_until__gt=clock.now())
        case "ended":
            return Q(ended_at__isnull=False)
    return Q()


def account_get(actor: Actor, pk: int) -> User:
    """Return an account."""
    found = account_list(actor).filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def has_factor(actor: Actor) -> bool:
    """Return whether the actor's own account asks for a second factor."""
    return actor.user_id is not None and User.objects.get(pk=actor.user_id).has_factor


def people_without_account(actor: Actor, text: str = "") -> QuerySet[Person]:
    """Return the people who hold a confirmed post and cannot sign in; of a name, or of units of a name."""
    authorise(actor, ACCOUNT_LIST, INSTALLATION)
    held = Tenure.objects.filter(until__isnull=True, confirmed_at__isnull=False).values("person_id")
    rows = Person.objects.filter(pk__in=held, account__isnull=True).select_related("unit")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(unit__name__icontains=text))
    return rows.order_by("unit_path", "name", "pk")


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


def duty_list(actor: Actor, on: date, text: str = "", kind: str = "", state: str = "") -> QuerySet[Duty]:
    """Return the assignments still running: one's own, and those at units the actor sees."""
    seen = Q(pk__in=Duty.objects.visible_to(actor).values("pk"))
    if actor.person_id is not None:
        seen |= Q(person_id=actor.person_id)
    rows = Duty.objects.filter(seen, until__gte=on).select_related("person__account", "unit", "group")
    if text:
        rows = rows.filter(Q(person__name__icontains=text) | Q(unit__name__icontains=text))
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        recused, confirmed = Q(recused_on__isnull=False), Q(confirmed_at__isnull=False)
        states = {"recused": recused, "proposed": ~recused & ~confirmed, "confirmed": ~recused & confirmed}
        rows = rows.filter(states[state])
    return rows.prefetch_related("named").order_by("unit_path", "kind", "pk")


def duty_get(actor: Actor, pk: int, on: date) -> Duty:
    """Return an assignment the actor sees."""
    found = duty_list(actor, on).filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def units_to_assign(actor: Actor, *, words: str = "", direct: bool = False) -> QuerySet[Unit]:
    """Return the open units to which the actor may assign people, in the order of the tree: those below the
    units whose coordinator the actor is, all of them or only those directly below.
    """
    found = NOTHING
    for seat in actor.seats:
        if seat.role == Role.COORDINATOR:
            below = at_or_below(seat.unit_path, "path") & ~Q(path=seat.unit_path)
            near = directly_below(seat.unit_path, "path") | Q(path__in=seat.also_below)
            led = [at_or_below(path, "path") for path in seat.also_below]
            found |= near if direct else reduce(or_, led, below)
    rows: QuerySet[Unit] = Unit.objects.filter(found, until__isnull=True)
    return (rows.filter(name__icontains=words) if words else rows).order_by("path")


def group_list() -> QuerySet[SupervisionGroup]:
    """Return the supervision groups by name."""
    return SupervisionGroup.objects.order_by("name")
