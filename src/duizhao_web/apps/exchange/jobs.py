"""What is done for imports once a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from duizhao_web.apps.exchange.models import Incoming, IncomingReport
from duizhao_web.apps.kernel import clock

_KEPT: Final = timedelta(days=1)
_REPORTS_KEPT: Final = timedelta(days=7)
"""Going through the problems of a report takes longer than looking at a table."""


def forget_incoming(_today: date) -> None:
    """Forget ledgers that were looked at and never taken in."""
    Incoming.objects.filter(at__lt=clock.now() - _KEPT).delete()


def forget_reports(_today: date) -> None:
    """Forget reports whose problems nobody went on with."""
    IncomingReport.objects.filter(at__lt=clock.now() - _REPORTS_KEPT).delete()


JOBS: Final = (forget_incoming, forget_reports)
