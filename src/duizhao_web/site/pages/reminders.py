"""Reminders: what the one who is signed in was told is due, late or waiting."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from duizhao_web.apps.kernel.paging import page_of
from duizhao_web.apps.rectification.models import Assignment, SupervisionNotice
from duizhao_web.apps.rectification.reminded import ReminderRow, reminder_list, reminder_rows
from duizhao_web.apps.rectification.services.reminding import reminders_see
from duizhao_web.apps.reporting.models import Period, Report
from duizhao_web.site.request import Request


@require_GET
def reminders(request: Request) -> HttpResponse:
    """List one's reminders, the latest first."""
    rows = reminder_list(request.actor)
    page = page_of(rows, order=["-pk"], cursor=request.GET.get("cursor", ""))
    found = [(row, _address(row)) for row in reminder_rows(request.actor, page.rows)]
    unseen = any(row.reminder.seen_at is None for row, _address_of in found)
    return render(request, "reminders/reminders.html", {"rows": found, "page": page, "unseen": unseen})


@require_POST
def seen(request: Request) -> HttpResponse:
    """Mark all of them as seen."""
    reminders_see(actor=request.actor)
    return HttpResponseRedirect(reverse("reminders"))


def _address(row: ReminderRow) -> str:
    if isinstance(row.thing, Assignment):
        return reverse("assignment", kwargs={"pk": row.thing.pk})
    if isinstance(row.thing, SupervisionNotice):
        return reverse("notice", kwargs={"pk": row.thing.pk})
    if isinstance(row.thing, Period):
        return f"{reverse('period', kwargs={'pk': row.thing.pk})}?stage=overdue&draft=1"
    if isinstance(row.thing, Report):
        return reverse("period-report", kwargs={"pk": row.thing.pk})
    return reverse("item-follow", kwargs={"item": row.thing.pk})
