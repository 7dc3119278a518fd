"""Bringing the database up to date, and knowing whether it is."""

from __future__ import annotations

import io

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def is_current() -> bool:
    """Return whether no migration is left to run."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def migrate() -> None:
    """Run what is left."""
    call_command("migrate", interactive=False, verbosity=0, stdout=io.StringIO())
