"""How the workbook looks: fonts, borders and colours, made once and shared by its sheets."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from duizhao.ledger.heights import FONT_SIZE
from duizhao.ledger.layout import Kind

# Named as Windows, WPS and LibreOffice know them; charset 134 (GB 2312) lets a program without them take
# another Chinese font instead of a Latin one.
SONG: Final = "宋体"
HEI: Final = "黑体"
TITLE_FONT: Final = "方正小标宋简体"
_CHINESE: Final = {"font_charset": 134}

_BORDER: Final = "#7F7F7F"
_INK: Final = "#1F2A37"
_FILLED: Final = "#E3EAF2"  # headers of what the program fills in
_OPEN: Final = "#FBF0D5"  # headers of what people fill in
_MARKED: Final = "#FCE4D6"


class Look:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.cell = cache(self._cell)
        self.loose = cache(self._loose)
        self.hint = self._format(font_size=9, font_color="#6B7280", valign="vcenter")
        self.title = self._format(font_name=TITLE_FONT, font_size=20, align="center", valign="vcenter")
        self.title_left = self._format(font_name=TITLE_FONT, font_size=16, valign="vcenter")
        self.subtitle = self._format(font_size=10, align="center", valign="vcenter", font_color="#404040")
        self.header = self._header(_FILLED)
        self.header_open = self._header(_OPEN)
        self.heading = self._format(font_name=HEI, font_size=12, valign="vcenter")
        self.paragraph = self._format(text_wrap=True, valign="top")
        self.overdue = book.add_format({"font_color": "#B42318", "num_format": '"逾期"yyyy-mm-dd'})
        self.unconfirmed = book.add_format({"font_color": "#1D4E89"})

    def _cell(self, kind: Kind, *, small: bool = False, quoted: bool = False, marked: bool = False) -> Format:
        """Return a body cell; ``quoted`` keeps a text that looks like a formula text when it is edited."""
        style = self._loose_properties(kind) | {"border": 1, "border_color": _BORDER}
        if small:
            style |= {"font_size": 8, "font_color": "#6B7280"}
        if quoted:
            style |= {"quote_prefix": True}
        if marked:
            style |= {"bg_color": _MARKED}
        return self._format(**style)

    def _loose(self, kind: Kind) -> Format:
        """Return the format of a column's empty cells, for rows that people add."""
        return self._format(**self._loose_properties(kind))

    def _loose_properties(self, kind: Kind) -> dict[str, Any]:
        align = "left" if kind == "long" else "center"
        style: dict[str, Any] = {"text_wrap": True, "valign": "vcenter", "align": align}
        if kind == "date":
            style |= {"num_format": "yyyy-mm-dd", "font_size": 9}  # room for 逾期 before it
        return style

    def _header(self, colour: str) -> Format:
        return self._format(
            font_name=HEI, text_wrap=True, align="center", valign="vcenter", border=1,
            border_color=_BORDER, bg_color=colour,
        )  # fmt: skip

    def _format(self, **style: Any) -> Format:
        start = {"font_name": SONG, "font_size": FONT_SIZE, "font_color": _INK}
        return self._book.add_format(start | _CHINESE | style)
