"""What can be exported: rows by a selector, columns that say what of a row is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.table import Heading, Kind, Table, Value
from duizhao_web.apps.kernel.actor import Actor

R = TypeVar("R")
Wanted = Mapping[str, str | int | date]
"""How a list is narrowed, by the names of its page's form; what is empty is not in it."""
NOTICE: Final = _("仅供工作核对，不作为评价个人的依据")
CHUNK: Final = 500
"""How many rows are held at once."""


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: what it shows of a row."""

    key: str
    title: str | Promise
    width: int
    value: Callable[[R], Value]
    kind: Kind = "text"
    hidden: bool = False
    fold: bool = False
    """Left out on paper unless a unit asks for it; see ``printed``."""


def folded(column: Column[R]) -> Column[R]:
    """Return a column that is left out on paper."""
    return replace(column, fold=True)


@dataclass(frozen=True, slots=True)
class Dataset(Generic[R]):
    """A list that can leave as a file: who may, which rows, which columns; ``names``: people are named."""

    name: str
    title: str | Promise
    command: str
    rows: Callable[[Actor, Wanted], Iterable[R]]
    columns: tuple[Column[R], ...]
    names: bool = False
    about: str | Promise = ""
    """What is in it, in one sentence for the page that offers it."""

    def table(self, actor: Actor, wanted: Wanted, columns: tuple[Column[R], ...] | None = None) -> Table:
        """Return an actor's table, in the language of the moment; its rows are read when they are taken."""
        columns = self.columns if columns is None else columns
        headings = self.headings(columns)
        # Asked for here, so that what the actor may not have is refused before a file is begun.
        rows = self._cells(self.rows(actor, wanted), columns)
        return Table(self.name, str(self.title), headings, rows, str(NOTICE) if self.names else "")

    @staticmethod
    def headings(columns: Iterable[Column[R]]) -> tuple[Heading, ...]:
        """Return the headings of columns, in the language of the moment."""
        return tuple(
            Heading(one.key, str(one.title), one.width, one.kind, one.hidden, one.fold) for one in columns
        )

    def _cells(self, found: Iterable[R], columns: tuple[Column[R], ...]) -> Iterator[tuple[Value, ...]]:
        for row in found:
            yield tuple(column.value(row) for column in columns)
