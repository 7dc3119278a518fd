"""Somebody in front of a browser: goes where the pages let them go, and looks hard at each page on the way.

The script of a day is written once, in the words of the source; in another language the same words are looked
up as the page does.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.pofile import read_po
from django.utils import translation

import duizhao_web
from duizhao_web.site.words import both

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PHONE, DESK = 390, 1440
CODES = {"zh-CN": "zh-hans", "en-GB": "en"}
IDEOGRAPHS = re.compile(r"[\u3400-\u9fff]+")
PLACE = re.compile(r"%\\?\(\w+\\?\)s")
LINKED = "概念："
# Two cores may be shared by much else.
PATIENCE = 90_000
# Every text of the page and every attribute that is read out or shown, with what it stands in; what is marked
# as being in Chinese on purpose is left out.
TEXTS = """() => {
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const ours = (element) => !element.closest("script, style") && !element.closest("body [lang^=zh]");
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    if (text && ours(walker.currentNode.parentElement)) found.push(text);
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (!ours(element)) continue;
    for (const one of element.attributes)
      if (!["href", "action", "src", "value", "content"].includes(one.name)) found.push(one.value.trim());
  }
  return found;
}"""
SERIOUS = """() => axe.run().then((found) => found.violations
  .filter((one) => one.impact === "serious" || one.impact === "critical")
  .map((one) => one.id + ": " + one.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(" | ")))"""


@dataclass
class Walk:
    """One day in one language at one width: who is at the screen, and what was found wrong on the way."""

    browser: Browser
    address: str
    password: str
    data: Path
    language: str
    width: int
    pictures: Path | None = None
    wrong: list[str] = field(default_factory=list)
    page: Page = field(init=False)

    def say(self, message: str) -> str:
        """Return the words of the page's language."""
        with translation.override(CODES[self.language]):
            return both()(message)

    def like(self, message: str) -> re.Pattern[str]:
        """Return a pattern for words with figures or names in them."""
        return re.compile(PLACE.sub(".+", re.escape(self.say(message))))

    def sign_in(self, who: str) -> None:
        """Open the first page, sign in where it asks for it, and arrive on the first page."""
        self.leave()
        context = self.browser.new_context(
            viewport={"width": self.width, "height": 900}, locale=self.language, has_touch=self.width == PHONE
        )
        context.set_default_timeout(PATIENCE)
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url}: {error}"))
        self.page.on("console", self._heard)
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.goto(self.address)
        self.page.get_by_label(self.say("用户名"), exact=True).fill(who)
        self.page.get_by_label(self.say("密码"), exact=True).fill(self.password)
        self.button("登录")
        self.main.get_by_role("heading", name=self.say("待我办理")).wait_for()

    def leave(self) -> None:
        """Close the browser of the one before."""
        if hasattr(self, "page"):
            self.page.context.close()

    @property
    def main(self) -> Locator:
        """What is between the head and the foot."""
        return self.page.locator("main")

    def section(self, message: str) -> None:
        """Go to a section by the navigation at the head of the page."""
        self.press(self.page.locator("nav.sections").get_by_role("link", name=self.say(message), exact=True))

    def press(self, target: Locator) -> None:
        """Press what leads to another page, and wait until that page is there with its scripts.

        The load state would not do: until the other page's first byte has come it is the old page's.
        """
        with self.page.expect_navigation():
            self.touch(target)

    def touch(self, target: Locator) -> None:
        """Press something that stays on the page."""
        target.click()

    def link(self, message: str | re.Pattern[str]) -> None:
        """Follow the first link of that name."""
        self.press(self._named("link", message))

    def button(self, message: str | re.Pattern[str]) -> None:
        """Press the first button of that name."""
        self.press(self._named("button", message))

    def _named(self, role: Any, message: str | re.Pattern[str]) -> Locator:
        name = self.say(message) if isinstance(message, str) else message
        return self.main.get_by_role(role, name=name, exact=isinstance(message, str)).first

    def shows(self, message: str) -> None:
        """Wait until a sentence stands on the page."""
        self.main.get_by_text(self.like(message)).first.wait_for()

    def look(self, picture: str = "") -> None:
        """Examine the page one is on; keep a picture of it under that name where pictures are wanted."""
        place = f"{self.language} {self.width} {self.page.url.removeprefix(self.address)}"
        self.page.wait_for_load_state()
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > self.width:
            self.wrong.append(f"{place}: {width} px wide")
        self.page.evaluate(_axe())
        self.wrong += [f"{place}: {one}" for one in self.page.evaluate(SERIOUS)]
        if self.language.startswith("en"):
            texts = self.page.evaluate(TEXTS)
            self.wrong += [f"{place}: in Chinese: {one}" for one in untranslated(texts, known(self.data))]
        if picture and self.pictures:
            size = "-phone" if self.width == PHONE else ""
            path = self.pictures / f"{picture}{size}-{self.language[:2]}.png"
            self.page.screenshot(path=path, animations="disabled")

    def _heard(self, message: Any) -> None:
        if message.type == "error":
            self.wrong.append(f"{self.page.url}: {message.text}")


def untranslated(texts: list[str], data: str) -> Iterator[str]:
    """Yield texts of an English page with Chinese words in them that no row of the database holds."""
    cells = set(data.split("\n"))
    english = _english()
    for text in dict.fromkeys(texts):
        runs = IDEOGRAPHS.findall(text)
        if LINKED in text:
            # Why a link holds is written into the record when it is made, in the words of the paper.
            continue
        if any(run not in data for run in runs) or (runs and text in english and text not in cells):
            yield text[:80]


def known(data: Path) -> str:
    """Return every text in the database, a line each: what people wrote, in their own language."""
    database = sqlite3.connect(f"file:{data / 'duizhao.sqlite3'}?mode=ro", uri=True)
    try:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        found: dict[str, None] = {}
        for table in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):
                found |= dict.fromkeys(text for cell in row for text in _texts(cell))
        return "\n".join(found)
    finally:
        database.close()


def _texts(cell: object) -> Iterator[str]:
    if isinstance(cell, str) and cell[:1] in ("{", "["):
        with contextlib.suppress(ValueError):
            cell = json.loads(cell)
    if isinstance(cell, str):
        yield cell
    elif isinstance(cell, dict):
        for key, value in cell.items():
            yield from (*_texts(key), *_texts(value))
    elif isinstance(cell, list):
        for value in cell:
            yield from _texts(value)


def _english() -> set[str]:
    """Return the source's words that have English, which no page in English may show as they are."""
    path = Path(duizhao_web.__file__).parent / "locale" / "en" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return {one.id for one in read_po(file, locale="en") if isinstance(one.id, str)}


def _axe() -> str:
    found = importlib.util.find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")
