"""Papers of teams and of people, each with its versions; a version is never changed once it is stored."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.accounts.visibility import Holding, Right, Thing, where
from duizhao_web.apps.cycles.models import Cycle
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.fields import KindField
from duizhao_web.apps.kernel.scope import Scoped, ScopedQuerySet
from duizhao_web.apps.units.models import Person, Unit


class PaperKind(models.TextChoices):
    """Whose paper it is."""

    INDIVIDUAL = "individual", _("个人材料")
    TEAM = "team", _("班子材料")


class PaperState(models.TextChoices):
    """Where a paper stands: uploaded → in review → returned → (next version) in review → passed."""

    UPLOADED = "uploaded", _("已上传")
    IN_REVIEW = "in_review", _("审阅中")
    RETURNED = "returned", _("退回修改")
    PASSED = "passed", _("已同意")


AT_A_GLANCE = ("current", "problems", "findings", "flagged")
"""The columns ``Paper.show`` fills."""


class Paper(Scoped):
    """A paper of a year, through all its versions (材料)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="papers")
    kind = KindField(max_length=16, choices=PaperKind)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="papers")
    # The meeting it is written for; none where the unit has opened none, or the paper is of another year.
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, blank=True, related_name="papers")
    # Whether its author was the chief when it was uploaded: superiors see a chief's paper, no other.
    of_chief = models.BooleanField(default=False)
    year = models.PositiveSmallIntegerField()
    state = KindField(max_length=16, choices=PaperState, default=PaperState.UPLOADED)
    latest = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    # What a list shows of the latest version, kept here so that no list reads a text: which one it is, how
    # many problems and findings it has, which checks found something (each between blanks).
    current = models.OneToOneField(
        "Version", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    problems = models.PositiveIntegerField(default=0)
    findings = models.PositiveIntegerField(default=0)
    flagged = models.TextField(blank=True, default="")

    objects = ScopedQuerySet["Paper"].as_manager()

    class Meta:
        """One paper a person and meeting, one a team and meeting, or a year where there is no meeting.

        A person's has an author, a team's has none.
        """

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="team", person__isnull=True) | Q(kind="individual", person__isnull=False),
                name="paper_individual_has_author",
            ),
            models.CheckConstraint(condition=Q(state__in=PaperState.values), name="paper_state_known"),
            models.UniqueConstraint(
                fields=["person", "unit", "year"],
                condition=Q(kind="individual", cycle__isnull=True),
                name="paper_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=Q(kind="team", cycle__isnull=True),
                name="paper_once_a_team",
            ),
            models.UniqueConstraint(
                fields=["cycle", "person"],
                condition=Q(kind="individual", cycle__isnull=False),
                name="paper_once_a_person_and_cycle",
            ),
            models.UniqueConstraint(
                fields=["cycle"],
                condition=Q(kind="team", cycle__isnull=False),
                name="paper_once_a_team_and_cycle",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-changed_at", "-id"], name="paper_by_change")]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id} {self.year}"

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Return the condition that the actor may read the paper: the table of visibility to the letter."""
        individual = Q(kind=PaperKind.INDIVIDUAL) & where(actor, Holding.PAPER, Right.READ)
        return individual | Q(kind=PaperKind.TEAM) & where(actor, Holding.TEAM_PAPER, Right.READ)

    def show(self, version: Version) -> None:
        """Take a version as the latest into what lists show; the caller saves."""
        checks = sorted({one["check"] for one in version.findings})
        self.current = version
        self.problems, self.findings = len(version.record["problems"]), len(version.findings)
        self.flagged = f" {' '.join(checks)} " if checks else ""

    @property
    def thing(self) -> Thing:
        """Return the paper as the table of visibility knows it."""
        if self.kind == PaperKind.TEAM:
            return Thing(Holding.TEAM_PAPER, self.unit_path)
        return Thing(Holding.PAPER, self.unit_path, self.person_id, self.of_chief)


class Version(models.Model):
    """One text of a paper, with what was read from it and said of it by the machine.

    ``text``, ``record`` and ``findings`` have sensitive numbers masked; the file itself lies in the data
    directory under its digest.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    # What is found between texts is kept under this: the same words need no second look.
    text_sha256 = models.CharField(max_length=64, db_index=True)
    hard_wrapped = models.BooleanField(default=False)
    record = models.JSONField()
    findings = models.JSONField(blank=True)
    # Which program and which checks said so; another ruleset may say otherwise of the same text.
    ruleset = models.CharField(max_length=60)
    # Decisions on the version before that do not hold on this text, each with its words and the reason.
    lost = models.JSONField(default=list, blank=True)
    uploaded_by_id = models.BigIntegerField()
    uploaded_by_name = models.CharField(max_length=50)
    uploaded_at = models.DateTimeField()

    class Meta:
        """Numbered without gaps; the same file twice is no new version."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["paper", "sha256"], name="version_content_once"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} v{self.number}"


class Decided(models.Model):
    """One decision of a reviewer on a version: a row for each, in the order in which they are applied."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="decisions")
    position = models.PositiveIntegerField()
    decision = models.JSONField()
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()
    # Kept from the version before although its words were changed there.
    edited = models.BooleanField(default=False)

    class Meta:
        """Two reviewers cannot take the same place."""

        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "position"], name="decided_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} #{self.position}"


class Outcome(models.TextChoices):
    """What the lead reviewer's signature says."""

    RETURNED = "returned", _("退回修改")
    AGREED = "agreed", _("同意")


class Opinion(models.Model):
    """The review opinion on a version: drafted by reviewers, signed by the lead reviewer (审阅意见)."""

    version = models.OneToOneField(Version, models.PROTECT, related_name="opinion")
    text = models.TextField(max_length=20_000, blank=True)
    drafted_by_name = models.CharField(max_length=50)
    drafted_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)
    outcome = KindField(max_length=16, choices=Outcome, blank=True)
    signed_by_id = models.BigIntegerField(null=True, blank=True)
    signed_by_name = models.CharField(max_length=50, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Signed with an outcome or not at all; what goes back says why."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", signed_at__isnull=True, signed_by_id__isnull=True)
                | (~Q(outcome="") & Q(signed_at__isnull=False, signed_by_id__isnull=False)),
                name="opinion_signed_with_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="returned") | ~Q(text=""),
                name="opinion_returned_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.outcome}"


class Compared(models.Model):
    """A text that was held against all others of its year and of the years beside it."""

    text_sha256 = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    ruleset = models.CharField(max_length=60)

    class Meta:
        """Once by each ruleset."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text_sha256", "year", "ruleset"], name="compared_once"),
        ]

    def __str__(self) -> str:
        return f"{self.text_sha256[:8]} {self.year}"


class Between(models.Model):
    """What was found between two texts, each known by its digest; whoever may see it."""

    here = models.CharField(max_length=64)
    there = models.CharField(max_length=64)
    ruleset = models.CharField(max_length=60)

    class Meta:
        """No table of its own."""

        abstract = True

    def __str__(self) -> str:
        return f"{self.here[:8]} {self.there[:8]}"


class Overlap(Between):
    """Passages two texts share, from each side: ``[start, end, start there, end there, length, kind]``."""

    length = models.PositiveIntegerField()
    passages = models.JSONField()

    class Meta:
        """Once by each ruleset."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["here", "ruleset", "there"], name="overlap_once"),
        ]


class Recurred(Between):
    """Problems of last year's text (``there``) that come back: ``[place, place there, kind, reasons]``."""

    found = models.JSONField(blank=True)

    class Meta:
        """Once by each ruleset."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["here", "ruleset", "there"], name="recurred_once"),
        ]
