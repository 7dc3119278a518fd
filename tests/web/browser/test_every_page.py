"""Every page each role comes to by links: nothing serious for axe-core, nothing wider than the screen."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

import pytest
from city import City
from django.urls import Resolver404, resolve
from items import a_shown_item
from meetings import the_cycle
from papers import a_version
from periods import a_period, handed_in, the_issue

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright")
pytestmark = [pytest.mark.needs_chromium, pytest.mark.slow, pytest.mark.xdist_group("chromium")]

Open = Callable[..., "Page"]
ROLES: Final = (
    "county.member",
    "county.chief",
    "county.coordinator",
    "city.chief",
    "city.coordinator",
    "reviewer",
    "lead",
    "head",
    "system",
    "security",
    "audit",
)
PHONE: Final = {"viewport": {"width": 360, "height": 780}, "locale": "en-GB"}
# Addresses that answer with a file and not with a page.
FILES: Final = ("roster-template", "template-start", "template-kept")
_LINKS: Final = "[...document.querySelectorAll('a[href^=\"/\"]')].map((link) => link.getAttribute('href'))"


@cache
def axe() -> str:
    """Return the script that examines a page; run by the browser itself, whatever the page's policy."""
    found = importlib.util.find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def come_to(page: Page, seen: set[str]) -> Iterator[str]:
    """Yield the address of one page for each name of an address, by the links that lead there."""
    waiting = ["/"]
    while waiting:
        path = waiting.pop(0)
        try:
            name = resolve(path.partition("?")[0]).url_name or ""
        except Resolver404:
            continue
        if name in seen or name in FILES:
            continue
        seen.add(name)
        answer = page.goto(urljoin(page.url, path))
        assert answer is not None
        assert answer.status == 200, path
        yield path
        waiting += [link.partition("#")[0] for link in page.evaluate(_LINKS)]


def faults(page: Page, path: str) -> Iterator[tuple[str, Any]]:
    """Yield what is wrong with the page at hand."""
    page.evaluate(axe())
    for one in page.evaluate("axe.run()")["violations"]:
        if one["impact"] in ("serious", "critical"):
            yield path, (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        yield path, f"{wide} pixels wider than the screen"


@pytest.fixture(autouse=True)
def _papers(city: City) -> None:
    a_version(city)
    a_version(city, "county.chief")
    the_issue(city)
    handed_in(city, a_period(city, title="2026年4月调度"))


@pytest.mark.parametrize("role", ROLES)
def test_pages_when_opened_in_chinese_on_a_desk_then_nothing_serious(open_page: Open, role: str) -> None:
    page = open_page(role, "/")

    assert [fault for path in come_to(page, set()) for fault in faults(page, path)] == []


def test_pages_when_opened_in_english_on_a_phone_in_the_dark_then_nothing_serious(open_page: Open) -> None:
    found: list[tuple[str, str, Any]] = []
    seen: set[str] = set()
    for role in ROLES:
        page = open_page(role, "/", **PHONE)
        page.context.add_cookies([{"name": "duizhao_display", "value": "dark", "url": page.url}])
        # What another role was shown already looks the same, but for the first page.
        seen.discard("home")
        found += [(role, *fault) for path in come_to(page, seen) for fault in faults(page, path)]

    assert found == []


def test_ledger_when_printed_then_no_wider_than_the_paper(open_page: Open, city: City) -> None:
    a_shown_item(city)
    # A4 on its side between the margins of the page.
    page = open_page("county.coordinator", "/items/", viewport={"width": 1016, "height": 700})
    page.emulate_media(media="print")

    assert page.locator("table.ledger tbody tr").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert not page.locator(".coverage, .filter, .bar").filter(visible=True).count()


def test_meeting_when_printed_then_each_step_stands_in_one_line(open_page: Open, city: City) -> None:
    number = the_cycle(city)
    page = open_page("county.coordinator", f"/cycles/{number}/", viewport={"width": 672, "height": 900})
    page.emulate_media(media="print")

    heights = page.evaluate("[...document.querySelectorAll('.stages .name')].map((one) => one.offsetHeight)")
    assert len(heights) > 5
    assert max(heights) < 40
