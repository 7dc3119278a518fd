"""Which cause explains each problem, which measure answers it, and why we think so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from duizhao.linking.evidence import Reading, Target, evidence, read
from duizhao.linking.grams import Floats
from duizhao.linking.layout import Layout, layout
from duizhao.linking.meaning import Meaning, meaning_evidence
from duizhao.linking.reasons import Reasons
from duizhao.linking.scoring import arranged, scorer
from duizhao.record import Link, LinkKind, Material

_MOST = 3  # links of one kind a problem
_SECOND = 0.5  # a further link scores at least this share of the best


def link(material: Material, *, meaning: Meaning | None = None) -> tuple[Link, ...]:
    """Return the links of a paper: for each problem its causes, then its measures, best first.

    A problem that nothing answers has no link. ``Link.score`` lies in (0, 1]; ``Link.why`` names the
    arrangement, the shared words and the concepts behind it. ``meaning`` (``load_meaning()``, extra
    ``semantic``) adds sentence vectors to the evidence.
    """
    tables = list(_tables(material, meaning))
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


def _tables(material: Material, meaning: Meaning | None) -> Iterator[_Table]:
    targets: list[Target] = [*material.causes, *material.measures]
    if not (material.problems and targets):
        return
    reading = read(material.problems, targets)
    reasons = Reasons(material.problems, targets, reading.hits)
    kinds: tuple[tuple[LinkKind, Sequence[Target]], ...] = (
        ("cause", material.causes),
        ("measure", material.measures),
    )
    for kind, chosen in kinds:
        if chosen:
            first = len(material.causes) if kind == "measure" else 0
            arrangement, scores, threshold = _scored(material, kind, chosen, reading, first, meaning)
            yield _Table(kind, chosen, scores.tolist(), threshold, arrangement, reasons, first)


def _scored(
    material: Material,
    kind: LinkKind,
    targets: Sequence[Target],
    reading: Reading,
    first: int,
    meaning: Meaning | None,
) -> tuple[Layout, Floats, float]:
    """Return the arrangement, the (problems, targets) scores and the least score of an answer."""
    start = reading.problems + first
    found = evidence(reading, slice(start, start + len(targets)))
    features = found.features
    arrangement = layout(material, targets, found.together)
    if meaning:
        more = meaning_evidence(meaning, material.problems, targets)
        features = np.concatenate((features, more), axis=2)
    calibrated = scorer(kind, "semantic" if meaning else "core")
    return arrangement, arranged(calibrated.score(features), arrangement), calibrated.threshold


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
