"""A reviewer at work in the browser: places exact, everything by keyboard, nothing serious for axe-core."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from duizhao.corrections import (
    Add,
    Dismiss,
    JudgeLink,
    Merge,
    MoveBorder,
    Remark,
    Retitle,
    Split,
    TakeUp,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("playwright")
pytestmark = [pytest.mark.needs_chromium, pytest.mark.xdist_group("chromium")]

TEXT = """2024年度民主生活会个人对照检查材料
一、存在的问题
（一）带头增强党性方面
1.学习抓得不够紧。平时读原著不多，会上讲过两次，𠮷祥村的e\u0301调研没有去。比如，2024年3月到社区走访，只听了介绍，没有看现场。
2.调研走得不够深。去基层的次数少，蹲点不足，
了解情况多靠听汇报。
（二）带头严守纪律方面
3.督办跟得不够牢。交办以后没有再问，事项拖了三个月。
二、原因剖析
1.学习放松。对理论武装的紧迫性想得浅。根本原因是思想的弦松了。
2.宗旨意识淡化。与群众接触少。
三、整改措施
1.加强学习。每月读一本原著，6月底前讲一次党课。
2.深入调研。每季度蹲点一周，9月底前写出报告。
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        found = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def desk(a_desk: Callable[[str], Any]) -> Any:
    return a_desk(TEXT)


@pytest.fixture
def page(browser: Browser, desk: Any) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    # A refused decision is an answer, not a fault of the page; anything the policy blocks is one.
    page.on("console", lambda said: faults.append(said.text) if "Security Policy" in said.text else None)
    page.goto(desk.address)
    yield page
    page.close()
    assert faults == []


