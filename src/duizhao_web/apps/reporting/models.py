"""Periods, the units' reports with their figures, and what was issued of them."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q

from duizhao_web.apps.accounts.visibility import Holding, Right, Thing, where
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import LEADERS, Actor, Role, Subject
from duizhao_web.apps.kernel.fields import KindField
from duizhao_web.apps.kernel.scope import Scoped, ScopedQuerySet
from duizhao_web.apps.reporting import filing
from duizhao_web.apps.reporting.facts import Span
from duizhao_web.apps.reporting.filing import Side
from duizhao_web.apps.reporting.words import ActWord, FigureKind, PeriodStageWord, StageWord
from duizhao_web.apps.units.models import Person, Unit

_HANDED: Final = Q(stage__in=[stage.value for stage in filing.HANDED])


def _own_paths(actor: Actor) -> list[str]:
    return sorted({seat.unit_path for seat in actor.seats if seat.role in (*LEADERS, Role.COORDINATOR)})


class Period(Scoped):
    """What a superior asks of many units at once (定期调度); it belongs to the unit that asks."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reporting_periods")
    title = models.CharField(max_length=100)
    # What is counted: from the first day to the last, both included; the last is the one figures stand on.
    since = models.DateField()
    until = models.DateField()
    # By when reports are to be handed in: so many working days after the last day, unless put right by hand.
    due_on = models.DateField()
    text = models.TextField(max_length=5_000, blank=True)
    stage = KindField(max_length=16, choices=PeriodStageWord, default=PeriodStageWord.OPEN)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=50)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet["Period"].as_manager()

    class Meta:
        """Days in order; a unit asks once under a title."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stage__in=PeriodStageWord.values), name="period_stage_known"),
            models.CheckConstraint(
                condition=Q(since__lte=F("until")) & Q(due_on__gte=F("until")), name="period_days_in_order"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="period_has_title"),
            models.UniqueConstraint(fields=["unit", "title"], name="period_title_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-until", "-id"], name="period_by_day"),
            models.Index(fields=["stage", "due_on"], name="period_by_due"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Return the condition that the actor sees the period: those who asked, those above, those asked; who
        is assigned to a unit, once it has reported.
        """
        seen = where(replace(actor, duties=()), Holding.REPORT, Right.READ)
        own = _own_paths(actor)
        if own:
            seen |= Q(pk__in=Report.objects.filter(unit_path__in=own).values("period_id"))
        if actor.duties:
            theirs = where(replace(actor, seats=()), Holding.REPORT, Right.READ)
            seen |= Q(pk__in=Report.objects.filter(theirs & _HANDED).values("period_id"))
        return seen

    @property
    def subject(self) -> Subject:
        """Return the period as the policy sees it."""
        return Subject(filing.state_of(filing.PeriodStage(self.stage)), self.unit_path)

    @property
    def span(self) -> Span:
        """Return what is counted."""
        return Span(self.since, self.until)

    @property
    def left(self) -> int:
        """Return the days left to hand in; negative once it is late."""
        return (self.due_on - clock.today()).days


