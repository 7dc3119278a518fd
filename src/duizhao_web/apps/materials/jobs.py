"""What is done for papers once a day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from duizhao_web.apps.materials.tasks import texts_compare

_KEPT: Final = timedelta(days=7)


def compare_rest(_today: date) -> None:
    """Compare what no upload asked for: after an update every text is held against the others anew."""
    texts_compare.enqueue()


def forget_done(today: date) -> None:
    """Forget requests that were answered a week ago."""
    before = timezone.make_aware(datetime.combine(today - _KEPT, time()))
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()


JOBS: Final = (compare_rest, forget_done)
