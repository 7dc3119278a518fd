"""A meeting goes on with the unit its own was merged into."""

from __future__ import annotations

from django.utils.translation import gettext as _

from duizhao_web.apps.cycles import events
from duizhao_web.apps.cycles.models import Cycle, CycleKind
from duizhao_web.apps.cycles.policy import CYCLE_TAKE_OVER
from duizhao_web.apps.cycles.subjects import of_cycle
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.units.models import Unit

_LONGEST = 100


@service
def cycle_follow(*, actor: Actor, cycle: Cycle, into: Unit, reason: str) -> Cycle:
    """Let a meeting that is not closed go on with the unit its own was merged into.

    A unit has one annual meeting of a year: where the successor has its own, the other comes along as one
    more, with the name of the unit it was of, to be held, closed or taken back there.
    """
    rows = Cycle.objects.select_for_update(of=("self",)).select_related("unit__merged_into", "notice")
    found = rows.get(pk=cycle.pk)
    authorise(actor, CYCLE_TAKE_OVER, of_cycle(found))
    before = found.unit
    if before.merged_into_id != into.pk:
        raise AppError(AppErrorCode.WRONG_STATE)
    theirs = Cycle.objects.filter(unit=into, year=found.year)
    clash = found.kind == CycleKind.ANNUAL and theirs.filter(kind=CycleKind.ANNUAL).exists()
    if clash or theirs.filter(title=found.title).exists():
        named = _("（原%(unit)s）") % {"unit": before.name}
        found.title = found.title[: _LONGEST - len(named)] + named
    if clash:
        found.kind = CycleKind.SPECIAL
    found.unit, found.unit_path, found.version = into, into.path, found.version + 1
    found.full_clean()
    found.save()
    record(
        events.TAKEN_OVER,
        actor=actor,
        about=found,
        unit_path=into.path,
        unit=before.name,
        into=into.name,
        title=found.title,
        reason=reason.strip(),
    )
    return found
