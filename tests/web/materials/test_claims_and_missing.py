"""Who claims what of the team's problems, and whose paper is missing: as far as the reader may know."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from city import City
from papers import TEAM, TEXT, a_team_paper, a_version

from duizhao.corrections import Remark, anchored
from duizhao.record import Span
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.materials.claiming import claimed
from duizhao_web.apps.materials.handing import Call, missing_in, units_missing
from duizhao_web.apps.materials.models import Outcome, Paper, Version
from duizhao_web.apps.materials.services.papers import latest_of
from duizhao_web.apps.materials.services.reviews import decision_take, opinion_draft, opinion_sign

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]
CLAIM = "对班子查摆出的第1、2条问题，我主动认领并负直接责任。"
ALL = "对领导班子存在的问题，我全部认领并负主要责任。"


def claiming(words: str) -> str:
    return TEXT.replace("二、原因剖析", f"{words}\n二、原因剖析")


@pytest.fixture
def team(city: City) -> Version:
    version = a_version(city, "county.coordinator", TEAM)
    a_version(city, "county.second", claiming("对班子查摆出的第9条问题，我主动认领并负分管责任。"))
    a_version(city, text=claiming(CLAIM))
    return version


# --------------------------------------------------------------------------- claims


def test_claims_when_seen_by_the_chief_then_in_the_papers_own_words_and_the_teams_order(
    city: City, team: Version
) -> None:
    found = claimed(city.actor("county.chief"), team)

    assert [one.paper.person.name for one in found.members] == ["county.member", "county.second"]
    first = found.rows[0].cells[0]
    assert first is not None
    assert first.responsibility == "直接责任"
    assert [row.number for row in found.unclaimed] == [3]
    assert found.beyond == (("county.second", (9,)),)
    assert found.whole


def test_claim_when_pressed_then_leads_to_its_place_in_the_members_paper(
    browser: Browser, team: Version
) -> None:
    page = browser("county.chief").get(f"/papers/{team.paper_id}/claims/").content.decode()
    paper = Paper.objects.get(person__name="county.member").pk

    assert f'<a href="/papers/{paper}/#i-Q1">直接责任</a>' in page
    assert 'id="i-Q1"' in browser("county.chief").get(f"/papers/{paper}/").content.decode()


def test_claims_when_somebody_claims_all_then_named_as_claimed_only_in_bulk(city: City) -> None:
    team = a_version(city, "county.coordinator", TEAM)
    a_version(city, "county.chief", claiming(ALL))

    found = claimed(city.actor("county.chief"), team)

    assert found.unclaimed == ()
    assert all(row.in_bulk for row in found.rows)


@pytest.mark.parametrize(
    ("who", "members"),
    [
        ("county.member", ["county.member"]),
        ("county.coordinator", []),
        ("city.chief", []),
        ("reviewer", ["county.member"]),
        ("head", ["county.second"]),
    ],
)
def test_claims_when_others_papers_are_out_of_scope_then_only_those_in_scope(
    city: City, team: Version, browser: Browser, who: str, members: list[str]
) -> None:
    found = claimed(city.actor(who), team)

    assert [one.paper.person.name for one in found.members] == members
    assert not found.whole
    page = browser(who).get(f"/papers/{team.paper_id}/claims/").content.decode()
    for name in {"county.member", "county.second"} - {*members, who}:
        assert name not in page


def test_claims_when_shown_then_the_page_says_what_nobody_claims(
    city: City, team: Version, browser: Browser
) -> None:
    page = browser("county.chief").get(f"/papers/{team.paper_id}/claims/").content.decode()

    assert "没有人认领" in page
    assert "直接责任" in page
    assert "班子材料里没有" in page
    assert "不作为评价个人的依据" in page


def test_claims_when_asked_of_a_persons_paper_then_404(city: City, browser: Browser) -> None:
    version = a_version(city)

    assert browser("county.chief").get(f"/papers/{version.paper_id}/claims/").status_code == 404


def test_claims_when_read_by_assignment_then_every_paper_is_in_the_log(
    city: City, team: Version, browser: Browser
) -> None:
    browser("reviewer").get(f"/papers/{team.paper_id}/claims/")

    read = AuditEvent.objects.filter(event="materials.paper.read").values_list("params", flat=True)
    assert [one["whose"] for one in read] == ["county.member"]


# --------------------------------------------------------------------------- missing


def lacking(city: City, who: str) -> dict[str, tuple[bool, tuple[str, ...]]]:
    actor = city.actor(who)
    units = list(units_missing(actor, Call(2025)).order_by("path"))
    return {one.unit.code: (one.lacks_team, one.names) for one in missing_in(actor, Call(2025), units)}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (
            "county.chief",
            {"county": (True, ("county.chief", "county.second")), "town": (True, ("town.chief",))},
        ),
        ("county.coordinator", {"county": (True, ("county.chief", "county.second"))}),
        ("county.second", {"county": (True, ("county.second",)), "town": (True, ("town.chief",))}),
        ("reviewer", {"county": (True, ())}),
        ("rival.chief", {"rival": (True, ("rival.chief",))}),
        ("head", {"county": (True, ("county.second",))}),
        ("system", {}),
        ("county.observer", {}),
    ],
)
def test_missing_when_asked_then_only_what_the_table_lets_one_know(
    city: City, who: str, expected: dict[str, Any]
) -> None:
    a_version(city)

    assert lacking(city, who) == expected


def test_missing_when_a_paper_is_only_uploaded_then_still_missing(city: City) -> None:
    a_version(city, submit=False)

    assert "county.member" in lacking(city, "county.coordinator")["county"][1]


def test_missing_when_a_paper_was_returned_then_the_coordinator_is_not_told_so(
    city: City, browser: Browser
) -> None:
    version = a_version(city)
    opinion_draft(actor=city.actor("lead"), version=version, edition=0, text="请补充")
    opinion_sign(actor=city.actor("lead"), version=version, edition=1, outcome=Outcome.RETURNED)

    assert "退回修改" in browser("county.chief").get("/papers/missing/?year=2025").content.decode()
    page = browser("county.coordinator").get("/papers/missing/?year=2025").content.decode()
    assert "county.member" in page
    assert "退回修改" not in page


def test_reminder_when_units_are_chosen_then_drafted_with_names_and_no_content(
    city: City, browser: Browser
) -> None:
    a_version(city, submit=False)
    address = "/papers/missing/?year=2025&by=2026-03-20&draft=1"
    page = browser("county.chief").get(f"{address}&unit={city.units['county'].pk}").content.decode()

    text = re.search(r'<textarea id="reminder-text"[^>]*>(.*?)</textarea>', page, re.S)
    assert text is not None
    assert text[1].startswith(
        "甲县：2025 年度民主生活会材料尚未交齐，请于 2026-03-20 前提交：班子材料、个人材料（"
    )
    assert "county.chief、county.member、county.second" in text[1]
    assert "乙镇" not in text[1]
    assert "学习抓得" not in page


def test_missing_when_listed_then_few_queries(
    city: City, browser: Browser, django_assert_max_num_queries: Any
) -> None:
    client = browser("city.chief")
    client.get("/papers/missing/")

    with django_assert_max_num_queries(12):
        assert client.get("/papers/missing/").status_code == 200


# --------------------------------------------------------------------------- the Word file


def comments_of(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as file:
        return file.read("word/comments.xml").decode()


def remarked(city: City) -> Version:
    version = a_version(city)
    start = version.text.index("蹲点不足")
    remark = Remark(anchored(version.text, Span(start, start + 4)), "请写明次数")
    decision_take(actor=city.actor("reviewer"), version=version, count=0, decision=remark)
    return version


def test_word_file_when_downloaded_then_holds_the_reviewers_points_and_is_in_the_log(
    city: City, browser: Browser
) -> None:
    version = remarked(city)

    answer = browser("reviewer").post(f"/papers/{version.paper_id}/commented/")

    assert "请写明次数" in comments_of(answer.content)
    assert ".docx" in answer.headers["Content-Disposition"]
    assert AuditEvent.objects.filter(event="materials.paper.commented").count() == 1


def test_points_when_the_opinion_is_not_signed_then_the_author_is_not_told_them(
    city: City, browser: Browser
) -> None:
    version = remarked(city)
    author, address = browser("county.member"), f"/papers/{version.paper_id}/"

    assert "请写明次数" not in author.get(address).content.decode()
    assert "请写明次数" not in comments_of(author.post(f"{address}commented/").content)
    opinion_draft(actor=city.actor("lead"), version=version, edition=0, text="请补充")
    opinion_sign(actor=city.actor("lead"), version=version, edition=1, outcome=Outcome.RETURNED)
    assert "请写明次数" in author.get(address).content.decode()
    assert "请写明次数" in comments_of(author.post(f"{address}commented/").content)


def test_paper_when_asked_who_sees_it_then_everybody_with_the_rule(city: City, browser: Browser) -> None:
    version = a_version(city)

    page = browser("county.member").get(f"/papers/{version.paper_id}/who-sees/").content.decode()

    assert "主要负责人审看班子成员材料" in page
    assert "county.second" not in page
    assert latest_of(version.paper).paper.pk == Paper.objects.get().pk
    assert a_team_paper(city)
