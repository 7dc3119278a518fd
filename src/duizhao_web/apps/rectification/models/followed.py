"""Following up: what leaders lead and do in person, visits on the spot, and notices with an answer due."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from duizhao_web.apps.accounts.visibility import Columns, Holding, Right, where
from duizhao_web.apps.kernel.actor import Actor, Relation, Subject
from duizhao_web.apps.kernel.fields import KindField
from duizhao_web.apps.kernel.scope import Scoped, ScopedQuerySet
from duizhao_web.apps.rectification.following_words import LeaderActKind, NoticeKind, NoticeState
from duizhao_web.apps.rectification.models.item import Item
from duizhao_web.apps.units.models import Person, Unit


class Leading(models.Model):
    """That a leader leads an item in person (领办), from a day to a day."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="led_by")
    person = models.ForeignKey(Person, models.PROTECT, related_name="leads")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        """One leader at a time."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(until__isnull=True), name="leading_one_at_a_time"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "until"], name="leading_by_person")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.person_id}"


class LeaderAct(models.Model):
    """What a leader did about an item in person (部署、过问、协调、现场核查), on a day."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="leader_acts")
    kind = KindField(max_length=16, choices=LeaderActKind)
    on = models.DateField()
    text = models.TextField(max_length=2_000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        """Latest first; never empty."""

        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=LeaderActKind.values), name="leader_act_kind_known"),
            models.CheckConstraint(condition=~Q(text=""), name="leader_act_says_what"),
        ]
        indexes: ClassVar = [models.Index(fields=["by", "item", "on"], name="leader_act_by_person")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind} {self.on}"


class SiteCheck(models.Model):
    """Somebody went there (现场核查): who, where, when, what was heard, seen, asked and found."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="site_checks")
    on = models.DateField()
    place = models.CharField(max_length=200)
    # The last unit it was about, where that is one of the tree.
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="site_checks")
    people = models.CharField(max_length=300)
    heard = models.TextField(max_length=5_000, blank=True)
    seen = models.TextField(max_length=5_000, blank=True)
    asked = models.TextField(max_length=5_000, blank=True)
    found = models.TextField(max_length=5_000)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        """Latest first; without a place, people and what was found it is none."""

        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(place="") & ~Q(people="") & ~Q(found=""), name="site_check_is_complete"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.on} {self.place}"


class SupervisionNotice(Scoped):
    """A reminder, a supervision notice (督办通知单), a talk or a circular to a unit about an item, with an
    answer due; it says nothing about discipline.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="notices")
    # To whom: the unit whose path the row carries, and a person there where one is meant.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="notices")
    to = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="notices")
    kind = KindField(max_length=16, choices=NoticeKind)
    number = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField()
    answer_due = models.DateField()
    text = models.TextField(max_length=2_000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="issued")
    by_name = models.CharField(max_length=50)
    issuing_unit = models.ForeignKey(Unit, models.PROTECT, related_name="issued")
    state = KindField(max_length=16, choices=NoticeState, default=NoticeState.ISSUED)
    answer = models.TextField(max_length=5_000, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(max_length=2_000, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet["SupervisionNotice"].as_manager()

    class Meta:
        """A settled one has an outcome; a circular has its number; the answer is due after the issue."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notice_kind_known"),
            models.CheckConstraint(condition=Q(state__in=NoticeState.values), name="notice_state_known"),
            models.CheckConstraint(condition=~Q(text=""), name="notice_says_what"),
            models.CheckConstraint(
                condition=Q(answer_due__gte=models.F("issued_on")), name="notice_due_after_issue"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["reminder", "talk"]) | ~Q(number=""), name="notice_document_has_number"
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="notice_answered_with_words",
            ),
            models.CheckConstraint(
                condition=~Q(state="settled") | (~Q(outcome="") & Q(settled_at__isnull=False)),
                name="notice_settled_with_outcome",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit_path", "state", "answer_due"], name="notice_by_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind}"

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Return the condition that the actor sees the notice: both ends, by the rules of team items."""
        received = where(actor, Holding.TEAM_ITEMS, Right.READ)
        issued = where(actor, Holding.TEAM_ITEMS, Right.READ, Columns(unit_path="issuing_unit__path"))
        if actor.person_id is None or actor.administrator:
            return received | issued
        return received | issued | Q(to_id=actor.person_id) | Q(by_id=actor.person_id)

    @property
    def subject(self) -> Subject:
        """Return the notice as those see it who answer."""
        named = {(Relation.RECEIVER, self.to_id)} if self.to_id else set()
        return Subject(self.state, self.unit_path, parts=frozenset(named))

    @property
    def issuing(self) -> Subject:
        """Return the notice as those see it who issued it."""
        return Subject(self.state, self.issuing_unit.path, parts=frozenset({(Relation.GIVER, self.by_id)}))
