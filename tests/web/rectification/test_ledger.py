"""The ledger: found, narrowed, put together, paged and opened at the side; never more than one may read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from city import City
from items import YEAR, drafted, fresh, planned, working

from duizhao_web.apps.accounts.models import SavedView
from duizhao_web.apps.rectification.coverage import Lack
from duizhao_web.apps.rectification.derived import Condition
from duizhao_web.apps.rectification.ledger import Group, Ledger, Wanted, ledger, order_of
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.services.drafting import Draft, Origin, item_create, item_edit
from duizhao_web.apps.rectification.words import DeadlineKind, SourceKind

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]


def own(city: City, who: str = "county.second", title: str = "读原著少") -> Item:
    return item_create(
        actor=city.actor(who),
        unit=city.unit(who.partition(".")[0]),
        year=YEAR,
        draft=Draft(title=title),
        origins=[Origin(SourceKind.SELF)],
        person=city.people[who],
    )


def bare(city: City, title: str = "会议多") -> Item:
    """Draft an item that says nothing but its title."""
    return item_create(
        actor=city.actor("county.coordinator"),
        unit=city.unit("county"),
        year=YEAR,
        draft=Draft(title=title),
        origins=[Origin(SourceKind.INSPECTION)],
    )


def found(city: City, who: str = "county.chief", **wanted: Any) -> set[str]:
    return {item.title for item in ledger(city.actor(who), Wanted(**wanted))}


@pytest.fixture(params=["few", "rare", "common"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Take each of the ways words are looked for: among few items, by index, from item to item."""
    way = str(request.param)
    if way != "few":
        monkeypatch.setattr("duizhao_web.apps.rectification.ledger._FEW", -1)
    if way == "common":
        monkeypatch.setattr("duizhao_web.apps.rectification.finding._MANY", 0)
    return way


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("蹲点", True),
        ("调研走得", True),
        ("河湾", True),
        ("甲县", True),
        ("county.member", True),
        ("2025-03-001", True),
        ("征迁", False),
        ("调研 蹲点", True),
        ("调研 征迁", False),
        ("'; DROP TABLE", False),
    ],
)
def test_words_when_looked_for_then_found_where_they_stand(
    city: City, way: str, words: str, hit: bool
) -> None:
    drafted(city)

    assert bool(found(city, words=words)) == hit


