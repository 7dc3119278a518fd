"""The rectification ledger: from papers to rows, from rows to files and back, many ledgers into one."""

from duizhao.ledger.dates import date_from
from duizhao.ledger.drafting import rows
from duizhao.ledger.existing import reason_to_keep
from duizhao.ledger.layout import Layout, layout, layout_names, load_layout
from duizhao.ledger.ledger_file import Fault, LedgerFile, Placed, Step, Where
from duizhao.ledger.merging import Conflict, Merged, SourceCount, merge
from duizhao.ledger.phrase import LedgerError, Phrase, phrase
from duizhao.ledger.reading import SUFFIXES, read, read_data, texts_in, titles_in
from duizhao.ledger.row import Extra, LedgerRow
from duizhao.ledger.sheets import Appendix, left_out
from duizhao.ledger.summary import conflict_line, failures_sheet, merge_sheets
from duizhao.ledger.wording import in_words_of
from duizhao.ledger.writing import FORMS, form_of, write

__all__ = [
    "FORMS",
    "SUFFIXES",
    "Appendix",
    "Conflict",
    "Extra",
    "Fault",
    "Layout",
    "LedgerError",
    "LedgerFile",
    "LedgerRow",
    "Merged",
    "Phrase",
    "Placed",
    "SourceCount",
    "Step",
    "Where",
    "conflict_line",
    "date_from",
    "failures_sheet",
    "form_of",
    "in_words_of",
    "layout",
    "layout_names",
    "left_out",
    "load_layout",
    "merge",
    "merge_sheets",
    "phrase",
    "read",
    "read_data",
    "reason_to_keep",
    "rows",
    "texts_in",
    "titles_in",
    "write",
]
