"""The sheet 填写说明: what each column is, who fills it in, and how the ledger goes on from here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xlsxwriter.worksheet import Worksheet

from duizhao.i18n import Translator, translator
from duizhao.ledger.drafting import FILLED, TO_CHECK
from duizhao.ledger.heights import row_height
from duizhao.ledger.layout import Column
from duizhao.ledger.look import Look
from duizhao.ledger.putting import put_text

_WIDTHS: Final = (16.0, 11.0, 48.0, 22.0)


def write_guide(
    sheet: Worksheet, look: Look, columns: Sequence[Column], language: str, *, personal: bool
) -> None:
    """Write the explanation of a ledger with these columns, for A4 portrait."""
    _ = translator(language)
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    row = _write_lines(sheet, look, _lines(_, personal=personal), _)
    _write_columns(sheet, look, columns, row + 1, language)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.set_footer(f"&C&9{page_words(_)}")


def page_words(_: Translator) -> str:
    """Return "page 1 of 3" in the codes of a header or footer."""
    return _("第 %(page)s 页，共 %(pages)s 页") % {"page": "&P", "pages": "&N"}


def _lines(_: Translator, *, personal: bool) -> list[str]:
    notice = [_("含个人材料：仅供工作核对，不作为评价个人的依据。")] if personal else []
    return [
        *notice,
        _("每行一个问题。表头浅蓝的列由程序从材料中取得，浅黄的由填报人填写或核对；程序不代拟任何内容。"),
        _("“【待确认】”后面是材料中与该问题最接近的措施原文，核对或改写后请删去这几个字。"),
        _("折叠的列：点列标上方的“+”展开，点“-”收起；打印时只印展开的列。"),
        _("可以增删、移动、排序各行，可以增加列。编号请勿改动，新增的行编号留空。"),
        _("时限已过、销号日期空着的，时限前显示“逾期”二字；这两个字不是单元格的内容。"),
        _("汇总各单位的台账：duizhao ledger merge 甲单位.xlsx 乙单位.xlsx -o 汇总.xlsx"),
    ]


def _write_lines(sheet: Worksheet, look: Look, lines: Sequence[str], _: Translator) -> int:
    """Write heading and numbered lines; return the row below them."""
    sheet.set_row(0, 30)
    put_text(sheet, 0, 0, _("填写说明"), look.title_left)
    row = 0
    for row, line in enumerate(lines, start=1):
        text = f"{row}. {line}"
        sheet.set_row(row, row_height([(text, sum(_WIDTHS))], least=1))
        sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, "", look.paragraph)
        put_text(sheet, row, 0, text, look.paragraph)
    return row + 1


def _write_columns(
    sheet: Worksheet, look: Look, columns: Sequence[Column], start: int, language: str
) -> None:
    _ = translator(language)
    titles = (_("列"), _("由谁填"), _("填什么"), _("可选的内容"))
    for at, title in enumerate(titles):
        put_text(sheet, start, at, title, look.header)
    for row, column in enumerate(columns, start=start + 1):
        cells = (
            column.title.text(language),
            _by_whom(column, _),
            column.help.text(language),
            "、".join(column.choices),
        )
        sheet.set_row(row, row_height(zip(cells, _WIDTHS, strict=True), least=1))
        for at, text in enumerate(cells):
            put_text(sheet, row, at, text, look.cell("long" if at > 1 else "text"))
    sheet.repeat_rows(start)


def _by_whom(column: Column, _: Translator) -> str:
    if column.key in TO_CHECK:
        return _("程序，请核对")
    return _("程序") if column.key in FILLED else _("填报人")
