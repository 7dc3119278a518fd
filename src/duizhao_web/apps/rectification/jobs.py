"""What is done for items once a day, and every few minutes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.rectification.models import Letter
from duizhao_web.apps.rectification.services.mailing import letters_send
from duizhao_web.apps.rectification.services.reminding import reminders_make

_LETTERS_KEPT: Final = timedelta(days=30)


def remind(today: date) -> None:
    """Remind who has something due, late or waiting."""
    reminders_make(actor=SYSTEM, today=today)


def forget_letters(_today: date) -> None:
    """Forget letters long sent or given up; the audit log has them."""
    Letter.objects.filter(made_at__lt=clock.now() - _LETTERS_KEPT).delete()


def send_letters() -> None:
    """Hand the letters that wait to the post office."""
    letters_send()


JOBS: Final = (remind, forget_letters)
OFTEN: Final = (send_letters,)
