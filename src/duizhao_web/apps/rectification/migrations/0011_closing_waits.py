"""Nothing is closed, nor passed at the first level, while something handed down of it is on its giver's desk.

The triggers of 0002 are made anew with one guard more. A later migration that makes SQLite rebuild one of the
tables they read must call ``remove`` before and ``install`` after it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_before = import_module("duizhao_web.apps.rectification.migrations.0002_closing_guard")

_HANDED_DOWN: Final = """
    EXISTS (SELECT 1 FROM rectification_assignment h
            WHERE h.item_id = NEW.id AND h.stage NOT IN ('confirmed', 'recalled'))"""
GUARDS: Final = {
    **_before.GUARDS,
    "what was handed down is confirmed or taken back before an item is closed": _HANDED_DOWN,
}


def install(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    postgresql = editor.connection.vendor == "postgresql"
    statements = _before.for_postgresql(GUARDS) if postgresql else _before.for_sqlite(GUARDS).values()
    for statement in statements:
        editor.execute(statement)


remove = _before.remove


def anew(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    remove(apps, editor)
    install(apps, editor)


def as_before(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    remove(apps, editor)
    _before.install(apps, editor)


class Migration(migrations.Migration):
    dependencies = [("rectification", "0010_letters")]
    operations = [migrations.RunPython(anew, as_before)]
