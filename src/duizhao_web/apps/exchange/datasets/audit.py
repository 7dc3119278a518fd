"""The audit log, oldest event first, up to and without the event of its own export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.dataset import Column, Dataset, Wanted
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.event import told
from duizhao_web.apps.kernel.audit.selectors import AuditFilter, audit_list
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.kernel.policy import AUDIT_EXPORT

_CHUNK = 2_000


def _rows(actor: Actor, wanted: Wanted) -> Iterator[AuditEvent]:
    rows = audit_list(
        actor,
        AuditFilter(
            str(wanted.get("event", "")),
            str(wanted.get("q", "")),
            _day(wanted, "since"),
            _day(wanted, "until"),
        ),
    )
    yield from rows.order_by("number").iterator(_CHUNK)


def _day(wanted: Wanted, name: str) -> date | None:
    found = wanted.get(name)
    return found if isinstance(found, date) else None


dataset: Dataset[AuditEvent] = Dataset(
    "audit",
    _("操作日志"),
    AUDIT_EXPORT,
    _rows,
    (
        Column("number", _("序号"), 8, lambda row: row.number, "count"),
        Column("at", _("时间"), 20, lambda row: localtime(row.at).isoformat(sep=" ", timespec="seconds")),
        Column("actor", _("操作人"), 14, lambda row: row.actor_name or row.actor_kind),
        Column("address", _("来源地址"), 16, lambda row: row.address),
        Column("event", _("事项"), 26, lambda row: row.event),
        Column("told", _("内容"), 60, lambda row: told(row.event, row.params)),
        Column("digest", _("校验值"), 30, lambda row: row.digest),
    ),
)
