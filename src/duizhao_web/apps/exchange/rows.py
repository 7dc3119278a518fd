"""Items as rows of lists: plain values read in pieces, and of what belongs to an item only what a list shows.

A list of 10,000 items is read for a file. Making a model of each, and of everything that hangs on it, would
take longer than writing the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet

from duizhao_web.apps.exchange.dataset import CHUNK
from duizhao_web.apps.rectification.models import (
    Action,
    Carried,
    Evidence,
    Item,
    Progress,
    Source,
    StandardPoint,
)


class SourceRow(NamedTuple):
    """Where a problem comes from."""

    kind: str
    document: str


class ActionRow(NamedTuple):
    """A step, with the names of who does it."""

    number: int
    text: str
    standard: str
    owner: str | None
    unit: str | None
    due: date | None
    state: str
    done_on: date | None
    note: str


class ProgressRow(NamedTuple):
    """A report."""

    on: date
    done: str
    effect: str
    voice: str


class Piece:
    """Items that are read together: what hangs on them is read once for all, when a column asks for it."""

    def __init__(self, pks: Sequence[int]) -> None:
        self._pks = pks

    @cached_property
    def sources(self) -> dict[int, list[SourceRow]]:
        """Return where each problem comes from."""
        rows = Source.objects.filter(item__in=self._pks).order_by("pk")
        return _by_item(SourceRow, rows.values_list("item_id", "kind", "document"))

    @cached_property
    def points(self) -> dict[int, list[str]]:
        """Return each acceptance standard."""
        rows = StandardPoint.objects.filter(item__in=self._pks).order_by("number")
        return _by_item(str, rows.values_list("item_id", "text"))

    @cached_property
    def actions(self) -> dict[int, list[ActionRow]]:
        """Return the steps of each."""
        rows = Action.objects.filter(item__in=self._pks).order_by("number")
        names = [_NAMED.get(name, name) for name in ActionRow._fields]
        return _by_item(ActionRow, rows.values_list("item_id", *names))

    @cached_property
    def progress(self) -> dict[int, list[ProgressRow]]:
        """Return the reports on each, the latest first."""
        rows = Progress.objects.filter(item__in=self._pks).order_by("-on", "-pk")
        return _by_item(ProgressRow, rows.values_list("item_id", *ProgressRow._fields))

    @cached_property
    def evidence(self) -> dict[int, list[str]]:
        """Return the titles of what proves each."""
        rows = Evidence.objects.filter(item__in=self._pks, withdrawn_at__isnull=True).order_by("pk")
        return _by_item(str, rows.values_list("item_id", "title"))

    @cached_property
    def carried(self) -> dict[int, list[int]]:
        """Return the years each was carried over into."""
        rows = Carried.objects.filter(item__in=self._pks).order_by("year")
        return _by_item(int, rows.values_list("item_id", "year"))

    @cached_property
    def cooperating(self) -> dict[int, list[str]]:
        """Return the units that take part."""
        rows = Item.cooperating.through.objects.filter(item__in=self._pks)
        return _by_item(str, rows.order_by("unit__path").values_list("item_id", "unit__name"))


@dataclass(slots=True)
class ItemRow:
    """One item: its own columns, the names of its people and units; ``piece`` has what hangs on it."""

    piece: Piece
    pk: int
    version: int
    code: str
    unit: str
    person: str | None
    aspect_no: int | None
    aspect: str
    title: str
    text: str
    cause: str
    goal: str
    deadline_kind: str
    first_deadline: date | None
    deadline: date | None
    review_on: date | None
    sponsor: str | None
    owner: str | None
    verifier: str | None
    lead_unit: str | None
    state: str
    round: int
    started_on: date | None
    reported_on: date | None
    closed_on: date | None

    @property
    def sources(self) -> Sequence[SourceRow]:
        """Return where the problem comes from."""
        return self.piece.sources.get(self.pk, ())

    @property
    def points(self) -> Sequence[str]:
        """Return the acceptance standard."""
        return self.piece.points.get(self.pk, ())

    @property
    def actions(self) -> Sequence[ActionRow]:
        """Return the steps."""
        return self.piece.actions.get(self.pk, ())

    @property
    def progress(self) -> Sequence[ProgressRow]:
        """Return the reports, the latest first."""
        return self.piece.progress.get(self.pk, ())

    @property
    def evidence(self) -> Sequence[str]:
        """Return the titles of what proves it."""
        return self.piece.evidence.get(self.pk, ())

    @property
    def carried(self) -> Sequence[int]:
        """Return the years it was carried over into."""
        return self.piece.carried.get(self.pk, ())

    @property
    def cooperating(self) -> Sequence[str]:
        """Return the units that take part."""
        return self.piece.cooperating.get(self.pk, ())


_NAMED: Final = {
    name: f"{name}__name" for name in ("unit", "person", "sponsor", "owner", "verifier", "lead_unit")
}
_COLUMNS: Final = tuple(_NAMED.get(one.name, one.name) for one in fields(ItemRow) if one.name != "piece")


def rows_of(items: QuerySet[Item]) -> Iterator[ItemRow]:
    """Yield items as rows, in their order."""
    found = items.select_related(None).values_list(*_COLUMNS).iterator(CHUNK)
    while values := list(islice(found, CHUNK)):
        piece = Piece([one[0] for one in values])
        for one in values:
            yield ItemRow(piece, *one)


def _by_item(make: Any, rows: QuerySet[Any, Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for pk, *values in rows:
        found.setdefault(pk, []).append(make(*values))
    return found
