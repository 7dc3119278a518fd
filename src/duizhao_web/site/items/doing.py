"""What can be done from an item's page: one row a form, each calling one service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, TypeVar

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.models import Action, Evidence, Item, Recheck, Request
from duizhao_web.apps.rectification.selectors import reusable
from duizhao_web.apps.rectification.services import (
    asking,
    blocking,
    drafting,
    handing,
    plans,
    proving,
    rechecking,
    shaping,
    talking,
    verifying,
    working,
)
from duizhao_web.apps.rectification.services.following import Visit
from duizhao_web.apps.rectification.uploads import looked_into
from duizhao_web.apps.rectification.words import DeadlineKind, EvidenceKind
from duizhao_web.site.forms import items as forms
from duizhao_web.site.forms.items import ItemForm

M = TypeVar("M", bound=Model)
Data = dict[str, Any]
Do = Callable[[Actor, Item, Data, int], object]


@dataclass(frozen=True, slots=True)
class Doing:
    """A form: the command it belongs to, what it and its button are called, and what it does.

    ``part`` says that it is about one action, request, recheck or piece of evidence of the item.
    """

    command: Command
    title: str | Promise
    form: type[ItemForm]
    do: Do
    danger: bool = False
    part: bool = False


def _edit(actor: Actor, item: Item, data: Data, _part: int) -> object:
    data["deadline_kind"] = DeadlineKind(data["deadline_kind"]) if data["deadline_kind"] else None
    return drafting.item_edit(
        actor=actor, item=item, expected_version=data.pop("version"), draft=drafting.Draft(**data)
    )


def _sign(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return plans.item_sign(actor=actor, item=item, expected_version=data["version"])


def _approve(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return plans.item_approve(actor=actor, item=item, expected_version=data["version"], reason=data["note"])


def _start(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return working.item_start(actor=actor, item=item, expected_version=data["version"])


def _start_at_once(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return working.item_start_at_once(actor=actor, item=item, expected_version=data["version"])


def _progress(actor: Actor, item: Item, data: Data, _part: int) -> object:
    data.pop("version")
    return working.progress_report(actor=actor, item=item, **data)


def _action_add(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return working.action_add(actor=actor, item=item, expected_version=data.pop("version"), **data)


def _action_edit(actor: Actor, item: Item, data: Data, part: int) -> object:
    return working.action_edit(
        actor=actor, action=_action(item, part), expected_version=data.pop("version"), **data
    )


def _action_done(actor: Actor, item: Item, data: Data, part: int) -> object:
    return working.action_done(
        actor=actor, action=_action(item, part), expected_version=data.pop("version"), **data
    )


def _action_drop(actor: Actor, item: Item, data: Data, part: int) -> object:
    return working.action_drop(
        actor=actor, action=_action(item, part), expected_version=data.pop("version"), **data
    )


def _evidence(actor: Actor, item: Item, data: Data, _part: int) -> object:
    file = data["file"]
    return proving.evidence_add(
        actor=actor,
        item=item,
        kind=EvidenceKind(data["kind"]),
        title=data["title"],
        effective_on=data["effective_on"],
        points=[int(number) for number in data["points"]],
        content=data["content"],
        upload=looked_into(file.name, file.read()) if file else None,
    )


def _evidence_use(actor: Actor, item: Item, data: Data, _part: int) -> object:
    found = [one for one in reusable(actor, item) if one.pk == data["evidence"]]
    return proving.evidence_use(
        actor=actor, item=item, evidence=_one(next(iter(found), None)), points=data["points"]
    )


def _evidence_withdraw(actor: Actor, item: Item, data: Data, part: int) -> object:
    evidence = _one(Evidence.objects.filter(item=item, pk=part).first())
    return proving.evidence_withdraw(
        actor=actor, evidence=evidence, expected_version=data["version"], reason=data["reason"]
    )


def _submit(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return verifying.item_submit(actor=actor, item=item, expected_version=data["version"], note=data["note"])


def _recall(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return verifying.item_recall(actor=actor, item=item, expected_version=data["version"])


def _confirm(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return verifying.item_confirm(actor=actor, item=item, expected_version=data["version"])


def _send_back(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return verifying.item_send_back(
        actor=actor, item=item, expected_version=data["version"], reason=data["reason"]
    )


def _block(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return blocking.item_block(actor=actor, item=item, expected_version=data.pop("version"), **data)


def _review(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return blocking.block_review(actor=actor, item=item, expected_version=data.pop("version"), **data)


def _unblock(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return blocking.item_unblock(
        actor=actor, item=item, expected_version=data["version"], reason=data["reason"]
    )


def _ask_extension(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return asking.extension_ask(actor=actor, item=item, expected_version=data.pop("version"), **data)


def _ask_withdrawal(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return asking.withdrawal_ask(actor=actor, item=item, expected_version=data.pop("version"), **data)


def _ask_amendment(actor: Actor, item: Item, data: Data, _part: int) -> object:
    points = [line.strip() for line in data["points"].splitlines() if line.strip()]
    return asking.amendment_ask(
        actor=actor,
        item=item,
        expected_version=data["version"],
        reason=data["reason"],
        change={"title": data["title"], "goal": data["goal"], "points": points},
    )


def _sign_request(actor: Actor, item: Item, data: Data, part: int) -> object:
    return asking.request_sign(actor=actor, request=_request(item, part), expected_version=data["version"])


def _decide(actor: Actor, item: Item, data: Data, part: int) -> object:
    return asking.request_decide(
        actor=actor,
        request=_request(item, part),
        expected_version=data["version"],
        grant=data["grant"] == "yes",
        note=data["note"],
    )


def _decide_again(actor: Actor, item: Item, data: Data, part: int) -> object:
    return asking.request_decide_again(
        actor=actor,
        request=_request(item, part),
        expected_version=data["version"],
        grant=data["grant"] == "yes",
        note=data["note"],
    )


def _withdraw(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return asking.item_withdraw(
        actor=actor, item=item, expected_version=data["version"], reason=data["reason"]
    )


def _reassign(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return handing.item_reassign(actor=actor, item=item, expected_version=data.pop("version"), **data)


def _name_verifier(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return handing.verifier_name(actor=actor, item=item, expected_version=data.pop("version"), **data)


def _merge(actor: Actor, item: Item, data: Data, _part: int) -> object:
    into = _one(next((one for one in shaping.mergeable(item) if one.pk == data["into"]), None))
    return shaping.item_merge(
        actor=actor, item=item, expected_version=data["version"], into=into, reason=data["reason"]
    )


def _split(actor: Actor, item: Item, data: Data, _part: int) -> object:
    part = shaping.Part(data["title"], data["points"].splitlines(), data["actions"], data["owner"])
    return shaping.item_split(
        actor=actor, item=item, expected_version=data["version"], parts=[part], reason=data["reason"]
    )


def _plan_recheck(actor: Actor, item: Item, data: Data, _part: int) -> object:
    data.pop("version")
    return rechecking.recheck_plan(actor=actor, item=item, **data)


def _recheck(actor: Actor, item: Item, data: Data, part: int) -> object:
    file = data["upload"]
    recheck = _one(Recheck.objects.filter(item=item, pk=part).first())
    return rechecking.recheck_record(
        actor=actor,
        recheck=recheck,
        held=data["held"] == "yes",
        on=data["on"],
        found=data["found"],
        visit=_visit(actor, data) if data["place"].strip() else None,
        upload=looked_into(file.name, file.read()) if file else None,
    )


def _visit(actor: Actor, data: Data) -> Visit:
    return Visit(
        on=data["on"],
        place=data["place"],
        people=data["people"].strip() or actor.name,
        found=data["found"],
        asked=data["asked"],
    )


def _reopen(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return rechecking.item_reopen(actor=actor, item=item, expected_version=data.pop("version"), **data)


def _comment(actor: Actor, item: Item, data: Data, _part: int) -> object:
    return talking.comment_add(actor=actor, item=item, text=data["text"])


def _action(item: Item, pk: int) -> Action:
    found = _one(Action.objects.filter(item=item, pk=pk).first())
    found.item = item
    return found


def _request(item: Item, pk: int) -> Request:
    found = _one(Request.objects.filter(item=item, pk=pk).first())
    found.item = item
    return found


def _one(found: M | None) -> M:
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


DOINGS: Final = MappingProxyType(
    {
        "edit": Doing(Command.EDIT, _("修改事项"), forms.DraftForm, _edit),
        "sign": Doing(Command.SIGN, _("责任领导签字"), forms.PlainForm, _sign),
        "approve": Doing(Command.APPROVE, _("审定事项"), forms.NoteForm, _approve),
        "start": Doing(Command.START, _("开始整改"), forms.PlainForm, _start),
        "start_at_once": Doing(Command.START_AT_ONCE, _("即知即改"), forms.PlainForm, _start_at_once),
        "progress": Doing(Command.PROGRESS, _("报告进展"), forms.ProgressForm, _progress),
        "action": Doing(Command.ACTION, _("增加任务"), forms.ActionForm, _action_add),
        "action_edit": Doing(Command.ACTION, _("修改任务"), forms.ActionForm, _action_edit, part=True),
        "action_done": Doing(Command.ACTION, _("任务完成"), forms.DoneForm, _action_done, part=True),
        "action_drop": Doing(
            Command.ACTION, _("任务不再做"), forms.ReasonForm, _action_drop, part=True, danger=True
        ),
        "evidence": Doing(Command.EVIDENCE, _("补充佐证材料"), forms.EvidenceForm, _evidence),
        "evidence_use": Doing(
            Command.EVIDENCE, _("引用已有的佐证材料"), forms.EvidenceUseForm, _evidence_use
        ),
        "evidence_withdraw": Doing(
            Command.EVIDENCE,
            _("撤回佐证材料"),
            forms.ReasonForm,
            _evidence_withdraw,
            part=True,
            danger=True,
        ),
        "submit": Doing(Command.SUBMIT, _("提出销号申请"), forms.NoteForm, _submit),
        "recall": Doing(Command.RECALL, _("撤回销号申请"), forms.PlainForm, _recall),
        "confirm": Doing(Command.CONFIRM, _("二级核验通过并销号"), forms.PlainForm, _confirm),
        "send_back": Doing(Command.SEND_BACK, _("二级核验退回"), forms.ReasonForm, _send_back, danger=True),
        "block": Doing(Command.BLOCK, _("报告暂无法整改"), forms.BlockForm, _block),
        "review": Doing(Command.REVIEW, _("复查暂无法整改情况"), forms.ReviewForm, _review),
        "unblock": Doing(Command.UNBLOCK, _("恢复整改"), forms.ReasonForm, _unblock),
        "ask_extension": Doing(Command.ASK, _("申请延期"), forms.ExtensionForm, _ask_extension),
        "ask_amendment": Doing(Command.ASK, _("申请调整内容"), forms.AmendmentForm, _ask_amendment),
        "ask_withdrawal": Doing(Command.ASK, _("申请撤销"), forms.ReasonForm, _ask_withdrawal),
        "sign_request": Doing(
            Command.SIGN_REQUEST, _("责任领导签署申请"), forms.PlainForm, _sign_request, part=True
        ),
        "decide": Doing(Command.DECIDE, _("审批申请"), forms.DecisionForm, _decide, part=True),
        "decide_again": Doing(
            Command.DECIDE_AGAIN, _("上级审批申请"), forms.DecisionForm, _decide_again, part=True
        ),
        "withdraw": Doing(Command.WITHDRAW, _("撤销事项"), forms.ReasonForm, _withdraw, danger=True),
        "reassign": Doing(Command.REASSIGN, _("调整责任人"), forms.ReassignForm, _reassign),
        "name_verifier": Doing(Command.NAME_VERIFIER, _("指定核验人"), forms.VerifierForm, _name_verifier),
        "merge": Doing(Command.MERGE, _("合并"), forms.MergeForm, _merge, danger=True),
        "split": Doing(Command.SPLIT, _("拆分"), forms.SplitForm, _split),
        "plan_recheck": Doing(Command.PLAN_RECHECK, _("安排回头看"), forms.RecheckPlanForm, _plan_recheck),
        "recheck": Doing(Command.RECHECK, _("记录回头看结果"), forms.RecheckForm, _recheck, part=True),
        "reopen": Doing(Command.REOPEN, _("重新整改"), forms.ReopenForm, _reopen, danger=True),
        "comment": Doing(Command.COMMENT, _("留言"), forms.CommentForm, _comment),
    }
)
# What is done first where several things can be done: the button that stands out.
FIRST: Final = (
    "confirm",
    "sign",
    "approve",
    "submit",
    "start",
    "start_at_once",
    "progress",
    "evidence",
    "edit",
    "review",
    "plan_recheck",
)
