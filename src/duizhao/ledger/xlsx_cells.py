"""What a cell of a workbook's XML means: text, number or date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Final, Literal

from duizhao.ledger.grid import Broken, Cell
from duizhao.ledger.phrase import phrase

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_COLUMNS: Final = 16_384

Shown = Literal["number", "date", "percent"]

_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EXACT: Final = 2**53
# Built-in formats that show a date; 27 to 36 and 50 to 58 are those of Chinese, Japanese and Korean Excel.
_DATE_FORMATS: Final = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58))
_PERCENT_FORMATS: Final = frozenset((9, 10))
_NOT_CODE: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_MARCH_1900: Final = 61


@dataclass(frozen=True, slots=True)
class Reader:
    """What the cells of one workbook need to be read: its strings, what its styles show, its first day."""

    strings: Sequence[str]
    kinds: Sequence[Shown]
    epoch: date

    def cells(self, row: _Element) -> list[Cell]:
        """Return the cells of a ``row`` element from column A, "" where there is none."""
        found: list[Cell] = []
        for cell in row:
            place = cell.get("r")
            at = column_number(place.rstrip("0123456789")) if place else len(found)
            value = self._value(cell)
            if value == "" or not 0 <= at < MAX_COLUMNS:
                # A row coloured to its end has thousands of empty cells. Without places they count.
                if not place:
                    found.append("")
                continue
            found.extend([""] * (at - len(found) + 1))
            found[at] = value
        return found

    def _value(self, cell: _Element) -> Cell:
        kind, inline, formula, text = cell.get("t", "n"), None, False, None
        for part in cell:
            name = str(part.tag).rpartition("}")[2]
            if name == "v":
                text = part.text or ""
            elif name == "is":
                inline = text_in(part)
            elif name == "f":
                formula = True
        if kind == "inlineStr":
            return inline or ""
        if text is None or (text == "" and kind == "n"):
            return (
                Broken(phrase(_("公式没有计算结果，请在 Excel 或 WPS 中打开保存后重试")), "")
                if formula
                else ""
            )
        return self._typed(kind, text, cell.get("s") or "0")

    def _typed(self, kind: str, text: str, style: str) -> Cell:
        if kind == "s":
            at = int(text) if text.strip().isdecimal() else -1
            return self.strings[at] if 0 <= at < len(self.strings) else ""
        if kind == "e":
            return Broken(phrase(_("单元格是错误值 %(value)s"), value=text), text)
        if kind == "b":
            return "TRUE" if text.strip() == "1" else "FALSE"
        if kind == "d":
            return _iso_date(text)
        return self._number(text, style) if kind == "n" else unescaped(text)

    def _number(self, text: str, style: str) -> Cell:
        try:
            value = float(text)
        except ValueError:
            return text
        if not isfinite(value):
            return text
        at = int(style) if style.isdecimal() else 0
        shown = self.kinds[at] if at < len(self.kinds) else "number"
        if shown == "date" and (day := self._date(value)) is not None:
            seconds = round((value - int(value)) * 86_400)
            return f"{day} {seconds // 3600:02}:{seconds % 3600 // 60:02}" if 0 < seconds < 86_400 else day
        if shown == "percent":
            return f"{str(round(value * 100, 8)).removesuffix('.0')}%"
        return int(value) if value.is_integer() and abs(value) < _EXACT else value

    def _date(self, serial: float) -> date | None:
        days = int(serial)
        # Excel has a 29 February 1900; the days before it are one off.
        if self.epoch.year < 1904 and 0 < days < _MARCH_1900:
            days += 1
        try:
            return self.epoch + timedelta(days=days) if days > 0 else None
        except OverflowError:
            return None


def text_in(element: _Element) -> str:
    """Return the text of a string item: its runs, without the phonetic ones."""
    pieces: list[str] = []
    for part in element:
        name = str(part.tag).rpartition("}")[2]
        if name == "t":
            pieces.append(part.text or "")
        elif name == "r":
            pieces.extend(run.text or "" for run in part if str(run.tag).rpartition("}")[2] == "t")
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    """Return the text with ``_x000D_`` and the like as the characters they stand for."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def column_number(letters: str) -> int:
    """Return the column, from 0, of its letters; -1 where they are none."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def kinds_of(styles: _Element | None) -> list[Shown]:
    """Return what each cell style shows a number as."""
    if styles is None:
        return []
    codes = {
        entry.get("numFmtId") or "": entry.get("formatCode") or ""
        for entry in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    return [_shown(entry.get("numFmtId") or "0", codes) for entry in styles.iterfind("{*}cellXfs/{*}xf")]


def _shown(number: str, codes: dict[str, str]) -> Shown:
    if number in codes:
        code = _NOT_CODE.sub("", codes[number]).partition(";")[0].lower()
        # Hours alone make no date, and m beside them means minutes.
        if re.search("[yd年月日]", code) or ("m" in code and not re.search("[hs]", code)):
            return "date"
        return "percent" if "%" in code else "number"
    known = int(number) if number.isdecimal() else 0
    if known in _DATE_FORMATS:
        return "date"
    return "percent" if known in _PERCENT_FORMATS else "number"


def _iso_date(text: str) -> Cell:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return text


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message
