"""Ledgers that come in: brought, their columns named, taken in whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from duizhao.errors import DuizhaoError
from duizhao.ledger import texts_in
from duizhao.ledger.grid import LIMITS
from duizhao.readers.reader import MEGABYTE
from duizhao.readers.secrecy import refuse_marked
from duizhao_web.apps.exchange import events
from duizhao_web.apps.exchange.incoming_files import (
    nothing_taken,
    plain_name,
    refuse_larger,
    refused,
    said,
    waiting,
)
from duizhao_web.apps.exchange.judging import TAKEN, Does, Judged, Line, judged
from duizhao_web.apps.exchange.models import ColumnName, Incoming
from duizhao_web.apps.exchange.places import own_units, place_of
from duizhao_web.apps.exchange.policy import LEDGER_IMPORT
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.services.drafting import Draft, item_create, item_edit
from duizhao_web.apps.rectification.services.working import (
    action_add,
    action_drop,
    action_edit,
    progress_report,
)
from duizhao_web.apps.rectification.words import SourceKind
from duizhao_web.apps.units.models import Unit

LARGEST: Final = 10 * MEGABYTE


@service
def ledger_bring(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    data: bytes,
    year: int,
    source: SourceKind,
    document: str = "",
) -> Incoming:
    """Keep a file for a day, for the one who brought it; one with a secrecy mark is kept nowhere."""
    authorise(actor, LEDGER_IMPORT, place_of(unit))
    assert actor.user_id is not None  # who has a post is signed in
    name = plain_name(name)
    refuse_larger(data, LARGEST)
    try:
        refuse_marked(texts_in(data, limits=LIMITS))
    except DuizhaoError as error:
        raise refused(said(error)) from error
    made = Incoming(
        unit=unit,
        unit_path=unit.path,
        user_id=actor.user_id,
        name=name,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        year=year,
        source=source,
        document=document.strip()[:200],
        at=clock.now(),
    )
    made.full_clean(exclude=["unit", "user", "data"])
    made.save()
    record(events.BROUGHT, actor=actor, about=made, unit_path=unit.path, name=name, sha256=made.sha256)
    return made


@service
def ledger_name_columns(*, actor: Actor, incoming: Incoming, columns: Mapping[str, str]) -> Incoming:
    """Say what the titles of the file's columns mean; a field once at most."""
    authorise(actor, LEDGER_IMPORT, place_of(incoming.unit))
    chosen = {title[:60]: key for title, key in columns.items() if key in ("", *TAKEN)}
    fields = [key for key in chosen.values() if key]
    if len(set(fields)) < len(fields):
        raise AppError(AppErrorCode.INVALID, detail=_("两列不能是同一项内容"))
    found = Incoming.objects.select_for_update().get(pk=incoming.pk)
    found.columns = chosen
    found.save(update_fields=["columns"])
    record(events.COLUMNS_NAMED, actor=actor, about=found, unit_path=found.unit_path, name=found.name)
    return found


@service
def ledger_import(*, actor: Actor, incoming: Incoming) -> Judged:
    """Take in a ledger in which no row is wrong, and remember what its columns mean in the unit."""
    authorise(actor, LEDGER_IMPORT, place_of(incoming.unit))
    rows = Incoming.objects.select_for_update(of=("self",)).select_related("unit")
    found = waiting(rows, incoming.pk)
    plan = judged(actor, found)
    if plan.unread:
        raise AppError(AppErrorCode.FILE_REFUSED, detail=plan.unread)
    if plan.faults:
        raise AppError(AppErrorCode.ROWS_REFUSED, count=len({where for where, _fault in plan.faults}))
    for line in plan.lines:
        _take_in(actor, found, line)
    for title, key in found.columns.items():
        ColumnName.objects.update_or_create(unit=found.unit, title=title, defaults={"field": key})
    counts = plan.counts
    record(
        events.IMPORTED,
        actor=actor,
        unit_path=found.unit_path,
        name=found.name,
        sha256=found.sha256,
        created=counts[Does.CREATE],
        edited=counts[Does.EDIT],
        reported=counts[Does.REPORT],
    )
    found.delete()
    return plan


@service
def ledger_drop(*, actor: Actor, incoming: Incoming) -> None:
    """Take nothing in and forget the file."""
    authorise(actor, LEDGER_IMPORT, place_of(incoming.unit))
    record(events.DROPPED, actor=actor, unit_path=incoming.unit_path, name=incoming.name)
    incoming.delete()


def incoming_get(actor: Actor, pk: int) -> Incoming:
    """Return a file the actor brought; anybody else's does not exist for them."""
    return waiting(Incoming.objects.visible_to(actor).select_related("unit"), pk)


def incoming_list(actor: Actor) -> list[Incoming]:
    """Return the files the actor brought and has not taken in, the latest first."""
    return list(
        Incoming.objects.visible_to(actor).defer("data").select_related("unit").order_by("-at", "-pk")
    )


def import_units(actor: Actor) -> list[Unit]:
    """Return the units whose ledgers the actor may bring: those of the own posts."""
    return own_units(actor, LEDGER_IMPORT)


def _take_in(actor: Actor, incoming: Incoming, line: Line) -> None:
    try:
        if line.does == Does.CREATE and line.unit is not None:
            item_create(
                actor=actor,
                unit=line.unit,
                year=incoming.year,
                draft=line.draft,
                origins=line.origins,
                actions=line.actions,
            )
        elif line.item is not None:
            _change(actor, incoming, line, line.item)
    except AppError as error:
        raise nothing_taken(line.where, error) from error


def _change(actor: Actor, incoming: Incoming, line: Line, item: Item) -> None:
    """Change an item as its row says: its words, its steps, and then what is reported of it.

    Each service leaves the item one version on; the first one finds out whether somebody was quicker.
    """
    version = item.version
    if line.draft != Draft():
        item_edit(actor=actor, item=item, expected_version=version, draft=line.draft)
        version += 1
    for action, text in line.steps.reworded:
        action_edit(
            actor=actor,
            action=action,
            expected_version=version,
            text=text,
            due=action.due,
            owner=action.owner,
            unit=action.unit,
            standard=action.standard,
        )
        version += 1
    for action in line.steps.dropped:
        reason = _("导入台账“%(name)s”时从整改措施中删去") % {"name": incoming.name}
        action_drop(actor=actor, action=action, expected_version=version, reason=reason)
        version += 1
    for text in line.steps.added:
        action_add(actor=actor, item=item, expected_version=version, text=text)
        version += 1
    if line.reports:
        progress_report(actor=actor, item=item, on=clock.today(), done=line.done, effect=line.effect)
