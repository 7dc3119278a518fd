"""The page of an item: what each sees and may do, the verifier's answers, two who write at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from city import City
from django.db import connection
from django.test.utils import CaptureQueriesContext
from items import answered, closed, drafted, fresh, planned, proven, submitted, working

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.rectification.models import Item, Progress
from duizhao_web.apps.rectification.services.asking import extension_ask
from duizhao_web.apps.rectification.services.plans import item_sign

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]
MOST_QUERIES = 12


def page(browser: Browser, who: str, item: Item) -> str:
    response = browser(who).get(f"/items/{item.pk}/")
    assert response.status_code == 200
    return response.content.decode()


def test_page_when_the_owner_looks_then_the_next_step_and_what_is_missing_for_the_one_after(
    city: City, browser: Browser
) -> None:
    seen = page(browser, "county.member", working(city))

    assert 'class="button primary" href="/items/' in seen
    assert "报告进展" in seen
    assert "尚有任务未完成" in seen
    assert "须先上传佐证材料" in seen


def test_page_when_a_reader_looks_then_nothing_to_do_but_a_word(city: City, browser: Browser) -> None:
    seen = page(browser, "city.member", planned(city))

    assert "button primary" not in seen
    assert "留言" in seen
    assert "审定" in seen


@pytest.mark.parametrize(
    ("made", "who"),
    [
        (drafted, "county.chief"),
        (planned, "county.member"),
        (working, "county.member"),
        (proven, "county.member"),
        (submitted, "county.second"),
        (answered, "county.second"),
        (closed, "head"),
        (closed, "county.chief"),
    ],
)
def test_page_when_asked_for_then_at_most_twelve_queries(
    city: City, browser: Browser, made: Callable[[City], Item], who: str
) -> None:
    item, client = made(city), browser(who)
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/items/{item.pk}/").status_code == 200

    assert len(asked) <= MOST_QUERIES, "\n".join(query["sql"][-300:] for query in asked)


def test_page_when_the_verifier_answers_everything_and_passes_then_closed(
    city: City, browser: Browser
) -> None:
    item = submitted(city)

    response = browser("county.second").post(
        f"/items/{item.pk}/judge/",
        {"version": item.version, "met-1": "yes", "met-2": "yes", "verdict": "pass"},
    )

    assert response.status_code == 302
    assert fresh(item).state == "closed"


def test_page_when_the_verifier_misses_a_point_then_nothing_is_kept_but_what_was_typed_is_shown(
    city: City, browser: Browser
) -> None:
    item = submitted(city)

    response = browser("county.second").post(
        f"/items/{item.pk}/judge/", {"version": item.version, "met-1": "yes", "verdict": "pass"}
    )

    assert response.status_code == 422
    assert "每条销号标准" in response.content.decode()
    assert fresh(item).state == "submitted"


def test_page_when_the_verifier_returns_it_then_with_the_reason(city: City, browser: Browser) -> None:
    item = submitted(city)

    browser("county.second").post(
        f"/items/{item.pk}/judge/",
        {
            "version": item.version,
            "met-1": "no",
            "note-1": "报告没有印发",
            "verdict": "return",
            "reason": "报告没有印发",
        },
    )

    assert fresh(item).state == "returned"
    assert "报告没有印发" in page(browser, "county.member", item)


def test_form_when_filled_in_then_done_and_back_on_the_page(city: City, browser: Browser) -> None:
    item = working(city)

    response = browser("county.member").post(
        f"/items/{item.pk}/do/progress/",
        {"version": item.version, "on": clock.today().isoformat(), "done": "办结了两件"},
        follow=True,
    )

    assert "已办理：报告进展" in response.content.decode()
    assert Progress.objects.filter(item=item, done="办结了两件").exists()


def test_form_when_something_is_missing_then_said_where_it_was_typed(city: City, browser: Browser) -> None:
    item = working(city)

    response = browser("county.member").post(
        f"/items/{item.pk}/do/block/",
        {
            "version": item.version,
            "reason": "用地指标未下达",
            "document": "甲县发〔2026〕9号",
            "interim": "先用村部",
            "review_on": "2026-03-01",
        },
    )

    assert response.status_code == 422
    assert "须定今天以后的复查日期" in response.content.decode()
    assert "用地指标未下达" in response.content.decode()


def test_form_when_somebody_was_quicker_then_both_versions_stand_side_by_side(
    city: City, browser: Browser
) -> None:
    item = drafted(city)
    item_sign(actor=city.actor("county.member"), item=item, expected_version=item.version)
    typed = {"version": item.version, "title": "我改的题目"}

    response = browser("county.coordinator").post(f"/items/{item.pk}/do/edit/", typed)

    seen = response.content.decode()
    assert response.status_code == 409
    assert "我改的题目" in seen
    assert "调研走得不够深" in seen
    assert "责任领导签字" in seen
    again = browser("county.coordinator").post(
        f"/items/{item.pk}/do/edit/", typed | {"version": fresh(item).version}
    )
    assert again.status_code == 302
    assert fresh(item).title == "我改的题目"


def test_request_when_open_then_the_page_asks_the_one_who_decides(city: City, browser: Browser) -> None:
    item = working(city)
    request = extension_ask(
        actor=city.actor("county.member"),
        item=item,
        expected_version=item.version,
        until=item.deadline.replace(month=9),
        reason="汛期提前",
    )

    seen = page(browser, "county.chief", item)
    assert f"/items/{item.pk}/do/decide/{request.pk}/" in seen
    response = browser("county.chief").post(
        f"/items/{item.pk}/do/decide/{request.pk}/",
        {"version": fresh(item).version, "grant": "yes"},
    )

    assert response.status_code == 302
    assert "首次时限 2026-06-30" in page(browser, "county.member", item)


@pytest.mark.parametrize("what", ["close", "answer", "nothing", "decide", "action_done"])
def test_form_when_there_is_none_of_the_name_then_not_found(city: City, browser: Browser, what: str) -> None:
    item = working(city)

    assert browser("county.member").get(f"/items/{item.pk}/do/{what}/").status_code == 404


def test_paper_when_the_reader_may_not_see_it_then_the_item_has_no_link_to_it(
    city: City, browser: Browser
) -> None:
    from papers import TEAM, a_version

    from duizhao_web.apps.materials.models import Outcome
    from duizhao_web.apps.materials.services.reviews import opinion_sign
    from duizhao_web.apps.rectification.services.drafting import Draft, item_edit, items_from_paper

    version = a_version(city, "county.coordinator", TEAM)
    opinion_sign(actor=city.actor("lead"), version=version, edition=0, outcome=Outcome.AGREED)
    version.paper.refresh_from_db()
    item = items_from_paper(actor=city.actor("county.coordinator"), paper=version.paper)[0]
    item_edit(
        actor=city.actor("county.coordinator"),
        item=item,
        expected_version=item.version,
        draft=Draft(owner=city.people["rival.coordinator"]),
    )
    link = f"/papers/{version.paper_id}/#t-P1"

    assert link in page(browser, "county.member", item)
    assert link not in page(browser, "rival.coordinator", item)


def test_new_item_when_typed_by_hand_then_drafted_with_its_source(city: City, browser: Browser) -> None:
    unit = city.unit("county")

    response = browser("county.coordinator").post(
        "/items/new/",
        {"unit": f"{unit.name} #{unit.pk}", "year": 2025, "title": "公文流转慢", "kind": "audit"},
    )

    made = Item.objects.get(title="公文流转慢")
    assert response.headers["Location"] == f"/items/{made.pk}/"
    assert made.sources.get().kind == "audit"


def test_own_item_when_typed_by_hand_then_on_ones_own_list(city: City, browser: Browser) -> None:
    browser("county.second").post("/items/new/own/", {"year": 2025, "title": "读原著少", "kind": "self"})

    made = Item.objects.get(title="读原著少")
    assert (made.personal, made.owner_id) == (True, city.people["county.second"].pk)
