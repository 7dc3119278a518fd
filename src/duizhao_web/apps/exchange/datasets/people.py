"""The roster: who holds which post, in the columns the import of the roster reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.dataset import CHUNK, Column, Dataset, Wanted
from duizhao_web.apps.exchange.policy import PEOPLE_EXPORT
from duizhao_web.apps.exchange.table import Kind, Value
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.units.models import Person, Tenure, Unit, in_force
from duizhao_web.apps.units.selectors import person_list
from duizhao_web.apps.units.services.roster import COLUMNS


class _Row(NamedTuple):
    person: Person
    unit: Unit
    tenure: Tenure | None
    superior_code: str


def _rows(actor: Actor, wanted: Wanted) -> Iterator[_Row]:
    """One row a post, and one for a person without any; only posts that are confirmed and not over."""
    codes = dict(Unit.objects.visible_to(actor).filter(code__isnull=False).values_list("path", "code"))
    held = Tenure.objects.visible_to(actor).filter(in_force(clock.today()), confirmed_at__isnull=False)
    tenures = held.select_related("post__unit", "post__team").order_by("post__unit__path", "post__position")
    people = person_list(actor, str(wanted.get("q", "")), str(wanted.get("held", "")))
    people = people.filter(unit__until__isnull=True)
    people = people.prefetch_related(Prefetch("tenures", tenures, to_attr="held"))
    for person in people.order_by("unit_path", "name", "pk").iterator(CHUNK):
        for tenure in getattr(person, "held") or [None]:  # noqa: B009 (put there by the query)
            unit = tenure.post.unit if tenure else person.unit
            yield _Row(person, unit, tenure, codes.get(unit.superior_path, ""))


def _team(row: _Row) -> str:
    return row.tenure.post.team.name if row.tenure and row.tenure.post.team else ""


_SHOWN: dict[str, tuple[int, Callable[[_Row], Value], Kind]] = {
    "unit_code": (16, lambda row: row.unit.code or "", "text"),
    "unit": (30, lambda row: row.unit.name, "text"),
    "superior_code": (16, lambda row: row.superior_code, "text"),
    "team": (24, _team, "text"),
    "post": (20, lambda row: row.tenure.post.title if row.tenure else "", "text"),
    "kind": (16, lambda row: row.tenure.post.get_kind_display() if row.tenure else "", "text"),
    "person": (12, lambda row: row.person.name, "text"),
    "staff_code": (14, lambda row: row.person.staff_code or "", "text"),
    "since": (12, lambda row: row.tenure.since if row.tenure else None, "date"),
}

dataset: Dataset[_Row] = Dataset(
    "people",
    _("人员名册"),
    PEOPLE_EXPORT,
    _rows,
    tuple(Column(key, title, *_SHOWN[key][:2], kind=_SHOWN[key][2]) for key, title in COLUMNS.items()),
    names=True,
)
