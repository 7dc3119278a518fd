"""Pages by key: forwards and back, with no row twice and none left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from duizhao_web.apps.kernel.errors import AppError
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.kernel.paging import count_of, page_of
from duizhao_web.apps.units.models import Person

if TYPE_CHECKING:
    from city import City


@pytest.mark.parametrize("order", [["number"], ["-number"], ["event", "-number"], ["-actor_name", "number"]])
def test_pages_when_followed_forwards_and_back_then_all_rows_in_order(city: City, order: list[str]) -> None:
    rows = AuditEvent.objects.all()
    wanted = [row.number for row in rows.order_by(*order)]

    seen, cursors, cursor = list[int](), list[str](), ""
    while True:
        page = page_of(rows, order=order, cursor=cursor, size=7)
        seen += [row.number for row in page.rows]
        cursors.append(page.before)
        if not page.after:
            break
        cursor = page.after
    back = page_of(rows, order=order, cursor=cursors[-1], size=7)

    assert seen == wanted
    assert cursors[0] == ""
    assert [row.number for row in back.rows] == wanted[: len(wanted) - len(page.rows)][-7:]


@pytest.mark.parametrize("cursor", ["a", "zzz", "a%%%", "aWzFd", "bbnVsbA", "aeyJhIjoxfQ", "aWyJ4Il0"])
def test_cursor_when_made_up_then_no_such_page(city: City, cursor: str) -> None:
    with pytest.raises(AppError):
        page_of(AuditEvent.objects.all(), order=["-number", "event"], cursor=cursor)


def test_count_when_beyond_a_thousand_then_not_counted_further(city: City) -> None:
    unit = city.unit("rival")
    Person.objects.bulk_create([Person(unit=unit, unit_path=unit.path, name=str(n)) for n in range(1_100)])

    assert count_of(Person.objects.all()) == "1000+"
    assert count_of(Person.objects.filter(unit=city.units["county"])) == "5"
