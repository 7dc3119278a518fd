"""The audit log as it lies on the disk: whichever single byte of an event is another, it is found."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction

from duizhao_web.apps.kernel.audit.chain import verify
from duizhao_web.apps.kernel.models import AuditEvent

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# How many events of the log are changed, byte by byte; benchmarks/bench_endurance.py asks for more.
EVENTS = int(os.environ.get("BENCH_EVENTS", "2"))


def columns() -> list[str]:
    return [field.column for field in AuditEvent._meta.fields]


def stored(number: int, column: str) -> bytes | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CAST({column} AS BLOB) FROM kernel_auditevent WHERE number = %s", [number])
        (value,) = cursor.fetchone()
    return None if value is None else bytes(value)


def others(byte: int) -> Iterator[int]:
    """Yield bytes to put in the place of one: a neighbour, the other case, another blank, no text."""
    yield from {byte ^ 0x01, byte ^ 0x20, 0x09 if byte in b" \t" else byte ^ 0x02, 0xFF} - {byte}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="there a cell is its bytes")
def test_event_when_any_byte_of_it_is_another_then_found(city: object) -> None:
    with connection.cursor() as cursor:
        for name in ("audit_no_update", "audit_no_delete"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    last = AuditEvent.objects.count()
    numbers = sorted({1 + step * (last - 1) // max(1, EVENTS - 1) for step in range(EVENTS)})

    tried = 0
    missed = []
    for number in numbers:
        for column in columns():
            before = stored(number, column)
            for at, byte in enumerate(before or b""):
                for other in others(byte):
                    assert before is not None
                    after = before[:at] + bytes([other]) + before[at + 1 :]
                    tried += 1
                    if not found(number, column, after):
                        missed.append((number, column, at, before, after))
    print(f"{tried} changes of {len(numbers)} of {last} events, {len(missed)} not found")
    assert missed == []
    assert tried > 500 * len(numbers)


def found(number: int, column: str, after: bytes) -> bool:
    """Return whether the log with other bytes in a cell is told from the one that was written."""
    sql = f"UPDATE kernel_auditevent SET {column} = CAST(CAST(%s AS BLOB) AS TEXT) WHERE number = %s"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [after, number])
            faults = verify().faults
            transaction.set_rollback(True)
    except IntegrityError:
        return True  # what the database itself does not take, nobody can have changed
    return bool(faults)
