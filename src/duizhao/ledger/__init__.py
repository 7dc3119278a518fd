"""The rectification ledger: from papers to rows, from rows to files and back, many ledgers into one."""

from duizhao.ledger.drafting import rows
from duizhao.ledger.layout import Layout, layout, layout_names, load_layout
from duizhao.ledger.phrase import LedgerError
from duizhao.ledger.row import Extra, LedgerRow
from duizhao.ledger.sheets import Appendix
from duizhao.ledger.writing import FORMS, form_of, write

__all__ = [
    "FORMS",
    "Appendix",
    "Extra",
    "Layout",
    "LedgerError",
    "LedgerRow",
    "form_of",
    "layout",
    "layout_names",
    "load_layout",
    "rows",
    "write",
]
