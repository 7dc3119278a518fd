"""Fields that several rooms use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models


class KindField(models.CharField[str, str]):
    """A text out of a closed list. The list's words are no part of the database: rewording needs no
    migration.
    """

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Return how a migration writes the field: a plain text."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, "django.db.models.CharField", args, kwargs
