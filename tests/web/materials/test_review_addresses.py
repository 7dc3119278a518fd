"""The pages of papers: what a browser sends and gets."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from city import City
from papers import TEAM, TEXT, a_version

from duizhao_web.apps.materials.models import Paper
from duizhao_web.apps.materials.selectors import upload_targets

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]
OF_ANOTHER = TEXT.replace("个人对照检查材料\n", "个人对照检查材料\n远山县民政局党组成员、副局长　柳行舟\n", 1)


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


@pytest.mark.parametrize(
    ("who", "text", "name", "doubt"),
    [
        ("county.member", TEAM, "材料.txt", "看起来是班子材料"),
        ("county.coordinator", TEXT, "材料.txt", "看起来是个人材料"),
        ("county.member", OF_ANOTHER, "材料.txt", "“柳行舟”"),
        ("county.member", OF_ANOTHER, "材料.txt", "“远山县民政局”"),
        ("county.member", "会议室使用说明\n请随手关灯。", "材料.txt", "没有读到查摆的问题"),
        ("county.member", TEXT, "材料.docx", "以 .docx 结尾"),
    ],
)
def test_file_when_it_seems_to_be_another_paper_then_a_sentence_says_so_before_it_is_kept(
    browser: Browser, who: str, text: str, name: str, doubt: str
) -> None:
    told = browser(who).post("/papers/look/", {"file": a_file(text, name)}).json()

    assert any(doubt in one for one in told["doubts"][told["target"]]), told
    assert not Paper.objects.exists()


def test_file_when_nothing_speaks_against_it_then_no_doubt(browser: Browser) -> None:
    told = browser("county.member").post("/papers/look/", {"file": a_file()}).json()

    assert told["doubts"] == {told["target"]: []}


def test_file_when_it_was_kept_for_another_year_then_said_before_it_is_kept_again(
    city: City, browser: Browser
) -> None:
    a_version(city, year=2024)

    told = browser("county.member").post("/papers/look/", {"file": a_file()}).json()

    assert told["doubts"][told["target"]] == ["同样的文件已作为 2024 年度的材料上传过。"]


def test_chief_when_a_team_paper_is_looked_at_then_taken_for_the_teams(browser: Browser) -> None:
    client = browser("county.chief")

    assert client.post("/papers/look/", {"file": a_file(TEAM)}).json()["target"].endswith("team")
    assert not client.post("/papers/look/", {"file": a_file()}).json()["target"].endswith("team")


def test_script_when_nobody_is_signed_in_any_more_then_told_and_never_that_it_is_done(client: Client) -> None:
    answer = client.post("/papers/upload/", headers={"Accept": "application/json"})

    assert answer.status_code == 401
    assert "登录已过期" in answer.json()["message"]


def test_address_that_takes_forms_when_opened_then_a_page_says_so(browser: Browser) -> None:
    answer = browser("county.member").get("/papers/upload/")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "只接收表单" in answer.content.decode()


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
