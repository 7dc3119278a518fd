"""The pages of meetings, in both languages: list, checklist, opening with a preview, units below."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from city import City
from django.core.files.uploadedfile import SimpleUploadedFile
from meetings import LEADS, MEETING, a_cycle
from papers import TEAM, TEXT, a_version

from duizhao_web.apps.cycles.models import Cycle, CycleKind
from duizhao_web.apps.cycles.services.keeping import cycle_hold
from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.materials.handing import Call, handed_in, missing_in
from duizhao_web.apps.materials.models import Paper, PaperState
from duizhao_web.apps.materials.proposing import propose
from duizhao_web.apps.units.services.people import tenure_end
from duizhao_web.apps.units.services.tree import unit_create

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]


def filled_in(city: City, *units: str, **changed: Any) -> dict[str, Any]:
    return {
        "notice_title": "关于开好民主生活会的通知",
        "kind": "annual",
        "year": 2025,
        "title": "2025年度民主生活会",
        "framework": "meeting-2025@1",
        "meeting_on": MEETING.isoformat(),
        "unit": [city.units[unit].pk for unit in units],
        **{f"lead_{step}": days for step, days in LEADS.items()},
        **changed,
    }


def test_meeting_when_opened_on_the_page_then_for_own_unit_and_those_below(
    city: City, browser: Browser
) -> None:
    file = SimpleUploadedFile("通知.txt", "请按期完成会前准备。".encode())
    answer = browser("county.coordinator").post("/cycles/new/", filled_in(city, "county", "town", file=file))

    own = Cycle.objects.get(unit=city.units["county"])
    assert answer.headers["Location"] == f"/cycles/{own.pk}/"
    assert Cycle.objects.count() == 2
    page = browser("county.member").get(f"/cycles/{own.pk}/").content.decode()
    assert "关于开好民主生活会的通知" in page
    assert "2026-03-25" in page
    got = browser("county.member").post(f"/cycles/{own.pk}/notice/")
    assert got.content.decode() == "请按期完成会前准备。"


def test_meeting_when_the_notice_is_classified_then_nothing_is_kept_and_the_form_says_why(
    city: City, browser: Browser
) -> None:
    file = SimpleUploadedFile("通知.txt", "机密★1年\n通知".encode())
    answer = browser("county.coordinator").post("/cycles/new/", filled_in(city, "county", file=file))

    assert answer.status_code == 422
    assert "文件读不出来" in answer.content.decode()
    assert not Cycle.objects.exists()


def test_meeting_when_another_unit_is_slipped_in_then_refused(city: City, browser: Browser) -> None:
    assert browser("county.chief").post("/cycles/new/", filled_in(city, "rival")).status_code == 404
    assert not Cycle.objects.exists()


def test_notice_when_passed_on_to_all_then_those_with_a_meeting_are_left_out(
    city: City, browser: Browser
) -> None:
    top = a_cycle(city, "city")
    a_cycle(city, "rival")
    data = filled_in(city, all="1")
    answer = browser("city.coordinator").post(f"/cycles/{top.pk}/open-below/", data)

    assert answer.status_code == 302
    assert Cycle.objects.filter(notice=top.notice).count() == 3
    assert "乙镇" not in browser("city.coordinator").get(f"/cycles/{top.pk}/below/").content.decode()


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        ("2026-04-03", "2026-03-25"),
        ("2030-01-10", "放假安排未公布"),
        # 清明节.
        ("2026-04-05", "这一天放假"),
        ("", "填写拟召开日期"),
        ("x", "填写拟召开日期"),
    ],
)
def test_deadlines_when_previewed_then_as_the_meeting_would_have_them(
    city: City, browser: Browser, meeting: str, said: str
) -> None:
    data = {"meeting_on": meeting, "lead_papers": "7"}

    assert said in browser("county.chief").get("/cycles/deadlines/", data).content.decode()


def test_page_when_in_english_then_no_chinese_but_what_people_wrote(city: City, browser: Browser) -> None:
    cycle = a_cycle(city)
    client = browser("county.chief")
    client.cookies["duizhao_language"] = "en"

    for address in (f"/cycles/{cycle.pk}/", "/cycles/", "/cycles/new/", f"/cycles/{cycle.pk}/below/"):
        page = client.get(address).content.decode()
        assert "Meetings" in page
        for word in ("步骤", "拟召开", "谁的材料", "只看", "部署"):
            assert word not in page.replace("部署民主生活会", "")


def test_checklist_when_papers_come_in_then_it_says_so(city: City, browser: Browser) -> None:
    cycle = a_cycle(city)
    page = browser("county.chief").get(f"/cycles/{cycle.pk}/").content.decode()
    assert "0/4" in page
    a_version(city)
    a_version(city, "county.coordinator", TEAM)

    assert "2/4" in browser("county.chief").get(f"/cycles/{cycle.pk}/").content.decode()
    # The superior's coordinator is told how many, never whose.
    above = browser("city.coordinator").get(f"/cycles/{cycle.pk}/").content.decode()
    assert "2/4" in above
    assert "county.second" not in above


def test_attendance_when_too_few_then_the_page_asks(city: City, browser: Browser) -> None:
    cycle = a_cycle(city)
    day = date(2026, 3, 10)
    cycle_hold(actor=city.actor("county.chief"), cycle=cycle, version=1, on=day, expected=9, present=5)

    assert "须有 6 人以上到会" in browser("county.chief").get(f"/cycles/{cycle.pk}/").content.decode()


def test_paper_when_uploaded_then_belongs_to_the_meeting_of_its_year(city: City) -> None:
    early = a_version(city, "county.chief")
    assert early.paper.cycle is None
    cycle = a_cycle(city)
    version = a_version(city)
    assert version.paper.cycle == cycle
    Paper.objects.filter(pk=early.paper_id).update(state=PaperState.RETURNED)
    again = a_version(city, "county.chief", text=TEXT.replace("平时读", "平日读"))

    assert again.paper_id == early.paper_id
    assert again.paper.cycle == cycle


@pytest.mark.parametrize(
    ("name", "title", "year", "kind", "why"),
    [
        ("a.txt", "2025年度民主生活会个人对照检查材料", None, "annual", "title"),
        ("2025年材料.docx", "对照检查材料", None, "annual", "name"),
        ("a.txt", "对照检查材料", 2025, "annual", "year"),
        ("a.txt", "巡察整改专题民主生活会对照检查材料", 2025, "special", "title"),
        ("a.txt", "2019年度民主生活会材料", 2025, "", ""),
        ("a.txt", "对照检查材料", None, "", ""),
    ],
)
def test_meeting_when_proposed_for_a_file_then_by_its_own_words(
    city: City, name: str, title: str, year: int | None, kind: str, why: str
) -> None:
    cycles = [a_cycle(city), a_cycle(city, kind=CycleKind.SPECIAL.value, title="巡察整改专题民主生活会")]

    found = propose(cycles, name=name, title=title, year=year)

    assert (found.cycle.kind, found.why) == (kind, why) if found else kind == ""


def test_people_when_they_held_a_post_only_then_asked_by_the_day_of_the_meeting(city: City) -> None:
    cycle = a_cycle(city, meeting_on=date(2026, 2, 3))
    tenure_end(actor=SYSTEM, tenure=city.tenures["county.second"], on=date(2026, 2, 20))

    (lacking,) = missing_in(city.actor("county.chief"), Call(2025), [city.unit("county")])
    assert "county.second" in lacking.names
    (now,) = missing_in(city.actor("county.chief"), Call(2023), [city.unit("county")])
    assert "county.second" not in now.names
    assert cycle.asked_on == date(2026, 2, 3)


def test_figures_when_the_meeting_is_out_of_reach_then_none(city: City) -> None:
    a_cycle(city)
    units = [city.unit("county")]

    assert handed_in(city.actor("county.member"), Call(2025), units)[units[0].pk].asked == 4
    assert handed_in(city.actor("rival.chief"), Call(2025), units)[units[0].pk].asked == 0


def test_lists_when_there_are_many_units_then_few_queries(
    city: City, browser: Browser, django_assert_max_num_queries: Any
) -> None:
    top = a_cycle(city, "city")
    for number in range(60):
        unit_create(actor=SYSTEM, name=f"丁{number}", superior=city.unit("city"), since=date(2020, 1, 1))
    client = browser("city.chief")
    client.post(f"/cycles/{top.pk}/open-below/", filled_in(city, all="1"))
    assert Cycle.objects.count() == 65

    for address in (
        "/cycles/?q=年度&sort=unit",
        f"/cycles/{top.pk}/below/",
        f"/cycles/{top.pk}/below/?only=short",
    ):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
    assert 'rel="next"' in client.get(f"/cycles/{top.pk}/below/").content.decode()


def test_first_page_when_a_meeting_comes_then_says_what_to_hand_in(city: City, browser: Browser) -> None:
    a_cycle(city)
    page = browser("county.member").get("/").content.decode()

    assert "交 1 份材料" in page
    assert "距会议 24 天" in page
