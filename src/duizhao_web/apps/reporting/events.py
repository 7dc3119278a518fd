"""What happens to periods and reports, as the audit log tells it; never a word of their content."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.kernel.audit.event import Event
from duizhao_web.apps.reporting.words import ActWord, PeriodActWord

OPENED: Final = Event(
    "reporting.period.opened",
    _("%(unit)s开展定期调度“%(title)s”，截至 %(until)s，%(due)s 前报送，共 %(count)s 个单位"),
)
PERIOD_ACTED: Final = Event(
    "reporting.period.acted", _("%(unit)s的定期调度“%(title)s”：%(kind)s"), PeriodActWord
)
ISSUED: Final = Event(
    "reporting.period.issued", _("%(unit)s的定期调度“%(title)s”：第 %(number)s 次印发，共 %(count)s 个单位")
)
REPORT_ACTED: Final = Event(
    "reporting.report.acted", _("%(unit)s的定期调度“%(title)s”（第 %(edition)s 版）：%(kind)s"), ActWord
)

EVENTS: Final = (OPENED, PERIOD_ACTED, ISSUED, REPORT_ACTED)
