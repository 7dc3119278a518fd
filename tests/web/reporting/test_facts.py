"""The figures of a report: what stood on the day, whenever it is counted, each with what it counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from city import City
from items import DEADLINE, closed, drafted, fresh, submitted, working

from duizhao_web.apps.kernel.clock import FixedClock, use_clock
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.services.asking import extension_ask, request_decide, request_sign
from duizhao_web.apps.rectification.services.assigning import Handed, assignment_give, assignment_recall
from duizhao_web.apps.rectification.services.blocking import item_block
from duizhao_web.apps.rectification.services.rechecking import item_reopen, recheck_plan, recheck_record
from duizhao_web.apps.rectification.services.verifying import item_return
from duizhao_web.apps.reporting.facts import Span, counted
from duizhao_web.apps.reporting.words import FigureKind

TODAY = date(2026, 3, 10)
THIS = Span(date(2026, 3, 1), TODAY)
LATER = date(2026, 7, 20)
K = FigureKind


@contextmanager
def on(day: date) -> Iterator[None]:
    with use_clock(FixedClock(datetime(day.year, day.month, day.day, 2, 0, tzinfo=UTC))):
        yield


def figures(city: City, span: Span = THIS, unit: str = "county") -> dict[FigureKind, int]:
    return {kind: len(ids) for kind, ids in counted(city.unit(unit), span).items() if ids}


def granted_more_time(city: City, item: Item, until: date) -> None:
    asked = extension_ask(
        actor=city.actor("county.coordinator"),
        item=fresh(item),
        expected_version=fresh(item).version,
        until=until,
        reason="汛期提前",
    )
    version = fresh(item).version
    asked = request_sign(actor=city.actor("county.member"), request=asked, expected_version=version)
    version = fresh(item).version
    request_decide(actor=city.actor("county.chief"), request=asked, expected_version=version, grant=True)


def test_figures_when_there_is_nothing_then_all_are_nought(city: City) -> None:
    found = counted(city.unit("county"), THIS)

    assert list(found) == list(FigureKind)
    assert not any(found.values())


def test_figures_when_items_stand_in_many_ways_then_each_is_counted_with_its_ids(city: City) -> None:
    done, back, open_ = closed(city), submitted(city), drafted(city)
    item_return(
        actor=city.actor("county.second"), item=back, expected_version=back.version, reason="佐证不足"
    )
    stuck = working(city)
    item_block(
        actor=city.actor("county.member"),
        item=stuck,
        expected_version=stuck.version,
        reason="用地指标未下达",
        document="甲县请〔2026〕1号",
        interim="先用村部",
        review_on=date(2026, 4, 1),
    )

    found = counted(city.unit("county"), THIS)

    assert found[K.ALL] == found[K.NEW] == tuple(sorted(one.pk for one in (done, back, open_, stuck)))
    assert found[K.CLOSED] == (done.pk,)
    assert found[K.OPEN] == tuple(sorted(one.pk for one in (back, open_, stuck)))
    assert found[K.RETURNED] == (back.pk,)
    assert found[K.BLOCKED] == (stuck.pk,)
    assert found[K.OVERDUE] == ()


def test_figures_when_counted_later_then_what_stood_on_the_day(city: City) -> None:
    still = working(city)
    before = figures(city)
    with on(LATER):
        done = closed(city, deadline=date(2026, 12, 31))

        assert figures(city) == before == {K.ALL: 1, K.NEW: 1, K.OPEN: 1}
        later = counted(city.unit("county"), Span(date(2026, 3, 11), LATER))
    assert len(later[K.ALL]) == 2
    assert done.pk in later[K.CLOSED]
    assert still.pk in later[K.OVERDUE]
    assert still.pk not in later[K.NEW]


def test_overdue_when_more_time_was_given_after_the_day_then_by_the_date_of_the_day(city: City) -> None:
    item = working(city)
    july = Span(date(2026, 7, 1), date(2026, 7, 10))
    with on(LATER):
        granted_more_time(city, item, date(2026, 12, 31))

        assert counted(city.unit("county"), july)[K.OVERDUE] == (item.pk,)
        assert counted(city.unit("county"), july)[K.EXTENDED] == ()
        now = counted(city.unit("county"), Span(date(2026, 7, 11), LATER))
    assert now[K.OVERDUE] == ()
    assert now[K.EXTENDED] == (item.pk,)
    assert fresh(item).first_deadline == DEADLINE


def test_overdue_when_another_round_began_after_the_day_then_closed_on_the_day_stays_closed(
    city: City,
) -> None:
    item = closed(city)
    before = figures(city)
    with on(date(2026, 3, 20)):
        head = city.actor("head")
        planned = recheck_plan(actor=head, item=item, due_on=date(2026, 3, 25), basis="督导组抽看")
        recheck_record(actor=head, recheck=planned, held=False, on=date(2026, 3, 20), found="又出现两起")
        item_reopen(
            actor=head,
            item=fresh(item),
            expected_version=fresh(item).version,
            reason="反弹",
            basis="回头看",
            deadline=date(2026, 8, 31),
        )
        later = figures(city, Span(date(2026, 3, 11), date(2026, 3, 20)))

    assert figures(city) == before
    assert later == {K.ALL: 1, K.OPEN: 1, K.RECHECK_FAILED: 1, K.REOPENED: 1}


def test_assignments_when_handed_down_then_counted_where_they_were_received(city: City) -> None:
    item = working(city)
    handed = Handed(text="限期办结", due=date(2026, 3, 15), unit=city.unit("town"))
    given = assignment_give(actor=city.actor("county.chief"), item=item, handed=handed)
    with on(LATER):
        late = counted(city.unit("town"), Span(date(2026, 3, 1), date(2026, 3, 16)))
        assignment_recall(
            actor=city.actor("county.chief"), assignment=given, expected_version=1, text="不再需要"
        )
        gone = counted(city.unit("town"), Span(date(2026, 7, 1), LATER))

    assert figures(city, unit="town") == {K.HANDED_DOWN: 1}
    assert late[K.HANDED_DOWN] == late[K.HANDED_DOWN_LATE] == (given.pk,)
    assert gone[K.HANDED_DOWN] == ()


def test_assignments_when_of_a_personal_item_then_not_counted(city: City) -> None:
    item = working(city)
    handed = Handed(text="限期办结", due=date(2026, 3, 15), unit=city.unit("town"))
    assignment_give(actor=city.actor("county.chief"), item=item, handed=handed)
    Item.objects.filter(pk=item.pk).update(personal=True, person=city.people["county.member"], plan=None)

    assert figures(city, unit="town") == {}


def test_figures_when_counted_then_in_few_queries_whatever_there_is(
    city: City, django_assert_max_num_queries: object
) -> None:
    for _ in range(3):
        working(city)

    with django_assert_max_num_queries(13):  # type: ignore[operator]
        counted(city.unit("county"), THIS)
