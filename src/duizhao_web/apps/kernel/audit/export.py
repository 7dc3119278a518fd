"""The log as a file; the export is an event of the log itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from duizhao_web.apps.kernel.actor import INSTALLATION, Actor
from duizhao_web.apps.kernel.audit.event import told
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.audit.selectors import AuditFilter, audit_list
from duizhao_web.apps.kernel.events import AUDIT_EXPORTED
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.kernel.policy import AUDIT_EXPORT, authorise
from duizhao_web.apps.kernel.work import service

# A spreadsheet would take a text that begins like this for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@service
def audit_export(*, actor: Actor, wanted: AuditFilter) -> Iterator[str]:
    """Return the lines of a CSV file, oldest event first, up to and without the event of this export."""
    authorise(actor, AUDIT_EXPORT, INSTALLATION)
    rows = audit_list(actor, wanted)
    last = rows.order_by("-number").values_list("number", flat=True).first() or 0
    rows = rows.filter(number__lte=last)
    record(AUDIT_EXPORTED, actor=actor, count=rows.count())
    return _lines(rows.order_by("number").iterator(chunk_size=2_000))


def _lines(rows: Iterator[AuditEvent]) -> Iterator[str]:
    # The mark at the front makes Excel read it as UTF-8.
    yield "\ufeff" + _line(
        [_("序号"), _("时间"), _("操作人"), _("来源地址"), _("事项"), _("内容"), _("校验值")]
    )
    for row in rows:
        at = timezone.localtime(row.at).isoformat(sep=" ", timespec="seconds")
        name = row.actor_name or row.actor_kind
        yield _line(
            [str(row.number), at, name, row.address, row.event, told(row.event, row.params), row.digest]
        )


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return buffer.getvalue()
