"""Fields that several rooms use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.functional import Promise


class KindField(models.CharField[str, str]):
    """A text out of a closed list. The list's words are no part of the database: rewording needs no
    migration.
    """

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Return how a migration writes the field: a plain text."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, "django.db.models.CharField", args, kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """Give the model ``get_…_display``: Django's own asks for every word of the list to find one."""

        def word(row: models.Model) -> Any:
            value = getattr(row, name)
            return str(self._words[value]) if value in self._words else value

        if self.choices and f"get_{name}_display" not in cls.__dict__:
            setattr(cls, f"get_{name}_display", word)
        super().contribute_to_class(cls, name, private_only)

    @cached_property
    def _words(self) -> Mapping[Any, str | Promise]:
        return dict(self.flatchoices)
