"""What goes on into the next year: the item stays what it is, and the year it goes on in names it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from duizhao_web.apps.kernel.fields import KindField
from duizhao_web.apps.rectification.models.item import Item
from duizhao_web.apps.rectification.words import ItemState


class Carried(models.Model):
    """That an open item was carried over into a year (结转), and how it stood on that day.

    The item keeps its number, its year of origin, its dates and rounds: figures of that year stay as issued.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="carried")
    # The year it goes on in, and the one that was closed.
    year = models.PositiveSmallIntegerField()
    out_of = models.PositiveSmallIntegerField()
    state = KindField(max_length=16, choices=ItemState)
    deadline = models.DateField(null=True, blank=True)
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()
    # When it was taken into that year's plan.
    planned_at = models.DateTimeField(null=True, blank=True)
    planned_by_name = models.CharField(max_length=50, blank=True)

    class Meta:
        """Once into a year, and forward."""

        ordering: ClassVar = ["year", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "year"], name="carried_once_a_year"),
            models.CheckConstraint(condition=Q(year__gt=models.F("out_of")), name="carried_forward"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="carried_state_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["year", "item"], name="carried_by_year")]

    def __str__(self) -> str:
        return f"{self.item_id} > {self.year}"
