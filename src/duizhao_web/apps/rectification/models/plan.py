"""Plans: the team's (班子整改方案) and each member's own list (个人整改清单)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from duizhao_web.apps.accounts.visibility import Holding, Right, Thing, where
from duizhao_web.apps.kernel.actor import Actor, Relation, Subject
from duizhao_web.apps.kernel.fields import KindField
from duizhao_web.apps.kernel.scope import Scoped, ScopedQuerySet
from duizhao_web.apps.rectification.words import PlanKind, PlanState
from duizhao_web.apps.units.models import Person, Unit


class Plan(Scoped):
    """A plan of a year: written, signed, discussed, endorsed by the chief, frozen after the meeting."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans")
    kind = KindField(max_length=16, choices=PlanKind)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="plans")
    year = models.PositiveSmallIntegerField()
    state = KindField(max_length=16, choices=PlanState, default=PlanState.DRAFTING)
    # Who answers for the team's plan and signs it first; a member signs the own list.
    sponsor = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    discussed_on = models.DateField(null=True, blank=True)
    endorsed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    endorsed_at = models.DateTimeField(null=True, blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    # What was said at the meeting and is answered by the plan.
    meeting_note = models.TextField(max_length=5_000, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet["Plan"].as_manager()

    class Meta:
        """One a unit and year, one a person and year; no step without the one before."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="team", person__isnull=True) | Q(kind="personal", person__isnull=False),
                name="plan_personal_has_person",
            ),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state_known"),
            models.CheckConstraint(
                condition=Q(state="drafting") | Q(signed_by__isnull=False, signed_at__isnull=False),
                name="plan_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["drafting", "signed"])
                | Q(endorsed_by__isnull=False, endorsed_at__isnull=False),
                name="plan_endorsed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="frozen") | Q(meeting_on__isnull=False, frozen_at__isnull=False),
                name="plan_frozen_after_meeting",
            ),
            models.UniqueConstraint(
                fields=["unit", "year"], condition=Q(kind="team"), name="plan_once_a_team"
            ),
            models.UniqueConstraint(
                fields=["unit", "person", "year"], condition=Q(kind="personal"), name="plan_once_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id} {self.year}"

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Return the condition that the actor may read the plan: the same as for its items."""
        team = Q(kind=PlanKind.TEAM) & where(actor, Holding.TEAM_ITEMS, Right.READ)
        return team | Q(kind=PlanKind.PERSONAL) & where(actor, Holding.PERSONAL_ITEMS, Right.READ)

    @property
    def thing(self) -> Thing:
        """Return the plan as the table of visibility knows it."""
        if self.kind == PlanKind.TEAM:
            return Thing(Holding.TEAM_ITEMS, self.unit_path)
        return Thing(Holding.PERSONAL_ITEMS, self.unit_path, self.person_id)

    @property
    def subject(self) -> Subject:
        """Return the plan as the policy sees it; one that is not stored yet is new."""
        parts = {(Relation.SPONSOR, self.sponsor_id)} if self.sponsor_id else set()
        state = self.state if self.pk else "new"
        return Subject(state, self.unit_path, self.person_id, parts=frozenset(parts))


class Amendment(models.Model):
    """A change of a plan that was frozen already, with its reason."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="amendments")
    item_code = models.CharField(max_length=30)
    what = models.CharField(max_length=200)
    reason = models.TextField(max_length=2_000)
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        """Never without a reason."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="amendment_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.item_code}"
