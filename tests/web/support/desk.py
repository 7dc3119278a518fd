"""Somebody at a desk or with a phone: fills in forms by their labels, and says what they see.

Whatever loads another page is waited for; what is fetched into a page is waited for, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from walk import DESK, PATIENCE, PHONE, Walk

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

_KIND = "(field) => field.hasAttribute('hx-get') ? 'suggested' : field.type"


@dataclass
class Desk(Walk):
    """A walk of many people over a year, who come and go; on a phone fingers press."""

    files: dict[str, Path] = field(default_factory=dict)
    shut: set[str] = field(default_factory=set)
    pages: dict[tuple[str, int], Page] = field(default_factory=dict)

    def comes(self, who: str, *, phone: bool = False) -> None:
        """Let somebody come to the first page, at a desk or with a phone, each with a browser of their own.

        Whose login has run out meanwhile signs in again.
        """
        self.width = PHONE if phone else DESK
        self.page = self.pages.get((who, self.width)) or self._opened(who)
        self.page.goto(self.address)
        if self.page.get_by_label(self.say("用户名"), exact=True).count():
            self.page.get_by_label(self.say("用户名"), exact=True).fill(who)
            self.page.get_by_label(self.say("密码"), exact=True).fill(self.password)
            self.button("登录")
        self.main.get_by_role("heading", name=self.say("待我办理")).wait_for()

    def _opened(self, who: str) -> Page:
        """Open a browser for somebody, and listen to what it complains of."""
        context = self.browser.new_context(
            viewport={"width": self.width, "height": 900}, locale=self.language, has_touch=self.width == PHONE
        )
        context.set_default_timeout(PATIENCE)
        page = self.pages[who, self.width] = context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))
        page.on("console", self._heard)
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    def leave(self) -> None:
        """Close everybody's browser."""
        for page in self.pages.values():
            page.context.close()

    def touch(self, target: Locator) -> None:
        """Press something that stays on the page."""
        if self.width == PHONE:
            target.tap()
        else:
            target.click()

    def look(self, picture: str = "") -> None:
        """Examine the page one is on, and what becomes of it on a screen as narrow as a phone's."""
        super().look(picture)
        if self.width == PHONE:
            return
        self.page.set_viewport_size({"width": PHONE, "height": 900})
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE:
            self.wrong.append(f"{self.path} on a phone: {width} px wide")
        if picture and self.pictures:
            self.page.screenshot(path=self.pictures / f"{picture}-narrow.png", animations="disabled")
        self.page.set_viewport_size({"width": DESK, "height": 900})

    # ------------------------------------------------------------------ filling in

    def fill(self, given: dict[str, str], optional: str = "选填") -> None:
        """Fill in fields by their labels, each as its kind wants it."""
        for label, value in given.items():
            self._put(label, value, optional)

    def _put(self, label: str, value: str, optional: str) -> None:
        words = re.compile(rf"^\s*{re.escape(self.say(label))}(\s*{re.escape(self.say(optional))})?\s*$")
        target = self.main.get_by_label(words).first
        kind = target.evaluate(_KIND)
        if kind == "suggested":
            with self.page.expect_response(lambda got: f"={value}" in unquote(got.url)):
                target.fill(value)
        elif kind == "select-one":
            target.select_option(label=value)
        else:
            target.fill(value)

    def choose(self, *labels: str) -> None:
        """Tick boxes and circles by their labels."""
        for label in labels:
            self.main.get_by_label(self.say(label)).first.check()

    def attach(self, label: str, name: str, data: bytes, kind: str) -> None:
        """Choose a file in a field."""
        target = self.main.get_by_label(re.compile(re.escape(self.say(label)))).first
        target.set_input_files([{"name": name, "mimeType": kind, "buffer": data}])

    def send(self, action: str, said: str = "") -> None:
        """Press the button of a form; what the form finds wrong fails here."""
        self.button(action)
        wrong = self.main.locator(".field .error, .note.error").all_inner_texts()
        assert not wrong, wrong
        if said:
            self.sees(said)

    # ------------------------------------------------------------------ finding

    def todo(self, message: str) -> None:
        """Take up what waits on the first page, by what its heading says."""
        self.press(self.main.locator("a.todo-head").filter(has_text=self.like(message)).first)

    def todo_row(self, words: str) -> None:
        """Take up one thing that waits on the first page, by what its row says."""
        self.press(self.main.locator(".todo-rows a", has_text=words).first)

    def waits(self, message: str, *words: str) -> None:
        """Say that something waits on the first page, with these rows."""
        group = self.main.locator(".todo > li").filter(has_text=self.like(message)).first
        group.wait_for()
        text = group.inner_text()
        assert all(one in text for one in words), text

    def waits_not(self, message: str) -> None:
        """Say that nothing of the kind waits on the first page."""
        assert not self.main.locator("a.todo-head").filter(has_text=self.like(message)).count()

    def item(self, title: str) -> None:
        """Open an item of the ledger by its number, finding it by its title."""
        self.section("整改")
        row = self.main.locator("#ledger tr", has_text=title).first
        self.touch(row.get_by_role("link").first)
        side = self.page.locator("#side")
        side.get_by_role("heading", name=title).wait_for()
        self.press(side.get_by_role("link", name=self.say("打开事项"), exact=True))

    def do(self, title: str) -> None:
        """Take up something of an item: the button that stands out, or one of the others."""
        found = self.main.locator(".item-head").get_by_role("link", name=self.say(title), exact=True)
        if not found.count():
            self.touch(self.main.locator(".item-head details.others summary"))
        self.press(found.first)

    def do_asked(self, title: str) -> None:
        """Take up what the item's page asks for at its head."""
        self.press(self.main.locator(".ask").get_by_role("link", name=self.say(title), exact=True).first)

    def verdict(self, at: int, *, met: bool, note: str = "") -> None:
        """Answer one point of the standard."""
        point = self.main.locator(".judging > li").nth(at)
        point.get_by_role("radio", name=self.say("达到" if met else "没有达到"), exact=True).check()
        point.get_by_role("textbox").fill(note)

    # ------------------------------------------------------------------ seeing

    def sees(self, *words: str) -> None:
        """Wait until all of this stands on the page."""
        for one in words:
            self.main.get_by_text(one).filter(visible=True).first.wait_for()

    def misses(self, *words: str) -> None:
        """Say that none of this stands on the page."""
        text = self.main.inner_text()
        assert not [one for one in words if one in text], text

    def stands(self, state: str) -> None:
        """Say where the item at hand stands."""
        assert self.main.locator(".item-head .tag").first.inner_text() == state

    def is_told_nothing(self, path: str) -> None:
        """Open an address somebody passed on, and find that there is nothing."""
        # The browser complains of what it is meant to find.
        self.shut.add(self.address + path)
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == 404, path

    def _heard(self, message: Any) -> None:
        if self.page.url not in self.shut:
            super()._heard(message)

    @property
    def path(self) -> str:
        """Return the address at hand, to be passed on."""
        return self.page.url.removeprefix(self.address)

    # ------------------------------------------------------------------ taking away

    def take(self, key: str, target: Locator) -> None:
        """Download what a button gives."""
        with self.page.expect_download() as got:
            self.touch(target)
        download = got.value
        path = Path(self.data) / f"{key}{Path(download.suggested_filename).suffix}"
        download.save_as(path)
        self.files[key] = path
