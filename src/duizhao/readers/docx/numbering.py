"""Which automatic number Word prints before a paragraph: definitions, overrides, running counters.

Rules, from ECMA-376 part 1, 17.9, and from what Word does where it is silent:

* Counters belong to the abstract definition: lists that share one go on counting together, until a list with
  a ``startOverride`` is used at that level for the first time.
* A level begins again when a level above it has been used (``lvlRestart`` narrows that, 0 forbids it).
* A level that is passed over counts as used: after 1 comes 1.1.1, then 1.2.
* A placeholder of a level that prints no number (bullet, none) prints nothing.
* A level without ``start`` counts from 1: the standard says 0, but Word always writes it and other writers
  that leave it out mean 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from duizhao.readers.docx.names import MC, VAL, W, child, integer, is_on
from duizhao.readers.docx.stylesheet import StyleSheet
from duizhao.readers.numerals import written
from duizhao.readers.printer import with_gap
from duizhao.readers.reader import LISTS, refuse_more
from duizhao.text.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

BULLET: Final = "•"

_LEVELS: Final = 9
_TEXT_END: Final = 64  # longest level text looked at; Word's own dialog takes far less
_LABEL_END: Final = 100
_PLACEHOLDER: Final = regex(r"%([1-9])")
_SYMBOL_FONTS: Final = ("symbol", "wingdings", "webdings", "zapfdingbats", "marlett")
_PRIVATE_USE: Final = range(0xE000, 0xF900)
_LISTS_END: Final = 5_000  # in use; no paper comes near
_LINKS_END: Final = 5  # numStyleLink to styleLink; a loop ends here


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list as defined."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A ``w:num``: its levels with overrides; ``counters`` names the abstract definition it counts with."""

    counters: str
    levels: tuple[Level | None, ...]
    starts: dict[int, int]

    def start(self, level: int) -> int:
        """Return what ``level`` begins with in this list."""
        definition = self.levels[level]
        return self.starts.get(level, definition.start if definition else 1)


class ListFinder(Protocol):
    """Where the counters find a list: ``numbering.xml``, or the tables of an old Word file."""

    def find(self, number: int) -> NumberedList | None:
        """Return the list with this number; 0 and unknown numbers are no list."""


class Lists:
    """The definitions of ``numbering.xml``; a list is resolved when first used."""

    def __init__(self, root: Callable[[], _Element | None], sheet: StyleSheet) -> None:
        self._root = root  # asked for only when a paragraph has a number
        self._loaded = False
        self._sheet = sheet
        self._nums: dict[str, _Element] = {}
        self._abstracts: dict[str, _Element] = {}
        self._linked: dict[str, _Element] = {}  # by the numbering style a definition belongs to
        self._styled: dict[str, _Element | None] = {}  # the definition a numbering style leads to
        self._levels: dict[str, list[Level | None]] = {}
        self._lists: dict[int, NumberedList | None] = {}

    def find(self, number: int) -> NumberedList | None:
        """Return the list with this ``numId``; 0 and unknown ids are no list."""
        if number not in self._lists:
            refuse_more(len(self._lists), _LISTS_END, LISTS)
            self._lists[number] = self._resolve(number) if number > 0 else None
        return self._lists[number]

    def level_of_style(self, number: int, styles: tuple[str, ...]) -> int | None:
        """Return the level that names one of ``styles`` (nearest first) as its own (``w:pStyle``)."""
        found = self.find(number)
        if found is None:
            return None
        linked = {level.style: index for index, level in enumerate(found.levels) if level and level.style}
        return next((linked[style] for style in styles if style in linked), None)

    def _load(self) -> None:
        self._loaded, root = True, self._root()
        for element in () if root is None else root:
            if element.tag == _NUM:
                self._nums.setdefault(element.get(W + "numId", ""), element)
            elif element.tag == _ABSTRACT:
                self._abstracts.setdefault(element.get(W + "abstractNumId", ""), element)
                self._linked.setdefault(_value(element, "styleLink") or "", element)

    def _resolve(self, number: int) -> NumberedList | None:
        if not self._loaded:
            self._load()
        num = self._nums.get(str(number))
        if num is None:
            return None
        abstract = self._abstract_of(num)
        if abstract is None:
            return None
        name = abstract.get(W + "abstractNumId", "")
        if name not in self._levels:
            self._levels[name] = _levels(abstract)
        levels, starts = list(self._levels[name]), dict[int, int]()
        for override in num.iterchildren(W + "lvlOverride"):
            _apply(override, levels, starts)
        return NumberedList(name, tuple(levels), starts)

    def _abstract_of(self, num: _Element, links: int = 0) -> _Element | None:
        """Follow a ``numStyleLink`` through the numbering style to the definition that has the levels."""
        abstract = self._abstracts.get(_value(num, "abstractNumId") or "")
        link = None if abstract is None else _value(abstract, "numStyleLink")
        if abstract is None or link is None or links >= _LINKS_END:
            return abstract
        if link not in self._styled:
            self._styled[link] = self._definition_of_style(link, num, links)
        return self._styled[link]

    def _definition_of_style(self, link: str, num: _Element, links: int) -> _Element | None:
        style = self._sheet.style(link)
        target = None if style is None else style.find(f"{W}pPr/{W}numPr/{W}numId")
        linked = None if target is None else self._nums.get(target.get(VAL, ""))
        if linked is not None and linked is not num:
            return self._abstract_of(linked, links + 1)
        return self._linked.get(link)


