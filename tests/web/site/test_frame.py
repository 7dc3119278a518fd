"""What surrounds every page: language, headers, errors as sentences."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from city import City
from django.db import OperationalError
from django.test import Client

import duizhao_web
from duizhao_web.apps.kernel.errors import ANSWERS, AppErrorCode
from duizhao_web.site.pages import home

TEMPLATES = Path(duizhao_web.__file__).parent / "site" / "templates"
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@pytest.mark.parametrize(
    ("accepts", "language", "word"),
    [
        ("", "zh-Hans", "登录"),
        ("zh-CN,zh;q=0.9,en;q=0.5", "zh-Hans", "登录"),
        ("en-GB,en", "en", "Sign in"),
        ("fr", "zh-Hans", "登录"),
    ],
)
def test_language_when_asked_for_then_spoken(city: City, accepts: str, language: str, word: str) -> None:
    headers = {"Accept-Language": accepts} if accepts else {}

    page = Client(headers=headers).get("/sign-in/").content.decode()

    assert f'<html lang="{language}" ' in page
    assert word in page


def test_language_when_switched_then_kept_and_on_the_same_page(city: City) -> None:
    client = Client()

    response = client.post("/language/", {"language": "en", "next": "/sign-in/"})

    assert response.headers["Location"] == "/sign-in/"
    assert "Sign in" in client.get("/sign-in/").content.decode()


def test_headers_when_any_page_then_nothing_foreign_may_run(city: City) -> None:
    headers = Client().get("/sign-in/").headers

    policy = headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"


def test_templates_when_read_then_nothing_the_policy_would_stop() -> None:
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|<script>|\son\w+=|https?://", text), path.name


def test_templates_when_read_then_every_word_is_translated() -> None:
    for path in TEMPLATES.rglob("*.html"):
        text = re.sub(
            r"{%.*?%}", "", re.sub(r"{% blocktranslate.*?endblocktranslate %}", "", path.read_text("utf-8"))
        )
        assert not CHINESE.search(re.sub(r'lang="zh-Hans">中文', "", text)), path.name


@pytest.mark.parametrize(("accepts", "words"), [("zh", "没有这一页"), ("en", "There is no such page")])
def test_page_when_there_is_none_then_a_sentence(
    browser: Callable[[str], Client], accepts: str, words: str
) -> None:
    response = browser("county.chief").get("/nowhere/", headers={"Accept-Language": accepts})

    assert response.status_code == 404
    assert words in response.content.decode()


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (ZeroDivisionError(), 500, "系统内部出错"),
        (OperationalError("database or disk is full"), 503, "磁盘空间"),
    ],
)
def test_page_when_it_fails_then_a_sentence_and_never_a_bare_number(
    browser: Callable[[str], Client],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: int,
    words: str,
) -> None:
    def fail(_actor: object) -> None:
        raise error

    monkeypatch.setattr(home, "todo_list", fail)
    client = browser("county.chief")
    client.raise_request_exception = False

    response = client.get("/")

    assert response.status_code == status
    assert words in response.content.decode()


def test_part_of_a_page_when_refused_then_the_sentence_alone(browser: Callable[[str], Client]) -> None:
    response = browser("county.chief").post("/audit/verify/", headers={"HX-Request": "true"})

    assert response.status_code == 404
    assert "<html" not in response.content.decode()


def test_error_codes_when_listed_then_each_has_a_sentence() -> None:
    assert set(ANSWERS) == set(AppErrorCode)


def test_files_when_named_by_a_page_then_served_and_kept(city: City) -> None:
    client = Client()
    page = client.get("/sign-in/").content.decode()

    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        response = client.get(address)
        assert response.status_code == 200, address
        assert "max-age=31536000" in response.headers["Cache-Control"]
        response.close()
