"""The audit log: it only grows, and any change made behind its back is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection, transaction

from duizhao_web.apps.kernel.audit.chain import digest_of, verify
from duizhao_web.apps.kernel.audit.event import catalogue, told
from duizhao_web.apps.kernel.models import AuditEvent, AuditHead

if TYPE_CHECKING:
    from city import City

pytestmark = pytest.mark.django_db
TRIGGERS = {
    "kernel_auditevent": ("audit_no_update", "audit_no_delete", "audit_no_change"),
    "kernel_audithead": ("audit_head_no_delete",),
}


def run(*statements: str) -> None:
    """Write to the database past the program."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def unguarded(city: City) -> None:
    """Take the triggers away, as somebody who owns the database could."""
    for table, names in TRIGGERS.items():
        for name in names:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            run(f"DROP TRIGGER IF EXISTS {name}{on}")


def test_log_when_untouched_then_whole(city: City) -> None:
    verdict = verify()

    assert verdict.faults == ()
    assert verdict.events == AuditEvent.objects.count() > 50


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_auditevent SET actor_name = 'x' WHERE number = 3",
        "UPDATE kernel_auditevent SET actor_name = 'x'",
        "DELETE FROM kernel_auditevent WHERE number = 3",
        "DELETE FROM kernel_auditevent",
        "DELETE FROM kernel_audithead",
    ],
)
def test_log_when_changed_in_the_database_then_the_database_refuses(city: City, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(statement)

    assert verify().faults == ()


def test_log_when_emptied_on_postgresql_then_the_database_refuses(city: City) -> None:
    if connection.vendor != "postgresql":
        return  # SQLite has no TRUNCATE
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run("TRUNCATE kernel_auditevent")


CHANGES = {
    "actor_name": "'x'",
    "actor_kind": "'system2'",
    "actor_id": "99",
    "event": "'units.unit.closed'",
    "address": "'10.0.0.1'",
    "unit_path": "'9999'",
    "object_type": "'x'",
    "object_id": "99",
    "params": "'{}'",
    "previous": f"'{'0' * 64}'",
    "digest": f"'{'0' * 64}'",
    "at": "'2020-01-01 00:00:00+00:00'",
}


@pytest.mark.parametrize("column", CHANGES)
def test_log_when_one_column_is_changed_then_found_at_its_number(unguarded: None, column: str) -> None:
    run(f"UPDATE kernel_auditevent SET {column} = {CHANGES[column]} WHERE number = 5")

    assert 5 in {fault.number for fault in verify().faults}


def test_columns_when_tampered_with_then_none_was_left_out() -> None:
    assert {field.column for field in AuditEvent._meta.fields} == {*CHANGES, "number"}


def drop_middle() -> None:
    run("DELETE FROM kernel_auditevent WHERE number = 5")


def close_the_gap() -> None:
    run(
        "DELETE FROM kernel_auditevent WHERE number = 5",
        "UPDATE kernel_auditevent SET number = number + 99999 WHERE number > 5",
        "UPDATE kernel_auditevent SET number = number - 100000 WHERE number > 99999",
    )


def swap_two() -> None:
    run(
        "UPDATE kernel_auditevent SET number = 900000 WHERE number = 5",
        "UPDATE kernel_auditevent SET number = 5 WHERE number = 6",
        "UPDATE kernel_auditevent SET number = 6 WHERE number = 900000",
    )


def drop_last() -> None:
    last = AuditHead.objects.get().number
    run(f"DELETE FROM kernel_auditevent WHERE number = {last}")


def drop_last_and_turn_back_the_head() -> None:
    drop_last()
    row = AuditEvent.objects.latest("number")
    run(f"UPDATE kernel_audithead SET number = {row.number}, digest = '{row.digest}'")


def repeat_the_last() -> None:
    row = AuditEvent.objects.latest("number")
    AuditEvent.objects.bulk_create([AuditEvent(**{**as_columns(row), "number": row.number + 1})])


def forge_without_the_key() -> None:
    row = AuditEvent.objects.latest("number")
    forged = AuditEvent(**{**as_columns(row), "number": row.number + 1, "previous": row.digest})
    forged.digest = "f" * 64
    AuditEvent.objects.bulk_create([forged])
    run(f"UPDATE kernel_audithead SET number = {forged.number}, digest = '{forged.digest}'")


def drop_the_head() -> None:
    run("DELETE FROM kernel_audithead")


def drop_everything() -> None:
    run("DELETE FROM kernel_auditevent")


def as_columns(row: AuditEvent) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in AuditEvent._meta.fields}


@pytest.mark.parametrize(
    ("tamper", "what"),
    [
        (drop_middle, "missing"),
        (close_the_gap, "order"),
        (swap_two, "order"),
        (drop_last, "cut_off"),
        (drop_last_and_turn_back_the_head, "head"),
        (repeat_the_last, "order"),
        (forge_without_the_key, "changed"),
        (drop_the_head, "head"),
        (drop_everything, "cut_off"),
    ],
)
def test_log_when_tampered_with_then_found(unguarded: None, tamper: Callable[[], None], what: str) -> None:
    tamper()

    assert what in {fault.what for fault in verify().faults}


def test_log_when_a_head_was_noted_then_its_loss_is_found(city: City) -> None:
    head = verify().head

    assert verify(head).faults == ()
    assert {fault.what for fault in verify("7:" + "0" * 64).faults} == {"anchor"}


def test_digest_when_the_key_is_another_then_different(city: City, settings: object) -> None:
    row = AuditEvent.objects.latest("number")
    before = digest_of(row)

    settings.AUDIT_KEY = b"another"  # type: ignore[attr-defined]

    assert digest_of(row) != before


def test_events_when_told_then_every_sentence_is_filled(city: City) -> None:
    for row in AuditEvent.objects.all():
        assert "%(" not in told(row.event, row.params)
        assert row.event in catalogue()


def test_event_when_unknown_then_its_code_stands_for_it() -> None:
    assert told("old.thing.done", {"x": 1}) == "old.thing.done"
