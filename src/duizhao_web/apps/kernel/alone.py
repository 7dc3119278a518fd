"""Writes that must not happen beside one another, where no row stands for what they share."""

from __future__ import annotations

from enum import IntEnum

from django.db import connection


class Shared(IntEnum):
    """What is shared; the numbers are the locks' own in the database."""

    TREE = 1
    """Where units stand: a path given or changed depends on its neighbours'."""


def alone(shared: Shared) -> None:
    """Wait until no other transaction changes it, and keep others waiting until this one ends.

    Asked for before any row is locked, so that two never wait for each other. SQLite lets one transaction
    write at a time anyhow.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [shared.value])
