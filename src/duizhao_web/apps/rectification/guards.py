"""What is required before a command is done: one test each, by the name the lifecycle calls it.

``missing`` answers for the service, which refuses, and for the page, which says why a button cannot be used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.rectification.following_words import StageWord
from duizhao_web.apps.rectification.knowledge import Knowledge
from duizhao_web.apps.rectification.lifecycle import Command, Need, Transition
from duizhao_web.apps.rectification.words import DeadlineKind, NeedWord, RequestKind

GIVEN: Final = frozenset({Need.REASON, Need.BASIS, Need.DOCUMENT, Need.INTERIM, Need.REVIEW_DATE})
"""What comes with the command and not with the item: a page asks for it in the form."""
_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Given:
    """What comes with a command."""

    reason: str = ""
    basis: str = ""
    document: str = ""
    interim: str = ""
    review_on: date | None = None
    request: RequestKind | None = None


def missing(known: Knowledge, actor: Actor, needs: Iterable[Need], given: Given) -> list[Need]:
    """Return what is required and not so, in the table's order."""
    return [need for need in needs if not _TESTS[need](known, actor, given)]


def missing_on_page(known: Knowledge, actor: Actor, row: Transition) -> list[Need]:
    """Return what keeps a button from being used, apart from what its form will ask for."""
    needs = [need for need in row.needs if need not in GIVEN]
    request = RequestKind.WITHDRAWAL if row.command == Command.WITHDRAW else None
    return missing(known, actor, needs, Given(request=request))


def sentence(needs: Iterable[Need]) -> str:
    """Return the needs as one sentence."""
    return "；".join(str(NeedWord(need.value).label) for need in needs)


def refusal(known: Knowledge, actor: Actor, needs: Sequence[Need]) -> str:
    """Return the needs as one sentence, with what was handed down and at whom it lies."""
    words = sentence(needs)
    return f"{words}；{_on_whose_desk(known, actor)}" if Need.HANDED_BACK in needs else words


def _on_whose_desk(known: Knowledge, actor: Actor) -> str:
    """Name what the actor may see of it, count the rest: more people see an item than its assignments."""
    seen = list(known.on_desks(actor))
    said = [
        _("%(whom)s（%(stage)s，限 %(due)s 前）")
        % {
            "whom": f"{one.unit.name} {one.receiver.name}" if one.receiver else one.unit.name,
            "stage": StageWord(one.stage).label,
            "due": one.due,
        }
        for one in seen[:_NAMED]
    ]
    left = known.handed_down_count() - len(said)
    if left:
        said.append(_("%(count)s 件没有列出") % {"count": left})
    return _("未确认的交办：%(list)s") % {"list": "、".join(said)}


def _review_date(_known: Knowledge, _actor: Actor, given: Given) -> bool:
    return given.review_on is not None and given.review_on > clock.today()


def _deadline(known: Knowledge, _actor: Actor, _given: Given) -> bool:
    item = known.item
    if item.deadline_kind == DeadlineKind.STANDING:
        return item.review_on is not None
    return bool(item.deadline_kind) and item.deadline is not None


def _signed(known: Knowledge, actor: Actor, _given: Given) -> bool:
    item = known.item
    if item.personal or item.sponsor_id is None or item.sponsor_id == actor.person_id:
        return True
    return item.signed_by_id == item.sponsor_id


def _disinterested(known: Knowledge, actor: Actor, _given: Given) -> bool:
    person = actor.person_id
    return person is not None and person != known.item.checked_by_id and person not in known.workers


def _requested(known: Knowledge, actor: Actor, given: Given) -> bool:
    sponsor = known.item.sponsor_id
    return any(
        (given.request is None or request.kind == given.request)
        and (
            sponsor is None
            or sponsor == actor.person_id
            or request.signed_at is not None
            or request.by_id == sponsor
        )
        for request in known.open_requests
    )


_Test = Callable[[Knowledge, Actor, Given], bool]


def _given(name: str) -> _Test:
    return lambda _known, _actor, given: bool(getattr(given, name).strip())


_TESTS: Final[dict[Need, _Test]] = {
    Need.REASON: _given("reason"),
    Need.BASIS: _given("basis"),
    Need.DOCUMENT: _given("document"),
    Need.INTERIM: _given("interim"),
    Need.REVIEW_DATE: _review_date,
    Need.OWNER: lambda known, _actor, _given: known.item.owner_id is not None,
    Need.DEADLINE: _deadline,
    Need.STANDARD: lambda known, _actor, _given: bool(known.points),
    Need.ACTIONS: lambda known, _actor, _given: known.actions_dated,
    Need.VERIFIER: lambda known, _actor, _given: known.verifier_in_office,
    Need.INDEPENDENT: lambda known, _actor, _given: known.verifier_independent,
    Need.FROM_ABOVE: lambda known, _actor, _given: known.verified_from_above,
    Need.SIGNED: _signed,
    Need.APPROVED: lambda known, _actor, _given: known.item.approved_at is not None,
    Need.UNAPPROVED: lambda known, _actor, _given: known.item.approved_at is None,
    Need.IMMEDIATE: lambda known, _actor, _given: known.item.deadline_kind == DeadlineKind.IMMEDIATE,
    Need.ACTIONS_SETTLED: lambda known, _actor, _given: known.actions_settled,
    Need.HANDED_BACK: lambda known, _actor, _given: not known.handed_down,
    Need.EVIDENCE: lambda known, _actor, _given: known.all_proven,
    Need.ANSWERED: lambda known, _actor, _given: known.all_met,
    Need.ONE_LEVEL: lambda known, _actor, _given: not known.item.two_levels,
    Need.TWO_LEVELS: lambda known, _actor, _given: known.item.two_levels,
    Need.DISINTERESTED: _disinterested,
    Need.REQUESTED: _requested,
    Need.VACANT: lambda known, _actor, _given: known.vacant,
}
