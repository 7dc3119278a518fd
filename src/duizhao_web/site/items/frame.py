"""The item's page in parts: stepper, buttons, timeline, each as the template shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.rectification.derived import Condition, conditions_of
from duizhao_web.apps.rectification.feed import Entry
from duizhao_web.apps.rectification.lifecycle import Command, Need, State
from duizhao_web.apps.rectification.models import Action, Item, Recheck, Request
from duizhao_web.apps.rectification.showing import ItemShown, Offer
from duizhao_web.apps.rectification.words import (
    ActionState,
    CommandWord,
    ItemState,
    RecheckChoice,
    RequestKind,
    SourceKind,
)
from duizhao_web.site.items.doing import DOINGS, FIRST

GOOD: Final = (State.CLOSED.value,)
WARN: Final = (State.RETURNED.value, State.BLOCKED.value)
_BAD: Final = (Condition.OVERDUE, Condition.STALLED)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the stepper: its word, the day it was reached, whether it is behind us or now."""

    word: str | Promise
    day: date | None
    place: str


@dataclass(frozen=True, slots=True)
class Button:
    """Something to do: where, what it is called, and why it cannot be done yet."""

    address: str
    title: str | Promise
    why: str = ""
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline: what, by whom, when, and what was said, part by part with its label."""

    title: str
    by: str
    at: datetime
    round: int
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A request nobody has decided, with what the actor may do about it."""

    request: Request
    kind: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class ActionShown:
    """An action with whether it is late and what the actor may do with it."""

    action: Action
    late: bool
    buttons: tuple[Button, ...]


def tone(item: Item) -> str:
    """Return how the state's tag looks; its word stands beside it anyhow."""
    return "good" if item.state in GOOD else "warn" if item.state in WARN else ""


def flags(item: Item) -> list[tuple[str, str]]:
    """Return what the dates say, each with its look; late by how many days."""
    today = clock.today()
    found = []
    for which in conditions_of(item, today):
        word = str(which.label)
        day = item.deadline or item.review_on
        if which == Condition.OVERDUE and day is not None:
            word = _("逾期 %(days)s 天") % {"days": (today - day).days}
        if which == Condition.DUE_SOON and day is not None:
            word = _("临期，还有 %(days)s 天") % {"days": (day - today).days}
        found.append((word, "bad" if which in _BAD else "warn"))
    return found


def stages(item: Item) -> list[Stage]:
    """Return the stepper; where an item ended on another way, that is its last step."""
    reached = {
        State.DRAFTED: _day(item.created_at),
        State.PLANNED: _day(item.approved_at),
        State.IN_PROGRESS: item.started_on,
        State.SUBMITTED: item.submitted_on,
        State.CLOSED: item.closed_on,
    }
    order = [State.DRAFTED, State.PLANNED, State.IN_PROGRESS, State.SUBMITTED]
    order += [State.VERIFIED] if item.two_levels else []
    order += [State(item.state) if item.state in ("merged", "withdrawn") else State.CLOSED]
    now = State.IN_PROGRESS if item.state in ("returned", "blocked") else State(item.state)
    at = order.index(now)
    return [
        Stage(
            ItemState(item.state).label if place == at else ItemState(state.value).label,
            reached.get(state),
            "now" if place == at else "past" if place < at else "",
        )
        for place, state in enumerate(order)
    ]


def buttons(shown: ItemShown) -> tuple[Button | None, list[Button]]:
    """Return the one thing to do first, and everything else, with why what cannot be done yet cannot."""
    offers = {offer.command: offer for offer in shown.offers}
    there = [slug for slug, doing in DOINGS.items() if doing.command in offers and not doing.part]
    there = [slug for slug in there if slug != "comment"]
    ready = [slug for slug in FIRST if slug in there and not offers[DOINGS[slug].command].missing]
    judging = Command.ANSWER in offers
    waiting = [button for one in asked(shown) for button in one.buttons if not button.why]
    # What somebody waits for goes before one's own work.
    other = judging or bool(waiting)
    first = None if judging else waiting[0] if waiting else None
    if not other and ready:
        first = _button(shown, ready[0], offers)
    rest = [_button(shown, slug, offers) for slug in there if other or slug not in ready[:1]]
    return first, rest


def actions(shown: ItemShown) -> list[ActionShown]:
    """Return the actions; what is open may be done, changed, dropped by who may."""
    may = any(offer.command == Command.ACTION for offer in shown.offers)
    today = clock.today()
    return [
        ActionShown(
            action,
            action.state == ActionState.OPEN and action.due is not None and action.due < today,
            tuple(_parts(shown.item, action.pk, "action_done", "action_edit", "action_drop"))
            if may and action.state == ActionState.OPEN
            else (),
        )
        for action in shown.known.actions
    ]


def asked(shown: ItemShown) -> list[Asked]:
    """Return the open requests with what the actor may do about each."""
    offers = {offer.command: offer for offer in shown.offers}
    found = []
    for request in shown.known.open_requests:
        slugs = []
        decides = Command.DECIDE in offers and request.level == 1
        # A sponsor who decides need not sign before.
        if Command.SIGN_REQUEST in offers and request.signed_at is None and not decides:
            slugs.append("sign_request")
        if decides:
            slugs.append("decide")
        if Command.DECIDE_AGAIN in offers:
            slugs.append("decide_again")
        made = tuple(
            Button(each.address, each.title, _why(offers[DOINGS[slug].command]))
            for slug, each in zip(slugs, _parts(shown.item, request.pk, *slugs), strict=True)
        )
        found.append(Asked(request, str(RequestKind(request.kind).label), made))
    return found


