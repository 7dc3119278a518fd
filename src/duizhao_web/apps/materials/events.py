"""What happens to papers, as the audit log tells it; never a word of their content."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.kernel.audit.event import Event
from duizhao_web.apps.materials.models import Outcome

UPLOADED: Final = Event("materials.paper.uploaded", _("上传%(whose)s %(year)s 年度材料第 %(number)s 稿"))
SUBMITTED: Final = Event(
    "materials.paper.submitted", _("%(whose)s %(year)s 年度材料第 %(number)s 稿提交审阅")
)
READ: Final = Event("materials.paper.read", _("查看%(whose)s %(year)s 年度材料第 %(number)s 稿"))
DOWNLOADED: Final = Event("materials.paper.downloaded", _("下载%(whose)s %(year)s 年度材料第 %(number)s 稿"))
COMMENTED: Final = Event(
    "materials.paper.commented", _("下载%(whose)s %(year)s 年度材料第 %(number)s 稿，带批注")
)
DECIDED: Final = Event(
    "materials.paper.decided",
    _("对%(whose)s %(year)s 年度材料第 %(number)s 稿作第 %(position)s 项更正：%(do)s"),
)
UNDONE: Final = Event(
    "materials.paper.undone", _("撤销对%(whose)s %(year)s 年度材料第 %(number)s 稿的第 %(position)s 项更正")
)
DRAFTED: Final = Event(
    "materials.opinion.drafted", _("起草对%(whose)s %(year)s 年度材料第 %(number)s 稿的审阅意见")
)
SIGNED: Final = Event(
    "materials.opinion.signed",
    _("签发对%(whose)s %(year)s 年度材料第 %(number)s 稿的审阅意见：%(kind)s"),
    Outcome,
)

EVENTS: Final = (UPLOADED, SUBMITTED, READ, DOWNLOADED, COMMENTED, DECIDED, UNDONE, DRAFTED, SIGNED)
