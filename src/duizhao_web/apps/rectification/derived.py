"""What is derived from dates and never stored: 未启动, 临期, 逾期, 停滞, as conditions for a day."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol

from django.db import models
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.rectification.lifecycle import OPEN, WORKING, State
from duizhao_web.apps.rectification.models import Item

SOON: Final = 7
"""Days before the deadline from which an item is 临期."""
SILENT: Final = 30
"""Days without a report after which an item is 停滞."""
_OPEN: Final = frozenset(state.value for state in OPEN)
_WORKING: Final = frozenset(state.value for state in WORKING)


class Condition(models.TextChoices):
    """What the dates say of an open item."""

    NOT_STARTED = "not_started", _("未启动")
    DUE_SOON = "due_soon", _("临期")
    OVERDUE = "overdue", _("逾期")
    STALLED = "stalled", _("停滞")


class Dated(Protocol):
    """What the dates are asked of: an item, or a row of a list."""

    @property
    def state(self) -> str: ...
    @property
    def deadline(self) -> date | None: ...
    @property
    def review_on(self) -> date | None: ...
    @property
    def started_on(self) -> date | None: ...
    @property
    def reported_on(self) -> date | None: ...


class Field(StrEnum):
    """The annotations by which a list shows and filters them."""

    NOT_STARTED = "is_not_started"
    DUE_SOON = "is_due_soon"
    OVERDUE = "is_overdue"
    STALLED = "is_stalled"


def condition(which: Condition, on: date, *, soon: int = SOON, silent: int = SILENT) -> Q:
    """Return the condition that the dates say this of an item on a day."""
    is_open = Q(state__in=[state.value for state in OPEN])
    working = Q(state__in=[state.value for state in WORKING])
    match which:
        case Condition.NOT_STARTED:
            return Q(state=State.PLANNED.value)
        case Condition.OVERDUE:
            past_date = Q(deadline__lt=on)
            past_review = Q(deadline__isnull=True, review_on__lt=on)
            return is_open & ~Q(state=State.DRAFTED.value) & (past_date | past_review)
        case Condition.DUE_SOON:
            until = on + timedelta(days=soon)
            near = Q(deadline__gte=on, deadline__lte=until)
            review_near = Q(deadline__isnull=True, review_on__gte=on, review_on__lte=until)
            return is_open & ~Q(state=State.DRAFTED.value) & (near | review_near)
        case Condition.STALLED:
            since = on - timedelta(days=silent)
            heard = Q(reported_on__lt=since)
            never = Q(reported_on__isnull=True) & Q(started_on__lt=since)
            return working & ~Q(state=State.PLANNED.value) & (heard | never)


def annotated(rows: QuerySet[Item], on: date, *, soon: int = SOON, silent: int = SILENT) -> QuerySet[Item]:
    """Return the items with a yes or no for each condition (``Field``)."""
    pairs = zip(Field, Condition, strict=True)
    return rows.annotate(
        **{
            field.value: Case(
                When(condition(which, on, soon=soon, silent=silent), then=Value(True)),
                default=Value(False),
                output_field=models.BooleanField(),
            )
            for field, which in pairs
        }
    )


def conditions_of(item: Dated, on: date, *, soon: int = SOON, silent: int = SILENT) -> list[Condition]:
    """Return what the dates say of one item, without asking the database."""
    found = []
    is_open = item.state in _OPEN and item.state != State.DRAFTED.value
    day = item.deadline or item.review_on
    if item.state == State.PLANNED.value:
        found.append(Condition.NOT_STARTED)
    if is_open and day is not None and day < on:
        found.append(Condition.OVERDUE)
    if is_open and day is not None and on <= day <= on + timedelta(days=soon):
        found.append(Condition.DUE_SOON)
    heard = item.reported_on or item.started_on
    working = item.state in _WORKING and item.state != State.PLANNED.value
    if working and heard is not None and heard < on - timedelta(days=silent):
        found.append(Condition.STALLED)
    return found
