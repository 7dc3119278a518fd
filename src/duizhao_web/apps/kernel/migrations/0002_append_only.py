"""The audit log only grows: triggers refuse to change, remove or empty it, in either database.

Reversible: the way back takes the triggers away and leaves the log as it is.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSED = "the audit log is append-only"

SQLITE = {
    "audit_no_update": f"""
        CREATE TRIGGER audit_no_update BEFORE UPDATE ON kernel_auditevent
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    "audit_no_delete": f"""
        CREATE TRIGGER audit_no_delete BEFORE DELETE ON kernel_auditevent
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    "audit_head_no_delete": f"""
        CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON kernel_audithead
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
}
POSTGRESQL = [
    f"""
    CREATE FUNCTION kernel_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$""",
    """
    CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON kernel_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_audit_refuse()""",
    """
    CREATE TRIGGER audit_head_no_delete BEFORE DELETE OR TRUNCATE ON kernel_audithead
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_audit_refuse()""",
]


def install(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    statements = POSTGRESQL if editor.connection.vendor == "postgresql" else list(SQLITE.values())
    for statement in statements:
        editor.execute(statement)


def remove(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION kernel_audit_refuse() CASCADE")
        return
    for name in SQLITE:
        editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
