"""What is locked or issued is kept by the database itself, whoever writes to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from city import City
from django.db import IntegrityError, transaction
from periods import a_period, do, filled, issued, locked

from duizhao_web.apps.kernel.scope import move_rows
from duizhao_web.apps.reporting.models import Figure, Issue, IssueLine, Report


def refused(change: Callable[[], object], match: str) -> None:
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        change()


def test_figure_when_its_report_is_locked_then_neither_changed_removed_nor_added(city: City) -> None:
    report = locked(city, a_period(city))
    figures = Figure.objects.filter(report=report)

    for change in ({"number": 99}, {"note": "改一改"}, {"ids": [1]}, {"kind": "new"}):
        refused(lambda change=change: figures.filter(kind="all").update(**change), "figures of a locked")
    refused(lambda: figures.filter(kind="all").delete(), "figures of a locked")
    refused(
        lambda: Figure.objects.bulk_create([Figure(report=report, kind="other", number=1)]),
        "figures of a locked|figure_kind_known",
    )
    assert figures.count() == 12


def test_figure_when_moved_into_a_locked_report_then_refused(city: City) -> None:
    period = a_period(city)
    report, draft = locked(city, period), filled(city, period, "rival")

    refused(
        lambda: Figure.objects.filter(report=draft).update(report=report), "figures of a locked|figure_once"
    )
    assert draft.figures.count() == 12


def test_figure_when_its_report_is_a_draft_then_counted_anew(city: City) -> None:
    report = filled(city, a_period(city))

    assert Figure.objects.filter(report=report).update(number=3) == 12


@pytest.mark.parametrize(
    "change",
    [
        {"progress": "另一个说法"},
        {"request": ""},
        {"edition": 5},
        {"confirmed_by_name": "别人"},
        {"stage": "filling", "locked_at": None},
        {"filled_by": None},
    ],
)
def test_report_when_locked_then_not_changed_by_any_way(city: City, change: dict[str, object]) -> None:
    report = locked(city, a_period(city))

    refused(lambda: Report.objects.filter(pk=report.pk).update(**change), "a locked report")


def test_report_when_locked_then_not_removed(city: City) -> None:
    report = locked(city, a_period(city))

    refused(lambda: Report.objects.filter(pk=report.pk).delete(), "locked")


def test_report_when_locked_then_replied_to_and_carried_along_with_its_unit(city: City) -> None:
    report = locked(city, a_period(city))

    report = do(city, "city.chief", "reply", report, text="资金四月到位")
    move_rows(report.unit_path, report.unit_path[:-1] + "Z")

    found = Report.objects.get(pk=report.pk)
    assert (found.reply, found.unit_path[-1]) == ("资金四月到位", "Z")


def test_issue_when_made_then_never_changed_nor_removed(city: City) -> None:
    period = a_period(city)
    locked(city, period)
    issue = issued(city, period)

    refused(lambda: Issue.objects.filter(pk=issue.pk).update(number=7), "what was issued")
    refused(lambda: IssueLine.objects.filter(issue=issue).update(figures={"all": 9}), "what was issued")
    refused(lambda: IssueLine.objects.filter(issue=issue).delete(), "what was issued")
    refused(
        lambda: Issue.objects.filter(pk=issue.pk)._raw_delete("default"),
        "what was issued|FOREIGN KEY|foreign key",
    )
