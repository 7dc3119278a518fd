"""Closing is guarded by the database as well: nobody checks their own work, nothing is closed unproven.

Triggers, because each rule needs rows of several tables. Finished rounds and steps are never changed or
removed. Reversible: the way back takes the triggers away.

A later migration that makes SQLite rebuild one of these tables (a new CHECK, a changed column) must call
``remove`` before and ``install`` after it, those of 0011: a rebuilt table loses its triggers.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_OWN_WORK = """
    (EXISTS (SELECT 1 FROM rectification_owned o
             WHERE o.item_id = NEW.id AND o.person_id IN (NEW.checked_by_id, NEW.closed_by_id))
     OR EXISTS (SELECT 1 FROM rectification_progress p
                WHERE p.item_id = NEW.id AND p.by_id IN (NEW.checked_by_id, NEW.closed_by_id))
     OR EXISTS (SELECT 1 FROM rectification_evidence e
                WHERE e.item_id = NEW.id AND e.by_id IN (NEW.checked_by_id, NEW.closed_by_id))
     OR EXISTS (SELECT 1 FROM rectification_proof f
                JOIN rectification_standardpoint s ON s.id = f.point_id
                JOIN rectification_evidence e ON e.id = f.evidence_id
                WHERE s.item_id = NEW.id AND e.by_id IN (NEW.checked_by_id, NEW.closed_by_id))
     OR EXISTS (SELECT 1 FROM rectification_step t
                WHERE t.item_id = NEW.id AND t.command = 'submit'
                AND t.by_id IN (NEW.checked_by_id, NEW.closed_by_id)))"""
_UNPROVEN = """
    (NOT EXISTS (SELECT 1 FROM rectification_standardpoint s WHERE s.item_id = NEW.id)
     OR EXISTS (SELECT 1 FROM rectification_standardpoint s
                WHERE s.item_id = NEW.id
                AND (NOT EXISTS (SELECT 1 FROM rectification_proof f
                                 JOIN rectification_evidence e ON e.id = f.evidence_id
                                 WHERE f.point_id = s.id AND f.round = NEW.round
                                 AND e.withdrawn_at IS NULL)
                     OR NOT EXISTS (SELECT 1 FROM rectification_answer a
                                    WHERE a.point_id = s.id AND a.submission = NEW.submission
                                    AND a.met AND a.by_id = NEW.checked_by_id))))"""
_UNSETTLED = """
    EXISTS (SELECT 1 FROM rectification_action a WHERE a.item_id = NEW.id AND a.state = 'open')"""
GUARDS = {
    "who checks an item never owned it, reported on it or uploaded its evidence": _OWN_WORK,
    "every point of the standard needs evidence and the verifier's yes": _UNPROVEN,
    "every action is done or dropped before an item is closed": _UNSETTLED,
}
_CLOSING = "NEW.state IN ('verified', 'closed') AND OLD.state <> NEW.state"
_NEW_CLOSED = "NEW.state IN ('verified', 'closed')"
_DATE_MOVED = """
    OLD.first_deadline IS NOT NULL AND OLD.approved_at IS NOT NULL AND NEW.round = OLD.round
    AND (NEW.first_deadline IS NULL OR NEW.first_deadline <> OLD.first_deadline)"""
NO_NEW_CLOSED = "an item begins open"
FIRST_KEPT = "the first deadline of a round is kept"
KEPT = {"rectification_round": "a finished round is never changed", "rectification_step": "steps are kept"}


def for_sqlite(guards: dict[str, str] = GUARDS) -> dict[str, str]:
    checks = "".join(
        f"SELECT RAISE(ABORT, '{words.replace(chr(39), chr(39) * 2)}') WHERE {sql};\n"
        for words, sql in guards.items()
    )
    made = {
        "item_closing": f"CREATE TRIGGER item_closing BEFORE UPDATE ON rectification_item "
        f"WHEN {_CLOSING} BEGIN {checks} END",
        "item_begins_open": f"CREATE TRIGGER item_begins_open BEFORE INSERT ON rectification_item "
        f"WHEN {_NEW_CLOSED} BEGIN SELECT RAISE(ABORT, '{NO_NEW_CLOSED}'); END",
        "item_first_deadline": f"CREATE TRIGGER item_first_deadline BEFORE UPDATE ON rectification_item "
        f"WHEN {_DATE_MOVED} BEGIN SELECT RAISE(ABORT, '{FIRST_KEPT}'); END",
    }
    for table, words in KEPT.items():
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            made[name] = (
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
    return made


def _refusing(condition: str, words: str) -> str:
    said = words.replace("'", "''")
    raised = f"RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation'"
    return f"IF {condition} THEN {raised}; END IF;"


def for_postgresql(guards: dict[str, str] = GUARDS) -> list[str]:
    closing = " ".join(_refusing(sql, words) for words, sql in guards.items())
    made = [
        "CREATE FUNCTION rectification_item_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'INSERT' THEN {_refusing(_NEW_CLOSED, NO_NEW_CLOSED)} RETURN NEW; END IF; "
        f"{_refusing(_DATE_MOVED, FIRST_KEPT)} IF {_CLOSING} THEN {closing} END IF; RETURN NEW; END $$",
        "CREATE TRIGGER item_guard BEFORE INSERT OR UPDATE ON rectification_item "
        "FOR EACH ROW EXECUTE FUNCTION rectification_item_guard()",
    ]
    for table, words in KEPT.items():
        made += [
            f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"{_refusing('TRUE', words)} RETURN NULL; END $$",
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        ]
    return made


def install(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    postgresql = editor.connection.vendor == "postgresql"
    for statement in for_postgresql() if postgresql else for_sqlite().values():
        editor.execute(statement)


def remove(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        for name in ("rectification_item_guard", *(f"{table}_refuse" for table in KEPT)):
            editor.execute(f"DROP FUNCTION {name}() CASCADE")
        return
    for name in for_sqlite():
        editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("rectification", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
