"""Rows that belong to a unit: each carries the unit's path, and what an actor may see of them is a WHERE
clause.
"""

from __future__ import annotations

from typing import TypeVar

from django.apps import apps
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.paths import NOTHING, PathField, at_or_below

M = TypeVar("M", bound=models.Model, covariant=True)


class ScopedQuerySet(models.QuerySet[M]):
    """Rows of which an actor sees only a part."""

    def visible_to(self, actor: Actor) -> ScopedQuerySet[M]:
        """Return the rows the actor may see: where every selector begins."""
        return self.filter(self.model.visibility(actor))  # type: ignore[attr-defined]


class Scoped(models.Model):
    """A row of a unit. Its room says in ``visibility`` who sees which; without a word nobody sees any."""

    unit_path = PathField(editable=False, db_index=True)

    class Meta:
        """No table of its own."""

        abstract = True

    @classmethod
    def visibility(cls, actor: Actor) -> Q:  # noqa: ARG003 (for the rooms)
        """Return the condition that a row is visible to the actor."""
        return NOTHING


def move_rows(old: str, new: str) -> None:
    """Carry the rows of a subtree along when its unit gets another place, in every table that is scoped."""
    for model in apps.get_models():
        if issubclass(model, Scoped):
            model._default_manager.filter(at_or_below(old)).update(
                unit_path=Concat(Value(new), Substr(F("unit_path"), len(old) + 1))
            )
