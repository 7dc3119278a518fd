"""Items: one problem being fixed each, with its standard in points and where the problem comes from."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q

from duizhao_web.apps.accounts.visibility import Columns, Holding, Right, Thing, where
from duizhao_web.apps.kernel.actor import Actor, Relation, Subject
from duizhao_web.apps.kernel.fields import KindField
from duizhao_web.apps.kernel.scope import Scoped, ScopedQuerySet
from duizhao_web.apps.materials.models import Paper
from duizhao_web.apps.rectification import lifecycle
from duizhao_web.apps.rectification.models.plan import Plan
from duizhao_web.apps.rectification.words import DeadlineKind, ItemState, SourceKind
from duizhao_web.apps.units.models import Person, Unit

FIGURES: Final = (
    *("unit_path", "aspect", "personal", "state", "year", "deadline", "first_deadline", "review_on"),
    *("reported_on", "started_on", "closed_on", "round", "submission"),
)


class Item(Scoped):
    """One problem being fixed (整改事项): the team's, or, where ``person`` is set, a member's own.

    ``first_deadline`` is the date the item was approved with and never changes within a round; ``deadline``
    moves with extensions.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="items")
    # Where its number was given: a unit that takes over another's items keeps their numbers.
    numbered_in = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    code = models.CharField(max_length=30, db_index=True)
    personal = models.BooleanField(default=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="personal_items")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="items")
    # Where the problem stands in the paper, so that those who may see the paper can go there.
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="items")
    paper_version = models.PositiveIntegerField(null=True, blank=True)
    problem_id = models.CharField(max_length=10, blank=True)

    aspect_no = models.PositiveSmallIntegerField(null=True, blank=True)
    aspect = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300)
    text = models.TextField(max_length=10_000, blank=True)
    cause = models.TextField(max_length=10_000, blank=True)
    goal = models.TextField(max_length=2_000, blank=True)

    deadline_kind = KindField(max_length=16, choices=DeadlineKind, blank=True)
    first_deadline = models.DateField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)

    sponsor = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="sponsored_items")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="owned_items")
    verifier = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="verified_items")
    lead_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="led_items")
    cooperating = models.ManyToManyField(Unit, blank=True, related_name="shared_items")
    two_levels = models.BooleanField(default=False)

    state = KindField(max_length=16, choices=ItemState, default=ItemState.DRAFTED)
    round = models.PositiveSmallIntegerField(default=1)
    # How often it was submitted: answers belong to one submission.
    submission = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by_name = models.CharField(max_length=50)
    changed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    # When anybody last reported: what 停滞 is derived from.
    reported_on = models.DateField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")
    split_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="split_parts")

    objects = ScopedQuerySet["Item"].as_manager()

    class Meta:
        """What one row can keep of the rules; what needs other rows is kept by triggers (migration 0002)."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(personal=True, person__isnull=False, two_levels=False)
                | Q(personal=False, person__isnull=True),
                name="item_personal_has_person",
            ),
            models.CheckConstraint(
                condition=Q(personal=False) | Q(owner=F("person")), name="item_personal_owned_by_person"
            ),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="item_state_known"),
            models.CheckConstraint(
                condition=Q(deadline_kind__in=["", *DeadlineKind.values]), name="item_deadline_kind_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="item_has_title"),
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(verifier__isnull=True) | ~Q(owner=F("verifier")),
                name="item_verifier_not_owner",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "verified"])
                | Q(owner__isnull=False, verifier__isnull=False, checked_by=F("verifier")),
                name="item_checked_by_verifier",
            ),
            models.CheckConstraint(
                condition=(Q(state="closed") & Q(closed_by__isnull=False, closed_on__isnull=False))
                | (~Q(state="closed") & Q(closed_by__isnull=True, closed_on__isnull=True)),
                name="item_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("owner")),
                name="item_closer_not_owner",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True)
                | Q(two_levels=False, closed_by=F("verifier"))
                | (Q(two_levels=True) & ~Q(closed_by=F("verifier"))),
                name="item_closed_at_its_level",
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False), name="item_merged_into_another"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="item_not_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["drafted", "in_progress", "merged", "withdrawn", "blocked"])
                | Q(approved_at__isnull=False),
                name="item_approved_before_submission",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True)
                | Q(first_deadline__isnull=False)
                | Q(deadline_kind="standing", review_on__isnull=False),
                name="item_approved_with_date",
            ),
            models.CheckConstraint(condition=Q(round__gte=1), name="item_round_from_one"),
            models.UniqueConstraint(
                fields=["numbered_in", "year", "serial"],
                condition=Q(personal=False),
                name="item_serial_once_a_unit",
            ),
            models.UniqueConstraint(
                fields=["numbered_in", "person", "year", "serial"],
                condition=Q(personal=True),
                name="item_serial_once_a_person",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit_path", "year", "state"], name="item_by_unit_year_state"),
            models.Index(fields=["state", "deadline"], name="item_by_deadline"),
            models.Index(fields=["state", "-submission"], name="item_by_submission"),
            models.Index(fields=["-changed_at", "-id"], name="item_by_change"),
            # The orders of the ledger; a migration says for PostgreSQL that what has no value comes first.
            models.Index(fields=["unit_path", "-year", "serial", "id"], name="item_in_ledger"),
            # With what says whether it is overdue, so that those without a deadline are not opened for that.
            models.Index(fields=["deadline", "id", "state", "review_on"], name="item_ledger_by_deadline"),
            models.Index(fields=["aspect_no", "aspect", "id"], name="item_ledger_by_aspect"),
            models.Index(fields=["reported_on", "id"], name="item_ledger_by_report"),
            models.Index(fields=["reported_on", "started_on"], name="item_by_silence"),
            # Each way to lack a date begins with one of these.
            models.Index(fields=["deadline_kind", "deadline"], name="item_by_kind_and_deadline"),
            models.Index(fields=["deadline_kind", "review_on"], name="item_by_kind_and_review"),
            # All that the overview counts, so that no item is opened for it.
            models.Index(fields=FIGURES, name="item_figures"),
        ]

    def __str__(self) -> str:
        return self.code

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Return the condition that the actor may read the item: the table of visibility to the letter."""
        columns = Columns(parts=NAMED_IN)
        team = Q(personal=False) & where(actor, Holding.TEAM_ITEMS, Right.READ, columns)
        return team | Q(personal=True) & where(actor, Holding.PERSONAL_ITEMS, Right.READ, columns)

    @property
    def holding(self) -> lifecycle.Holding:
        """Return whether it is the team's or a person's own."""
        return lifecycle.Holding.PERSONAL if self.personal else lifecycle.Holding.TEAM

    @property
    def parts(self) -> frozenset[tuple[Relation, int]]:
        """Return who is named in it, in at most two queries."""
        named = {
            Relation.OWNER: self.owner_id,
            Relation.SPONSOR: self.sponsor_id,
            Relation.VERIFIER: self.verifier_id,
        }
        found = {(relation, person) for relation, person in named.items() if person is not None}
        if self.pk:
            found |= {(Relation.DOER, one.owner_id) for one in self.actions.all() if one.owner_id}
        if self.pk and self.state == lifecycle.State.CLOSED:
            # A recheck waits for its result only then.
            found |= {
                (Relation.CHECKER, one.checker_id)
                for one in self.rechecks.all()
                if one.checker_id and one.held is None
            }
        return frozenset(found)

    @property
    def subject(self) -> Subject:
        """Return the item as the policy sees it; one that is not stored yet is new."""
        state = self.state if self.pk else lifecycle.State.NEW.value
        return Subject(state, self.unit_path, self.person_id, parts=self.parts)

    @property
    def thing(self) -> Thing:
        """Return the item as the table of visibility knows it."""
        holding = Holding.PERSONAL_ITEMS if self.personal else Holding.TEAM_ITEMS
        return Thing(holding, self.unit_path, self.person_id, parts=self.parts)


