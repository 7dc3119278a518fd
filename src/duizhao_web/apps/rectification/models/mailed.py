"""Letters (提醒邮件): where somebody wants them, and which wait to be sent; never a word of content."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from duizhao_web.apps.units.models import Person


class MailAddress(models.Model):
    """Where somebody is told by mail that something waits, as long as they want it."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="mail_address")
    address = models.EmailField(max_length=200)
    wanted = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id}"


class Letter(models.Model):
    """One letter of a day to one person, made with the reminders it tells of, sent by the worker afterwards.

    Its Message-ID is made with it: a letter that is sent a second time, because the first answer was lost, is
    known to be the same by every mail program.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="letters")
    on = models.DateField()
    address = models.EmailField(max_length=200)
    count = models.PositiveSmallIntegerField()
    message_id = models.CharField(max_length=200, unique=True)
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    # When it is tried next; nobody else takes it before.
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        """One a day and person; those that wait are found at once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "on"], name="letter_once_a_day"),
            models.CheckConstraint(condition=Q(count__gt=0), name="letter_tells_of_something"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True), name="letter_one_end"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_at"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="letter_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.message_id
