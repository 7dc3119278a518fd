"""The pages of papers: what a browser sends and gets."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from city import City
from papers import TEXT, a_version

from duizhao_web.apps.materials.models import Paper
from duizhao_web.apps.materials.selectors import upload_targets

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]


def sent(client: Client, address: str, **body: object) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json")


def a_file(text: str = TEXT, name: str = "材料.txt") -> BytesIO:
    file = BytesIO(text.encode())
    file.name = name
    return file


def test_file_when_looked_at_then_told_and_nothing_kept(city: City, browser: Browser) -> None:
    answer = browser("county.member").post("/papers/look/", {"file": a_file()})

    told = answer.json()
    assert (told["title"], told["year"], told["problems"]) == ("2025年度民主生活会个人对照检查材料", 2025, 3)
    assert not Paper.objects.exists()


@pytest.mark.parametrize(("text", "word"), [("", "空"), ("机密★5年\n" + TEXT, "密级"), ("%PDF-1.7\n", "")])
def test_file_when_it_cannot_be_taken_then_a_sentence_says_why(
    city: City, browser: Browser, text: str, word: str
) -> None:
    answer = browser("county.member").post("/papers/look/", {"file": a_file(text)})

    assert answer.status_code == 422
    assert word in answer.json()["message"]


def test_file_when_confirmed_then_a_version_and_in_the_list(city: City, browser: Browser) -> None:
    client = browser("county.member")
    target = upload_targets(city.actor("county.member"))[0].key

    answer = client.post(
        "/papers/upload/",
        {"file": a_file(), "target": target, "year": "2025"},
        headers={"Accept": "application/json"},
    )

    assert answer.json()["message"] == "已保存为第 1 稿。"
    page = client.get("/papers/").content.decode()
    assert "county.member" in page
    assert "提交审阅" in page


@pytest.mark.parametrize("year", ["", "abc", "1200", "9999"])
def test_file_when_the_year_makes_no_sense_then_a_sentence_says_so(
    city: City, browser: Browser, year: str
) -> None:
    target = upload_targets(city.actor("county.member"))[0].key

    answer = browser("county.member").post(
        "/papers/upload/",
        {"file": a_file(), "target": target, "year": year},
        headers={"Accept": "application/json"},
    )

    assert answer.status_code == 422
    assert not Paper.objects.exists()


def test_decision_when_sent_by_the_page_then_only_what_changes_comes_back(
    city: City, browser: Browser
) -> None:
    version = a_version(city)
    client = browser("reviewer")
    start = version.text.index("蹲点不足")
    address = f"/papers/{version.paper_id}/decide/"

    answer = sent(client, address, do="remark", to=[start, start + 4], words="请写明次数", count=0)
    again = sent(client, address, do="remark", to=[start, start + 4], words="又一条", count=0)

    assert answer.status_code == 200
    assert answer.json()["count"] == 1
    assert "请写明次数" in answer.json()["parts"]["findings"]
    assert again.status_code == 409
    assert "他人" in again.json()["message"]
    assert "请写明次数" in again.json()["parts"]["findings"]
    assert sent(client, f"/papers/{version.paper_id}/undo/", count=1).json()["count"] == 0


@pytest.mark.parametrize("body", ["", "[]", "no json", '{"do": "explode", "count": 0}'])
def test_decision_when_it_makes_no_sense_then_refused(city: City, browser: Browser, body: str) -> None:
    version = a_version(city)

    answer = browser("reviewer").post(
        f"/papers/{version.paper_id}/decide/", body, content_type="application/json"
    )

    assert answer.status_code == 422
    assert answer.json()["message"]


def test_opinion_when_drafted_and_signed_then_the_author_reads_it(city: City, browser: Browser) -> None:
    version = a_version(city)
    start = version.text.index("蹲点不足")
    address = f"/papers/{version.paper_id}/"
    sent(
        browser("reviewer"),
        f"{address}decide/",
        do="remark",
        to=[start, start + 4],
        words="请写明次数",
        count=0,
    )
    proposed = browser("reviewer").get(f"{address}opinion/").content.decode()
    assert "请写明次数" in proposed
    assert "签发由审阅组长办理" in proposed

    browser("reviewer").post(f"{address}opinion/save/", {"edition": "0", "text": "请写明次数。"})
    browser("lead").post(
        f"{address}opinion/save/", {"edition": "1", "text": "请写明次数。", "outcome": "returned"}
    )

    page = browser("county.member").get(f"{address}opinion/").content.decode()
    assert "请写明次数。" in page
    assert "退回修改" in page
    assert "提交审阅" not in browser("county.member").get("/papers/").content.decode()


def test_review_page_when_opened_then_few_queries(
    city: City, browser: Browser, django_assert_max_num_queries: Any
) -> None:
    version = a_version(city)
    client = browser("county.chief")
    client.get("/papers/")

    with django_assert_max_num_queries(13):
        assert client.get(f"/papers/{version.paper_id}/").status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get("/papers/").status_code == 200


def test_home_when_papers_wait_then_the_first_is_one_click_away(city: City, browser: Browser) -> None:
    version = a_version(city)

    page = browser("reviewer").get("/").content.decode()

    assert "审阅 1 份材料" in page
    assert f"/papers/{version.paper_id}/" in page
