"""The closed lists of the room with their words: states, commands, what is required, kinds of things."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.rectification import lifecycle


class ItemState(models.TextChoices):
    """Where an item stands (整改事项)."""

    DRAFTED = lifecycle.State.DRAFTED.value, _("拟定")
    PLANNED = lifecycle.State.PLANNED.value, _("审定")
    IN_PROGRESS = lifecycle.State.IN_PROGRESS.value, _("整改中")
    SUBMITTED = lifecycle.State.SUBMITTED.value, _("申请销号")
    VERIFIED = lifecycle.State.VERIFIED.value, _("本级已核验")
    CLOSED = lifecycle.State.CLOSED.value, _("已销号")
    RETURNED = lifecycle.State.RETURNED.value, _("退回")
    BLOCKED = lifecycle.State.BLOCKED.value, _("暂无法整改")
    MERGED = lifecycle.State.MERGED.value, _("已合并")
    WITHDRAWN = lifecycle.State.WITHDRAWN.value, _("已撤销")


class CommandWord(models.TextChoices):
    """What may be done with an item."""

    CREATE = lifecycle.Command.CREATE.value, _("拟定事项")
    EDIT = lifecycle.Command.EDIT.value, _("修改事项")
    SIGN = lifecycle.Command.SIGN.value, _("责任领导签字")
    APPROVE = lifecycle.Command.APPROVE.value, _("审定事项")
    START = lifecycle.Command.START.value, _("开始整改")
    START_AT_ONCE = lifecycle.Command.START_AT_ONCE.value, _("即知即改")
    PROGRESS = lifecycle.Command.PROGRESS.value, _("报告进展")
    ACTION = lifecycle.Command.ACTION.value, _("更新任务")
    EVIDENCE = lifecycle.Command.EVIDENCE.value, _("补充佐证材料")
    SUBMIT = lifecycle.Command.SUBMIT.value, _("提出销号申请")
    RECALL = lifecycle.Command.RECALL.value, _("撤回销号申请")
    ANSWER = lifecycle.Command.ANSWER.value, _("逐条核验")
    RETURN = lifecycle.Command.RETURN.value, _("退回整改")
    VERIFY = lifecycle.Command.VERIFY.value, _("本级核验通过")
    CLOSE = lifecycle.Command.CLOSE.value, _("核验通过并销号")
    CONFIRM = lifecycle.Command.CONFIRM.value, _("二级核验通过并销号")
    SEND_BACK = lifecycle.Command.SEND_BACK.value, _("二级核验退回")
    BLOCK = lifecycle.Command.BLOCK.value, _("报告暂无法整改")
    REVIEW = lifecycle.Command.REVIEW.value, _("复查暂无法整改情况")
    UNBLOCK = lifecycle.Command.UNBLOCK.value, _("恢复整改")
    ASK = lifecycle.Command.ASK.value, _("提出申请")
    SIGN_REQUEST = lifecycle.Command.SIGN_REQUEST.value, _("责任领导签署申请")
    DECIDE = lifecycle.Command.DECIDE.value, _("审批申请")
    DECIDE_AGAIN = lifecycle.Command.DECIDE_AGAIN.value, _("上级审批申请")
    REASSIGN = lifecycle.Command.REASSIGN.value, _("调整责任人")
    SUCCEED = lifecycle.Command.SUCCEED.value, _("移交离任主要负责人的事项")
    NAME_VERIFIER = lifecycle.Command.NAME_VERIFIER.value, _("指定核验人")
    MERGE = lifecycle.Command.MERGE.value, _("合并")
    SPLIT = lifecycle.Command.SPLIT.value, _("拆分")
    WITHDRAW = lifecycle.Command.WITHDRAW.value, _("撤销事项")
    PLAN_RECHECK = lifecycle.Command.PLAN_RECHECK.value, _("安排回头看")
    RECHECK = lifecycle.Command.RECHECK.value, _("记录回头看结果")
    REOPEN = lifecycle.Command.REOPEN.value, _("重新整改")
    TAKE_OVER = lifecycle.Command.TAKE_OVER.value, _("接收并入单位的事项")
    CARRY = lifecycle.Command.CARRY.value, _("结转下年")
    MATCH = lifecycle.Command.MATCH.value, _("认定是否同一件事")
    COMMENT = lifecycle.Command.COMMENT.value, _("留言")
    ASSIGN = lifecycle.Command.ASSIGN.value, _("交办")
    LEAD = lifecycle.Command.LEAD.value, _("领办")
    FOLLOW = lifecycle.Command.FOLLOW.value, _("领导部署、过问、协调")
    VISIT = lifecycle.Command.VISIT.value, _("现场核查")
    NOTIFY = lifecycle.Command.NOTIFY.value, _("提醒督办")


class NeedWord(models.TextChoices):
    """What is required, as the sentence that says what to do."""

    REASON = lifecycle.Need.REASON.value, _("须写明理由")
    BASIS = lifecycle.Need.BASIS.value, _("须写明依据（回头看结果或者文件）")
    DOCUMENT = lifecycle.Need.DOCUMENT.value, _("须写明请示上级的文件")
    INTERIM = lifecycle.Need.INTERIM.value, _("须写明现阶段措施")
    REVIEW_DATE = lifecycle.Need.REVIEW_DATE.value, _("须定今天以后的复查日期")
    OWNER = lifecycle.Need.OWNER.value, _("须先确定责任人")
    DEADLINE = lifecycle.Need.DEADLINE.value, _("须先确定类别和完成时限；长期坚持的须定复查日期")
    STANDARD = lifecycle.Need.STANDARD.value, _("须先逐条写明销号标准")
    ACTIONS = lifecycle.Need.ACTIONS.value, _("须先列出任务，每项任务有时限")
    VERIFIER = lifecycle.Need.VERIFIER.value, _("须先指定核验人，核验人须仍在任")
    INDEPENDENT = (
        lifecycle.Need.INDEPENDENT.value,
        _("核验人不得是曾任责任人、报告过进展、上传过佐证材料的人，也不得是责任人的下级；须另行指定核验人"),
    )
    FROM_ABOVE = (
        lifecycle.Need.FROM_ABOVE.value,
        _("主要负责人的事项须由上级领导或者督导组核验；须另行指定核验人"),
    )
    SIGNED = lifecycle.Need.SIGNED.value, _("须先由责任领导签字")
    APPROVED = lifecycle.Need.APPROVED.value, _("事项尚未审定；须先由主要负责人审定")
    UNAPPROVED = lifecycle.Need.UNAPPROVED.value, _("事项已审定；要改内容须提出调整申请")
    IMMEDIATE = lifecycle.Need.IMMEDIATE.value, _("审定前只有立行立改的事项可以先改")
    ACTIONS_SETTLED = lifecycle.Need.ACTIONS_SETTLED.value, _("尚有任务未完成；不再做的须写明理由")
    HANDED_BACK = (
        lifecycle.Need.HANDED_BACK.value,
        _("还有交办未经交办人确认；须先由承办方答复、交办人确认或者收回"),
    )
    EVIDENCE = lifecycle.Need.EVIDENCE.value, _("须先上传佐证材料，每条销号标准都要有")
    ANSWERED = lifecycle.Need.ANSWERED.value, _("须先对每条销号标准作出“达到”的核验意见")
    ONE_LEVEL = lifecycle.Need.ONE_LEVEL.value, _("本事项须两级核验，本级通过后报上级")
    TWO_LEVELS = lifecycle.Need.TWO_LEVELS.value, _("本事项只需一级核验")
    DISINTERESTED = (
        lifecycle.Need.DISINTERESTED.value,
        _("自己办理、报告或者核验过的事项，须由他人办理这一步"),
    )
    VACANT = lifecycle.Need.VACANT.value, _("本单位现有主要负责人，由主要负责人移交")
    REQUESTED = lifecycle.Need.REQUESTED.value, _("尚无待审批的申请，或者责任领导还没有签署")


class DeadlineKind(models.TextChoices):
    """How an item is to be rectified in time."""

    IMMEDIATE = "immediate", _("立行立改")
    BY_DATE = "by_date", _("限期整改")
    STANDING = "standing", _("长期坚持")


class SourceKind(models.TextChoices):
    """Where a problem comes from (问题来源)."""

    SELF = "self", _("自查")
    OPINIONS = "opinions", _("征求意见")
    TALKS = "talks", _("谈心谈话")
    CRITICISM = "criticism", _("会上批评")
    SUPERVISION = "supervision", _("督导点评")
    SUPERIOR = "superior", _("上级点明")
    INSPECTION = "inspection", _("巡视巡察反馈")
    AUDIT = "audit", _("审计反馈")
    LAST_YEAR = "last_year", _("上年未改")
    OTHER = "other", _("其他")


class ActionState(models.TextChoices):
    """Where an action stands (任务)."""

    OPEN = "open", _("未完成")
    DONE = "done", _("已完成")
    DROPPED = "dropped", _("不再做")


class EvidenceKind(models.TextChoices):
    """What proves something (佐证材料)."""

    FILE = "file", _("文件")
    FIGURE = "figure", _("数据")
    DOCUMENT = "document", _("文号")
    SITE = "site", _("现场核查记录")
    PHOTO = "photo", _("照片")


class RequestKind(models.TextChoices):
    """What is asked for."""

    EXTENSION = "extension", _("延期")
    WITHDRAWAL = "withdrawal", _("撤销事项")
    AMENDMENT = "amendment", _("调整整改内容")


class RecheckChoice(models.TextChoices):
    """How an item came to be looked at again (回头看)."""

    RANDOM = "random", _("随机抽取")
    RULE = "rule", _("按规则确定")
    HAND = "hand", _("人工指定")


class RecheckRule(models.TextChoices):
    """By which rules closed items are looked at again."""

    ALL = "all", _("范围内的全部")
    LATE = "late", _("超过首次时限才销号的")
    EXTENDED = "extended", _("延期过的")
    EXTENDED_TWICE = "extended_twice", _("延期两次以上的")
    RETURNED = "returned", _("核验退回过的")
    AGAIN = "again", _("第二轮以上的")
    STANDING = "standing", _("长期坚持的")


class PlanKind(models.TextChoices):
    """The two products: the team's plan and a member's own list."""

    TEAM = "team", _("班子整改方案")
    PERSONAL = "personal", _("个人整改清单")


class PlanState(models.TextChoices):
    """Where a plan stands."""

    DRAFTING = "drafting", _("起草")
    SIGNED = "signed", _("已签字")
    ENDORSED = "endorsed", _("已审定")
    FROZEN = "frozen", _("已定稿")
