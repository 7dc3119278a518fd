"""Assignments (交办): what was handed down, to whom, until when, and every step until the giver confirms."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from duizhao_web.apps.accounts.visibility import Columns, Holding, Right, where
from duizhao_web.apps.kernel.actor import Actor, Relation, Subject
from duizhao_web.apps.kernel.fields import KindField
from duizhao_web.apps.kernel.scope import Scoped, ScopedQuerySet
from duizhao_web.apps.rectification import assigning
from duizhao_web.apps.rectification.following_words import ActWord, StageWord
from duizhao_web.apps.rectification.models.item import Item
from duizhao_web.apps.rectification.models.work import Action
from duizhao_web.apps.units.models import Person, Unit


class Assignment(Scoped):
    """An item, or a part of it, handed down.

    It belongs to the unit that receives it (``unit_path``) and stays on the giver's desk until confirmed.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="assignments")
    action = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="assignments")
    # The assignment it was passed on from.
    above = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="passed_on")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments")
    receiver = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="received")
    giving_unit = models.ForeignKey(Unit, models.PROTECT, related_name="given")
    giver = models.ForeignKey(Person, models.PROTECT, related_name="given")
    # The leader who watches over it (分管督办).
    watcher = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="watched")
    text = models.TextField(max_length=2_000)
    due = models.DateField()
    stage = KindField(max_length=16, choices=StageWord, default=StageWord.GIVEN)
    version = models.PositiveIntegerField(default=1)
    given_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    # When anybody last reported, and when the giver or watcher last asked: days are counted from these.
    reported_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet["Assignment"].as_manager()

    class Meta:
        """Nobody hands something to themselves, and nobody confirms their own answer."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stage__in=StageWord.values), name="assignment_stage_known"),
            models.CheckConstraint(condition=~Q(text=""), name="assignment_says_what"),
            models.CheckConstraint(
                condition=Q(receiver__isnull=True) | ~Q(receiver=F("giver")), name="assignment_not_to_oneself"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["answered", "confirmed"])
                | Q(answered_by__isnull=False, answered_at__isnull=False, received_at__isnull=False),
                name="assignment_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=(Q(stage="confirmed") & Q(confirmed_by__isnull=False, confirmed_at__isnull=False))
                | (~Q(stage="confirmed") & Q(confirmed_by__isnull=True, confirmed_at__isnull=True)),
                name="assignment_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("answered_by")),
                name="assignment_not_confirmed_by_answerer",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["giver", "stage", "due"], name="assignment_by_giver"),
            models.Index(fields=["receiver", "stage", "due"], name="assignment_by_receiver"),
            models.Index(fields=["watcher", "stage", "due"], name="assignment_by_watcher"),
            models.Index(fields=["unit_path", "stage", "due"], name="assignment_by_unit"),
            models.Index(fields=["stage", "due"], name="assignment_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} > {self.unit_id}"

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Return the condition that the actor sees the assignment: both ends, those who watch, those above.

        Either end is a team's business, so each sees it by the rules of team items.
        """
        received = where(actor, Holding.TEAM_ITEMS, Right.READ)
        given = where(actor, Holding.TEAM_ITEMS, Right.READ, Columns(unit_path="giving_unit__path"))
        if actor.person_id is None or actor.administrator:
            return received | given
        me = actor.person_id
        return received | given | Q(giver_id=me) | Q(receiver_id=me) | Q(watcher_id=me)

    def subject(self, side: assigning.Side) -> Subject:
        """Return the assignment as the policy sees it from one side.

        What was handed to a person is received and answered by that person, not by the unit.
        """
        if side == assigning.Side.GIVING:
            named = {(Relation.GIVER, self.giver_id)}
            if self.watcher_id is not None:
                named.add((Relation.WATCHER, self.watcher_id))
            return Subject(self.stage, self.giving_unit.path, parts=frozenset(named))
        if self.receiver_id is None:
            return Subject(self.stage, self.unit_path)
        return Subject(self.stage, parts=frozenset({(Relation.RECEIVER, self.receiver_id)}))

    @property
    def receiving_unit(self) -> Subject:
        """Return the assignment as the receiving unit stands to it, whose chief says who does it."""
        return Subject(self.stage, self.unit_path)


class AssignmentStep(models.Model):
    """One line of an assignment's chain: who did what when, with what words."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="steps")
    act = KindField(max_length=16, choices=ActWord)
    stage = KindField(max_length=16, choices=StageWord)
    text = models.TextField(max_length=5_000, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        """In order."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(act__in=ActWord.values), name="assignment_act_known"),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.act}"
