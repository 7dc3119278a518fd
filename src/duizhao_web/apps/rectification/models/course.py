"""What has happened to an item: every step, who owned it, the verifier's answers, finished rounds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from duizhao_web.apps.kernel.fields import KindField
from duizhao_web.apps.rectification.models.item import Item, StandardPoint
from duizhao_web.apps.rectification.words import CommandWord, DeadlineKind, ItemState
from duizhao_web.apps.units.models import Person


class Step(models.Model):
    """One command that was done: the item's timeline. A return and its reason is a step of its own."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="steps")
    round = models.PositiveSmallIntegerField()
    command = KindField(max_length=16, choices=CommandWord)
    source = KindField(max_length=16, choices=ItemState, blank=True)
    target = KindField(max_length=16, choices=ItemState)
    note = models.TextField(max_length=5_000, blank=True)
    # The day it speaks of, where that is another than the day it was written.
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        """In order; what goes back, ends or begins anew says why."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(
                    command__in=["return", "send_back", "withdraw", "merge", "split", "reopen", "block"]
                )
                | ~Q(note=""),
                name="step_says_why",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["item", "command"], name="step_by_command")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.command}"


class Owned(models.Model):
    """That somebody was the owner of an item: none of them ever verifies it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="owners")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """One at a time."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(until__isnull=True), name="item_one_owner_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.person_id}"


class Answer(models.Model):
    """The verifier's answer to one point of the standard, in one submission."""

    point = models.ForeignKey(StandardPoint, models.PROTECT, related_name="answers")
    submission = models.PositiveIntegerField()
    met = models.BooleanField()
    note = models.TextField(max_length=2_000, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        """One a point and submission; a no says what is missing."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["point", "submission"], name="answer_once"),
            models.CheckConstraint(condition=Q(met=True) | ~Q(note=""), name="answer_no_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.met}"


class Round(models.Model):
    """A round that is over, with its dates and counts; triggers refuse to change or remove it."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    deadline_kind = KindField(max_length=16, choices=DeadlineKind)
    first_deadline = models.DateField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    approved_on = models.DateField()
    started_on = models.DateField(null=True, blank=True)
    submitted_on = models.DateField()
    closed_on = models.DateField()
    owner_name = models.CharField(max_length=50)
    verifier_name = models.CharField(max_length=50)
    closed_by_name = models.CharField(max_length=50)
    returns = models.PositiveSmallIntegerField()
    extensions = models.PositiveSmallIntegerField()
    blocked_days = models.PositiveIntegerField()
    evidence = models.PositiveSmallIntegerField()

    class Meta:
        """Once each."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="round_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} #{self.number}"

    @property
    def in_time(self) -> bool:
        """Return whether it was closed by the first date it was given."""
        return self.first_deadline is None or self.closed_on <= self.first_deadline


class Wording(models.Model):
    """What an item said at one time, as far as the index of words goes; the current one is searched."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="wordings")
    digest = models.CharField(max_length=64)
    current = models.BooleanField(default=True)

    class Meta:
        """One is current."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(current=True), name="item_one_wording_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.digest[:8]}"
