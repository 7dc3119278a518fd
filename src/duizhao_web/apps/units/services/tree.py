"""The tree of units: set up, edit, move, merge, close; what was before stays readable."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from duizhao_web.apps.kernel.actor import INSTALLATION, Actor
from duizhao_web.apps.kernel.alone import Shared, alone
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paths import directly_below
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.scope import move_rows
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.units import events
from duizhao_web.apps.units.models import ChangeKind, Post, SecondSuperior, Team, Tenure, Unit, UnitPeriod
from duizhao_web.apps.units.policy import (
    SUPERIOR_ADD,
    SUPERIOR_END,
    UNIT_CLOSE,
    UNIT_CREATE,
    UNIT_CREATE_TOP,
    UNIT_EDIT,
    UNIT_MERGE,
    UNIT_MOVE,
)
from duizhao_web.apps.units.subjects import of_unit


@service
def unit_create(
    *, actor: Actor, name: str, superior: Unit | None, since: date, code: str = "", position: int = 0
) -> Unit:
    """Set up a unit under another, or at the top."""
    alone(Shared.TREE)
    if superior is None:
        authorise(actor, UNIT_CREATE_TOP, INSTALLATION)
    else:
        superior = _locked(superior)
        authorise(actor, UNIT_CREATE, of_unit(superior))
    _refuse_same_name(name, superior, apart_from=None)
    unit = Unit(name=name, code=code or None, position=position, since=since)
    unit.full_clean(exclude=["path", "depth"])
    if superior is None:
        Unit.objects.add_root(instance=unit)
    else:
        Unit.objects.add_child(superior, instance=unit)
    UnitPeriod.objects.create(unit=unit, name=name, superior=superior, since=since)
    record(
        events.UNIT_CREATED,
        actor=actor,
        about=unit,
        unit_path=unit.path,
        unit=name,
        superior=superior.name if superior else None,
    )
    return unit


@service
def unit_edit(
    *, actor: Actor, unit: Unit, version: int, name: str, code: str, position: int, on: date
) -> Unit:
    """Change a unit's name, code or place in lists; a new name begins a new period of its history."""
    unit = _locked(unit)
    authorise(actor, UNIT_EDIT, of_unit(unit))
    if unit.version != version:
        raise AppError(AppErrorCode.CONFLICT)
    before = unit.name
    unit.name, unit.code, unit.position, unit.version = name, code or None, position, version + 1
    unit.full_clean(exclude=["path", "depth"])
    if name != before:
        superior = superior_of(unit)
        _refuse_same_name(name, superior, apart_from=unit)
        _begin_period(unit, name, superior, on, "")
    unit.save(update_fields=["name", "code", "position", "version"])
    record(
        events.UNIT_EDITED, actor=actor, about=unit, unit_path=unit.path, before=before, unit=name, code=code
    )
    return unit


@service
def unit_move(*, actor: Actor, unit: Unit, superior: Unit, on: date, reason: str) -> Unit:
    """Put a unit, and everything below it, under another superior from a day on."""
    alone(Shared.TREE)
    authorise(actor, UNIT_MOVE, of_unit(_locked(unit)))
    return moved(actor=actor, unit=unit, superior=superior, on=on, reason=reason)


def moved(*, actor: Actor, unit: Unit, superior: Unit, on: date, reason: str) -> Unit:
    """Return the unit where it stands now, within a service that has asked the policy and holds the tree."""
    refuse_place(ChangeKind.MOVE, unit := _locked(unit), superior := _locked(superior))
    before = superior_of(unit)
    unit = _put_under(unit, superior, on, reason)
    record(
        events.UNIT_MOVED,
        actor=actor,
        about=unit,
        unit_path=unit.path,
        unit=unit.name,
        before=before.name if before else None,
        superior=superior.name,
        reason=reason,
    )
    return unit


@service
def unit_merge(*, actor: Actor, unit: Unit, into: Unit, on: date, reason: str) -> Unit:
    """Let a unit end in another: its subordinates go there, and what it left stays readable under it,
    closed.
    """
    alone(Shared.TREE)
    authorise(actor, UNIT_MERGE, of_unit(_locked(unit)))
    return merged(actor=actor, unit=unit, into=into, on=on, reason=reason)


def merged(*, actor: Actor, unit: Unit, into: Unit, on: date, reason: str) -> Unit:
    """Return the unit that ended, within a service that has asked the policy and holds the tree."""
    refuse_place(ChangeKind.MERGE, unit := _locked(unit), into := _locked(into))
    for child in Unit.objects.filter(directly_below(unit.path, "path"), until__isnull=True):
        _refuse_same_name(child.name, into, apart_from=child)
        _put_under(child, into, on, reason)
    for gone in Unit.objects.filter(merged_into=unit):
        # What it absorbed and has not taken over yet waits for its successor's successor.
        # Its own history ended when it did.
        placed = _placed(gone, Unit.objects.get(pk=into.pk))
        placed.merged_into = into
        placed.save(update_fields=["merged_into"])
    unit = Unit.objects.get(pk=unit.pk)
    if superior_of(unit) != into:
        unit = _put_under(unit, Unit.objects.get(pk=into.pk), on, reason)
    unit.merged_into = into
    _end(unit, on)
    record(
        events.UNIT_MERGED,
        actor=actor,
        about=unit,
        unit_path=unit.path,
        unit=unit.name,
        into=into.name,
        reason=reason,
    )
    return unit


