"""What is locked or issued is kept by the database as well, whoever writes to it.

Triggers, because whether a figure may change is said by its report's row. Of a locked report only what lies
outside it may change: the superior's reply, that a later edition is there, where its unit stands in the tree.
What was issued never changes and is never removed. Reversible: the way back takes the triggers away.

A later migration that makes SQLite rebuild one of these tables (a new CHECK, a changed column) must call
``remove`` before and ``install`` after it: a rebuilt table loses its triggers.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FIGURES_KEPT = "the figures of a locked report are kept"
REPORT_KEPT = "a locked report is kept"
ISSUED_KEPT = "what was issued is never changed"
FROZEN = (
    *("period_id", "unit_id", "edition", "stage", "counted_on"),
    *("progress", "difficulties", "next_steps", "request"),
    *("filled_by_id", "filled_by_name", "confirmed_by_id", "confirmed_by_name", "confirmed_at"),
    *("handed_in_on", "locked_at"),
)
ISSUED = ("reporting_issue", "reporting_issueline")


def _locked(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM reporting_report r WHERE r.id = {row}.report_id AND r.stage = 'locked')"


def _changed(differs: str) -> str:
    return " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in FROZEN)


def _for_sqlite() -> dict[str, str]:
    changed = f"OLD.stage = 'locked' AND ({_changed('IS NOT')})"
    rows = [
        ("figure_locked_insert", "INSERT", "reporting_figure", _locked("NEW"), FIGURES_KEPT),
        (
            "figure_locked_update",
            "UPDATE",
            "reporting_figure",
            f"{_locked('OLD')} OR {_locked('NEW')}",
            FIGURES_KEPT,
        ),
        ("figure_locked_delete", "DELETE", "reporting_figure", _locked("OLD"), FIGURES_KEPT),
        ("report_locked_update", "UPDATE", "reporting_report", changed, REPORT_KEPT),
        ("report_locked_delete", "DELETE", "reporting_report", "OLD.stage = 'locked'", REPORT_KEPT),
    ]
    rows += [
        (f"{table}_{verb.lower()}", verb, table, "1", ISSUED_KEPT) for table in ISSUED for verb in _VERBS
    ]
    return {
        name: f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        for name, verb, table, condition, words in rows
    }


_VERBS = ("UPDATE", "DELETE")


def _refusing(condition: str, words: str) -> str:
    raised = f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'"
    return f"IF {condition} THEN {raised}; END IF;"


def _function(name: str, body: str) -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


_PASS = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"


def _for_postgresql() -> list[str]:
    figures = (
        f"IF TG_OP <> 'INSERT' THEN {_refusing(_locked('OLD'), FIGURES_KEPT)} END IF; "
        f"IF TG_OP <> 'DELETE' THEN {_refusing(_locked('NEW'), FIGURES_KEPT)} END IF; {_PASS}"
    )
    changed = _refusing(_changed("IS DISTINCT FROM"), REPORT_KEPT)
    report = (
        f"IF OLD.stage = 'locked' THEN IF TG_OP = 'DELETE' THEN {_refusing('TRUE', REPORT_KEPT)} END IF; "
        f"IF TG_OP = 'UPDATE' THEN {changed} END IF; END IF; {_PASS}"
    )
    made = [
        _function("reporting_figure_kept", figures),
        "CREATE TRIGGER figure_kept BEFORE INSERT OR UPDATE OR DELETE ON reporting_figure "
        "FOR EACH ROW EXECUTE FUNCTION reporting_figure_kept()",
        _function("reporting_report_kept", report),
        "CREATE TRIGGER report_kept BEFORE UPDATE OR DELETE ON reporting_report "
        "FOR EACH ROW EXECUTE FUNCTION reporting_report_kept()",
        _function("reporting_issue_kept", f"{_refusing('TRUE', ISSUED_KEPT)} RETURN NULL;"),
    ]
    return made + [
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION reporting_issue_kept()"
        for table in ISSUED
    ]


def install(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    postgresql = editor.connection.vendor == "postgresql"
    for statement in _for_postgresql() if postgresql else _for_sqlite().values():
        editor.execute(statement)


def remove(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        for name in ("reporting_figure_kept", "reporting_report_kept", "reporting_issue_kept"):
            editor.execute(f"DROP FUNCTION {name}() CASCADE")
        return
    for name in _for_sqlite():
        editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
