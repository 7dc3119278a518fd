"""Periods for the city: opened by it for the county and its rival, filled in, handed in, locked, issued."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from city import City
from django.db.models import F

from duizhao_web.apps.kernel.paths import STEP
from duizhao_web.apps.reporting.models import Issue, Period, Report
from duizhao_web.apps.reporting.services import correcting, filing, issuing
from duizhao_web.apps.reporting.services.filing import Said
from duizhao_web.apps.reporting.services.opening import Asked, period_open
from duizhao_web.apps.units.models import Unit

SINCE: Final = date(2026, 2, 11)
# The day of the tests' clock: a Tuesday.
UNTIL: Final = date(2026, 3, 10)
SAID: Final = Said(
    progress="河湾村的三个问题已办结一个",
    difficulties="资金没有到位",
    next_steps="三月底前办结第二个",
    request="请市里协调资金 50 万元",
)


def a_period(
    city: City, *, by: str = "city.coordinator", units: tuple[str, ...] = ("county", "rival"), **more: Any
) -> Period:
    """Open a period of the actor's unit for some units, to be handed in three working days later."""
    values = {"title": "2026年3月调度", "since": SINCE, "until": UNTIL, "days": 3, **more}
    return period_open(
        actor=city.actor(by),
        opener=city.unit(by.partition(".")[0]),
        units=[city.unit(name) for name in units],
        asked=Asked(**values),
    )


def report_of(period: Period, city: City, unit: str = "county") -> Report:
    """Return a unit's latest report as it is now."""
    rows = Report.objects.select_related("period", "unit")
    return rows.get(period=period, unit=city.unit(unit), latest=True)


def do(city: City, who: str, act: str, report: Report, **more: Any) -> Report:
    """Do something with a report as it is now, and return it as it is then."""
    version = Report.objects.values_list("version", flat=True).get(pk=report.pk)
    service = getattr(correcting if act in ("correct", "recall") else filing, f"report_{act}")
    service(actor=city.actor(who), report=report, expected_version=version, **more)
    return Report.objects.select_related("period", "unit").get(pk=report.pk)


def steer(city: City, who: str, act: str, period: Period, **more: Any) -> Any:
    """Do something with a period as it is now."""
    version = Period.objects.values_list("version", flat=True).get(pk=period.pk)
    service = getattr(issuing, f"period_{act}")
    return service(actor=city.actor(who), period=period, expected_version=version, **more)


def filled(city: City, period: Period, unit: str = "county", said: Said = SAID) -> Report:
    """Return a unit's report, filled in by its coordinator."""
    report = do(city, f"{unit}.coordinator", "begin", report_of(period, city, unit))
    return do(city, f"{unit}.coordinator", "fill", report, said=said)


def handed_in(city: City, period: Period, unit: str = "county") -> Report:
    """Return a unit's report, confirmed by its chief and handed in."""
    report = do(city, f"{unit}.chief", "confirm", filled(city, period, unit))
    return do(city, f"{unit}.coordinator", "hand_in", report)


def locked(city: City, period: Period, unit: str = "county") -> Report:
    """Return a unit's report, locked by the unit that asked."""
    return do(city, "city.coordinator", "lock", handed_in(city, period, unit))


def issued(city: City, period: Period) -> Issue:
    """Close a period and issue what is locked."""
    steer(city, "city.coordinator", "close", period)
    issue: Issue = steer(city, "city.chief", "issue", period)
    return issue


def the_period(city: City) -> int:
    """Return the number of the period that pages are asked for."""
    found = Period.objects.order_by("pk").first() or a_period(city)
    return int(found.pk)


def the_report(city: City) -> int:
    """Return the number of the county's report in it, handed in."""
    period = Period.objects.get(pk=the_period(city))
    report = report_of(period, city)
    return int(report.pk if report.handed_in_on else handed_in(city, period).pk)


def a_draft(city: City) -> int:
    """Return the number of the county's report in it, being filled in."""
    period = Period.objects.get(pk=the_period(city))
    report = report_of(period, city)
    return int(report.pk if report.counted_on else filled(city, period).pk)


def the_issue(city: City) -> int:
    """Return the number of what was issued of a period, without the county's rival."""
    found = Issue.objects.order_by("pk").first()
    if found is None:
        period = a_period(city)
        locked(city, period)
        found = issued(city, period)
    return int(found.pk)


def many_units(city: City, count: int) -> list[Unit]:
    """Found many units directly below the city, without anybody in them."""
    top, last = city.unit("city"), Unit.objects.filter(depth=2).order_by("path").last()
    assert last is not None
    begin = int(last.path[-STEP:], 36) + 1
    rows = [
        Unit(
            path=f"{top.path}{_base36(begin + number)}",
            depth=2,
            numchild=0,
            name=f"第{number + 1}单位",
            code=f"many{number}",
            position=begin + number,
            since=SINCE,
        )
        for number in range(count)
    ]
    Unit.objects.filter(pk=top.pk).update(numchild=F("numchild") + count)
    return Unit.objects.bulk_create(rows)


def _base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    text = ""
    for _place in range(STEP):
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text
