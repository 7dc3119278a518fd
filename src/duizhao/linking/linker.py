"""Which cause explains each problem, which measure answers it, and why we think so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duizhao.linking.evidence import Reading, Target, evidence, read
from duizhao.linking.layout import Layout, layout
from duizhao.linking.reasons import Reasons
from duizhao.linking.scoring import arranged, scorer
from duizhao.record import Link, LinkKind, Material

_MOST = 3  # links of one kind a problem
_SECOND = 0.5  # a further link scores at least this share of the best


def link(material: Material) -> tuple[Link, ...]:
    """Return the links of a paper: for each problem its causes, then its measures, best first.

    A problem that nothing answers has no link. ``Link.score`` lies in (0, 1]; ``Link.why`` names the
    arrangement, the shared words and the concepts behind it.
    """
    tables = list(_tables(material))
    return tuple(
        one
        for row in range(len(material.problems))
        for table in tables
        for one in _links(material, table, row)
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """One kind of targets, scored against every problem."""

    kind: LinkKind
    targets: Sequence[Target]
    scores: list[list[float]]
    threshold: float
    arrangement: Layout
    reasons: Reasons
    first: int


def _tables(material: Material) -> Iterator[_Table]:
    targets: list[Target] = [*material.causes, *material.measures]
    if not (material.problems and targets):
        return
    reading = read(material.problems, targets)
    reasons = Reasons(material.problems, targets, reading.hits)
    if material.causes:
        yield _table(material, "cause", material.causes, reading, reasons)
    if material.measures:
        yield _table(material, "measure", material.measures, reading, reasons)


def _table(
    material: Material, kind: LinkKind, targets: Sequence[Target], reading: Reading, reasons: Reasons
) -> _Table:
    first = len(material.causes) if kind == "measure" else 0
    start = reading.problems + first
    features = evidence(reading, slice(start, start + len(targets)))
    arrangement = layout(material, targets, features[:, :, :3].sum(axis=2))
    calibrated = scorer(kind)
    scores = arranged(calibrated.score(features), arrangement)
    return _Table(kind, targets, scores.tolist(), calibrated.threshold, arrangement, reasons, first)


def _links(material: Material, table: _Table, row: int) -> Iterator[Link]:
    scores = table.scores[row]
    best = sorted(range(len(scores)), key=lambda column: -scores[column])[:_MOST]
    least = max(table.threshold, _SECOND * scores[best[0]])
    for column in best:
        if scores[column] >= least:
            arranged_by = table.arrangement.reason.get((row, column))
            why = ([arranged_by] if arranged_by else []) + table.reasons.of(row, table.first + column)
            score = max(round(scores[column], 3), 0.001)
            yield Link(material.problems[row].id, table.kind, table.targets[column].id, score, tuple(why))
