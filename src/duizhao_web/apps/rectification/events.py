"""What happens to items and plans, as the audit log tells it; never a word of their content."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.kernel.audit.event import Event
from duizhao_web.apps.rectification.following_words import ActWord, NoticeKind, NoticeState
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.words import CommandWord

OF: Final = MappingProxyType(
    {
        command: Event(f"rectification.item.{command.value}", _("整改事项 %(code)s：%(kind)s"), CommandWord)
        for command in Command
    }
)
EVIDENCE_DOWNLOADED: Final = Event("rectification.evidence.downloaded", _("下载整改事项 %(code)s 的佐证材料"))
RECHECKS_DRAWN: Final = Event(
    "rectification.rechecks.drawn",
    _("%(unit)s回头看抽取：种子 %(seed)s，从 %(count)s 项已销号事项中抽出 %(drawn)s 项"),
)
CARRIED_PLANNED: Final = Event(
    "rectification.carried.planned", _("%(whose)s %(year)s 年度方案列入上年结转 %(count)s 项")
)
UNIT_TAKEN_OVER: Final = Event(
    "rectification.unit.taken_over",
    _(
        "%(into)s接收并入的%(unit)s：事项 %(items)s 项、会议 %(cycles)s 次、方案 %(plans)s 个、"
        "交办 %(assignments)s 件：%(reason)s"
    ),
)
PLAN_WRITTEN: Final = Event("rectification.plan.written", _("编制%(whose)s %(year)s 年度整改方案"))
PLAN_SIGNED: Final = Event("rectification.plan.signed", _("签字：%(whose)s %(year)s 年度整改方案"))
PLAN_DISCUSSED: Final = Event(
    "rectification.plan.discussed", _("%(whose)s %(year)s 年度整改方案于 %(on)s 集体研究")
)
PLAN_ENDORSED: Final = Event("rectification.plan.endorsed", _("审定%(whose)s %(year)s 年度整改方案"))
PLAN_FROZEN: Final = Event("rectification.plan.frozen", _("%(whose)s %(year)s 年度整改方案会后定稿"))

ASSIGNMENT_ACTED: Final = Event(
    "rectification.assignment.acted", _("整改事项 %(code)s 的交办：%(kind)s"), ActWord
)
NOTICE: Final = MappingProxyType(
    {
        NoticeState.ISSUED: Event(
            "rectification.notice.issued", _("就整改事项 %(code)s 发出%(kind)s（%(number)s）"), NoticeKind
        ),
        NoticeState.ANSWERED: Event(
            "rectification.notice.answered", _("答复整改事项 %(code)s 的%(kind)s（%(number)s）"), NoticeKind
        ),
        NoticeState.SETTLED: Event(
            "rectification.notice.settled", _("办结整改事项 %(code)s 的%(kind)s（%(number)s）"), NoticeKind
        ),
    }
)
REMINDERS_MADE: Final = Event("rectification.reminders.made", _("到期提醒 %(count)s 条"))
REMINDERS_SEEN: Final = Event("rectification.reminders.seen", _("看过 %(count)s 条提醒"))

# Of a letter the log knows to whom and by which Message-ID, never the address or what it tells of.
MAIL_WANTED: Final = Event("rectification.mail.wanted", _("登记接收提醒邮件的地址"))
MAIL_UNWANTED: Final = Event("rectification.mail.unwanted", _("不再接收提醒邮件"))
MAIL_SENT: Final = Event("rectification.mail.sent", _("发出提醒邮件 %(id)s"))
MAIL_FAILED: Final = Event("rectification.mail.failed", _("提醒邮件 %(id)s 没有发出，稍后再试"))
MAIL_GIVEN_UP: Final = Event("rectification.mail.given_up", _("提醒邮件 %(id)s 发不出，不再试"))

EVENTS: Final = (
    *OF.values(),
    ASSIGNMENT_ACTED,
    *NOTICE.values(),
    REMINDERS_MADE,
    REMINDERS_SEEN,
    MAIL_WANTED,
    MAIL_UNWANTED,
    MAIL_SENT,
    MAIL_FAILED,
    MAIL_GIVEN_UP,
    EVIDENCE_DOWNLOADED,
    RECHECKS_DRAWN,
    CARRIED_PLANNED,
    UNIT_TAKEN_OVER,
    PLAN_WRITTEN,
    PLAN_SIGNED,
    PLAN_DISCUSSED,
    PLAN_ENDORSED,
    PLAN_FROZEN,
)
