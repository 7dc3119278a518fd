"""The list of papers: found by words of two characters, narrowed, sorted, paged, kept as views."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from city import City
from hypothesis import given
from hypothesis import strategies as st
from papers import TEXT, a_version

from duizhao_web.apps.accounts.models import SavedView
from duizhao_web.apps.kernel.search import SearchTable, pieces
from duizhao_web.apps.materials.models import Opinion, Paper, PaperState
from duizhao_web.apps.materials.selectors import paper_list
from duizhao_web.apps.materials.services.reviews import opinion_draft

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]


def found(city: City, who: str, words: str) -> int:
    return paper_list(city.actor(who), words=words).count()


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("蹲点", True),
        ("征迁", False),
        ("蹲点不足", True),
        ("足了", False),
        ("的次", True),
        ("河湾村的调研", True),
        ("蹲", True),
        ("近", False),
        ("蹲点 原著", True),
        ("蹲点 征迁", False),
        ("读原著不多，会上讲过两次", True),
        ("２０２５年", True),
        ("county.member", True),
        ("甲县", True),
        ("丙县", False),
        ("，", False),
        ("'; DROP TABLE", False),
        ('" OR "', False),
        ("蹲点*", True),
    ],
)
def test_words_when_looked_for_then_found_where_they_stand(city: City, words: str, hit: bool) -> None:
    a_version(city)

    assert found(city, "county.chief", words) == hit


def test_words_when_in_a_paper_out_of_scope_then_not_found(city: City) -> None:
    a_version(city)

    for who in ("county.second", "county.coordinator", "rival.chief", "city.chief", "head"):
        assert found(city, who, "蹲点") == 0


def test_words_when_only_in_a_former_version_then_not_found(city: City) -> None:
    a_version(city)
    Paper.objects.update(state=PaperState.RETURNED)
    a_version(city, text=TEXT.replace("蹲点", "驻村"))

    assert found(city, "county.chief", "蹲点不足") == 0
    assert found(city, "county.chief", "驻村") == 1


def test_words_when_a_line_ends_in_them_then_found_in_a_text_with_hard_ends() -> None:
    assert "调研" in pieces("深入调\n研", joined=True)
    assert "调研" not in pieces("深入调\n研")


def test_words_when_they_stand_far_into_a_long_text_then_found(db: None) -> None:
    table = SearchTable("materials_words")
    filling = "的问题" * 3_000
    table.put(7_000_000_001, pieces(f"{filling}河西渡口防洪闸门{filling}"))

    from duizhao_web.apps.materials.models import Version

    assert not Version.objects.filter(pk__in=table.matching("渡口防洪")).exists()
    for term, number in (("渡口防洪闸门", 1), ("河西", 1), ("渡口闸门", 0), ("题河西渡", 1)):
        assert rows(table, term) == number


def rows(table: SearchTable, term: str) -> int:
    from django.db import connection

    wanted = table.matching(term)
    assert wanted is not None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({wanted.sql}) AS found", wanted.params)
        return int(cursor.fetchone()[0] > 0)


@given(st.text("学习调研不足，\n ａA1'\"", max_size=40), st.data())
def test_text_when_cut_then_every_run_of_it_is_a_row_of_pieces(text: str, data: Any) -> None:
    cut = pieces(text)
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    run = text[start : start + 3]
    wanted = [one for one in pieces(run)[:-1] if len(one) == 2]

    if run.isalnum():
        assert all(one in cut for one in wanted)


@pytest.mark.parametrize(
    ("sort", "first"), [("", "county.chief"), ("oldest", "county.member"), ("unit", "county.member")]
)
def test_list_when_sorted_then_in_that_order_and_pages_go_on(
    city: City, browser: Browser, sort: str, first: str
) -> None:
    a_version(city)
    a_version(city, "county.chief")
    order = ["county.member", "county.chief"]
    Paper.objects.filter(person=city.people["county.member"]).update(changed_at="2026-01-01T00:00:00Z")

    page = browser("county.chief").get("/papers/", {"sort": sort}).content.decode()
    table = page[page.index("<tbody>") :]
    assert sorted(order, key=table.index)[0] == first


@pytest.mark.parametrize(
    "query", ["?year=x", "?state=none", "?sort=none", "?kind=9", "?cursor=a%%%", "?q=%00"]
)
def test_list_when_asked_for_nonsense_then_answered(city: City, browser: Browser, query: str) -> None:
    assert browser("county.chief").get(f"/papers/{query}").status_code in (200, 404)


def test_list_when_nothing_is_found_then_says_what_to_do(city: City, browser: Browser) -> None:
    a_version(city)

    assert "没有符合条件的材料" in browser("county.chief").get("/papers/?q=征迁").content.decode()


def test_view_when_kept_then_one_click_away_and_dropped_again(city: City, browser: Browser) -> None:
    client = browser("county.chief")
    query = "q=%E8%B9%B2%E7%82%B9&state=in_review"
    client.post("/views/keep/", {"page": "papers", "name": "蹲点的", "query": f"{query}&cursor=abc"})
    client.post("/views/keep/", {"page": "papers", "name": "蹲点的", "query": query})

    page = client.get(f"/papers/?{query}").content.decode()
    assert f'href="?{query.replace("&", "&amp;")}"' in page
    (view,) = SavedView.objects.all()
    assert "蹲点的" not in browser("county.member").get("/papers/").content.decode()
    assert browser("county.member").post(f"/views/{view.pk}/drop/").status_code == 404
    client.post(f"/views/{view.pk}/drop/")
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("data", [{"page": "audit"}, {"page": "papers", "name": " "}, {"page": "papers"}])
def test_view_when_it_makes_no_sense_then_refused(city: City, browser: Browser, data: dict[str, str]) -> None:
    assert browser("county.chief").post("/views/keep/", data).status_code in (404, 422)
    assert not SavedView.objects.exists()


def test_list_when_searched_then_few_queries(
    city: City, browser: Browser, django_assert_max_num_queries: Any
) -> None:
    a_version(city)
    client = browser("lead")
    client.get("/papers/")

    with django_assert_max_num_queries(12):
        assert client.get("/papers/?q=蹲点&sort=unit").status_code == 200


# ------------------------------------------------------------------------------------- several papers at once


def lacking(city: City, browser: Browser) -> list[Any]:
    """Hand in two papers of the county, one of which has no causes and no measures."""
    return [a_version(city), a_version(city, "county.chief", text=TEXT.partition("二、")[0])]


def test_list_when_narrowed_to_a_finding_then_only_papers_that_have_it(city: City, browser: Browser) -> None:
    member, chief = lacking(city, browser)
    checks = {row.pk: row.flagged.split() for row in Paper.objects.all()}
    only = sorted(set(checks[chief.paper_id]) - set(checks[member.paper_id]))

    for check in only:
        found = [row.pk for row in paper_list(city.actor("lead"), check=check)]
        assert found == [chief.paper_id]
    assert only


def test_list_when_a_version_follows_then_its_figures_are_shown(city: City) -> None:
    version = a_version(city)
    paper = Paper.objects.get(pk=version.paper_id)

    assert paper.current_id == version.pk
    assert paper.problems == len(version.record["problems"])
    assert paper.findings == len(version.findings)


def test_papers_when_returned_together_then_each_with_its_own_opinion_and_the_common_one(
    city: City, browser: Browser
) -> None:
    member, chief = lacking(city, browser)
    opinion_draft(actor=city.actor("reviewer"), version=member, edition=0, text="请补第二条")
    client = browser("lead")

    shown = client.get("/papers/return/", {"paper": [member.paper_id, chief.paper_id]}).content.decode()
    assert "请补第二条" in shown
    assert "退回 2 份" in shown
    chosen = [f"{member.paper_id}:1", f"{chief.paper_id}:0"]
    done = client.post("/papers/return/", {"paper": chosen, "text": "请逐条补事例"}).content.decode()

    assert "已退回 2 份" in done
    said = {row.version_id: row.text for row in Opinion.objects.all()}
    assert said == {member.pk: "请补第二条\n请逐条补事例", chief.pk: "请逐条补事例"}
    assert set(Paper.objects.values_list("state", flat=True)) == {"returned"}


def test_papers_when_one_was_changed_meanwhile_then_it_alone_stays(city: City, browser: Browser) -> None:
    member, chief = lacking(city, browser)
    opinion_draft(actor=city.actor("reviewer"), version=member, edition=0, text="请补第二条")

    chosen = [f"{member.paper_id}:0", f"{chief.paper_id}:0"]
    done = browser("lead").post("/papers/return/", {"paper": chosen, "text": "请补事例"}).content.decode()

    assert "已退回 1 份，共选 2 份" in done
    assert "刚被他人改动" in done
    assert Paper.objects.get(pk=member.paper_id).state == "in_review"


def test_papers_when_nothing_is_said_then_asked_why(city: City, browser: Browser) -> None:
    member, _chief = lacking(city, browser)

    response = browser("lead").post("/papers/return/", {"paper": f"{member.paper_id}:0", "text": " "})

    assert response.status_code == 422
    assert "请写明为什么退回" in response.content.decode()
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("name", ["reviewer", "county.chief", "county.member", "system"])
def test_papers_when_returned_by_others_then_there_is_no_such_page(
    city: City, browser: Browser, name: str
) -> None:
    version = a_version(city)

    response = browser(name).post("/papers/return/", {"paper": f"{version.paper_id}:0", "text": "请补"})

    assert response.status_code == 404
    assert Paper.objects.get().state == "in_review"


@pytest.mark.parametrize("asked", ["", "x", "1:x", "999999999", "1" * 30])
def test_papers_when_the_choice_makes_no_sense_then_not_found(
    city: City, browser: Browser, asked: str
) -> None:
    a_version(city)

    assert browser("lead").get("/papers/return/", {"paper": asked}).status_code in (404, 200)
