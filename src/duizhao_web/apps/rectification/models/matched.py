"""Whether two items of different years are about one matter: what somebody decided, and why."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from duizhao_web.apps.rectification.models.item import Source
from duizhao_web.apps.units.models import Person


class SameMatter(models.Model):
    """The answer to the question a source with an earlier item asks (同一具体事项); without one it is open.

    The latest answer; each one before stands in the item's timeline.
    """

    source = models.OneToOneField(Source, models.CASCADE, related_name="matter")
    same = models.BooleanField()
    reason = models.TextField(max_length=2_000)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        """With a reason."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="matter_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.same}"
