"""The rectification ledger: from papers to rows, from rows to files and back, many ledgers into one."""

from duizhao.ledger.drafting import rows
from duizhao.ledger.layout import Layout, layout, layout_names, load_layout
from duizhao.ledger.ledger_file import Fault, LedgerFile, Placed, Where
from duizhao.ledger.phrase import LedgerError, Phrase
from duizhao.ledger.reading import read
from duizhao.ledger.row import Extra, LedgerRow
from duizhao.ledger.sheets import Appendix
from duizhao.ledger.writing import FORMS, form_of, write

__all__ = [
    "FORMS",
    "Appendix",
    "Extra",
    "Fault",
    "Layout",
    "LedgerError",
    "LedgerFile",
    "LedgerRow",
    "Phrase",
    "Placed",
    "Where",
    "form_of",
    "layout",
    "layout_names",
    "load_layout",
    "read",
    "rows",
    "write",
]
