"""The ledger as an Excel workbook that people can work in, print, and hand back without loss."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date, datetime
from io import BytesIO
from itertools import chain
from typing import BinaryIO, Final

from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from duizhao.errors import ErrorCode
from duizhao.i18n import Translator, translator
from duizhao.ledger import machine
from duizhao.ledger.drafting import FILLED, TO_CHECK
from duizhao.ledger.guide import page_words, write_guide
from duizhao.ledger.heights import row_height, widths
from duizhao.ledger.layout import Column
from duizhao.ledger.limits import encodable, is_formula_like
from duizhao.ledger.look import Look
from duizhao.ledger.phrase import LedgerError, phrase
from duizhao.ledger.putting import put, put_text, shown
from duizhao.ledger.row import NOTICE, LedgerRow, Value
from duizhao.ledger.rules import add_rules
from duizhao.ledger.sheets import Appendix, Plan, heading_of

HINT_ROW, TITLE_ROW, SUBTITLE_ROW, HEADER_ROW, FIRST_ROW = range(5)
MAX_ROWS: Final = 1_048_576

# A file says when it was made; ours would differ each time and tell when somebody sat there.
_MADE: Final = datetime(2000, 1, 1)
_SMALL: Final = frozenset({"id", "file", "place", "paper"})


def write_workbook(
    plan: Plan,
    stream: BinaryIO,
    *,
    language: str = "zh",
    appendices: Sequence[Appendix] = (),
    marks: Container[tuple[str, str]] = (),
) -> int:
    """Write the workbook and return how many rows it has.

    ``marks`` are the cells to set off by colour, as row id and field (or the name of a column not ours).
    """
    # Rows go to disk one by one: the memory does not grow with them, save for the packed file.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    packed = _Packed()
    try:
        with Workbook(packed, options) as book:
            ledger = _Ledger(book, plan, language, marks)
            book.set_properties({"title": encodable(ledger.title)[:200], "created": _MADE})
            count = ledger.write(appendices)
            for appendix in appendices:
                _write_appendix(book, ledger.look, appendix, translator(language))
    except FileCreateError as error:
        # What the writer makes of a full or missing folder for temporary files.
        raise OSError(*error.args) from error
    stream.write(packed.getbuffer())
    return count


class _Packed(BytesIO):
    """The packed file in memory.

    The writer leaves its archive open when a write fails. It is closed when it is collected, perhaps after
    the file it writes to, and the interpreter would then print a traceback: so this file never closes.
    """

    def close(self) -> None:
        pass


class _Ledger:
    """The sheet with the rows, written from top to bottom, and the hidden sheet that goes with it."""

    def __init__(self, book: Workbook, plan: Plan, language: str, marks: Container[tuple[str, str]]) -> None:
        self.marks = marks
        self.book, self.plan, self.columns, self.language = book, plan, plan.layout.columns, language
        self.translate = _ = translator(language)
        self.folded = [column.fold or (column.key == "unit" and bool(plan.unit)) for column in self.columns]
        self.title = plan.unit + plan.layout.title.text(language)
        self.look, self.seal = Look(book), machine.Seal()
        self.plain = [self.look.cell(column.kind, small=column.key in _SMALL) for column in self.columns]
        self.widths = widths(self.columns, plan.sample)
        self.sheet = book.add_worksheet(_("整改台账"))
        self.guide = book.add_worksheet(_("填写说明"))
        self.hidden = book.add_worksheet(machine.SHEET)
        self.hidden.very_hidden()

    def write(self, appendices: Sequence[Appendix]) -> int:
        """Write both sheets and the guide; return the number of rows."""
        self._set_columns()
        self._write_head()
        self._write_meta(appendices)
        count = 0
        for row in self.plan.rows:
            if FIRST_ROW + count >= MAX_ROWS:
                reason = phrase(_("行数超过 Excel 的上限 %(limit)s"), limit=MAX_ROWS)
                raise LedgerError(ErrorCode.UNWRITABLE, [reason])
            self._write_row(count, row)
            self.seal.add(row)
            count += 1
        for at, cell in enumerate(self.seal.cells()):
            put_text(self.hidden, 2 + count, at, cell, self.look.paragraph)
        rows = range(FIRST_ROW, FIRST_ROW + count)
        self._set_page(rows)
        add_rules(self.book, self.sheet, self.look, self.columns, rows, self.translate)
        write_guide(self.guide, self.look, self.columns, self.language, personal=self.plan.personal)
        return count

    def _set_columns(self) -> None:
        for at, column in enumerate(self.columns):
            # Excel puts the + of a group above the column after it.
            after = at > 0 and self.folded[at - 1]
            outline = {"level": 1, "hidden": True} if self.folded[at] else {"collapsed": after}
            self.sheet.set_column(at, at, self.widths[at], self.look.loose(column.kind), outline)
        if self.folded[-1]:
            self.sheet.set_column(len(self.columns), len(self.columns), None, None, {"collapsed": True})

    def _write_head(self) -> None:
        sheet, look, last = self.sheet, self.look, len(self.columns) - 1
        for row, height in ((HINT_ROW, 15), (TITLE_ROW, 36), (SUBTITLE_ROW, 18)):
            sheet.set_row(row, height)
        put_text(sheet, HINT_ROW, 0, self._hint(), look.hint)
        for row, text, style in (
            (TITLE_ROW, self.title, look.title),
            (SUBTITLE_ROW, heading_of(self.plan, self.translate), look.subtitle),
        ):
            sheet.merge_range(row, 0, row, last, "", style)
            put_text(sheet, row, 0, text, style)
        self._write_header()

    def _write_header(self) -> None:
        titles = [column.title.text(self.language) for column in self.columns]
        self.sheet.set_row(HEADER_ROW, row_height(zip(titles, self.widths, strict=True)))
        for at, (column, title) in enumerate(zip(self.columns, titles, strict=True)):
            if row_height([(title, self.widths[at])], least=1) > row_height([], least=1):
                title = title.replace("（", "\n（")  # break where one reads a break
            filled = column.key in FILLED - TO_CHECK
            style = self.look.header if filled else self.look.header_open
            put_text(self.sheet, HEADER_ROW, at, title, style)

    def _hint(self) -> str:
        """Return the line above the title, which is not printed."""
        _ = self.translate
        titles = [column.title.text(self.language) for column in self.columns]
        folded = "、".join(title for title, hidden in zip(titles, self.folded, strict=True) if hidden)
        hint = _("表头浅蓝的列由程序从材料中取得，浅黄的由填报人填写或核对；各列怎样填见“填写说明”表。")
        if folded:
            hint += _("点列标上方的“+”展开折叠的列：%(columns)s。") % {"columns": folded}
        return hint + _("浅橙色的格各处说法不一致，见“冲突”表。") if self.marks else hint

    def _write_meta(self, appendices: Sequence[Appendix]) -> None:
        _ = self.translate
        columns = tuple((c.key, c.name, c.title.text(self.language)) for c in self.columns)
        others = (_("填写说明"), *(appendix.name.text(_) for appendix in appendices))
        meta = machine.Meta(_("整改台账"), columns, others)
        put_text(self.hidden, 0, 0, machine.SCHEMA, self.look.paragraph)
        for at, piece in enumerate(machine.pieces(machine.meta_text(meta))):
            put_text(self.hidden, 1, at, piece, self.look.paragraph)

    def _write_row(self, number: int, row: LedgerRow) -> None:
        at_row = FIRST_ROW + number
        patches: dict[str, tuple[str, Value]] = {}
        cells: list[Value] = []
        for column in self.columns:
            meant = number + 1 if column.key == "no" else cell_of(row, column)
            seen = shown(meant)
            if seen is not meant and seen != meant:
                patches[column.key or column.name] = (str(seen), meant)
            cells.append(seen)
        texts = [(cell, self.widths[at]) for at, cell in enumerate(cells) if cell and isinstance(cell, str)]
        self.sheet.set_row(at_row, row_height(texts))
        for at, cell in enumerate(cells):
            put(self.sheet, at_row, at, cell, self._style(row, at, cell))
        for at, chunk in enumerate(machine.record_chunks(row, self.columns, patches)):
            put_text(self.hidden, 2 + number, at, chunk, self.look.paragraph)

    def _style(self, row: LedgerRow, at: int, cell: Value) -> Format:
        column = self.columns[at]
        quoted = isinstance(cell, str) and is_formula_like(cell)
        marked = bool(self.marks) and (row.id, column.key or column.name) in self.marks
        if not (quoted or marked or isinstance(cell, date)):
            return self.plain[at]
        kind = "date" if isinstance(cell, date) else column.kind
        return self.look.cell(kind, small=column.key in _SMALL, quoted=quoted, marked=marked)

    def _set_page(self, rows: range) -> None:
        _, sheet, last = self.translate, self.sheet, len(self.columns) - 1
        bottom = max(rows.stop - 1, HEADER_ROW)
        sheet.autofilter(HEADER_ROW, 0, bottom, last)
        sheet.freeze_panes(FIRST_ROW, self.plan.layout.frozen)
        sheet.set_zoom(90)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.print_area(TITLE_ROW, 0, bottom, last)
        sheet.repeat_rows(HEADER_ROW)
        sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        notice = f"&L&9{_(NOTICE)}" if self.plan.personal else ""
        sheet.set_footer(f"{notice}&C&9{page_words(_)}", {"margin": 0.3})
        # Numbers kept as text (编号, 文号) are meant so: no green corners.
        sheet.ignore_errors({"number_stored_as_text": f"A{FIRST_ROW + 1}:XFD{bottom + 1}"})


def cell_of(row: LedgerRow, column: Column) -> Value:
    """Return what a column shows of a row."""
    return row.cell(column.key) if column.key else row.other(column.name)


def _write_appendix(book: Workbook, look: Look, appendix: Appendix, _: Translator) -> None:
    """Write a further sheet where it has any rows."""
    rows = iter(appendix.rows)
    first = next(rows, None)
    if first is None:
        return
    sheet = book.add_worksheet(appendix.name.text(_))
    wide = [width for _title, width in appendix.columns]
    for at, (title, width) in enumerate(appendix.columns):
        sheet.set_column(at, at, width)
        put_text(sheet, 0, at, title.text(_), look.header)
    last = 0
    for last, row in enumerate(chain((first,), rows), start=1):
        cells = [shown(value) for value in row]
        texts = [(cell, width) for cell, width in zip(cells, wide, strict=True) if isinstance(cell, str)]
        sheet.set_row(last, row_height(texts, least=1))
        for at, cell in enumerate(cells):
            quoted = isinstance(cell, str) and is_formula_like(cell)
            put(
                sheet, last, at, cell, look.cell("text" if isinstance(cell, str) else "number", quoted=quoted)
            )
    sheet.autofilter(0, 0, last, len(wide) - 1)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&C&9{page_words(_)}")


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message
