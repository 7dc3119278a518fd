"""The closed lists of reporting periods, with their words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.reporting.filing import Act, PeriodAct, PeriodStage, Stage


class StageWord(models.TextChoices):
    """Where a unit's report stands."""

    ASKED = Stage.ASKED.value, _("待填报")
    FILLING = Stage.FILLING.value, _("填报中")
    CONFIRMED = Stage.CONFIRMED.value, _("已确认，待报送")
    HANDED_IN = Stage.HANDED_IN.value, _("已报送，待审核")
    RETURNED = Stage.RETURNED.value, _("退回修改")
    LOCKED = Stage.LOCKED.value, _("已锁定")


class ActWord(models.TextChoices):
    """What may be done with a report."""

    ASK = "ask", _("要求填报")
    BEGIN = Act.BEGIN.value, _("开始填报")
    FILL = Act.FILL.value, _("保存填报")
    CONFIRM = Act.CONFIRM.value, _("确认")
    UNCONFIRM = Act.UNCONFIRM.value, _("撤回确认")
    HAND_IN = Act.HAND_IN.value, _("报送")
    RETURN = Act.RETURN.value, _("退回修改")
    LOCK = Act.LOCK.value, _("锁定")
    REPLY = Act.REPLY.value, _("答复需协调事项")
    CORRECT = Act.CORRECT.value, _("要求更正")
    RECALL = Act.RECALL.value, _("收回更正要求")


class PeriodStageWord(models.TextChoices):
    """Where a period stands."""

    OPEN = PeriodStage.OPEN.value, _("填报中")
    CLOSED = PeriodStage.CLOSED.value, _("已截止")
    ISSUED = PeriodStage.ISSUED.value, _("已印发")


class PeriodActWord(models.TextChoices):
    """What may be done with a period."""

    EDIT = PeriodAct.EDIT.value, _("调整")
    WITHDRAW = PeriodAct.WITHDRAW.value, _("撤回")
    CLOSE = PeriodAct.CLOSE.value, _("截止填报")
    REOPEN = PeriodAct.REOPEN.value, _("重新开放填报")
    ISSUE = PeriodAct.ISSUE.value, _("汇总印发")
    ISSUE_AGAIN = PeriodAct.ISSUE_AGAIN.value, _("更正印发")


class FigureKind(models.TextChoices):
    """What is counted of a unit, in the order of the form."""

    ALL = "all", _("整改事项")
    NEW = "new", _("本期新增")
    CLOSED = "closed", _("本期销号")
    OPEN = "open", _("未销号")
    OVERDUE = "overdue", _("逾期")
    RETURNED = "returned", _("本期退回")
    EXTENDED = "extended", _("本期延期")
    BLOCKED = "blocked", _("暂无法整改")
    RECHECK_FAILED = "recheck_failed", _("回头看不达标")
    REOPENED = "reopened", _("重新整改")
    HANDED_DOWN = "handed_down", _("交办未办结")
    HANDED_DOWN_LATE = "handed_down_late", _("交办逾期")


OF_ASSIGNMENTS = (FigureKind.HANDED_DOWN, FigureKind.HANDED_DOWN_LATE)
"""What counts things handed to the unit; all others count items."""
