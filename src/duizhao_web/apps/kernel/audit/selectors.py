"""Reading the log: for the audit administrator alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from duizhao_web.apps.kernel.actor import INSTALLATION, Actor
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.kernel.policy import AUDIT_VIEW, authorise


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What to look for; an empty field does not narrow."""

    event: str = ""
    actor_name: str = ""
    since: date | None = None
    until: date | None = None


def audit_list(actor: Actor, wanted: AuditFilter) -> QuerySet[AuditEvent]:
    """Return the events that match; the caller orders and pages."""
    authorise(actor, AUDIT_VIEW, INSTALLATION)
    condition = Q()
    if wanted.event:
        condition &= Q(event=wanted.event)
    if wanted.actor_name:
        condition &= Q(actor_name__icontains=wanted.actor_name)
    if wanted.since:
        condition &= Q(at__gte=_midnight(wanted.since))
    if wanted.until and wanted.until < date.max:
        condition &= Q(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return AuditEvent.objects.filter(condition)


def _midnight(day: date) -> datetime:
    # Within what a clock west or east of here can still say.
    day = min(max(day, date.min + timedelta(days=2)), date.max - timedelta(days=2))
    return timezone.make_aware(datetime.combine(day, time()))
