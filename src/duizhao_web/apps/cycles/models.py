"""Meetings of units, each opened from a notice; a notice may open the meetings of many units."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.accounts.visibility import Holding, Right, Thing, where
from duizhao_web.apps.cycles.schedule import LONGEST, NOTED, Due, Step, schedule
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.fields import KindField
from duizhao_web.apps.kernel.scope import Scoped, ScopedQuerySet
from duizhao_web.apps.units.models import Unit


class CycleKind(models.TextChoices):
    """Which meeting it is: a unit has one a year, and others when something asks for them."""

    ANNUAL = "annual", _("年度民主生活会")
    SPECIAL = "special", _("专题民主生活会")


class CycleState(models.TextChoices):
    """Where a meeting stands."""

    PREPARING = "preparing", _("会前准备")
    HELD = "held", _("已召开")
    CLOSED = "closed", _("已办结")


class Notice(models.Model):
    """What called the meetings: who issued it, on which theme, its text, its file.

    The file lies in the data directory under its digest; it passed the same test for classification marks
    as a paper does. Whoever sees one of the meetings sees the notice.
    """

    title = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True)
    issuers = models.CharField(max_length=200, blank=True)
    theme = models.TextField(max_length=1_000, blank=True)
    text = models.TextField(max_length=50_000, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by_name = models.CharField(max_length=50)

    def __str__(self) -> str:
        return self.title


def check_leads(value: object) -> None:
    """Raise ``ValidationError`` unless each lead time is a number of days of a step there is."""
    steps = {step.value for step in Step if step is not Step.MEETING}
    sound = isinstance(value, dict) and all(
        name in steps and isinstance(days, int) and 0 <= days <= LONGEST for name, days in value.items()
    )
    if not sound:
        raise ValidationError(_("提前或者延后的工作日须为 0 至 %(most)s。") % {"most": LONGEST})


class Cycle(Scoped):
    """One meeting's life: opened from a notice, prepared, held, closed (民主生活会)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cycles")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="cycles")
    kind = KindField(max_length=16, choices=CycleKind, default=CycleKind.ANNUAL)
    # The year the papers are about; the meeting is often held early in the next.
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100)
    framework_id = models.CharField(max_length=60)
    framework_version = models.CharField(max_length=20)
    meeting_on = models.DateField()
    leads = models.JSONField(validators=[check_leads])
    state = KindField(max_length=16, choices=CycleState, default=CycleState.PREPARING)
    # Counted up by every change: who saved last what they had not seen is told so.
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=50)
    opened_from = models.ForeignKey(Unit, models.PROTECT, related_name="cycles_opened")
    held_on = models.DateField(null=True, blank=True)
    # Those who should attend and those who did: figures, no names.
    expected = models.PositiveIntegerField(null=True, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = ScopedQuerySet["Cycle"].as_manager()

    class Meta:
        """One annual meeting a unit and year; what is held has a day and its figures."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=CycleState.values), name="cycle_state_known"),
            models.CheckConstraint(condition=Q(kind__in=CycleKind.values), name="cycle_kind_known"),
            models.CheckConstraint(
                condition=Q(state="preparing", held_on__isnull=True)
                | (~Q(state="preparing") & Q(held_on__isnull=False, present__lte=F("expected"))),
                name="cycle_held_with_figures",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False)
                | (~Q(state="closed") & Q(closed_on__isnull=True)),
                name="cycle_closed_with_day",
            ),
            models.UniqueConstraint(
                fields=["unit", "year"], condition=Q(kind="annual"), name="cycle_annual_once"
            ),
            models.UniqueConstraint(fields=["unit", "year", "title"], name="cycle_title_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-meeting_on", "-id"], name="cycle_by_meeting"),
            models.Index(fields=["notice", "unit_path"], name="cycle_by_notice"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.unit_id}"

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Return the condition that the actor may see the meeting: the table of visibility to the letter."""
        return where(actor, Holding.CYCLE, Right.READ)

    @property
    def thing(self) -> Thing:
        """Return the meeting as the table of visibility knows it."""
        return Thing(Holding.CYCLE, self.unit_path)

    @property
    def steps(self) -> tuple[Due, ...]:
        """Return the steps with the days by which they are due."""
        return schedule(self.held_on or self.meeting_on, self.leads)

    @property
    def asked_on(self) -> date:
        """Return the day whose holders of posts are asked for papers: the meeting's, once it has come."""
        return self.held_on or min(self.meeting_on, clock.today())

    def quorum(self, share: float) -> int:
        """Return how many must attend for ``share`` of those who should; 0.6667 means two thirds."""
        wanted = Fraction(share).limit_denominator(100) * (self.expected or 0)
        return -(-wanted.numerator // wanted.denominator)


class StepDone(models.Model):
    """That a step was done on a day, noted by a person: of steps the server does not see by itself."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="steps_done")
    step = KindField(max_length=16, choices=Step)
    on = models.DateField()
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        """Once a step."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(step__in=[step.value for step in NOTED]), name="step_done_noted"
            ),
            models.UniqueConstraint(fields=["cycle", "step"], name="step_done_once"),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.step}"
