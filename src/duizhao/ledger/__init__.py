"""The rectification ledger: from papers to rows, from rows to files and back, many ledgers into one."""

from duizhao.ledger.drafting import rows
from duizhao.ledger.layout import Layout, layout, layout_names, load_layout
from duizhao.ledger.ledger_file import Fault, LedgerFile, Placed, Where
from duizhao.ledger.merging import Conflict, Merged, SourceCount, merge
from duizhao.ledger.phrase import LedgerError, Phrase
from duizhao.ledger.reading import read
from duizhao.ledger.row import Extra, LedgerRow
from duizhao.ledger.sheets import Appendix
from duizhao.ledger.summary import conflict_line, failures_sheet, merge_sheets
from duizhao.ledger.writing import FORMS, form_of, write

__all__ = [
    "FORMS",
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
    "Where",
    "conflict_line",
    "failures_sheet",
    "form_of",
    "layout",
    "layout_names",
    "load_layout",
    "merge",
    "merge_sheets",
    "read",
    "rows",
    "write",
]
