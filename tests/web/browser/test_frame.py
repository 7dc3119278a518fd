"""What surrounds every page, in the browser: keys, looks, and what was typed before a login ran out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from city import PASSWORD, City
from papers import a_version

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright")
pytestmark = [pytest.mark.needs_chromium, pytest.mark.slow, pytest.mark.xdist_group("chromium")]

Open = Callable[..., "Page"]


def test_keys_when_pressed_on_a_list_then_rows_search_and_the_table_of_keys(
    open_page: Open, city: City
) -> None:
    a_version(city)
    a_version(city, "county.chief")
    page = open_page("lead", "/papers/")
    focused = "document.activeElement.textContent"

    page.keyboard.press("j")
    first = page.evaluate(focused)
    page.keyboard.press("j")
    second = page.evaluate(focused)
    page.keyboard.press("k")
    assert {first, second} == {"county.member", "county.chief"}
    assert page.evaluate(focused) == first
    page.keyboard.press("x")
    assert page.locator("input[name=paper]:checked").count() == 1

    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type("?j")
    assert page.evaluate("document.activeElement.value") == "?j"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("?")
    assert not page.locator("#keys").is_visible()

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector(".review[data-ready]")


def test_look_when_chosen_then_at_once_and_kept_and_keys_can_be_switched_off(
    open_page: Open, city: City
) -> None:
    page = open_page("county.chief", "/people/")
    page.locator("details.menu summary").click()

    with page.expect_response("**/display/"):
        page.get_by_role("button", name="深色").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    with page.expect_response("**/display/"):
        page.get_by_role("group", name="单键快捷键").get_by_role("button", name="关").click()
    page.reload()

    assert page.locator("html").get_attribute("data-theme") == "dark"
    before = page.evaluate("document.activeElement.tagName")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == before


def test_form_when_the_login_ran_out_then_what_was_typed_stands_there_again(
    open_page: Open, city: City
) -> None:
    path = f"/people/{city.people['county.member'].pk}/edit/"
    page = open_page("county.coordinator", path)
    page.fill("[name=staff_code]", "甲-0042")
    page.context.clear_cookies(name="duizhao_session")
    page.locator("form.stack button.primary").click()

    page.wait_for_selector("[name=password]")
    page.fill("[name=username]", "county.coordinator")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{path}")

    assert page.input_value("[name=staff_code]") == "甲-0042"
    assert page.get_by_text("已放回原处").is_visible()
    page.locator("form.stack button.primary").click()
    page.wait_for_url("**/people/*/")
    page.goto(page.url + "edit/")
    assert page.input_value("[name=staff_code]") == "甲-0042"
    assert not page.get_by_text("已放回原处").is_visible()


def test_form_when_typed_by_somebody_else_in_the_same_tab_then_forgotten(open_page: Open, city: City) -> None:
    path = f"/people/{city.people['county.member'].pk}/edit/"
    page = open_page("county.coordinator", path)
    page.fill("[name=staff_code]", "甲-0042")

    other = open_page("city.coordinator", "/").context.cookies()
    page.context.clear_cookies()
    page.context.add_cookies(other)
    page.goto(page.url)

    assert page.input_value("[name=staff_code]") == ""
    assert "甲-0042" not in page.evaluate("sessionStorage.getItem('duizhao-typed') || ''")


def test_choice_when_nothing_is_ticked_then_said_and_nothing_sent(open_page: Open, city: City) -> None:
    a_version(city)
    page = open_page("lead", "/papers/")

    page.get_by_role("button", name="退回所选…").click()

    assert page.url.endswith("/papers/")
