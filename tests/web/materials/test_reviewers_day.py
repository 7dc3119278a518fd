"""In the browser, from the list of papers to the next version: three decisions that stand or are listed."""

from __future__ import annotations

import contextvars
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from city import City
from papers import TEXT, a_version

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("playwright")
pytestmark = [pytest.mark.needs_chromium, pytest.mark.slow, pytest.mark.xdist_group("chromium")]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    # Playwright keeps a loop running in this thread, which Django would take for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as started:
        found = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield found
        found.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(city: City) -> Iterator[str]:
    """Serve the site from the test's own transaction and clock; the audit log allows no other way back."""
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    shared = connections["default"]
    shared.inc_thread_sharing()
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=_Quiet)

    def serve() -> None:
        connections["default"] = shared
        server.serve_forever(poll_interval=0.05)

    thread = threading.Thread(target=contextvars.copy_context().run, args=(serve,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    shared.dec_thread_sharing()


@pytest.fixture
def open_page(chromium: Browser, address: str, city: City) -> Iterator[Callable[[str, str], Page]]:
    from city import signed_in

    opened = []

    def open_(who: str, path: str, **options: Any) -> Page:
        context = chromium.new_context(
            **{"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN", **options}
        )
        cookie = signed_in(city, who).cookies["duizhao_session"].value
        context.add_cookies([{"name": "duizhao_session", "value": cookie, "url": address}])
        page = context.new_page()
        page.goto(address + path)
        opened.append(context)
        return page

    yield open_
    for context in opened:
        context.close()


def test_reviewer_when_at_work_by_keyboard_then_decisions_stand_on_version_two(
    open_page: Callable[..., Page], city: City
) -> None:
    author = open_page("county.member", "/papers/")
    author.set_input_files(
        "#up-file", [{"name": "材料.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}]
    )
    author.locator(".uploads button").click()
    author.wait_for_selector(".uploads .done")
    author.reload()
    author.get_by_role("button", name="提交审阅").click()

    page = open_page("reviewer", "/")
    page.get_by_text("审阅 1 份材料").click()
    page.wait_for_selector(".review")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    for _step in range(40):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("b")
    page.wait_for_selector(".review[data-count='1']:not([aria-busy])")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    for _step in range(20):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("s")
    page.wait_for_selector(".review[data-count='2']:not([aria-busy])")
    page.locator("#tab-trace").focus()
    page.keyboard.press("Enter")
    page.locator(".grid .cell").first.focus()
    page.locator(".grid .cell.strong, .grid .cell.fair, .grid .cell.weak").first.click()
    page.keyboard.press("r")
    page.wait_for_selector(".review[data-count='3']:not([aria-busy])")

    lead = open_page("lead", "/" + page.url.split("/", 3)[3])
    lead.get_by_text("形成审阅意见").click()
    lead.fill("#opinion-text", "请补充事例。")
    lead.on("dialog", lambda dialog: dialog.accept())
    lead.get_by_role("button", name="签发：退回修改").click()
    lead.wait_for_url("**/papers/")

    from duizhao_web.apps.materials.models import Version

    text = TEXT.replace("蹲点不足，了解情况多靠听汇报。", "蹲点不足，了解情况大多靠听汇报。")
    second = a_version(city, text=text)
    assert second.number == 2
    kept = [row.decision["do"] for row in second.decisions.all()]
    lost = [one["decision"]["do"] for one in second.lost]
    assert sorted([*kept, *lost]) == ["judge_link", "move_border", "split"]
    assert Version.objects.count() == 2
    page.reload()
    assert page.locator(".review").get_attribute("data-count") == str(len(kept))


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("width", [390, 1440])
def test_pages_when_examined_by_axe_then_nothing_serious(
    open_page: Callable[..., Page], city: City, width: int, language: str
) -> None:
    import importlib.util
    from pathlib import Path

    version = a_version(city)
    axe = importlib.util.find_spec("axe_playwright_python")
    assert axe is not None
    assert axe.origin is not None
    found = []
    for who, path in (
        ("county.member", "/papers/"),
        ("reviewer", f"/papers/{version.paper_id}/"),
        ("lead", f"/papers/{version.paper_id}/opinion/"),
    ):
        page = open_page(
            who, path, viewport={"width": width, "height": 900}, locale=language, bypass_csp=True
        )
        page.add_script_tag(path=Path(axe.origin).parent / "axe.min.js")
        found += [(path, one["id"]) for one in page.evaluate("axe.run()")["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") == width
        folder = os.environ.get("DUIZHAO_PICTURES")
        if folder:
            page.screenshot(path=Path(folder) / f"{language}-{width}-{path.strip('/').replace('/', '-')}.png")
    assert found == []