@service
def unit_close(*, actor: Actor, unit: Unit, on: date, reason: str) -> Unit:
    """Dissolve a unit that has nothing open below it; its posts end with it."""
    unit = _locked(unit)
    authorise(actor, UNIT_CLOSE, of_unit(unit))
    left = Unit.objects.filter(directly_below(unit.path, "path"), until__isnull=True)
    names = list(left.values_list("name", flat=True)[:5])
    if names:
        raise AppError(AppErrorCode.NOT_EMPTY, detail="、".join(names))
    _end(unit, on)
    record(events.UNIT_CLOSED, actor=actor, about=unit, unit_path=unit.path, unit=unit.name, reason=reason)
    return unit


@service
def superior_add(*, actor: Actor, unit: Unit, superior: Unit, since: date) -> SecondSuperior:
    """Let a second unit lead this one, too."""
    authorise(actor, SUPERIOR_ADD, of_unit(_locked(unit)))
    return led(actor=actor, unit=unit, superior=superior, since=since)


def led(*, actor: Actor, unit: Unit, superior: Unit, since: date) -> SecondSuperior:
    """Return the relation to the second superior, within a service that has asked the policy."""
    refuse_place(ChangeKind.LEAD, unit := _locked(unit), superior)
    row = SecondSuperior(unit=unit, superior=superior, since=since)
    row.full_clean()
    row.save()
    record(
        events.SUPERIOR_ADDED,
        actor=actor,
        about=row,
        unit_path=unit.path,
        unit=unit.name,
        superior=superior.name,
    )
    return row


@service
def superior_end(*, actor: Actor, row: SecondSuperior, on: date) -> SecondSuperior:
    """Let the second superior lead the unit no longer."""
    row = (
        SecondSuperior.objects.select_for_update(of=("self",))
        .select_related("unit", "superior")
        .get(pk=row.pk)
    )
    authorise(actor, SUPERIOR_END, of_unit(row.unit))
    if row.until is not None:
        raise AppError(AppErrorCode.WRONG_STATE)
    _refuse_reversed(row.since, on)
    row.until = on
    row.save(update_fields=["until"])
    record(
        events.SUPERIOR_ENDED,
        actor=actor,
        about=row,
        unit_path=row.unit.path,
        unit=row.unit.name,
        superior=row.superior.name,
    )
    return row


def refuse_place(kind: ChangeKind, unit: Unit, superior: Unit) -> None:
    """Refuse a place in the tree that cannot be: with a unit that has ended, inside itself, beside its name.

    Raises:
        AppError: WRONG_STATE, INSIDE_ITSELF or NAME_TAKEN.
    """
    if unit.until or superior.until:
        raise AppError(AppErrorCode.WRONG_STATE)
    inside = superior.path.startswith(unit.path)
    if inside or (kind == ChangeKind.LEAD and unit.path.startswith(superior.path)):
        raise AppError(AppErrorCode.INSIDE_ITSELF)
    if kind == ChangeKind.MOVE:
        _refuse_same_name(unit.name, superior, apart_from=unit)


def superior_of(unit: Unit) -> Unit | None:
    """Return the unit above in the tree."""
    found: Unit | None = Unit.objects.filter(path=unit.superior_path).first() if unit.superior_path else None
    return found


def _locked(unit: Unit) -> Unit:
    locked: Unit = Unit.objects.select_for_update().get(pk=unit.pk)
    return locked


def _put_under(unit: Unit, superior: Unit, on: date, reason: str) -> Unit:
    moved = _placed(unit, superior)
    _begin_period(moved, moved.name, superior, on, reason)
    moved.version += 1
    moved.save(update_fields=["version"])
    return moved


def _placed(unit: Unit, superior: Unit) -> Unit:
    """Return a unit in its new place, with its rows; its history is the caller's to write."""
    old = unit.path
    # Last, never between: then no other unit's path changes.
    Unit.objects.move(unit, superior, "last-child")
    moved: Unit = Unit.objects.get(pk=unit.pk)
    move_rows(old, moved.path)
    return moved


def _begin_period(unit: Unit, name: str, superior: Unit | None, on: date, reason: str) -> None:
    period = unit.periods.get(until__isnull=True)
    if on <= period.since:
        # Changed again on the day it began: the day belongs to the later state, what it was is in the log.
        period.name, period.superior, period.reason = name, superior, reason
        period.save(update_fields=["name", "superior", "reason"])
        return
    period.until = on - timedelta(days=1)
    period.save(update_fields=["until"])
    UnitPeriod.objects.create(unit=unit, name=name, superior=superior, since=on, reason=reason)


def _end(unit: Unit, on: date) -> None:
    _refuse_reversed(unit.since, on)
    unit.until = on
    unit.version += 1
    unit.save(update_fields=["until", "merged_into", "version"])
    unit.periods.filter(until__isnull=True, since__lte=on).update(until=on)
    for model in (Tenure, Post, Team):
        open_rows = model._default_manager.filter(unit_path=unit.path, until__isnull=True)
        open_rows.filter(since__gt=on).update(since=on)
        open_rows.update(until=on)
    SecondSuperior.objects.filter(Q(unit=unit) | Q(superior=unit), until__isnull=True).update(until=on)


def _refuse_reversed(since: date, until: date) -> None:
    if until < since:
        raise AppError(AppErrorCode.DATES_REVERSED)


def _refuse_same_name(name: str, superior: Unit | None, *, apart_from: Unit | None) -> None:
    beside = Unit.objects.filter(name=name, until__isnull=True)
    beside = beside.filter(directly_below(superior.path, "path") if superior else Q(depth=1))
    if apart_from is not None:
        beside = beside.exclude(pk=apart_from.pk)
    if beside.exists():
        raise AppError(AppErrorCode.NAME_TAKEN, detail=name)
