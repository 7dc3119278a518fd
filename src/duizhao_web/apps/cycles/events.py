"""What happens to meetings, as the audit log tells it."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.cycles.schedule import Step
from duizhao_web.apps.kernel.audit.event import Event

OPENED: Final = Event(
    "cycles.cycle.opened", _("部署%(unit)s“%(title)s”，依据“%(notice)s”，拟于 %(meeting)s 召开")
)
EDITED: Final = Event("cycles.cycle.edited", _("调整%(unit)s“%(title)s”，拟于 %(meeting)s 召开"))
WITHDRAWN: Final = Event("cycles.cycle.withdrawn", _("撤回%(unit)s“%(title)s”：%(reason)s"))
STEP_DONE: Final = Event("cycles.step.done", _("%(unit)s“%(title)s”：%(kind)s，已于 %(on)s 完成"), Step)
STEP_UNDONE: Final = Event("cycles.step.undone", _("%(unit)s“%(title)s”：%(kind)s，撤销完成登记"), Step)
HELD: Final = Event(
    "cycles.cycle.held",
    _("%(unit)s“%(title)s”于 %(on)s 召开，应到 %(expected)s 人，实到 %(present)s 人"),
)
CLOSED: Final = Event("cycles.cycle.closed", _("%(unit)s“%(title)s”办结"))
REOPENED: Final = Event("cycles.cycle.reopened", _("撤销%(unit)s“%(title)s”的办结：%(reason)s"))
TAKEN_OVER: Final = Event(
    "cycles.cycle.taken_over", _("%(into)s接收并入的%(unit)s的会议“%(title)s”：%(reason)s")
)
NOTICE_DOWNLOADED: Final = Event("cycles.notice.downloaded", _("下载%(unit)s“%(title)s”的通知"))

EVENTS: Final = (
    OPENED,
    EDITED,
    WITHDRAWN,
    STEP_DONE,
    STEP_UNDONE,
    HELD,
    CLOSED,
    REOPENED,
    TAKEN_OVER,
    NOTICE_DOWNLOADED,
)
