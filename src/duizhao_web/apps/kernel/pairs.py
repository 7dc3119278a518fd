"""A condition on two columns at once: that they hold one of many pairs, in one expression however many."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, F, Func

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler


class PairIn(Func):
    """``(a, b) IN (VALUES (…), (…))``, which either database answers from one sorted list."""

    conditional = True

    def __init__(self, first: str, second: str, pairs: Iterable[tuple[Any, Any]]) -> None:
        self.pairs = sorted(set(pairs))
        super().__init__(F(first), F(second), output_field=BooleanField())

    def as_sql(  # type: ignore[override] # the keywords of a function's template have no place here
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,  # noqa: ARG002
    ) -> tuple[str, tuple[Any, ...]]:
        """Return the expression and what fills it."""
        columns: list[str] = []
        params: list[Any] = []
        for one in self.get_source_expressions():
            sql, inside = compiler.compile(one)
            columns.append(sql)
            params += inside
        places = ", ".join(["(%s, %s)"] * len(self.pairs))
        values = [value for pair in self.pairs for value in pair]
        return f"(({', '.join(columns)}) IN (VALUES {places}))", (*params, *values)
