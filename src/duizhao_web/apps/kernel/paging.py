"""Pages of a list by key, not by number: the last page costs what the first does."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, FieldError, ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paths import NOTHING

M = TypeVar("M", bound=Model)
SIZE: Final = 50
# Beyond this a list says 1000+: nobody reads the difference, and counting it would read every row.
COUNTED: Final = 1_000


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """A page: its rows, and what to ask for to get those before and after, "" where there are none."""

    rows: Sequence[M]
    before: str
    after: str


def page_of(rows: QuerySet[M], *, order: Sequence[str], cursor: str = "", size: int = SIZE) -> Page[M]:
    """Return the page at ``cursor``. The order must end in a unique field; a leading minus means
    descending. Rows without a value stand before all others, on either database.
    """
    backwards, key = _read(cursor, len(order))
    fields = [_turned(field) for field in order] if backwards else list(order)
    wanted = rows.order_by(*(_ordered(rows.model, field) for field in fields))
    try:
        if key:
            wanted = wanted.filter(_beyond(rows.model, fields, key))
        found = list(wanted[: size + 1])
    except (FieldError, ValidationError, ValueError, TypeError, OverflowError) as error:
        raise AppError(AppErrorCode.NOT_FOUND) from error
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    return Page(
        found,
        before=_write("b", found[0], order) if found and (more if backwards else bool(key)) else "",
        after=_write("a", found[-1], order) if found and (more or backwards) else "",
    )


def count_of(rows: QuerySet[M]) -> str:
    """Return how many rows there are, or 1000+."""
    return shown_count(rows.order_by()[: COUNTED + 1].count())


def shown_count(count: int) -> str:
    """Return a number of rows as lists say it: 1000+ is all they say of more."""
    return f"{COUNTED}+" if count > COUNTED else str(count)


def _turned(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"


def _ordered(model: type[Model], field: str) -> str | OrderBy:
    """Return how the database is asked to order, without a place of its own for rows without a value."""
    name = field.removeprefix("-")
    if not _nullable(model, name):
        return field
    return F(name).desc(nulls_last=True) if field.startswith("-") else F(name).asc(nulls_first=True)


def _nullable(model: type[Model], name: str) -> bool:
    try:
        return bool(model._meta.get_field(name.removesuffix("_id")).null)
    except FieldDoesNotExist:
        return False


def _beyond(model: type[Model], fields: Sequence[str], key: Sequence[Any]) -> Q:
    condition = Q()
    equal = Q()
    for field, value in zip(fields, key, strict=True):
        name = field.removeprefix("-")
        condition |= equal & _after(name, value, nullable=_nullable(model, name), down=field.startswith("-"))
        equal &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return condition


def _after(name: str, value: Any, *, nullable: bool, down: bool) -> Q:
    """Return the condition that a row stands behind one with the value."""
    without = Q(**{f"{name}__isnull": True})
    if value is None and nullable:
        return NOTHING if down else ~without
    if down:
        return Q(**{f"{name}__lt": value}) | without if nullable else Q(**{f"{name}__lt": value})
    return Q(**{f"{name}__gt": value})


def _write(direction: str, row: Model, order: Sequence[str]) -> str:
    values = [_plain(_value(row, field.removeprefix("-"))) for field in order]
    return direction + urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _read(cursor: str, length: int) -> tuple[bool, list[Any]]:
    if not cursor:
        return False, []
    try:
        key = json.loads(urlsafe_b64decode(cursor[1:] + "=" * (-len(cursor[1:]) % 4)))
    except (ValueError, RecursionError) as error:
        raise AppError(AppErrorCode.NOT_FOUND) from error
    if cursor[0] not in "ab" or not isinstance(key, list) or len(key) != length:
        raise AppError(AppErrorCode.NOT_FOUND)
    return cursor[0] == "b", key


def _value(row: Model, field: str) -> Any:
    value: Any = row
    for part in field.split("__"):
        value = getattr(value, part)
    return value


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value
