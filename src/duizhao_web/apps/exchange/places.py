"""From which unit somebody exports, and for which units of theirs they may do what this room does."""

from __future__ import annotations

from duizhao_web.apps.kernel.actor import INSTALLATION, Actor, Subject
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import may
from duizhao_web.apps.units.models import Unit
from duizhao_web.apps.units.selectors import unit_get


def desk(actor: Actor, command: str) -> Subject:
    """Return the place from which the actor may: a unit of theirs, or the installation."""
    paths = [seat.unit_path for seat in actor.seats] + [duty.unit_path for duty in actor.duties]
    places = [Subject(unit_path=path) for path in paths]
    return next((place for place in places if may(actor, command, place)), INSTALLATION)


def place_of(unit: Unit) -> Subject:
    """Return a unit as the policy is asked about it."""
    return Subject(unit_path=unit.path)


def own_units(actor: Actor, command: str) -> list[Unit]:
    """Return the units for which the actor may, among those of the own posts."""
    paths = {seat.unit_path for seat in actor.seats}
    units = Unit.objects.visible_to(actor).filter(path__in=paths, until__isnull=True)
    return [unit for unit in units if may(actor, command, place_of(unit))]


def unit_where(actor: Actor, pk: int, command: str) -> Unit:
    """Return a unit for which the actor may; any other does not exist here."""
    unit = unit_get(actor, pk)
    if not may(actor, command, place_of(unit)):
        raise AppError(AppErrorCode.NOT_FOUND)
    return unit
