"""What an import remembers: what is being looked at, what columns are called, which reports came in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from duizhao_web.apps.accounts.models import User
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.fields import KindField
from duizhao_web.apps.kernel.scope import Scoped, ScopedQuerySet
from duizhao_web.apps.rectification.words import SourceKind
from duizhao_web.apps.units.models import Unit


class Incoming(Scoped):
    """A ledger somebody brought, until it is taken in or dropped; nobody else sees it."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    # Where its problems come from, where a row does not say.
    source = KindField(max_length=16, choices=SourceKind)
    document = models.CharField(max_length=200, blank=True)
    # What each title means: a field of the ledger, "" for none.
    columns = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(db_index=True)

    objects = ScopedQuerySet["Incoming"].as_manager()

    class Meta:
        """Of a known source."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(source__in=SourceKind.values), name="incoming_source_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Return the condition that it is the actor's own."""
        return Q(user_id=actor.user_id) if actor.user_id is not None else Q(pk__in=[])


class ColumnName(models.Model):
    """What a title of a column means in the ledgers of a unit, as somebody once said."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    title = models.CharField(max_length=60)
    field = models.CharField(max_length=30, blank=True)

    class Meta:
        """One meaning a title."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "title"], name="column_name_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} = {self.field}"


class IncomingReport(Scoped):
    """A report of inspection or audit while its problems are gone through; nobody else sees it.

    The file itself is not kept: its text is enough to show where each problem stands.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    text = models.TextField()
    # What the words are known by, whichever kind of file they come in.
    digest = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    source = KindField(max_length=16, choices=SourceKind)
    document = models.CharField(max_length=200, blank=True)
    given_on = models.DateField(null=True, blank=True)
    # The problems, as ``named.Named`` has them.
    rows = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(db_index=True)

    objects = ScopedQuerySet["IncomingReport"].as_manager()

    class Meta:
        """Of a known source; the same words wait once."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(source__in=SourceKind.values), name="report_source_known"),
            models.UniqueConstraint(fields=["unit", "user", "digest"], name="report_waits_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Return the condition that it is the actor's own."""
        return Q(user_id=actor.user_id) if actor.user_id is not None else Q(pk__in=[])


class TakenReport(models.Model):
    """That items were made of a report: the same one is known when it is brought again."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    document = models.CharField(max_length=200, blank=True)
    count = models.PositiveSmallIntegerField()
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        """Looked for by its words."""

        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["unit", "digest"], name="report_by_digest")]

    def __str__(self) -> str:
        return self.document or self.digest[:8]


class Layout(models.Model):
    """Which columns a list of a unit has, in their order, each by its key with its heading or ""."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    dataset = models.CharField(max_length=40)
    columns = models.JSONField()
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        """One a list and unit."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "dataset"], name="layout_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.dataset}"


class WordTemplate(models.Model):
    """The Word file a unit uses in place of ours for one kind of document, cleaned of who made it."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=255)
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        """One a kind and unit."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "kind"], name="word_template_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind}"
