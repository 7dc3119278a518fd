"""Places in the tree of units: every scoped row carries its unit's path, so that scope is one index range.

A path is a chain of steps of four characters from ``0-9A-Z``; a unit's path begins with its superior's.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.models.functions import Length

STEP: Final = 4
# Sorts after every character of a step.
_BEYOND: Final = "~"
# The order of characters that makes a prefix a range, under its name in each database.
_BYTEWISE: Final = {"postgresql": "C", "sqlite": "BINARY"}
NOTHING: Final = Q(pk__in=())
"""A condition that no row meets: what a room answers where nothing says otherwise."""


class PathField(models.CharField[str, str]):
    """A path, compared byte by byte on either database, so that an index answers for a whole subtree."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 255)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        """Return the column's type with the collation of the database at hand."""
        return {**super().db_parameters(connection), "collation": _BYTEWISE[connection.vendor]}


PathField.register_lookup(Length)


def at_or_below(prefix: str, field: str = "unit_path") -> Q:
    """Return the condition that a row belongs to the unit at ``prefix`` or to one below it."""
    return Q(**{f"{field}__gte": prefix, f"{field}__lt": prefix + _BEYOND})


def below(prefix: str, field: str = "unit_path") -> Q:
    """Return the condition that a row belongs to a unit under the one at ``prefix``, at any depth."""
    return Q(**{f"{field}__gt": prefix, f"{field}__lt": prefix + _BEYOND})


def directly_below(prefix: str, field: str = "unit_path") -> Q:
    """Return the condition that a row belongs to a unit whose superior is the one at ``prefix``."""
    return below(prefix, field) & Q(**{f"{field}__length": len(prefix) + STEP})


def chain(path: str) -> tuple[str, ...]:
    """Return the paths from the root down to ``path`` itself."""
    return tuple(path[:end] for end in range(STEP, len(path) + 1, STEP))
