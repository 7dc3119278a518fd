"""The Word file that the examples of this family are made of: a report in the form of GB/T 9704."""

from __future__ import annotations

import dataclasses
from typing import Final

from duizhao.checks.base import Word
from duizhao.record import Format, PageSetup

TITLE: Final = "青川市审计局关于审计整改情况的报告"
HEADING: Final = "一、整改落实情况"
SUBHEADING: Final = "（一）往来款项清理方面"
FIRST: Final = "三笔往来款项已经全部核对，其中两笔于五月底前收回。"
SECOND: Final = "第三笔由财务科逐月催收，六月二十日前报结果。"
TEXT: Final = f"{TITLE}\n{HEADING}\n{SUBHEADING}\n{FIRST}\n{SECOND}"

_BODY: Final = Format(
    alignment="both",
    font_east_asia="仿宋_GB2312",
    size=16.0,
    first_line_chars=2.0,
    line_spacing=28.95,
    line_rule="exact",
)
PAGE: Final = PageSetup(width=210.0, height=297.0, top=37.0, bottom=35.0, left=28.0, right=26.0)
OFFICIAL: Final = (
    dataclasses.replace(_BODY, alignment="center", font_east_asia="方正小标宋简体", size=22.0),
    dataclasses.replace(_BODY, font_east_asia="黑体"),
    dataclasses.replace(_BODY, font_east_asia="楷体_GB2312"),
    _BODY,
    _BODY,
)


def word(*changed: tuple[int, Format], page: PageSetup = PAGE, numbered: bool = True, more: int = 0) -> Word:
    """Return how the report looks, some lines (counted from 0) looking otherwise, with ``more`` lines of text."""
    looks = [*OFFICIAL, *[_BODY] * more]
    for line, look in changed:
        looks[line] = look
    return Word(tuple(looks), page, numbered)


def look(line: int, **changes: float | str | None) -> tuple[int, Format]:
    """Return a line and its official look with some facts changed."""
    return line, dataclasses.replace(OFFICIAL[line], **changes)  # type: ignore[arg-type]


def marked(*lines: int) -> str:
    """Return the report's text with what is reported in these lines between « and »."""
    return "\n".join(f"«{text}»" if line in lines else text for line, text in enumerate(TEXT.split("\n")))
