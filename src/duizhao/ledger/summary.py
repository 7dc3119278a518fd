"""The sheets and lines that say what could not be read, what conflicts and what came from where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from duizhao.i18n import Translator
from duizhao.ledger.layout import known_columns
from duizhao.ledger.ledger_file import Fault
from duizhao.ledger.merging import Choice, Conflict, Merged, Said, SourceCount
from duizhao.ledger.phrase import Phrase, phrase
from duizhao.ledger.row import FIELDS, Value
from duizhao.ledger.sheets import Appendix
from duizhao.record import Failure

_BRIEF: Final = 30


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


UNREAD: Final = phrase(_("未能读取"))
CONFLICTS: Final = phrase(_("冲突"))
SOURCES: Final = phrase(_("来源"))

_CHOICES: Final[dict[Choice, str]] = {
    "first": _("两处不一致，暂用前一份，请核定"),
    "confirmed": _("一处仍是“【待确认】”，采用已确认的"),
    "filled": _("只有一处有内容，采用有内容的"),
}
_FILE: Final = phrase(_("文件名"))
_REASON: Final = phrase(_("未能读取的原因"))


def failures_sheet(failures: Iterable[Failure], translate: Translator) -> Appendix:
    """Return the sheet 未能读取 for papers; ``failures`` may still grow while the ledger is written."""
    rows = ((failure.path, failure.error.message(translate)) for failure in failures)
    return Appendix(UNREAD, ((_FILE, 50), (_REASON, 64)), rows)


def merge_sheets(merged: Merged, translate: Translator, language: str) -> tuple[Appendix, ...]:
    """Return the sheets 冲突, 未能读取 and 来源 of a merge."""
    conflicts = (_conflict_row(one, translate, language) for one in merged.conflicts)
    sources = (_source_row(one, translate) for one in merged.sources)
    return (
        Appendix(CONFLICTS, _CONFLICT_COLUMNS, conflicts),
        Appendix(UNREAD, _UNREAD_COLUMNS, _unread_rows(merged, translate)),
        Appendix(SOURCES, _SOURCE_COLUMNS, sources),
    )


def conflict_line(conflict: Conflict, translate: Translator, language: str) -> str:
    """Return a conflict as a line for the terminal."""
    return translate(_("%(id)s“%(column)s”：采用“%(taken)s”（%(from)s），另有“%(other)s”（%(place)s）")) % {
        "id": conflict.id,
        "column": _title(conflict.field, language),
        "taken": _brief(conflict.taken.value),
        "from": _place(conflict.taken, translate),
        "other": _brief(conflict.other.value),
        "place": _place(conflict.other, translate),
    }


_CONFLICT_COLUMNS: Final[tuple[tuple[Phrase, float], ...]] = (
    (phrase(_("编号")), 14),
    (phrase(_("栏目")), 14),
    (phrase(_("采用的内容")), 32),
    (phrase(_("取自")), 28),
    (phrase(_("另一处的内容")), 32),
    (phrase(_("见于")), 28),
    (phrase(_("处理")), 24),
)
_UNREAD_COLUMNS: Final[tuple[tuple[Phrase, float], ...]] = (
    (_FILE, 28),
    (phrase(_("位置")), 18),
    (phrase(_("栏目")), 12),
    (_REASON, 36),
    (phrase(_("处理")), 12),
    (phrase(_("该行内容")), 48),
)
_SOURCE_COLUMNS: Final[tuple[tuple[Phrase, float], ...]] = (
    (_FILE, 50),
    (phrase(_("读出行数")), 10),
    (phrase(_("新增")), 10),
    (phrase(_("与前面相同")), 12),
    (phrase(_("与前面不一致")), 14),
    (phrase(_("未能读取的行")), 14),
    (phrase(_("说明")), 50),
)


def _conflict_row(conflict: Conflict, translate: Translator, language: str) -> tuple[Value, ...]:
    return (
        conflict.id,
        _title(conflict.field, language),
        str(conflict.taken.value),
        _place(conflict.taken, translate),
        str(conflict.other.value),
        _place(conflict.other, translate),
        translate(_CHOICES[conflict.choice]),
    )


def _unread_rows(merged: Merged, translate: Translator) -> Iterator[tuple[Value, ...]]:
    whole, row, cell = translate(_("整个文件未读取")), translate(_("整行未读取")), translate(_("该行已读取"))
    for failure in merged.failures:
        yield failure.path, "", "", failure.error.message(translate), whole, ""
    # Rows that are missing come before cells that were kept as they are.
    for path, fault in sorted(merged.faults, key=lambda pair: not pair[1].lost):
        yield _fault_row(path, fault, row if fault.lost else cell, translate)
    for path, note in merged.notes:
        yield path, "", "", note.text(translate), translate(_("该工作表未读取")), ""


def _fault_row(path: str, fault: Fault, treated: str, translate: Translator) -> tuple[Value, ...]:
    place = fault.where.text(translate)
    return path, place, fault.column, fault.reason.text(translate), treated, fault.content


def _source_row(source: SourceCount, translate: Translator) -> tuple[Value, ...]:
    note = source.error.message(translate) if source.error else ""
    return source.path, source.rows, source.new, source.same, source.differing, source.lost, note


def _title(field: str, language: str) -> str:
    return known_columns()[field].title.text(language) if field in FIELDS else field


def _place(said: Said, translate: Translator) -> str:
    return f"{said.path} {said.where.text(translate)}"


def _brief(value: Value) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _BRIEF else f"{text[:_BRIEF]}…"
