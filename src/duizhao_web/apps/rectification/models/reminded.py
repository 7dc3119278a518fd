"""Reminders (提醒): what somebody was told is due or late, once for each level a date reaches."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from duizhao_web.apps.kernel.fields import KindField
from duizhao_web.apps.rectification.following_words import AboutWord
from duizhao_web.apps.units.models import Person


class Reminder(models.Model):
    """A reminder to one person. It keeps no words of the thing: these are shown only to who still sees it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="reminders")
    rule = models.CharField(max_length=40)
    about = KindField(max_length=16, choices=AboutWord)
    # The item, assignment or notice it is about, by ``about``.
    subject = models.PositiveBigIntegerField()
    # The date it is about; another date begins anew.
    on = models.DateField()
    level = models.IntegerField()
    made_on = models.DateField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Each level once a person."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "rule", "about", "subject", "on", "level"], name="reminder_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "seen_at", "-id"], name="reminder_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.rule} {self.subject}"
