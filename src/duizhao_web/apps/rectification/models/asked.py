"""What is asked and said about an item: requests, what blocks it, rechecks, comments."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from duizhao_web.apps.accounts.visibility import Holding, Right, where
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.fields import KindField
from duizhao_web.apps.kernel.scope import Scoped, ScopedQuerySet
from duizhao_web.apps.rectification.models.item import Item
from duizhao_web.apps.rectification.models.work import Reported
from duizhao_web.apps.rectification.words import RecheckChoice, RequestKind
from duizhao_web.apps.units.models import Person, Unit


class Request(Reported):
    """A request for more time, a change or withdrawal: reason, the sponsor's signature, the decision."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="requests")
    kind = KindField(max_length=16, choices=RequestKind)
    reason = models.TextField(max_length=2_000)
    # An extension's: from which date to which, and who decides (1 the chief, 2 the superior).
    before = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    level = models.PositiveSmallIntegerField(default=1)
    # An amendment's: what is to be changed to what.
    change = models.JSONField(default=dict, blank=True)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    granted = models.BooleanField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_by_name = models.CharField(max_length=50, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(max_length=2_000, blank=True)

    class Meta:
        """One open of a kind; a refusal says why; nobody decides what they asked for."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="request_has_reason"),
            models.CheckConstraint(condition=Q(kind__in=RequestKind.values), name="request_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind="extension") | Q(until__isnull=False), name="request_extension_has_date"
            ),
            models.CheckConstraint(
                condition=Q(granted__isnull=True, decided_at__isnull=True)
                | Q(granted__isnull=False, decided_at__isnull=False),
                name="request_decided_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(granted__isnull=True) | Q(granted=True) | ~Q(note=""),
                name="request_refused_says_why",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(by__isnull=True) | ~Q(decided_by=models.F("by")),
                name="request_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["item", "kind"], condition=Q(granted__isnull=True), name="request_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind}"


class Block(Reported):
    """Why an item cannot be rectified now (暂无法整改): the document that asks, the step meanwhile."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="blocks")
    reason = models.TextField(max_length=2_000)
    document = models.CharField(max_length=200)
    interim = models.TextField(max_length=2_000)
    review_on = models.DateField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_note = models.TextField(max_length=2_000, blank=True)

    class Meta:
        """One open; all four always there."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(document="") & ~Q(interim=""), name="block_is_complete"
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(lifted_at__isnull=True), name="block_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.review_on}"


class RecheckDraw(Scoped):
    """A draw among closed items of a unit, with everything that decides it: anybody can repeat it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="recheck_draws")
    seed = models.CharField(max_length=60)
    share = models.PositiveSmallIntegerField()
    # What was drawn from: number and code of every item, and in words what they have in common.
    pool = models.JSONField()
    narrowed = models.CharField(max_length=300, blank=True)
    due_on = models.DateField()
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    objects = ScopedQuerySet["RecheckDraw"].as_manager()

    class Meta:
        """A seed is never empty, a share is one of a hundred."""

        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(seed=""), name="draw_has_seed"),
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=100), name="draw_share_of_hundred"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.seed}"

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Return the condition that the actor may see the draw: whoever reads the team's items."""
        return where(actor, Holding.TEAM_ITEMS, Right.READ)


class Recheck(models.Model):
    """A later look at a closed item (回头看): when, how it was chosen, who looked, whether it holds."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="rechecks")
    round = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    chosen = KindField(max_length=16, choices=RecheckChoice)
    # Why this one: the seed and share of the draw, the rule, or who named it.
    basis = models.CharField(max_length=200)
    checker = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="rechecks")
    draw = models.ForeignKey(RecheckDraw, models.PROTECT, null=True, blank=True, related_name="rechecks")
    planned_by_name = models.CharField(max_length=50)
    planned_at = models.DateTimeField()
    held = models.BooleanField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    found = models.TextField(max_length=5_000, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=50, blank=True)
    # What shows it: a picture, a scan; it lies under its digest, as evidence does.
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    media_type = models.CharField(max_length=100, blank=True)

    class Meta:
        """One open a round; a result has a day and what was found."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(chosen__in=RecheckChoice.values), name="recheck_choice_known"),
            models.CheckConstraint(
                condition=Q(held__isnull=True, done_on__isnull=True)
                | (Q(held__isnull=False, done_on__isnull=False) & ~Q(found="")),
                name="recheck_result_is_complete",
            ),
            models.UniqueConstraint(
                fields=["item", "round"], condition=Q(held__isnull=True), name="recheck_one_open"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["due_on", "id"], name="recheck_by_day")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.due_on}"


class Comment(models.Model):
    """Something said beside an item."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="comments")
    text = models.TextField(max_length=2_000)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        """In order; never empty."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_has_text"),
        ]

    def __str__(self) -> str:
        return self.text