def _in_actions(person_id: int) -> Q:
    from duizhao_web.apps.rectification.models.work import Action

    return Q(pk__in=Action.objects.filter(owner_id=person_id).values("item_id"))


def _in_rechecks(person_id: int) -> Q:
    from duizhao_web.apps.rectification.models.asked import Recheck

    open_ones = Recheck.objects.filter(checker_id=person_id, held__isnull=True)
    return Q(pk__in=open_ones.values("item_id"))


NAMED_IN: Final = {
    Relation.OWNER: lambda person_id: Q(owner_id=person_id),
    Relation.SPONSOR: lambda person_id: Q(sponsor_id=person_id),
    Relation.VERIFIER: lambda person_id: Q(verifier_id=person_id),
    Relation.DOER: _in_actions,
    Relation.CHECKER: _in_rechecks,
}


class StandardPoint(models.Model):
    """One point of the acceptance standard (销号标准): what must be so before the item is closed."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)

    class Meta:
        """Numbered, each with words."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="point_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="point_has_text"),
        ]

    def __str__(self) -> str:
        return self.text


class Source(models.Model):
    """Where a problem comes from (问题来源); an item may have several."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="sources")
    kind = KindField(max_length=16, choices=SourceKind)
    text = models.TextField(max_length=5_000, blank=True)
    document = models.CharField(max_length=200, blank=True)
    given_on = models.DateField(null=True, blank=True)
    # The problem of a paper it is; each problem is fixed by one item.
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    problem_id = models.CharField(max_length=10, blank=True)
    # The item of another year it was named in already.
    earlier = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="later_sources")

    class Meta:
        """Of a known kind."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=SourceKind.values), name="source_kind_known"),
            models.CheckConstraint(
                condition=Q(paper__isnull=True, problem_id="") | (Q(paper__isnull=False) & ~Q(problem_id="")),
                name="source_problem_of_a_paper",
            ),
            models.UniqueConstraint(fields=["paper", "problem_id"], name="source_problem_once"),
        ]
        indexes: ClassVar = [
            # Few sources name an earlier item: the list of pairs begins with them.
            models.Index(
                fields=["earlier", "item"], condition=Q(earlier__isnull=False), name="source_of_pairs"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind}"