def pick(page: Page, words: str) -> None:
    """Select words in the paper, wherever its marks cut them."""
    page.evaluate(
        """(words) => {
          const sheet = document.querySelector(".sheet");
          const walker = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
          const nodes = [];
          while (walker.nextNode()) nodes.push(walker.currentNode);
          const start = sheet.textContent.indexOf(words), end = start + words.length;
          const range = document.createRange();
          let passed = 0, open = false;
          for (const node of nodes) {
            const next = passed + node.data.length;
            if (!open && start < next) { range.setStart(node, start - passed); open = true; }
            if (open && end <= next) { range.setEnd(node, end - passed); break; }
            passed = next;
          }
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        words,
    )
    page.wait_for_function("!document.querySelector('.rv-menu')?.hidden")


def choose(page: Page, id_: str) -> None:
    page.locator(f".rv-side .entry[data-id={id_}] > .head").click()


def settled(page: Page, count: int) -> None:
    """Wait until the page shows so many decisions."""
    page.wait_for_selector(f".review[data-count='{count}']:not([aria-busy])")


def test_sheet_when_shown_then_its_text_is_the_papers(page: Page, desk: Any) -> None:
    assert page.evaluate("document.querySelector('.sheet').textContent") == desk.text


def test_border_when_moved_by_selection_then_counted_in_code_points(page: Page, desk: Any) -> None:
    choose(page, "P1")
    words = "1.学习抓得不够紧。平时读原著不多，会上讲过两次，𠮷祥村的e\u0301调研没有去。"
    pick(page, words)
    page.keyboard.press("b")
    settled(page, 1)

    (decision,) = desk.decisions
    assert isinstance(decision, MoveBorder)
    assert decision.to.quote == words
    assert page.locator(".entry[data-id=P1] .entry[data-kind=example]").count() == 0


@pytest.mark.parametrize(
    ("key", "kind"), [("1", "problem"), ("2", "example"), ("3", "cause"), ("4", "measure")]
)
def test_text_when_selected_then_becomes_an_item_by_one_key(
    page: Page, desk: Any, key: str, kind: str
) -> None:
    words = "事项拖了三个月。" if kind == "example" else "（二）带头严守纪律方面"
    pick(page, words)
    page.keyboard.press(key)
    settled(page, 1)

    (decision,) = desk.decisions
    assert isinstance(decision, Add)
    assert (decision.kind, decision.at.quote) == (kind, words)


def test_selection_when_over_the_end_of_a_line_then_the_line_end_is_one_place(page: Page, desk: Any) -> None:
    choose(page, "P2")
    pick(page, "去基层的次数少，蹲点不足，\n了解情况多靠听汇报。")
    page.keyboard.press("n")
    page.keyboard.type("请写明次数")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    settled(page, 1)

    (decision,) = desk.decisions
    assert isinstance(decision, Remark)
    assert decision.at.quote == "去基层的次数少，蹲点不足，\n了解情况多靠听汇报。"
    assert "请写明次数" in page.locator("#panel-findings").text_content()


def test_problem_when_split_at_the_caret_by_keyboard_alone_then_two_and_undone(page: Page, desk: Any) -> None:
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    for _step in range(25):
        page.keyboard.press("ArrowRight")
    assert page.locator(".rv-caret").is_visible()
    page.keyboard.press("s")
    settled(page, 1)

    (decision,) = desk.decisions
    assert isinstance(decision, Split)
    start = decision.item.span.start
    assert decision.rest.span.start == start + 25
    assert page.locator("#panel-structure .entry[data-kind=problem]").count() == 4

    page.keyboard.press("u")
    settled(page, 0)
    assert desk.decisions == []
    assert page.locator("#panel-structure .entry[data-kind=problem]").count() == 3


def test_text_when_selected_by_keyboard_alone_then_a_border_moves(page: Page, desk: Any) -> None:
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    for _step in range(11):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("b")
    settled(page, 1)

    (decision,) = desk.decisions
    assert isinstance(decision, MoveBorder)
    assert decision.to.quote == "1.学习抓得不够紧。平"


def test_items_when_merged_and_retitled_by_keyboard_then_decided(page: Page, desk: Any) -> None:
    page.keyboard.press("j")
    page.keyboard.press("m")
    settled(page, 1)
    page.keyboard.press("t")
    page.locator("[data-ask-words]").fill("学习抓得不够紧。平时读原著不多")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    settled(page, 2)

    merged, retitled = desk.decisions
    assert isinstance(merged, Merge)
    assert isinstance(retitled, Retitle)
    assert page.locator(".entry[data-id=P1] > .head").text_content().endswith("平时读原著不多")


def test_findings_when_taken_and_dismissed_by_keyboard_then_said(page: Page, desk: Any) -> None:
    page.locator("#tab-findings").click()
    page.keyboard.press("j")
    page.keyboard.press("a")
    settled(page, 1)
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator(".rv-ask").is_visible()
    page.keyboard.type("核对过，属实")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    settled(page, 2)

    taken, dismissed = desk.decisions
    assert isinstance(taken, TakeUp)
    assert isinstance(dismissed, Dismiss)
    assert dismissed.reason == "核对过，属实"
    assert page.locator(".entry[data-state=taken]").count() == 1
    assert page.locator(".entry[data-state=dismissed]").count() == 1


def test_link_when_confirmed_and_rejected_by_button_then_decided(page: Page, desk: Any) -> None:
    page.locator("#tab-trace").click()
    page.locator("[data-do=reject]").click()
    assert page.locator("[data-alert]").inner_text() == "请先在对应表里选中一格。"
    page.locator(".grid .cell").first.click()
    page.locator("[data-do=confirm]").click()
    settled(page, 1)
    page.locator("[data-do=reject]").click()
    settled(page, 2)

    assert [one.holds for one in desk.decisions] == [True, False]


def test_decision_when_made_in_the_text_then_the_caret_stays_where_it_was(page: Page, desk: Any) -> None:
    choose(page, "P2")
    page.keyboard.press("Enter")
    for number in (1, 2):
        page.keyboard.press("Shift+ArrowRight")
        page.keyboard.press("Shift+ArrowRight")
        page.keyboard.press("n")
        page.keyboard.type("请写明次数。")
        page.locator(".rv-ask button.primary").click()
        settled(page, number)

    first, second = desk.decisions
    assert first.at.span == second.at.span


def test_words_when_not_taken_then_stand_there_when_asked_again(page: Page, desk: Any) -> None:
    page.locator("#tab-findings").click()
    page.keyboard.press("j")
    page.route("**/decide", lambda route: route.abort())
    page.keyboard.press("x")
    page.keyboard.type("核对过，属实")
    page.locator(".rv-ask button.primary").click()
    page.wait_for_selector("[data-alert]:not([hidden])")
    page.unroute("**/decide")
    page.keyboard.press("x")
    page.locator(".rv-ask button.primary").click()
    settled(page, 1)

    assert desk.decisions[0].reason == "核对过，属实"


def test_link_when_rejected_and_confirmed_by_keyboard_then_decided(page: Page, desk: Any) -> None:
    page.locator("#tab-trace").click()
    page.locator(".grid .cell").first.focus()
    page.locator(".grid .cell").first.click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("c")
    settled(page, 1)
    page.keyboard.press("r")
    settled(page, 2)

    confirmed, rejected = desk.decisions
    assert isinstance(confirmed, JudgeLink)
    assert isinstance(rejected, JudgeLink)
    assert (confirmed.holds, rejected.holds) == (True, False)
    assert confirmed.to.quote.startswith("2.宗旨意识淡化")


def test_passage_when_pressed_then_its_entry_is_brought_into_view_and_back(page: Page) -> None:
    page.locator(".sheet p", has_text="9月底前写出报告").click()
    assert page.locator(".entry.sel").get_attribute("data-id") == "M2"

    choose(page, "P3")
    assert "事项拖了三个月" in "".join(page.locator(".sheet .sel[data-in]").all_text_contents())


def test_decision_when_another_reviewer_was_first_then_the_page_shows_it_and_nothing_is_lost(
    page: Page, desk: Any
) -> None:
    choose(page, "P1")
    desk.decisions.append(Remark(_anchor(desk), "另一位的批注"))
    page.keyboard.press("m")
    page.wait_for_selector("[data-alert]:not([hidden])")

    assert "他人刚作了更正" in page.locator("[data-alert]").text_content()
    assert "另一位的批注" in page.locator("#panel-findings").text_content()
    assert len(desk.decisions) == 1


def test_decision_when_it_does_not_fit_then_a_sentence_says_why(page: Page, desk: Any) -> None:
    choose(page, "P1")
    pick(page, "蹲点不足")
    page.keyboard.press("1")
    page.wait_for_selector("[data-alert]:not([hidden])")

    assert "请先拆分那一条" in page.locator("[data-alert]").text_content()
    assert desk.decisions == []


def test_keys_when_asked_for_then_shown_and_closed(page: Page) -> None:
    page.keyboard.press("?")
    assert page.locator(".rv-keys").is_visible()
    page.keyboard.press("?")
    assert not page.locator(".rv-keys").is_visible()


def test_page_when_only_to_be_read_then_offers_no_decision(
    browser: Browser, a_desk: Callable[[str], Any]
) -> None:
    desk = a_desk(TEXT)
    desk.may_decide = False
    page = browser.new_page()
    page.goto(desk.address)
    choose(page, "P1")

    assert page.locator(".rv-menu, .entry-tools, template[data-tools]").count() == 0
    page.close()


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1440, 900), (2560, 1300)])
def test_page_when_of_any_width_then_nothing_stands_out_of_it(
    browser: Browser, desk: Any, width: int, height: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(desk.address)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    widest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('.sheet p')].map((p) => p.clientWidth)) / 17"
    )
    assert widest <= 40.5
    if width < 900:
        assert page.locator(".rv-paper").is_visible()
        assert not page.locator(".rv-side").is_visible()
        page.locator("[data-pane-of=side]").click()
        assert page.locator(".rv-side").is_visible()
        assert not page.locator(".rv-paper").is_visible()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_page_when_examined_by_axe_then_nothing_is_found(
    browser: Browser, desk: Any, width: int, scheme: Any
) -> None:
    axe = importlib.util.find_spec("axe_playwright_python")
    assert axe is not None
    assert axe.origin is not None
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(desk.address)
    page.add_script_tag(path=Path(axe.origin).parent / "axe.min.js")
    found: list[tuple[str, str]] = []
    for name in ("structure", "findings", "trace", "overlaps", "years"):
        if width < 900:
            page.locator("[data-pane-of=side]").click()
        page.locator(f"#tab-{name}").click()
        page.keyboard.press("j")
        found += [(name, one["id"]) for one in page.evaluate("axe.run()")["violations"]]
    context.close()
    assert found == []


def _anchor(desk: Any) -> Any:
    from duizhao.corrections.anchor import at

    return at(desk.text, desk.view().material.problems[0].span)
