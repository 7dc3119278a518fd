"""The closed lists of handing down and following up, with their words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.rectification import assigning
from duizhao_web.apps.rectification.reminding import About


class StageWord(models.TextChoices):
    """Where an assignment stands (交办)."""

    GIVEN = assigning.Stage.GIVEN.value, _("待签收")
    RECEIVED = assigning.Stage.RECEIVED.value, _("办理中")
    ANSWERED = assigning.Stage.ANSWERED.value, _("已答复，待确认")
    RETURNED = assigning.Stage.RETURNED.value, _("退回重办")
    RAISED = assigning.Stage.RAISED.value, _("已上报，待批复")
    CONFIRMED = assigning.Stage.CONFIRMED.value, _("已确认")
    RECALLED = assigning.Stage.RECALLED.value, _("已收回")


class ActWord(models.TextChoices):
    """What may be done with an assignment."""

    GIVE = "give", _("交办")
    RECEIVE = assigning.Act.RECEIVE.value, _("签收")
    REPORT = assigning.Act.REPORT.value, _("报告办理情况")
    ANSWER = assigning.Act.ANSWER.value, _("答复")
    RAISE = assigning.Act.RAISE.value, _("上报解决不了的问题")
    PASS_ON = assigning.Act.PASS_ON.value, _("转交下级办理")
    HAND_OVER = assigning.Act.HAND_OVER.value, _("换人承办")
    ASK = assigning.Act.ASK.value, _("过问")
    REPLY = assigning.Act.REPLY.value, _("批复")
    CONFIRM = assigning.Act.CONFIRM.value, _("确认办结")
    SEND_BACK = assigning.Act.SEND_BACK.value, _("退回重办")
    RECALL = assigning.Act.RECALL.value, _("收回交办")


class LeaderActKind(models.TextChoices):
    """What a leader did about an item in person."""

    DEPLOYED = "deployed", _("部署")
    ASKED = "asked", _("过问")
    COORDINATED = "coordinated", _("协调")
    SITE = "site", _("现场核查")


class NoticeKind(models.TextChoices):
    """The ladder of supervision: date, document number and outcome, nothing about discipline."""

    REMINDER = "reminder", _("提醒")
    SUPERVISION = "supervision", _("督办")
    TALK = "talk", _("约谈")
    CIRCULAR = "circular", _("通报")


class NoticeState(models.TextChoices):
    """Where a notice stands."""

    ISSUED = "issued", _("待答复")
    ANSWERED = "answered", _("已答复")
    SETTLED = "settled", _("已办结")


class AboutWord(models.TextChoices):
    """Which date a reminder is about."""

    DEADLINE = About.DEADLINE.value, _("整改时限")
    REVIEW = About.REVIEW.value, _("复查日期")
    PROGRESS = About.PROGRESS.value, _("最近一次报告进展")
    VERIFICATION = About.VERIFICATION.value, _("申请销号")
    RECHECK = About.RECHECK.value, _("回头看")
    RECEIPT = About.RECEIPT.value, _("交办待签收")
    ASSIGNMENT = About.ASSIGNMENT.value, _("交办期限")
    NOTICE = About.NOTICE.value, _("提醒督办的答复期限")
    PERIOD = About.PERIOD.value, _("调度报送期限")
    PERIOD_LATE = About.PERIOD_LATE.value, _("调度有单位逾期未报")
