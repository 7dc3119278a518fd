"""What happens to papers, as the audit log tells it; never a word of their content."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.kernel.audit.event import Event
from duizhao_web.apps.materials.models import Outcome


class Doing(models.TextChoices):
    """What a reviewer's decision does, by its name in the stored form."""

    MOVE_BORDER = "move_border", _("调整边界")
    SPLIT = "split", _("拆分")
    MERGE = "merge", _("合并")
    RETITLE = "retitle", _("改标题")
    MOVE_ASPECT = "move_aspect", _("移到另一方面")
    ADD = "add", _("增加一条")
    REMOVE = "remove", _("删去一条")
    RECAST = "recast", _("改为另一种内容")
    JUDGE_LINK = "judge_link", _("判断对应关系")
    TAKE_UP = "take_up", _("列入审阅意见")
    DISMISS = "dismiss", _("忽略提示")
    REMARK = "remark", _("加批注")
    SET_PAPER_KIND = "set_paper_kind", _("改材料类别")


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
    Doing,
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
JOINED: Final = Event("materials.paper.joined", _("已有的 %(count)s 份材料归入“%(title)s”"))

EVENTS: Final = (JOINED, UPLOADED, SUBMITTED, READ, DOWNLOADED, COMMENTED, DECIDED, UNDONE, DRAFTED, SIGNED)
