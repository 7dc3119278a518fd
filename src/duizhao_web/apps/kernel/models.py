"""What the kernel keeps: the audit log and its head, and which daily jobs have run."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class AuditEvent(models.Model):
    """One thing that was done; rows are only ever added, which triggers in the database see to."""

    number = models.PositiveBigIntegerField(primary_key=True)
    event = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    # Numbers, not foreign keys: the log must not depend on, nor hold back, what it tells of.
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=45, blank=True)
    unit_path = models.CharField(max_length=255, blank=True)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.BigIntegerField(null=True)
    params = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        """Indexes for what the viewer filters by; newest first, so each ends in the number."""

        indexes: ClassVar = [
            models.Index(fields=["event", "number"], name="audit_by_event"),
            models.Index(fields=["actor_id", "number"], name="audit_by_actor"),
            models.Index(fields=["at", "number"], name="audit_by_time"),
            models.Index(fields=["object_type", "object_id", "number"], name="audit_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.event}"


class AuditHead(models.Model):
    """The one row that says where the log ends; writers queue up for it."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        """Never more than one."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(pk=1), name="audit_one_head"),
        ]

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"


class DailyRun(models.Model):
    """That a daily job ran for a day: a job that was missed is seen, one that ran is not run twice."""

    job = models.CharField(max_length=80)
    day = models.DateField()

    class Meta:
        """Once a day each."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "day"], name="daily_run_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.day}"
