"""Whether a file may be written over: what people have put into a ledger is not to be lost."""

from __future__ import annotations

from pathlib import Path

from duizhao.errors import DuizhaoError
from duizhao.ledger.drafting import FILLED, OWN_REVIEW, UNCONFIRMED
from duizhao.ledger.phrase import Phrase, phrase
from duizhao.ledger.reading import read
from duizhao.ledger.row import FIELDS, LedgerRow


def reason_to_keep(path: Path, *, source: str = OWN_REVIEW) -> Phrase | None:
    """Return why a file must not be written over without being asked, ``None`` where nothing is lost.

    A ledger that nobody has written in may be made anew; any other file that exists may not. ``source`` is
    what the program itself puts into 问题来源.
    """
    try:
        if not path.exists() or (path.is_file() and path.stat().st_size == 0):
            return None
    except OSError:  # said when it is written
        return None
    try:
        ledger = read(path)
    except DuizhaoError:
        return phrase(_("%(path)s 已存在，而且不是台账"), path=path)
    touched = sum(1 for row in ledger.rows if _is_touched(row, source))
    if touched:
        return phrase(_("%(path)s 已有人填写（%(rows)s 行）"), path=path, rows=touched)
    if ledger.faults or ledger.untouched is False:
        return phrase(_("%(path)s 已有人改动"), path=path)
    return None


def _is_touched(row: LedgerRow, source: str) -> bool:
    """Say whether a row holds anything the program does not write by itself."""
    by_people = any(row.cell(key) != "" for key in FIELDS if key not in FILLED)
    confirmed = row.measures != "" and not row.measures.startswith(UNCONFIRMED)
    return (
        by_people or confirmed or bool(row.extra) or row.source not in (OWN_REVIEW, source) or "-H" in row.id
    )


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message
