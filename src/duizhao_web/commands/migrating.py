"""Bringing the database up to date, and knowing whether it is."""

from __future__ import annotations

import io

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from duizhao.errors import DuizhaoError, ErrorCode, words


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


def ask_for_current() -> None:
    """Return where the database can be used as it is; else say what to do."""
    try:
        if is_current():
            return
    except DatabaseError as error:
        raise DuizhaoError(ErrorCode.DATABASE_FAILED, detail=str(error).strip()) from error
    detail = words(_("还没有建立，或者不是最新的；运行 duizhao serve 即更新"))
    raise DuizhaoError(ErrorCode.DATABASE_FAILED, detail=detail)


def is_current() -> bool:
    """Return whether no migration is left to run."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def migrate() -> None:
    """Run what is left."""
    call_command("migrate", interactive=False, verbosity=0, stdout=io.StringIO())