class Counters:
    """The numbers as they run through one story (the body, or a footnote)."""

    def __init__(self, lists: ListFinder) -> None:
        self._lists = lists
        self._counts: dict[str, list[int | None]] = {}
        self._steps: dict[tuple[int, int], _Step | None] = {}

    def advance(self, number: int, level: int) -> str:
        """Count one paragraph at ``level`` of list ``number``; return its label with the separator, or ""."""
        key = number, level
        step = self._steps[key] if key in self._steps else self._begin(number, level)
        if step is None:
            return ""
        counts = step.counts
        for above in range(level):
            if counts[above] is None:
                counts[above] = step.found.start(above)
        now = counts[level]
        counts[level] = step.found.start(level) if now is None else now + 1
        for below in step.resets:
            counts[below] = None
        return "" if step.level.hidden else _with_separator(_label(step), step.level.suffix)

    def _begin(self, number: int, level: int) -> _Step | None:
        """Prepare for a level of a list that is used for the first time; a ``startOverride`` counts now."""
        found = self._lists.find(number)
        definition = found.levels[level] if found and 0 <= level < _LEVELS else None
        step = None
        if found is not None and definition is not None:
            counts = self._counts.setdefault(found.counters, [None] * _LEVELS)
            if level in found.starts:
                counts[level] = None
            below = range(level + 1, _LEVELS)
            resets = tuple(index for index in below if _restarts(found.levels[index], index, level))
            step = _Step(counts, found, definition, resets)
        self._steps[number, level] = step
        return step


class _Step(NamedTuple):
    """What counting at one level of one list takes; ``resets`` are the levels that begin again."""

    counts: list[int | None]
    found: NumberedList
    level: Level
    resets: tuple[int, ...]


def _restarts(definition: Level | None, index: int, used: int) -> bool:
    restart = definition.restart if definition else None
    if restart is None or restart > index:
        return True
    return used < restart


def _label(step: _Step) -> str:
    if step.level.number_format == "bullet":
        return step.level.text
    label = ""
    for part in _template(step.level.text):
        label += part if isinstance(part, str) else _number(step, part)
    return label[:_LABEL_END]


def _number(step: _Step, level: int) -> str:
    """Return what a level's placeholder prints."""
    definition = step.found.levels[level]
    if definition is None or definition.number_format in ("bullet", "none"):
        return ""
    count = step.counts[level]
    value = step.found.start(level) if count is None else count
    return str(value) if step.level.legal else written(value, definition.number_format)


@lru_cache(maxsize=256)
def _template(text: str) -> tuple[str | int, ...]:
    """Return a level text as its pieces: plain text, and for each placeholder the level it stands for."""
    pieces = _PLACEHOLDER.split(text, maxsplit=_LEVELS)
    return tuple(int(piece) - 1 if at % 2 else piece for at, piece in enumerate(pieces))


def _with_separator(label: str, suffix: str) -> str:
    if not label or suffix == "nothing":
        return label
    return label + " " if suffix == "space" else with_gap(label)


def _levels(abstract: _Element) -> list[Level | None]:
    levels: list[Level | None] = [None] * _LEVELS
    for element in abstract.iterchildren(W + "lvl"):
        index = integer(element.get(W + "ilvl"))
        if index is not None and 0 <= index < _LEVELS:
            levels[index] = _level(element)
    return levels


def _apply(override: _Element, levels: list[Level | None], starts: dict[int, int]) -> None:
    index = integer(override.get(W + "ilvl"))
    if index is None or not 0 <= index < _LEVELS:
        return
    replaced = child(override, W + "lvl")
    if replaced is not None:
        before = levels[index]
        levels[index] = replace(_level(replaced), style=before.style if before else None)
    start = integer(_value(override, "startOverride"))
    if start is not None and start >= 0:
        starts[index] = start


def _level(element: _Element) -> Level:
    number_format = _number_format(element)
    text = (_value(element, "lvlText") or "")[:_TEXT_END]
    start = integer(_value(element, "start"))
    legal, hidden = child(element, W + "isLgl"), element.find(f"{W}rPr/{W}vanish")
    return Level(
        start=start if start is not None and start >= 0 else 1,
        number_format=number_format,
        text=_bullet(text, element) if number_format == "bullet" else text,
        suffix=_value(element, "suff") or "tab",
        restart=integer(_value(element, "lvlRestart")),
        legal=legal is not None and is_on(legal.get(VAL)),
        style=_value(element, "pStyle"),
        hidden=hidden is not None and is_on(hidden.get(VAL)),
    )


def _number_format(level: _Element) -> str:
    """Return the format; a custom one (``001, 002, ...``) is known by the fallback written beside it."""
    element = child(level, W + "numFmt")
    if element is None:
        element = level.find(f"{MC}AlternateContent/{MC}Fallback/{W}numFmt")
    return "decimal" if element is None else element.get(VAL, "decimal")


def _bullet(text: str, level: _Element) -> str:
    """Return the bullet as a reader sees it: a symbol font's character means nothing outside that font."""
    fonts = level.find(f"{W}rPr/{W}rFonts")
    font = "" if fonts is None else (fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "").lower()
    private = any(ord(character) in _PRIVATE_USE for character in text)
    return BULLET if text and (private or font.startswith(_SYMBOL_FONTS)) else text


def _value(element: _Element, name: str) -> str | None:
    found = child(element, W + name)
    return None if found is None else found.get(VAL)


_NUM: Final = W + "num"
_ABSTRACT: Final = W + "abstractNum"
