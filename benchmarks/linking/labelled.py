"""The labelled sets of this folder as records: papers with their right answers, and distant pairs."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from duizhao.record import AspectRef, Cause, Material, Measure, Problem, Section, Source, Span

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with the ids that are right for each problem; none where it is unanswered."""

    id: str
    layout: str
    material: Material
    causes: dict[str, set[str]]
    measures: dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A problem and the measures to choose from; ``right`` is the place of the right one."""

    problem: str
    candidates: tuple[str, ...]
    right: int


def papers(split: str) -> Iterator[Paper]:
    """Yield the papers of ``split`` ("dev" or "heldout")."""
    by_paper: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(HERE / f"papers_{split}.tsv"):
        by_paper[row["paper"]].append(row)
    for name, rows in by_paper.items():
        problems = [row for row in rows if row["item"][0] == "P"]
        yield Paper(
            name,
            rows[0]["layout"],
            _material(name, rows),
            {row["item"]: set(row["causes"].split()) for row in problems},
            {row["item"]: set(row["measures"].split()) for row in problems},
        )


def choices(name: str, split: str) -> Iterator[Choice]:
    """Yield the pairs of a set ("distant" or "colloquial") of ``split``."""
    for row in _rows(HERE / f"{name}_{split}.tsv"):
        candidates = tuple(value for column, value in row.items() if column.startswith("candidate"))
        yield Choice(row["problem"], candidates, int(row["right"]) - 1)


def choice_material(choice: Choice) -> Material:
    """Return a paper with the one problem and its candidates."""
    end = Span(0, 0)
    return Material(
        Source("choice", "", "text/plain", 0),
        None,
        "unknown",
        problems=(Problem("P1", None, None, choice.problem, end),),
        measures=tuple(Measure(f"M{no}", None, text, end) for no, text in enumerate(choice.candidates, 1)),
        sections=(Section("measures", None, Span(0, 1)), Section("problems", None, Span(1, 2))),
    )


def _material(name: str, rows: list[dict[str, str]]) -> Material:
    """Lay the items out in reading order, 100 characters each; parts of one role each become sections."""
    spans = {row["item"]: Span(100 * place, 100 * place + 100) for place, row in enumerate(rows)}
    aspects = list(dict.fromkeys(row["aspect"] for row in rows if row["aspect"]))
    roles = "".join(row["item"][0] for row in rows)
    apart = roles == "".join(sorted(roles, key="PCM".index))
    return Material(
        Source(name, "", "text/plain", 100 * len(rows)),
        None,
        "individual",
        sections=tuple(_sections(rows)) if apart else (),
        problems=tuple(
            Problem(
                row["item"],
                AspectRef(aspects.index(row["aspect"]) + 1, row["aspect"]) if row["aspect"] else None,
                row["title"] or None,
                row["text"],
                spans[row["item"]],
            )
            for row in rows
            if row["item"][0] == "P"
        ),
        causes=tuple(
            Cause(row["item"], row["title"] or None, row["text"], spans[row["item"]])
            for row in rows
            if row["item"][0] == "C"
        ),
        measures=tuple(
            Measure(row["item"], row["title"] or None, row["text"], spans[row["item"]])
            for row in rows
            if row["item"][0] == "M"
        ),
    )


def _sections(rows: list[dict[str, str]]) -> Iterator[Section]:
    for role, letter in (("problems", "P"), ("causes", "C"), ("measures", "M")):
        places = [place for place, row in enumerate(rows) if row["item"][0] == letter]
        if places:
            yield Section(role, None, Span(100 * places[0], 100 * places[-1] + 100))  # type: ignore[arg-type]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