def test_words_when_many_items_have_them_then_the_pages_go_on_and_the_count_says_more(
    city: City, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duizhao_web.apps.rectification.ledger.COUNTED", 3)
    items = [bare(city, f"会议多之{number}") for number in range(5)]
    bare(city, "调研少")

    def page(cursor: str) -> tuple[list[int], str, str]:
        wanted = Ledger(city.actor("county.chief"), Wanted(words="会议"))
        found, count = wanted.page(order=order_of("", None), cursor=cursor, size=2)
        return [item.pk for item in found.rows], found.after, count

    met, cursor = [], ""
    for _page in range(3):
        rows, cursor, count = page(cursor)
        assert count == "3+"
        met += rows
    assert met == [item.pk for item in items]
    assert not cursor


def test_words_when_an_item_says_something_else_then_only_that_is_found(city: City) -> None:
    item = drafted(city)
    item_edit(
        actor=city.actor("county.coordinator"),
        item=item,
        expected_version=item.version,
        draft=Draft(title="文山会海没有减下来", text="", points=["会议减三成"]),
    )

    assert found(city, words="文山会海") == {"文山会海没有减下来"}
    assert found(city, words="会议减三成")
    assert not found(city, words="走得不够深")
    assert not found(city, words="调研报告")


def test_ledger_when_everybody_looks_then_exactly_what_they_may_read(city: City) -> None:
    drafted(city)
    drafted(city, at="town")
    drafted(city, owner=city.people["rival.coordinator"])
    own(city)
    own(city, "county.member")

    for name in city.users:
        actor = city.actor(name)
        visible = set(Item.objects.visible_to(actor).values_list("pk", flat=True))
        assert {item.pk for item in ledger(actor, Wanted())} == visible, name
        page, count = Ledger(actor, Wanted()).page(order=order_of("", None), cursor="", size=30)
        assert ({item.pk for item in page.rows}, count) == (visible, str(len(visible))), name
        assert {item.pk for item in ledger(actor, Wanted(words="原著"))} <= visible


def test_ledger_when_a_word_is_only_in_anothers_own_list_then_not_even_counted(
    city: City, browser: Browser
) -> None:
    own(city)
    drafted(city)

    for who in ("county.coordinator", "city.chief", "head"):
        page = browser(who).get("/items/?q=原著&group=owner").content.decode()
        assert "没有符合条件的事项" in page
        assert "读原著少" not in page
    assert "读原著少" in browser("county.second").get("/items/?q=原著").content.decode()


def test_ledger_when_narrowed_then_only_those(city: City) -> None:
    full, without = drafted(city), bare(city)
    late = planned(city, title="答复超期", deadline=date(2026, 3, 20), aspect="联系群众方面", aspect_no=4)
    Item.objects.filter(pk=late.pk).update(deadline=date(2026, 3, 7))

    for lack in Lack:
        # Without a verifier there is none to be replaced.
        expected = set() if lack == Lack.FIT_VERIFIER else {without.title}
        assert found(city, lack=lack) == expected, lack
    assert found(city, says=Condition.OVERDUE) == {"答复超期"}
    assert found(city, state="planned") == {"答复超期"}
    assert found(city, aspect="联系群众方面") == {"答复超期"}
    assert found(city, source="inspection") == {without.title}
    assert found(city, kind=DeadlineKind.BY_DATE.value, state="drafted") == {full.title}
    assert found(city, month=date(2026, 6, 1)) == {full.title}
    assert found(city, owner=city.people["county.member"]) == {full.title, "答复超期"}
    assert found(city, unit=city.unit("town")) == set()
    assert found(city, "city.chief", unit=city.unit("county")) == {full.title, without.title, "答复超期"}


@pytest.mark.parametrize("group", list(Group))
@pytest.mark.parametrize("size", [1, 2, 3])
def test_groups_when_paged_then_every_row_once_and_heads_count_all_pages(
    city: City, group: Group, size: int
) -> None:
    bare(city)
    for number in range(3):
        drafted(city, title=f"问题{number}", owner=city.people["county.member" if number else "county.chief"])
    drafted(city, at="town", deadline=date(2026, 9, 30), aspect="另一方面", aspect_no=2)
    actor, wanted = city.actor("city.chief"), Wanted()
    whole, _count = Ledger(actor, wanted).page(order=order_of("", group), cursor="", size=30)
    counts = {key: head.count for key, head in Ledger(actor, wanted).heads(whole, group).items()}

    seen, cursor = [], ""
    while True:
        page, _count = Ledger(actor, wanted).page(order=order_of("", group), cursor=cursor, size=size)
        seen += [item.pk for item in page.rows]
        for key, head in Ledger(actor, wanted).heads(page, group).items():
            assert head.count in (counts[key], "")
        if not page.after:
            break
        cursor = page.after

    assert seen == [item.pk for item in whole.rows]
    assert len(seen) == 5
    back, _count = Ledger(actor, wanted).page(order=order_of("", group), cursor=page.before, size=size)
    assert [item.pk for item in back.rows] == seen[-size - len(page.rows) : -len(page.rows)]


def test_page_when_opened_then_rows_with_flags_in_words(city: City, browser: Browser) -> None:
    item = working(city)
    Item.objects.filter(pk=item.pk).update(deadline=date(2026, 3, 7))

    page = browser("county.chief").get("/items/").content.decode()

    assert item.code in page
    assert "逾期 3 天" in page
    assert "蹲点一周" in page
    assert 'name="item"' in page


def test_columns_when_chosen_then_kept_for_that_person_and_a_view_goes_before(
    city: City, browser: Browser
) -> None:
    drafted(city)
    client = browser("county.chief")
    client.post("/items/columns/", {"col": ["goal", "owner", "nonsense"]})

    page = client.get("/items/").content.decode()
    assert 'data-c="goal"' in page
    assert '<th scope="col" data-c="verifier"' not in page
    assert 'data-c="goal"' not in browser("county.member").get("/items/").content.decode()
    other = client.get("/items/?cols=verifier").content.decode()
    assert '<th scope="col" data-c="verifier"' in other
    client.post("/views/keep/", {"page": "items", "name": "核验", "query": "cols=verifier&date=overdue"})
    assert SavedView.objects.filter(page="items").get().query == "cols=verifier&date=overdue"
    assert "核验</a>" in client.get("/items/").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?year=x",
        "?month=2026-13",
        "?month=9999-12",
        "?unit=%23999999",
        "?owner=nobody",
        "?group=none",
        "?cursor=a%%%",
        "?q=%00",
        "?cols=a.b.c",
        "?lack=x&date=y&sort=z",
        "?cursor=aW251bGxd&group=owner",
    ],
)
def test_page_when_asked_for_nonsense_then_answered(city: City, browser: Browser, query: str) -> None:
    drafted(city)

    assert browser("county.chief").get(f"/items/{query}").status_code in (200, 404)


def test_side_when_opened_then_the_item_and_what_to_do_next(city: City, browser: Browser) -> None:
    item = fresh(planned(city))

    page = browser("county.member").get(f"/items/{item.pk}/side/").content.decode()

    assert item.title in page
    assert "<html" not in page
    assert f"/items/{item.pk}/do/" in page


@pytest.mark.parametrize("query", ["", "?group=unit", "?group=month", "?q=调研&sort=due", "?lack=owner"])
def test_page_when_opened_then_twelve_queries_at_the_most(
    city: City, browser: Browser, django_assert_max_num_queries: Any, query: str
) -> None:
    for number in range(4):
        drafted(city, title=f"调研问题{number}")
    client = browser("county.chief")
    client.get("/items/")

    with django_assert_max_num_queries(12):
        assert client.get(f"/items/{query}").status_code == 200