def rechecks(shown: ItemShown) -> list[tuple[Recheck, Button]]:
    """Return the rechecks that wait for their result, for who may write it down."""
    offer = shown.offer(Command.RECHECK)
    if offer is None:
        return []
    return [
        (one, Button(button.address, button.title, _why(offer)))
        for one in shown.item.rechecks.all()
        if one.held is None
        for button in _parts(shown.item, one.pk, "recheck")
    ]


def cannot_pass(shown: ItemShown) -> str:
    """Return why the verifier may answer the points and not pass the item: something handed down is open."""
    offer = shown.offer(Command.VERIFY if shown.item.two_levels else Command.CLOSE)
    return offer.why if offer is not None and Need.HANDED_BACK in offer.missing else ""


def about(shown: ItemShown, part: int, command: Command) -> str:
    """Return what a form is about: the item, and what whoever fills it in must know of the part."""
    said: list[str] = [shown.item.title]
    if command in (Command.SIGN_REQUEST, Command.DECIDE, Command.DECIDE_AGAIN):
        for one in shown.known.open_requests:
            said += _request_said(one) if one.pk == part else []
    if command == Command.RECHECK:
        said += [one.basis for one in shown.item.rechecks.all() if one.pk == part]
    if command == Command.ACTION and part:
        said += [one.text for one in shown.known.actions if one.pk == part]
    return " · ".join(text for text in said if text)


def _request_said(request: Request) -> list[str]:
    said = [_("申请：%(kind)s") % {"kind": RequestKind(request.kind).label}]
    if request.until is not None and request.before is not None:
        dates = {"before": request.before.isoformat(), "until": request.until.isoformat()}
        said.append(_("由 %(before)s 延到 %(until)s") % dates)
    return [*said, request.reason]


def lines(shown: ItemShown) -> list[Line]:
    """Return the timeline."""
    return [_line(entry) for entry in shown.entries]


def _button(shown: ItemShown, slug: str, offers: dict[Command, Offer]) -> Button:
    doing = DOINGS[slug]
    address = reverse("item-do", kwargs={"pk": shown.item.pk, "what": slug})
    return Button(address, doing.title, _why(offers[doing.command]), doing.danger)


def _parts(item: Item, part: int, *slugs: str) -> Iterator[Button]:
    for slug in slugs:
        address = reverse("item-do-part", kwargs={"pk": item.pk, "what": slug, "part": part})
        yield Button(address, DOINGS[slug].title, danger=DOINGS[slug].danger)


def _why(offer: Offer) -> str:
    return offer.why


def _line(entry: Entry) -> Line:
    title, said = _TELL[entry.kind](entry)
    return Line(title, entry.by, entry.at, entry.round, tuple((label, text) for label, text in said if text))


Told = tuple[str, list[tuple[str, str]]]


def _step(entry: Entry) -> Told:
    command, source, target, note = entry.words[:4]
    title = str(CommandWord(command).label)
    if source and source != target:
        title += f"：{ItemState(source).label} → {ItemState(target).label}"
    return title, [("", note)]


def _progress(entry: Entry) -> Told:
    done, next_step, effect, voice = entry.words[:4]
    title = _("进展（%(day)s）") % {"day": entry.day}
    return title, [("", done), (_("下一步"), next_step), (_("成效"), effect), (_("回访"), voice)]


def _comment(entry: Entry) -> Told:
    return _("留言"), [("", entry.words[0])]


def _request(entry: Entry) -> Told:
    kind, reason, granted, note = entry.words[:4]
    outcome = _("待审批")
    if granted:
        outcome = _("同意") if granted in ("1", "true", "True", "t") else _("不同意")
    title = _("申请：%(kind)s（%(outcome)s）") % {"kind": RequestKind(kind).label, "outcome": outcome}
    until = entry.day.isoformat() if entry.day else ""
    return title, [(_("延期到"), until), (_("理由"), reason), (_("审批意见"), note)]


def _block(entry: Entry) -> Told:
    reason, document, interim, lifted = entry.words[:4]
    return _("暂无法整改"), [
        ("", reason),
        (_("请示文件"), document),
        (_("现阶段措施"), interim),
        (_("复查日期"), entry.day.isoformat() if entry.day else ""),
        (_("解除"), lifted),
    ]


def _recheck(entry: Entry) -> Told:
    chosen, basis, held, found = entry.words[:4]
    title = _("回头看（%(how)s，%(day)s）") % {"how": RecheckChoice(chosen).label, "day": entry.day}
    result = ""
    if held:
        result = _("整改成果保持") if held in ("1", "true", "True", "t") else _("反弹或者不实")
    return title, [(_("选取依据"), basis), (_("结果"), result), (_("所见"), found)]


def _source(entry: Entry) -> Told:
    kind, text, document = entry.words[:3]
    title = _("问题来源：%(kind)s") % {"kind": SourceKind(kind).label}
    return title, [
        ("", text),
        (_("文件或者场合"), document),
        (_("提出日期"), entry.day.isoformat() if entry.day else ""),
    ]


_TELL: Final = {
    "step": _step,
    "progress": _progress,
    "comment": _comment,
    "request": _request,
    "block": _block,
    "recheck": _recheck,
    "source": _source,
}


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None
