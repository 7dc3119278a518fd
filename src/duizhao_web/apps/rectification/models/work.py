"""What is done about an item: actions, progress, evidence and which point of the standard it proves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from duizhao_web.apps.kernel.fields import KindField
from duizhao_web.apps.rectification.models.item import Item, StandardPoint
from duizhao_web.apps.rectification.words import ActionState, EvidenceKind
from duizhao_web.apps.units.models import Person, Unit


class Reported(models.Model):
    """Something somebody reported in a round; who it was never verifies the item."""

    round = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        """No table of its own."""

        abstract = True


class Action(models.Model):
    """One dated, owned, verifiable step (任务)."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="actions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=5_000)
    # The paper's measure it was made from, "" where it was typed by hand.
    measure_id = models.CharField(max_length=10, blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="actions")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="actions")
    due = models.DateField(null=True, blank=True)
    standard = models.CharField(max_length=500, blank=True)
    state = KindField(max_length=16, choices=ActionState, default=ActionState.OPEN)
    done_on = models.DateField(null=True, blank=True)
    note = models.TextField(max_length=2_000, blank=True)
    round = models.PositiveSmallIntegerField(default=1)

    class Meta:
        """Done on a day; dropped with a reason."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="action_number_once"),
            models.CheckConstraint(condition=Q(state__in=ActionState.values), name="action_state_known"),
            models.CheckConstraint(condition=~Q(text=""), name="action_has_text"),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(note=""), name="action_dropped_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False)
                | (~Q(state="done") & Q(done_on__isnull=True)),
                name="action_done_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Progress(Reported):
    """A dated report (进展): what was done, what comes next; the effect stands apart from completion."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="progress")
    on = models.DateField()
    done = models.TextField(max_length=5_000)
    next_step = models.TextField(max_length=2_000, blank=True)
    effect = models.TextField(max_length=5_000, blank=True)
    # What those say whom it was to serve (回访).
    voice = models.TextField(max_length=2_000, blank=True)

    class Meta:
        """Latest first; never empty."""

        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(done=""), name="progress_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.on}"


class Evidence(Reported):
    """What proves something (佐证材料), with its own date of effect; a file lies under its digest."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="evidence")
    kind = KindField(max_length=16, choices=EvidenceKind)
    title = models.CharField(max_length=200)
    # The figure, the document number, or the record of who went where, heard and saw what.
    content = models.TextField(max_length=5_000, blank=True)
    effective_on = models.DateField()
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_note = models.CharField(max_length=500, blank=True)

    class Meta:
        """A file has a digest, anything else has words; it is withdrawn with a reason, never deleted."""

        ordering: ClassVar = ["-effective_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="evidence_kind_known"),
            models.CheckConstraint(
                condition=(Q(kind__in=["file", "photo"]) & ~Q(sha256="") & ~Q(file_name=""))
                | (~Q(kind__in=["file", "photo"]) & ~Q(content="")),
                name="evidence_has_content",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_note=""),
                name="evidence_withdrawn_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Proof(models.Model):
    """That a piece of evidence proves a point of the standard in a round; evidence may prove several."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="proofs")
    point = models.ForeignKey(StandardPoint, models.PROTECT, related_name="proofs")
    round = models.PositiveSmallIntegerField()

    class Meta:
        """Once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evidence", "point", "round"], name="proof_once"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} > {self.point_id}"