class Report(Scoped):
    """What one unit reports in a period. A correction is another edition: a locked one never changes."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    edition = models.PositiveSmallIntegerField(default=1)
    # Whether no later edition was asked for.
    latest = models.BooleanField(default=True)
    stage = KindField(max_length=16, choices=StageWord, default=StageWord.ASKED)
    version = models.PositiveIntegerField(default=1)
    counted_on = models.DateField(null=True, blank=True)
    progress = models.TextField(max_length=5_000, blank=True)
    difficulties = models.TextField(max_length=5_000, blank=True)
    next_steps = models.TextField(max_length=5_000, blank=True)
    # What is asked of the superior (需上级协调事项), and what the superior answers.
    request = models.TextField(max_length=5_000, blank=True)
    reply = models.TextField(max_length=5_000, blank=True)
    replied_by_name = models.CharField(max_length=50, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    filled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    filled_by_name = models.CharField(max_length=50, blank=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by_name = models.CharField(max_length=50, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # The first time: what is sent back and comes again is not late by that.
    handed_in_on = models.DateField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet["Report"].as_manager()

    class Meta:
        """One latest edition a unit; what is handed in was confirmed and counted."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stage__in=StageWord.values), name="report_stage_known"),
            models.UniqueConstraint(fields=["period", "unit", "edition"], name="report_edition_once"),
            models.UniqueConstraint(
                fields=["period", "unit"], condition=Q(latest=True), name="report_one_latest"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["confirmed", "handed_in", "locked"])
                | (Q(confirmed_by__isnull=False, counted_on__isnull=False) & ~Q(progress="")),
                name="report_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["handed_in", "returned", "locked"]) | Q(handed_in_on__isnull=False),
                name="report_handed_in_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(stage="locked", locked_at__isnull=False)
                | (~Q(stage="locked") & Q(locked_at__isnull=True)),
                name="report_locked_at_a_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["period", "unit_path", "id"], name="report_in_period"),
            models.Index(fields=["unit_path", "stage"], name="report_by_unit"),
            # How many of a period's reports stand where, without reading what they say.
            models.Index(
                fields=["period", "stage", "edition", "handed_in_on"],
                condition=Q(latest=True),
                name="report_standing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_id} {self.unit_id} #{self.edition}"

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Return the condition that the actor may read the report: its unit, those above once handed in."""
        return where(actor, Holding.REPORT, Right.READ) & (_HANDED | Q(unit_path__in=_own_paths(actor)))

    def subject(self, side: Side) -> Subject:
        """Return the report as the policy sees it from one side."""
        path = self.unit_path if side == Side.UNIT else self.period.unit_path
        return Subject(filing.state_of(filing.Stage(self.stage)), path)

    @property
    def thing(self) -> Thing:
        """Return the report as the table of visibility knows it."""
        return Thing(Holding.REPORT, self.unit_path)

    @property
    def with_the_unit(self) -> bool:
        """Return whether the next step is the unit's."""
        return self.stage in {stage.value for stage in filing.WITH_THE_UNIT}

    @property
    def taken(self) -> bool:
        """Return whether the period still takes it from its unit: a correction it always does."""
        return self.edition > 1 or self.period.stage == PeriodStageWord.OPEN

    @property
    def correction(self) -> Report | None:
        """Return the edition that was asked for after this one, where one was."""
        if self.latest:
            return None
        rows = Report.objects.filter(period=self.period_id, unit=self.unit_id, edition=self.edition + 1)
        return rows.first()

    @property
    def late(self) -> bool:
        """Return whether it was first handed in after the day, or is not and should have been.

        A correction has no day.
        """
        return self.edition == 1 and (self.handed_in_on or clock.today()) > self.period.due_on


class Figure(models.Model):
    """One figure of a report, with what it counts; it may be explained, never overwritten."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    kind = KindField(max_length=20, choices=FigureKind)
    number = models.PositiveIntegerField()
    # What was counted, so that the list behind it is the one of that day.
    ids = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        """Once a report. Of a locked one no figure is changed, removed or added (migration 0002)."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "kind"], name="figure_once"),
            models.CheckConstraint(condition=Q(kind__in=FigureKind.values), name="figure_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.kind} {self.number}"


class ReportStep(models.Model):
    """One line of a report's course: who did what when, with what words."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="steps")
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
            models.CheckConstraint(condition=Q(act__in=ActWord.values), name="report_act_known"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.act}"


class Issue(models.Model):
    """What was rolled up and issued of a period; a correction is another one, with its reason."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="issues")
    number = models.PositiveSmallIntegerField(default=1)
    reason = models.TextField(max_length=2_000, blank=True)
    # The issue of the period before, as it was when this one was issued.
    former = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    # What the lines come to, and those of the same units in the former issue: issued as they are, too.
    units = models.PositiveIntegerField(default=0)
    reported = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    sums = models.JSONField(default=dict, blank=True)
    sums_before = models.JSONField(default=dict, blank=True)
    issued_at = models.DateTimeField()
    by_name = models.CharField(max_length=50)

    class Meta:
        """Numbered; all but the first say why."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["period", "number"], name="issue_number_once"),
            models.CheckConstraint(
                condition=Q(number=1, reason="") | (Q(number__gt=1) & ~Q(reason="")), name="issue_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_id} #{self.number}"


class IssueLine(models.Model):
    """One unit's line of an issue, as it was: its figures, what it asked and was answered."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="lines")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=100)
    # The locked report it was taken from; without one the unit did not report.
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="lines")
    late = models.BooleanField(default=False)
    figures = models.JSONField(default=dict, blank=True)
    request = models.TextField(max_length=5_000, blank=True)
    reply = models.TextField(max_length=5_000, blank=True)

    class Meta:
        """In the tree's order as it was; once a unit."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "unit"], name="issue_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.unit_id}"
