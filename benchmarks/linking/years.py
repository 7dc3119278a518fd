"""The labelled pairs of years: papers of two years, and what each problem of the later one comes back from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from duizhao.record import Material, Problem, Source, Span

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Years:
    """Two papers; ``back`` leads from a problem of ``this`` to (problem of ``last``, kind), or to nothing."""

    id: str
    last: Material
    this: Material
    back: dict[str, tuple[str, str] | None]


def years(split: str) -> Iterator[Years]:
    """Yield the pairs of ``split`` ("dev" or "heldout")."""
    with (HERE / f"recurrence_{split}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for name in dict.fromkeys(row["pair"] for row in rows):
        own = [row for row in rows if row["pair"] == name]
        back = {row["problem"]: _answer(row["back"]) for row in own if row["side"] == "this"}
        yield Years(name, _material(name, own, "last"), _material(name, own, "this"), back)


def _answer(words: str) -> tuple[str, str] | None:
    if not words:
        return None
    last, kind = words.split()
    return last, kind


def _material(name: str, rows: list[dict[str, str]], side: str) -> Material:
    problems = tuple(
        Problem(row["problem"], None, row["title"], row["text"], Span(0, 0))
        for row in rows
        if row["side"] == side
    )
    return Material(Source(f"{name}-{side}", "0" * 64, "text/plain", 0), None, "team", problems=problems)
