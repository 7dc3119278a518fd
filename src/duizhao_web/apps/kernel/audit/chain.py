"""The chain: every event's digest covers the event before it, and a signed head says where the log ends.

Digests are keyed (HMAC-SHA-256, the key in the data directory), so that somebody who can write to the
database
alone cannot make a changed log fit again, nor cut its end off.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from duizhao_web.apps.kernel.audit.entry import Entry
from duizhao_web.apps.kernel.models import AuditEvent, AuditHead

BEGINNING: Final = "0" * 64
# Enough to see what kind of damage it is.
MAX_FAULTS: Final = 100
_TOGETHER: Final = 2_000
_UNREADABLE: Final = (ValueError, TypeError, DatabaseError)
# SQLite keeps a time and the words of an event as texts, and several texts can mean the same.
_AS_STORED: Final[dict[str, dict[str, Cast]]] = {
    "sqlite": {"at_text": Cast("at", TextField()), "params_text": Cast("params", TextField())}
}


class Fault(NamedTuple):
    """Where the log is not what was written: number of the event, and what is wrong there."""

    number: int
    what: str
    """One of: missing, changed, order, head, cut_off, anchor."""


class Verdict(NamedTuple):
    """What a verification found: how many events, the head to keep elsewhere, and every fault."""

    events: int
    head: str
    faults: tuple[Fault, ...]


def append(entries: Iterable[Entry]) -> None:
    """Put events at the end of the chain; whoever comes at the same time waits for this transaction."""
    head = AuditHead.objects.select_for_update().get(pk=1)
    number, digest = head.number, head.digest
    rows = []
    for entry in entries:
        number += 1
        row = _row(number, digest, entry)
        digest = row.digest = digest_of(row)
        rows.append(row)
    AuditEvent.objects.bulk_create(rows)
    head.number, head.digest, head.seal = number, digest, seal_of(number, digest)
    head.save(update_fields=["number", "digest", "seal"])


def verify(anchor: str = "") -> Verdict:
    """Read the whole log and compare; ``anchor`` is a head printed earlier, which must still stand in it."""
    faults: list[Fault] = []
    number, digest = 0, BEGINNING
    anchored = not anchor
    for at, row in _rows():
        if row is None:
            faults.append(Fault(at, "changed"))
            continue
        faults += _faults_at(row, number + 1, digest)
        number, digest = row.number, row.digest
        anchored = anchored or anchor == f"{number}:{digest}"
        if len(faults) >= MAX_FAULTS:
            return Verdict(number, "", tuple(faults))
    faults += _faults_of_head(number, digest)
    if not anchored:
        faults.append(Fault(int(anchor.partition(":")[0]), "anchor"))
    return Verdict(number, f"{number}:{digest}", tuple(faults))


def _rows() -> Iterator[tuple[int, AuditEvent | None]]:
    """Yield the events in order; None for one that can no longer be read as an event."""
    after = -1
    rows = AuditEvent.objects.order_by("number").annotate(**_AS_STORED.get(connection.vendor, {}))
    keys = AuditEvent.objects.order_by("number").values_list("number", flat=True)
    while found := _numbers(keys.filter(number__gt=after)[:_TOGETHER]):
        numbers = [number for number in found if isinstance(number, int)]
        if numbers:
            yield from _between(rows, numbers)
            after = numbers[-1]
        if len(numbers) < len(found):
            yield after + 1, None
            return


def _numbers(keys: QuerySet[AuditEvent, Any]) -> list[int | None]:
    """Return numbers of events, None in the place of what is none: SQLite keeps a text there, too, and sorts
    it behind all numbers.
    """
    try:
        return [number if isinstance(number, int) else None for number in keys]
    except _UNREADABLE:
        return [None]


def _between(rows: QuerySet[AuditEvent], numbers: Sequence[int]) -> Iterator[tuple[int, AuditEvent | None]]:
    """Yield the events of some neighbouring numbers, one by one only where they cannot be read together."""
    try:
        yield from [(row.number, row) for row in rows.filter(number__gte=numbers[0], number__lte=numbers[-1])]
    except _UNREADABLE:
        for number in numbers:
            yield number, _readable(rows.filter(number=number))


def _readable(rows: QuerySet[AuditEvent]) -> AuditEvent | None:
    try:
        return rows.first()
    except _UNREADABLE:
        return None


def _is_as_written(row: AuditEvent) -> bool:
    """Return whether an event has its digest, and, where several texts mean the same, the one we write."""
    stored: Any = row
    if stored.at is None:
        return False  # SQLite's text for it is no time
    # Compared as bytes: a digest that was changed may hold anything.
    if not hmac.compare_digest(row.digest.encode(), digest_of(row).encode()):
        return False
    if connection.vendor not in _AS_STORED:
        return True  # it keeps values, not texts
    at = str(connection.ops.adapt_datetimefield_value(row.at))
    return bool(stored.at_text == at and stored.params_text == json.dumps(row.params))


def digest_of(row: AuditEvent) -> str:
    """Return the digest that belongs to an event as it stands, the digest before it included."""
    content = {
        "number": row.number,
        "event": row.event,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": [row.actor_kind, row.actor_id, row.actor_name],
        "address": row.address,
        "unit_path": row.unit_path,
        "object": [row.object_type, row.object_id],
        "params": row.params,
        "previous": row.previous,
    }
    return _sign(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def seal_of(number: int, digest: str) -> str:
    """Return the seal of a head; the seal of an earlier head is nowhere to be found once a later one
    stands.
    """
    return _sign(f"head:{number}:{digest}")


def _sign(text: str) -> str:
    return hmac.new(settings.AUDIT_KEY, text.encode(), hashlib.sha256).hexdigest()


def _row(number: int, previous: str, entry: Entry) -> AuditEvent:
    return AuditEvent(
        number=number,
        event=entry.event,
        at=entry.at,
        actor_kind=entry.actor_kind,
        actor_id=entry.actor_id,
        actor_name=entry.actor_name,
        address=entry.address,
        unit_path=entry.unit_path,
        object_type=entry.object_type,
        object_id=entry.object_id,
        params=dict(entry.params),
        previous=previous,
    )


def _faults_at(row: AuditEvent, expected: int, digest: str) -> Iterator[Fault]:
    if row.number != expected:
        yield Fault(expected, "missing")
    elif row.previous != digest:
        yield Fault(row.number, "order")
    if not _is_as_written(row):
        yield Fault(row.number, "changed")


def _faults_of_head(number: int, digest: str) -> Iterator[Fault]:
    head = AuditHead.objects.filter(pk=1).first()
    if head is None or not hmac.compare_digest(head.seal, seal_of(head.number, head.digest)):
        yield Fault(number, "head")
    elif (head.number, head.digest) != (number, digest):
        yield Fault(number, "cut_off")
