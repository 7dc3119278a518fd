"""What waits for an actor in rectification: assignments, notices, items; groups of the first page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.rectification.assigning import Act
from duizhao_web.apps.rectification.desk import End, assignments_waiting, notices_on_desk
from duizhao_web.apps.rectification.following_words import NoticeState
from duizhao_web.apps.rectification.merged import LeftBehind, merged_waiting
from duizhao_web.apps.rectification.models import Plan, SupervisionNotice
from duizhao_web.apps.rectification.waiting import Next, items_waiting, plans_waiting
from duizhao_web.site.todo_rows import Todo, dated

_VERBS: Final = {
    Act.RECEIVE: (gettext_lazy("签收 %(count)s 件交办"), gettext_lazy("签收后交办人才知道您已接手")),
    Act.ANSWER: (gettext_lazy("办理并答复 %(count)s 件交办"), gettext_lazy("由交办人确认后办结")),
    Act.CONFIRM: (gettext_lazy("确认 %(count)s 件交办的答复"), gettext_lazy("确认前一直在您的工作台上")),
    Act.REPLY: (gettext_lazy("批复 %(count)s 件上报的问题"), gettext_lazy("下级解决不了，等您决定")),
}
_GIVING: Final = (Act.CONFIRM, Act.REPLY)
# The verb, why, and what the ledger is asked for to list all of them.
_ITEMS: Final = {
    Next.MEND: (
        gettext_lazy("补正退回的 %(count)s 项"),
        gettext_lazy("按退回理由补正后重新申请销号"),
        "state=returned",
    ),
    Next.WORK: (
        gettext_lazy("推进 %(count)s 项整改"),
        gettext_lazy("您是责任人，时限近的在前"),
        "state=open&sort=due",
    ),
    Next.SIGN: (
        gettext_lazy("签字 %(count)s 项"),
        gettext_lazy("您是责任领导，签字后才能审定"),
        "state=drafted",
    ),
    Next.APPROVE: (gettext_lazy("审定 %(count)s 项"), gettext_lazy("责任领导已签字"), "state=drafted"),
    Next.NAME: (
        gettext_lazy("为 %(count)s 项另定核验人"),
        gettext_lazy("核验人已离任，或者成了责任人的下级"),
        "lack=fit_verifier",
    ),
    Next.VERIFY: (
        gettext_lazy("核验 %(count)s 项"),
        gettext_lazy("责任人已申请销号，等您逐条核验"),
        "state=submitted",
    ),
    Next.CONFIRM: (gettext_lazy("二级核验 %(count)s 项"), gettext_lazy("本级已核验"), "state=verified"),
    Next.DECIDE: (
        gettext_lazy("审批 %(count)s 项申请"),
        gettext_lazy("延期、调整或者撤销，等您决定"),
        "state=open",
    ),
    Next.COUNTERSIGN: (
        gettext_lazy("签署 %(count)s 项申请"),
        gettext_lazy("您是责任领导，签署后才能审批"),
        "state=open",
    ),
    Next.RECHECK: (
        gettext_lazy("回头看 %(count)s 项"),
        gettext_lazy("已销号，看整改是否守住"),
        "",
    ),
    Next.REOPEN: (
        gettext_lazy("决定 %(count)s 项是否重新整改"),
        gettext_lazy("回头看反弹或者不实，还没有重新整改"),
        "",
    ),
}

# What the list of rechecks is asked for instead.
_LOOKING: Final = {Next.RECHECK: "whose=mine&stand=open", Next.REOPEN: "stand=unanswered"}


_NOTICES: Final = {
    NoticeState.ISSUED.value: (gettext_lazy("答复 %(count)s 件提醒督办"), gettext_lazy("发出的一方等您答复")),
    NoticeState.ANSWERED.value: (
        gettext_lazy("办结 %(count)s 件提醒督办"),
        gettext_lazy("对方已答复，写明办理结果"),
    ),
}
_PLANS: Final = {
    "sign": (gettext_lazy("签字 %(count)s 份方案清单"), gettext_lazy("签字后由主要负责人审定")),
    "endorse": (gettext_lazy("审定 %(count)s 份方案清单"), gettext_lazy("其中拟定的各项一并审定")),
    "freeze": (gettext_lazy("会后定稿 %(count)s 份方案清单"), gettext_lazy("会议已经召开，写明会上意见")),
}


def of_desk(actor: Actor) -> Iterator[Todo]:
    """Yield what was handed to the actor, what came back to them, notices they must answer, and items."""
    for act, found in assignments_waiting(actor).items():
        if found:
            verb, why = _VERBS[act]
            end = End.GIVEN if act in _GIVING else End.RECEIVED
            things = [
                (one.unit.name, one.text[:60], reverse("assignment", kwargs={"pk": one.pk}), one.due)
                for one in found
            ]
            everything = f"{reverse('assignments')}?end={end.value}"
            yield dated(str(verb), str(why), things, everything=everything)
    yield from _notices(actor)
    yield from _plans(actor)
    yield from _items(actor)
    yield from _merged(actor)


def _merged(actor: Actor) -> Iterator[Todo]:
    for one in merged_waiting(actor):
        verb = _("接收“%(unit)s”的%(what)s") % {"unit": one.unit.name, "what": what_is_left(one)}
        address = reverse("unit-take-over", kwargs={"pk": one.unit.pk})
        yield Todo(verb, _("该单位已并入本单位，还没有人接"), address)


def what_is_left(one: LeftBehind) -> str:
    """Return in words what a merged unit has left."""
    counted = (
        (one.items, _("%(count)s 项整改事项")),
        (one.cycles, _("%(count)s 次会议")),
        (one.plans, _("%(count)s 个方案")),
        (one.assignments, _("%(count)s 件交办")),
        (one.notices, _("%(count)s 件提醒督办")),
    )
    return _("、").join(words % {"count": count} for count, words in counted if count)


def _plans(actor: Actor) -> Iterator[Todo]:
    waiting = plans_waiting(actor)
    for wanted, (verb, why) in _PLANS.items():
        things = [_plan_row(plan) for step, plan in waiting if step == wanted]
        if things:
            yield dated(str(verb), str(why), things, everything=reverse("plans"))


def _plan_row(plan: Plan) -> tuple[str, str, str, None]:
    reached = {"unit": plan.unit_id, "year": plan.year}
    if plan.person is None:
        title = _("%(unit)s班子整改方案") % {"unit": plan.unit.name}
        return plan.unit.name, title, reverse("plan", kwargs=reached), None
    title = _("%(name)s个人整改清单") % {"name": plan.person.name}
    return plan.unit.name, title, reverse("own-list", kwargs=reached | {"person": plan.person_id}), None


def _notices(actor: Actor) -> Iterator[Todo]:
    for state, found in sorted(notices_on_desk(actor).items(), reverse=True):
        verb, why = _NOTICES[state]
        everything = f"{reverse('notices')}?state={state}"
        yield dated(str(verb), str(why), _notice_rows(found), everything=everything)


def _notice_rows(found: Sequence[SupervisionNotice]) -> list[tuple[str, str, str, date | None]]:
    return [
        (
            one.unit.name,
            f"{one.get_kind_display()} · {one.item.title}",
            reverse("notice", kwargs={"pk": one.pk}),
            one.answer_due,
        )
        for one in found
    ]


def _items(actor: Actor) -> Iterator[Todo]:
    for what, found in items_waiting(actor).items():
        verb, why, asked = _ITEMS[what]
        things = [
            (one.item.unit.name, one.item.title, reverse("item", kwargs={"pk": one.item.pk}), one.due)
            for one in found
        ]
        everything = f"{reverse('rechecks')}?{_LOOKING[what]}" if what in _LOOKING else ""
        everything = everything or f"{reverse('items')}?{asked}"
        yield dated(str(verb), str(why), things, everything=everything)
