"""A comparison as a workbook: pairs, passages, papers that hang together, and what was left out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from duizhao.i18n import Translator, translator
from duizhao.record import Comparison, Failure, Pair
from duizhao.reports.compare_words import KINDS, left_out, relation, remarks, shared
from duizhao.reports.words import FOR_CHECKING_ONLY

CELL: Final = 32_767  # the longest text a cell of xlsx holds
_QUOTE: Final = 800
_TALLEST: Final = 409


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


_PAIRS: Final = (
    (_("序号"), 6), (_("材料"), 38), (_("另一材料"), 38), (_("关系"), 20), (_("处数"), 7),
    (_("重合字数"), 10), (_("占材料"), 9), (_("占另一材料"), 11),
)  # fmt: skip
_PASSAGES: Final = (
    (_("序号"), 6), (_("材料"), 26), (_("另一材料"), 26), (_("字数"), 7), (_("异同"), 10),
    (_("材料起"), 8), (_("材料止"), 8), (_("另一起"), 8), (_("另一止"), 8), (_("文字"), 70),
)  # fmt: skip


def workbook(comparison: Comparison, failures: Sequence[Failure], language: str) -> bytes:
    """Return the workbook; texts are written as texts, never as formulas."""
    from xlsxwriter import Workbook

    _ = translator(language)
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(buffer, options)
    look = _Look(book)
    _sheet(
        book, look, _("重合"), _PAIRS, [_pair(n, pair, _) for n, pair in enumerate(comparison.pairs, 1)], _
    )
    passages = [row for n, pair in enumerate(comparison.pairs, 1) for row in _passages(n, pair, _)]
    _sheet(book, look, _("段落"), _PASSAGES, passages, _)
    clusters = [(n, path) for n, cluster in enumerate(comparison.clusters, 1) for path in cluster]
    if clusters:
        _sheet(book, look, _("相互重合较多"), ((_N, 6), (_PAPER, 60)), clusters, _)
    _explain(book, look, comparison, failures, _)
    book.close()
    return buffer.getvalue()


_N: Final = _("组")
_PAPER: Final = _("材料")


class _Look:
    def __init__(self, book: Any) -> None:
        song = {"font_name": "宋体", "font_charset": 134, "font_size": 10.5, "valign": "vcenter"}
        framed = song | {"border": 1, "border_color": "#7F7F7F"}
        self.head = book.add_format(
            framed | {"font_name": "黑体", "align": "center", "bg_color": "#E3EAF2", "text_wrap": True}
        )
        self.text = book.add_format(framed | {"text_wrap": True})
        self.number = book.add_format(framed | {"align": "center"})
        self.share = book.add_format(framed | {"align": "center", "num_format": "0.0%"})
        self.note = book.add_format(song | {"text_wrap": True})


def _sheet(
    book: Any,
    look: _Look,
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[object]],
    _: Translator,
) -> None:
    sheet = book.add_worksheet(name)
    for at, (heading, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, _(heading), look.head)
    for line, row in enumerate(rows, 1):
        sheet.set_row(line, _height(row, [width for _heading, width in columns]))
        for at, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, at, value[:CELL], look.text)
            elif isinstance(value, float):
                sheet.write_number(line, at, value, look.share)
            elif value is not None:
                sheet.write_number(line, at, value, look.number)
            else:
                sheet.write_blank(line, at, None, look.text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C" + _(FOR_CHECKING_ONLY) + "　&P / &N")


def _height(row: Sequence[object], widths: Sequence[int]) -> float:
    """Return the height in points in which the longest text of a row is seen, within what Excel allows."""
    lines = [
        -(-sum(1 if character.isascii() else 2 for character in value) // max(1, width - 1))
        for value, width in zip(row, widths, strict=True)
        if isinstance(value, str)
    ]
    return min(_TALLEST, 6 + 14.5 * max([1, *lines]))


def _pair(number: int, pair: Pair, _: Translator) -> tuple[object, ...]:
    return (
        number, pair.a, _other(pair, _), relation(pair, _), len(pair.passages), shared(pair),
        float(pair.share_a), float(pair.share_b),
    )  # fmt: skip


def _passages(number: int, pair: Pair, _: Translator) -> list[tuple[object, ...]]:
    return [
        (
            number, pair.a, _other(pair, _), passage.length, _(KINDS[passage.kind]),
            passage.a.start, passage.a.end, passage.b.start, passage.b.end,
            passage.quote if len(passage.quote) <= _QUOTE else passage.quote[:_QUOTE] + "…",
        )
        for passage in pair.passages
    ]  # fmt: skip


def _other(pair: Pair, _: Translator) -> str:
    if pair.a == pair.b:
        return _("（文内重复）")
    return _("索引：%(path)s") % {"path": pair.b} if pair.stored else pair.b


def _explain(
    book: Any, look: _Look, comparison: Comparison, failures: Sequence[Failure], _: Translator
) -> None:
    sheet = book.add_worksheet(_("说明"))
    sheet.set_column(0, 0, 100)
    lines = [
        _(FOR_CHECKING_ONLY),
        _("只列出哪些文字相同，不判断谁用了谁的。起止位置从 0 起，左闭右开，与 duizhao text 的输出一致。"),
        left_out(comparison, _),
        *remarks(comparison, _),
        *(
            _("读不出来：%(path)s：%(what)s") % {"path": failure.path, "what": failure.error.message(_)}
            for failure in failures
        ),
    ]
    for line, words in enumerate(lines):
        sheet.write_string(line, 0, words[:CELL], look.note)
    sheet.set_paper(9)
