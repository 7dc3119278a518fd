"""The grid of the ledger: rows under the heads of their groups, and what stands above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.paging import Page
from duizhao_web.apps.rectification.derived import Condition
from duizhao_web.apps.rectification.ledger import Group, Head, facts, key_of
from duizhao_web.apps.rectification.models import Item
from duizhao_web.site.forms.ledger import LedgerForm
from duizhao_web.site.ledger.columns import Column, cells


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grid: the head that comes before it, where a group begins with it, and its cells."""

    item: Item
    cells: SafeString
    head: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter one click away; pressed again it is taken off."""

    label: str | Promise
    query: str
    on: bool


def rows(
    page: Page[Item], columns: Sequence[Column], group: Group | None, heads: dict[Any, Head]
) -> Iterator[Row]:
    """Yield the rows of a page."""
    known = facts(page.rows)
    before: Any = ...
    for item in page.rows:
        key = key_of(item, group) if group else ...
        begins = group is not None and key != before
        before = key
        yield Row(
            item,
            cells(item, known[item.pk], columns),
            head=_head(item, group) if group and begins else "",
            count=heads[key].count if begins else "",
        )


def _head(item: Item, group: Group) -> str:
    match group:
        case Group.UNIT:
            return item.unit.name
        case Group.ASPECT:
            return item.aspect or _("未归入方面")
        case Group.OWNER:
            return item.owner.name if item.owner else _("未定责任人")
        case Group.MONTH:
            return item.deadline.strftime("%Y-%m") if item.deadline else _("没有完成时限")


def chips(form: LedgerForm, actor: Actor, me: str, kept: dict[str, str]) -> list[Chip]:
    """Return the filters that are used most: what the dates say, and one's own."""
    asked = form.asked | kept
    wanted: list[tuple[str, str, str | Promise]] = [("date", one.value, one.label) for one in _BY_URGENCY]
    if actor.person_id is not None and me:
        mine = f"{me} #{actor.person_id}"
        wanted += [("owner", mine, _("我负责的")), ("verifier", mine, _("我核验的"))]
    found = []
    for name, value, label in wanted:
        on = asked.get(name) == value
        query = {key: said for key, said in asked.items() if key != name} | ({} if on else {name: value})
        found.append(Chip(label, "?" + urlencode(query), on))
    return found


def narrowing(form: LedgerForm, kept: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return what narrows the list: label, value, and the address without it."""
    asked = form.asked | kept
    return [
        (label, value, "?" + urlencode({key: said for key, said in asked.items() if key != name}))
        for name, label, value in form.narrowing
    ]


_BY_URGENCY = (Condition.OVERDUE, Condition.DUE_SOON, Condition.NOT_STARTED, Condition.STALLED)
