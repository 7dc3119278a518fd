"""A paper, as far as visibility cares."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from duizhao_web.apps.accounts.visibility import Holding, Right, where
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.scope import Scoped, ScopedQuerySet


class SamplePaper(Scoped):
    """An individual paper."""

    unit = models.ForeignKey("units.Unit", models.PROTECT)
    person = models.ForeignKey("units.Person", models.PROTECT)
    of_chief = models.BooleanField(default=False)

    objects = ScopedQuerySet["SamplePaper"].as_manager()

    class Meta:
        app_label = "sample_room"

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        return where(actor, Holding.PAPER, Right.READ)


class HiddenNote(Scoped):
    """A scoped row whose room says nothing about who sees it."""

    objects = ScopedQuerySet["HiddenNote"].as_manager()

    class Meta:
        app_label = "sample_room"

    def __str__(self) -> str:
        return str(self.pk)
