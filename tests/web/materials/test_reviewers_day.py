"""In the browser, from the list of papers to the next version: three decisions that stand or are listed."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from city import City
from papers import TEXT, a_version

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright")
pytestmark = [pytest.mark.needs_chromium, pytest.mark.slow, pytest.mark.xdist_group("chromium")]


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
    with author.expect_navigation():
        author.get_by_role("button", name="提交审阅").click()

    page = open_page("reviewer", "/")
    page.get_by_text("审阅 1 份材料").click()
    page.wait_for_selector(".review[data-ready]")
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
