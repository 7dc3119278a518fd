"""The days of those who work with the server, from the first page on: what one does, the next one finds.

Only what the pages offer is clicked. Every page on the way is examined: nothing serious for axe, nothing
wider than the screen, no words left in Chinese on a page in English. With ``DUIZHAO_PICTURES`` naming a
folder the pictures of the README are made on the way.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from walk import Walk

pytest.importorskip("playwright")
pytestmark = [pytest.mark.needs_chromium, pytest.mark.slow, pytest.mark.xdist_group("chromium")]

MEMBER, CHIEF, COORDINATOR = (f"qinghe.water.{one}" for one in ("resources", "chief", "coordinator"))
SUPERIOR = "qinghe.chief"
ITEM = "工程廉政风险盯得不紧"
LATE = "下基层看点多、走线少"
OWN = "苏可汀"
SOON = (date.today() + timedelta(days=20)).isoformat()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_days_when_walked_from_the_first_page_then_each_finds_what_the_one_before_did(
    walking: Callable[[str, int], AbstractContextManager[Walk]], language: str, width: int
) -> None:
    with walking(language, width) as walk:
        for day in (_superior, _chief, _coordinator, _reviewer, _lead, _member):
            day(walk)

        assert walk.wrong == []


def _superior(walk: Walk) -> None:
    """See where the units below stand, and hand an item down."""
    walk.sign_in(SUPERIOR)
    walk.look()
    walk.link("2025年度民主生活会")
    walk.look()
    walk.link("下级单位进度")
    walk.look()
    walk.section("整改")
    walk.look("items")
    _item(walk, ITEM)
    walk.look("item")
    walk.link("谁能看到？")
    walk.look()
    walk.page.go_back(wait_until="load")
    walk.link("交办和跟进")
    walk.look()
    walk.link("交办")
    walk.main.get_by_label(walk.say("交办内容和要求")).fill("把三个在建工程的签证单重新核一遍")
    walk.main.get_by_label(walk.say("办理期限")).fill(SOON)
    walk.look()
    walk.button("交办")
    walk.shows("已交办，办结前可以收回。")
    walk.look()
    walk.section("交办")
    walk.look("assignments")


def _chief(walk: Walk) -> None:
    """Sign for what was handed down, decide on an extension, see who has claimed what."""
    walk.sign_in(CHIEF)
    walk.link(walk.like("签收 %(count)s 件交办"))
    walk.look()
    walk.link("签收")
    walk.button("签收")
    walk.shows("已签收。")
    walk.section("整改")
    _item(walk, LATE)
    walk.look()
    walk.press(walk.main.locator(".ask .buttons a").first)
    walk.look()
    walk.main.get_by_role("radio").first.check()
    walk.press(walk.main.locator("form.stack button"))
    walk.main.locator(".item-head").wait_for()
    assert walk.main.locator(".ask").count() == 0
    walk.section("材料")
    walk.press(walk.main.locator("table.list a", has_text=walk.say("班子材料")).first)
    walk.main.locator(".review[data-ready]").wait_for()
    walk.link("认领情况")
    walk.look()


def _coordinator(walk: Walk) -> None:
    """Draft the reminder of papers not handed in, and note a step of the meeting."""
    walk.sign_in(COORDINATOR)
    walk.look()
    walk.link(walk.like("催报 %(count)s 个单位的材料"))
    walk.main.get_by_label(walk.say("全选本页")).check()
    walk.button("拟催报文稿")
    assert "钟望潮" in walk.main.locator("#reminder-text").input_value()
    walk.look("missing")
    walk.section("民主生活会")
    walk.look()
    walk.link("2025年度民主生活会")
    walk.look("meeting")
    walk.main.get_by_text(walk.say("登记完成"), exact=True).first.click()
    walk.button("登记")
    walk.look()
    walk.section("单位")
    walk.look()
    walk.section("人员")
    walk.look()


def _reviewer(walk: Walk) -> None:
    """Review the paper that has waited longest and draft the opinion on it."""
    walk.sign_in("reviewer")
    walk.look("home")
    walk.link(walk.like("审阅 %(count)s 份材料"))
    walk.main.locator(".review[data-ready]").wait_for()
    walk.page.keyboard.press("j")
    walk.page.keyboard.press("Enter")
    walk.look("review")
    side = walk.main.locator("[data-pane-of=side]")
    if side.is_visible():
        side.click()
    for tab in ("findings", "trace", "overlaps", "years"):
        walk.main.locator(f"#tab-{tab}").click()
        walk.look()
    walk.main.locator("#tab-findings").click()
    walk.main.locator("#panel-findings .head").first.click()
    walk.page.keyboard.press("a")
    walk.main.locator(".review[data-count='1']:not([aria-busy])").wait_for()
    walk.link("形成审阅意见")
    walk.look()
    walk.button("保存草稿")
    walk.section("材料")
    walk.look("papers")


def _lead(walk: Walk) -> None:
    """Sign the opinion on a member's paper: it goes back."""
    walk.sign_in("lead")
    walk.look()
    walk.press(walk.main.locator(".todo-rows a", has_text=OWN).first)
    walk.link("谁能看到？")
    walk.look()
    walk.page.go_back(wait_until="load")
    walk.link("形成审阅意见")
    walk.look()
    walk.button("签发：退回修改")
    walk.shows("审阅意见已签发：%(outcome)s。")
    walk.look()


def _member(walk: Walk) -> None:
    """Find the paper back, read why, hand in the next version, see what changed."""
    walk.sign_in(MEMBER)
    walk.look()
    walk.link(walk.like("修改退回的材料"))
    walk.main.locator(".review[data-ready]").wait_for()
    text = walk.main.locator(".sheet").inner_text()
    walk.link("查看审阅意见")
    walk.look()
    walk.section("材料")
    name = "2025-修改稿.txt"
    walk.main.locator("#up-file").set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": (text + "\n以上请批评指正。").encode()}]
    )
    walk.look()
    walk.main.locator(".uploads button").first.click()
    walk.main.locator(".uploads .done").wait_for()
    walk.section("材料")
    walk.button("提交审阅")
    walk.press(walk.main.locator("table.list a", has_text=OWN).first)
    walk.main.locator(".review[data-ready]").wait_for()
    walk.look()
    walk.section("整改")
    walk.look()
    _item(walk, "学习浮在面上")
    walk.look()
    walk.section("工作台")
    walk.look()


def _item(walk: Walk, title: str) -> None:
    """Open an item of the list by its number, finding it by its title."""
    walk.main.locator("tr", has_text=title).first.get_by_role("link").first.click()
    walk.press(walk.page.locator("#side").get_by_role("link", name=walk.say("打开事项"), exact=True))
    walk.main.locator(".item-head").wait_for()
