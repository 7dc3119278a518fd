"""Looking again at what was closed (回头看): planned by a seeded draw, by rule or by hand; a new round where
it does not hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock, files
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification import events
from duizhao_web.apps.rectification.drawing import drawn
from duizhao_web.apps.rectification.guards import Given
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.looking import unfit
from duizhao_web.apps.rectification.models import Item, Recheck, RecheckDraw
from duizhao_web.apps.rectification.services.following import Visit, keep_visit
from duizhao_web.apps.rectification.services.moving import Move, keep, moving
from duizhao_web.apps.rectification.services.working import past
from duizhao_web.apps.rectification.subjects import authorise_reading
from duizhao_web.apps.rectification.uploads import Upload, refuse_marked_words
from duizhao_web.apps.rectification.words import RecheckChoice
from duizhao_web.apps.units.models import Person


@service
def recheck_plan(
    *,
    actor: Actor,
    item: Item,
    due_on: date,
    basis: str,
    chosen: RecheckChoice = RecheckChoice.HAND,
    checker: Person | None = None,
) -> Recheck:
    """Plan a later look at one closed item; without a checker it is the supervision group's."""
    with moving(actor, item, Command.PLAN_RECHECK, None, Given(reason=basis)) as move:
        return _planned(move, Planned(due_on, basis, chosen, checker))


@dataclass(frozen=True, slots=True)
class Planned:
    """When somebody is to look, why at this one, how it was chosen, and who, where that is settled."""

    due_on: date
    basis: str
    chosen: RecheckChoice = RecheckChoice.HAND
    checker: Person | None = None
    draw: RecheckDraw | None = None


@service
def rechecks_plan(*, actor: Actor, items: Sequence[Item], planned: Planned) -> list[Recheck]:
    """Plan a look at each of several closed items, or at none of them."""
    if not items:
        raise AppError(AppErrorCode.NOT_READY, detail=_("没有选中已销号事项"))
    made = []
    for item in items:
        given = Given(reason=planned.basis)
        with moving(actor, item, Command.PLAN_RECHECK, None, given) as move:
            made.append(_planned(move, planned))
    return made


@service
def rechecks_draw(
    *,
    actor: Actor,
    items: Sequence[Item],
    seed: str,
    share: int,
    due_on: date,
    checker: Person | None = None,
    narrowed: str = "",
) -> list[Recheck]:
    """Draw a share (in hundredths) of a unit's closed items by a seed, and keep what was drawn from: the
    same seed and list give the same items again, whoever draws.
    """
    if not items or not 1 <= share <= 100 or not seed.strip():
        raise AppError(AppErrorCode.NOT_READY, detail=_("没有可抽取的已销号事项"))
    if len({item.unit_id for item in items}) > 1:
        raise AppError(AppErrorCode.INVALID, detail=_("一次只抽一个单位的事项"))
    draw = RecheckDraw(
        unit=items[0].unit,
        unit_path=items[0].unit_path,
        seed=seed.strip(),
        share=share,
        pool=sorted([item.pk, item.code] for item in items),
        narrowed=narrowed[:300],
        due_on=due_on,
        by_name=actor.name,
        at=clock.now(),
    )
    keep(draw)
    basis = _("种子 %(seed)s，从 %(count)s 项中抽取 %(share)s%%") % {
        "seed": draw.seed,
        "count": len(items),
        "share": share,
    }
    chosen = drawn(items, seed=draw.seed, share=share)
    made = rechecks_plan(
        actor=actor,
        items=chosen,
        planned=Planned(due_on, basis, RecheckChoice.RANDOM, checker, draw),
    )
    record(
        events.RECHECKS_DRAWN,
        actor=actor,
        about=draw,
        unit_path=draw.unit_path,
        unit=draw.unit.name,
        seed=draw.seed,
        count=len(items),
        drawn=len(made),
    )
    return made


@service
def recheck_record(
    *,
    actor: Actor,
    recheck: Recheck,
    held: bool,
    on: date,
    found: str,
    visit: Visit | None = None,
    upload: Upload | None = None,
) -> Recheck:
    """Write down what was found, with the visit on the spot and what shows it; what does not hold is the
    basis for a new round.
    """
    refuse_marked_words(found, visit.place if visit else "")
    with moving(actor, recheck.item, Command.RECHECK, None) as move:
        row = Recheck.objects.filter(pk=recheck.pk, item=move.item, held__isnull=True).first()
        if row is None:
            raise AppError(AppErrorCode.WRONG_STATE)
        if not found.strip():
            raise AppError(AppErrorCode.NOT_READY, detail=_("须写明回头看所见"))
        row.held, row.done_on, row.found = held, past(on), found.strip()
        row.by_id, row.by_name = actor.person_id, actor.name
        if upload is not None:
            row.file_name, row.size = upload.name, len(upload.data)
            row.media_type, row.sha256 = upload.media_type, files.store(upload.data)
        keep(row)
        if visit is not None:
            keep_visit(actor, move.item, visit)
    return row


@service
def recheck_download(*, actor: Actor, recheck: Recheck) -> bytes:
    """Return the file of a recheck; every download leaves a trace."""
    authorise_reading(actor, recheck.item)
    if not recheck.sha256:
        raise AppError(AppErrorCode.NOT_FOUND)
    item = recheck.item
    record(events.EVIDENCE_DOWNLOADED, actor=actor, about=item, unit_path=item.unit_path, code=item.code)
    return files.load(recheck.sha256)


@service
def item_reopen(
    *,
    actor: Actor,
    item: Item,
    expected_version: int,
    reason: str,
    basis: str,
    deadline: date | None = None,
    review_on: date | None = None,
) -> Item:
    """Begin a new round: the item is open again with new dates, what the round before says never changes."""
    given = Given(reason=reason, basis=basis)
    with moving(actor, item, Command.REOPEN, expected_version, given) as move:
        found = move.item
        new = review_on if found.deadline_kind == "standing" else deadline
        if new is None or new <= clock.today():
            raise AppError(AppErrorCode.INVALID, detail=_("须定今天以后的新时限或者复查日期"))
        found.round += 1
        # What the verifier said of the round before counts no more.
        found.submission += 1
        found.first_deadline = found.deadline = None if found.deadline_kind == "standing" else deadline
        found.review_on = review_on or found.review_on
        found.closed_by = found.closed_on = found.checked_by = found.submitted_on = None
        found.started_on = found.reported_on = clock.today()
        found.approved_at = clock.now()
        move.note = f"{reason.strip()}\n{basis.strip()}"
        found.rechecks.filter(held__isnull=True).delete()
    return move.item


def _planned(move: Move, planned: Planned) -> Recheck:
    item = move.item
    if unfit(item, planned.checker):
        raise AppError(
            AppErrorCode.NOT_READY,
            detail=_("%(code)s：回头看须由责任人、核验人以外的人去看") % {"code": item.code},
        )
    if planned.due_on < clock.today():
        raise AppError(AppErrorCode.INVALID, detail=_("回头看的日期不能早于今天"))
    if item.rechecks.filter(round=item.round, held__isnull=True).exists():
        detail = _("%(code)s 已经安排回头看") % {"code": item.code}
        raise AppError(AppErrorCode.NOT_READY, detail=detail)
    made = Recheck(
        item=item,
        round=item.round,
        due_on=planned.due_on,
        chosen=planned.chosen,
        basis=planned.basis.strip()[:200],
        checker=planned.checker,
        draw=planned.draw,
        planned_by_name=move.actor.name,
        planned_at=clock.now(),
    )
    keep(made)
    return made
