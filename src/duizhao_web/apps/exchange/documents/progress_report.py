"""整改落实情况报告: a year's rectification of a unit, or of all below it, as it stands today."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.dataset import Wanted
from duizhao_web.apps.exchange.document import Document, Made
from duizhao_web.apps.exchange.report_filling import SHAPE, start
from duizhao_web.apps.exchange.reporting import report
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor


def _make(actor: Actor, pk: int, wanted: Wanted) -> Made:
    year = int(str(wanted.get("year") or clock.today().year - 1))
    return report(actor, pk, wanted, str(document.title), year)


document = Document("progress_report", _("整改落实情况报告"), _make, SHAPE, start)
