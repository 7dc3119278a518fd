"""The columns of a unit's lists: chosen by its coordinator or chief, or those from above again."""

from __future__ import annotations

from collections.abc import Sequence

from duizhao_web.apps.exchange import events
from duizhao_web.apps.exchange.layouts import LEDGER, Chosen, arranged_list, wrong_with
from duizhao_web.apps.exchange.models import Layout
from duizhao_web.apps.exchange.places import own_units, place_of, unit_where
from duizhao_web.apps.exchange.policy import LAYOUT_KEEP
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.units.models import Unit


@service
def layout_keep(*, actor: Actor, unit: Unit, chosen: Sequence[Chosen], dataset: str = LEDGER) -> Layout:
    """Keep which columns a list of the unit has; units below without a choice of their own have them, too."""
    authorise(actor, LAYOUT_KEEP, place_of(unit))
    found = arranged_list(dataset)
    wrong = wrong_with(chosen, dataset)
    if wrong:
        raise AppError(AppErrorCode.INVALID, detail=wrong)
    kept, _made = Layout.objects.update_or_create(
        unit=unit,
        dataset=dataset,
        defaults={"columns": [list(one) for one in chosen], "by_name": actor.name, "at": clock.now()},
    )
    title = str(found.title)
    record(events.LAYOUT_KEPT, actor=actor, about=unit, unit_path=unit.path, title=title, count=len(chosen))
    return kept


@service
def layout_drop(*, actor: Actor, unit: Unit, dataset: str = LEDGER) -> None:
    """Have no choice of one's own any more."""
    authorise(actor, LAYOUT_KEEP, place_of(unit))
    title = str(arranged_list(dataset).title)
    Layout.objects.filter(unit=unit, dataset=dataset).delete()
    record(events.LAYOUT_DROPPED, actor=actor, about=unit, unit_path=unit.path, title=title)


def layout_unit(actor: Actor, pk: int) -> Unit:
    """Return a unit whose columns the actor may choose; any other does not exist here."""
    return unit_where(actor, pk, LAYOUT_KEEP)


def layout_units(actor: Actor) -> list[Unit]:
    """Return the units whose columns the actor may choose: those of the own posts."""
    return own_units(actor, LAYOUT_KEEP)
