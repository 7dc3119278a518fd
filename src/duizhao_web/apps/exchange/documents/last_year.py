"""上年度整改落实情况: what became of the year before, for the account at this year's meeting."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.dataset import Wanted
from duizhao_web.apps.exchange.document import Document, Made
from duizhao_web.apps.exchange.report_filling import SHAPE, start
from duizhao_web.apps.exchange.reporting import report
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor


def _make(actor: Actor, pk: int, wanted: Wanted) -> Made:
    """The papers of a year are written after it has ended; the year before that is the one accounted for."""
    year = int(str(wanted.get("year") or clock.today().year - 1))
    return report(actor, pk, wanted, gettext("整改落实情况"), year - 1)


document = Document("last_year", _("上年度整改落实情况"), _make, SHAPE, start)
