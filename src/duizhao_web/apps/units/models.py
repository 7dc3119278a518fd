"""Units and people, each fact with the days between which it holds."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from duizhao_web.apps.kernel.actor import Actor, Role
from duizhao_web.apps.kernel.fields import KindField
from duizhao_web.apps.kernel.paths import STEP, PathField
from duizhao_web.apps.kernel.scope import Scoped, ScopedQuerySet


def in_force(day: date, prefix: str = "") -> Q:
    """Return the condition that a row with ``since`` and ``until`` holds on a day; both days count."""
    begun = Q(**{f"{prefix}since__lte": day})
    return begun & (Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": day}))


def dates_in_order(name: str) -> models.CheckConstraint:
    """Return the constraint that nothing ends before it begins."""
    return models.CheckConstraint(
        condition=Q(until__isnull=True) | Q(until__gte=F("since")), name=f"{name}_dates_in_order"
    )


class UnitQuerySet(MP_NodeQuerySet):  # type: ignore[misc]
    """Units, of which an actor sees those their posts and assignments reach."""

    def visible_to(self, actor: Actor) -> UnitQuerySet:
        """Return the units the actor may see."""
        from duizhao_web.apps.units.scope import units_seen_by

        found: UnitQuerySet = self.filter(units_seen_by(actor, "path"))
        return found


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):  # type: ignore[misc]
    """Units in the order of the tree."""

    def get_queryset(self) -> UnitQuerySet:
        """Return all units, each under its superior."""
        rows: UnitQuerySet = UnitQuerySet(self.model, using=self._db).order_by("path")
        return rows


class Unit(MP_Node):  # type: ignore[misc]
    """An organisation in the tree, as it is now; ``UnitPeriod`` has what it was."""

    steplen = STEP
    path = PathField(unique=True)
    name = models.CharField(max_length=100)
    code = models.CharField(max_length=40, unique=True, null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")
    version = models.PositiveIntegerField(default=1)

    objects = UnitManager()

    class Meta:
        """No two units of one name under one superior is seen to by the service, which knows the parent."""

        constraints: ClassVar = [dates_in_order("unit")]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """Return the state the policy knows: open, or closed once it was dissolved or merged."""
        return "closed" if self.until else "open"

    @property
    def superior_path(self) -> str:
        """Return the path of the unit above, "" at the top."""
        return self.path[:-STEP]


class UnitPeriod(models.Model):
    """A unit's name and superior while neither changed: the history of the tree."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="periods")
    name = models.CharField(max_length=100)
    superior = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        """One open period a unit."""

        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            dates_in_order("unit_period"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(until__isnull=True), name="unit_one_open_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.since}"


class SecondSuperior(models.Model):
    """A unit that leads another beside the one it stands under in the tree (双重领导)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="second_superiors")
    superior = models.ForeignKey(Unit, models.PROTECT, related_name="second_subordinates")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        """Not itself, and once at a time."""

        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            dates_in_order("second_superior"),
            models.CheckConstraint(condition=~Q(unit=F("superior")), name="second_superior_not_itself"),
            models.UniqueConstraint(
                fields=["unit", "superior"], condition=Q(until__isnull=True), name="second_superior_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.superior_id} > {self.unit_id}"


class Staff(Scoped):
    """Rows of a unit's staff: those see them who see the unit."""

    class Meta:
        """No table of its own."""

        abstract = True

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Return the condition that the row's unit is visible to the actor."""
        from duizhao_web.apps.units.scope import units_seen_by

        return units_seen_by(actor, "unit_path")


class Person(Staff):
    """Somebody who holds or held a post; may have an account, and need not."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people")
    name = models.CharField(max_length=50)
    # Tells people of one name apart; whatever number the organisation uses, never an identity card's.
    staff_code = models.CharField(max_length=40, unique=True, null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet["Person"].as_manager()

    class Meta:
        """People of a unit by name."""

        indexes: ClassVar = [models.Index(fields=["name", "id"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """Return the state the policy knows."""
        return "open"


class Team(Staff):
    """A leading team of a unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=100)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = ScopedQuerySet["Team"].as_manager()

    class Meta:
        """One team of a name at a time."""

        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            dates_in_order("team"),
            models.UniqueConstraint(
                fields=["unit", "name"], condition=Q(until__isnull=True), name="team_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """Return the state the policy knows."""
        return "closed" if self.until else "open"


class PostKind(models.TextChoices):
    """What a post is; the first three confer rights, once a person in it is confirmed."""

    CHIEF = "chief", _("主要负责人")
    MEMBER = "member", _("班子成员")
    COORDINATOR = "coordinator", _("联络员")
    OBSERVER = "observer", _("列席人员（无表决权）")


class Post(Staff):
    """A post: in a team with its place in the team's order, or, a coordinator's, in the unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="posts")
    title = models.CharField(max_length=100)
    kind = KindField(max_length=16, choices=PostKind)
    position = models.PositiveIntegerField(default=0)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = ScopedQuerySet["Post"].as_manager()

    class Meta:
        """A team has one chief; a coordinator works for the unit, everybody else sits in a team."""

        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            dates_in_order("post"),
            models.CheckConstraint(
                condition=Q(kind="coordinator", team__isnull=True)
                | (~Q(kind="coordinator") & Q(team__isnull=False)),
                name="post_in_team_or_coordinator",
            ),
            models.CheckConstraint(condition=Q(kind__in=PostKind.values), name="post_kind_known"),
            models.UniqueConstraint(
                fields=["team"], condition=Q(kind="chief", until__isnull=True), name="team_one_chief"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        """Return the state the policy knows."""
        return "closed" if self.until else "open"

    @property
    def role(self) -> Role | None:
        """Return the capacity the post gives; observers have none."""
        return None if self.kind == PostKind.OBSERVER else Role(self.kind)


class Confirmable(models.Model):
    """Something that gives rights, and does so only once the security administrator has confirmed it."""

    proposed_by_id = models.BigIntegerField(null=True, blank=True)
    proposed_at = models.DateTimeField()
    confirmed_by_id = models.BigIntegerField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Nobody confirms what they proposed; what the machine's operator sets up has no number on either
        side.
        """

        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_by_id__isnull=True)
                | Q(proposed_by_id__isnull=True)
                | ~Q(confirmed_by_id=F("proposed_by_id")),
                name="%(class)s_confirmed_by_another",
            ),
        ]


class Tenure(Staff, Confirmable):
    """That a person holds a post, from a day to a day."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = ScopedQuerySet["Tenure"].as_manager()

    class Meta(Confirmable.Meta):
        """One open tenure a post."""

        abstract = False
        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            *Confirmable.Meta.constraints,
            dates_in_order("tenure"),
            models.UniqueConstraint(fields=["post"], condition=Q(until__isnull=True), name="post_one_holder"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["proposed_at", "id"], condition=Q(confirmed_at__isnull=True), name="tenure_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.post_id}"

    @property
    def state(self) -> str:
        """Return the state the policy knows."""
        if self.until:
            return "ended"
        return "confirmed" if self.confirmed_at else "proposed"


class ChangeKind(models.TextChoices):
    """What of the tree changes; each lets others see papers and items they did not see before."""

    MOVE = "move", _("调整上级")
    MERGE = "merge", _("并入其他单位")
    LEAD = "lead", _("登记双重领导")


class TreeChange(Confirmable):
    """That a unit shall stand elsewhere in the tree; done as soon as it is confirmed."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="changes")
    kind = KindField(max_length=8, choices=ChangeKind)
    superior = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta(Confirmable.Meta):
        """One change of a kind waits a unit."""

        abstract = False
        ordering: ClassVar = ["proposed_at", "pk"]
        constraints: ClassVar = [
            *Confirmable.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="tree_change_kind_known"),
            models.UniqueConstraint(
                fields=["unit", "kind"], condition=Q(confirmed_at__isnull=True), name="tree_change_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id} {self.superior_id}"

    @property
    def state(self) -> str:
        """Return the state the policy knows."""
        return "confirmed" if self.confirmed_at else "proposed"
