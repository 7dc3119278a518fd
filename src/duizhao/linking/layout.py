"""Which problem a cause or a measure belongs to as far as the paper's own arrangement says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from duizhao.linking.grams import Floats
from duizhao.linking.reference import named_aspects, references
from duizhao.record import Cause, Material, Measure, Problem, Span

Target = Cause | Measure

# How strong each arrangement is as evidence; a named problem beats a block, a block beats an order.
# The same aspect is a hint and no more: a measure for the aspect may well pass over one of its problems.
NAMED, BLOCK, ORDER, NAMED_ASPECT, ASPECT = 1.0, 1.0, 0.9, 0.8, 0.5
DECISIVE = 0.8

# An order of equal counts is believed where likenesses on the diagonal are that many times the others' and
# are the best of their row in that share of the rows. Development papers: true orders from 3.3 and 0.67 on,
# accidental ones up to 1.9 and 0.4; whole aspects agree by accident more easily.
_ORDER_RATIO, _ORDER_WINS = 2.5, 0.6
_ASPECT_RATIO, _ASPECT_WINS = 3.0, 0.8

SAME_BLOCK, SAME_ASPECT, SAME_ORDER = "同一条目", "同一方面", "顺序对应"


@dataclass(frozen=True, slots=True)
class Layout:
    """What the arrangement says of every pair, as (problems, targets) matrices.

    ``strength`` is 0 where it says nothing; ``allowed`` is false where it rules a pair out;
    ``reason`` names the arrangement for the pairs with a strength.
    """

    strength: Floats
    allowed: NDArray[np.bool_]
    reason: dict[tuple[int, int], str]


def layout(material: Material, targets: Sequence[Target], likeness: Floats) -> Layout:
    """Return what the arrangement of ``targets`` says; ``likeness`` (problems, targets) is the texts' own
    evidence, which an order of equal counts must have behind it before it is believed."""
    problems = material.problems
    shape = len(problems), len(targets)
    found = Layout(np.zeros(shape, np.float32), np.ones(shape, np.bool_), {})
    apart = _apart(material, targets)
    if not _blocks(found, problems, targets, apart):
        _order(found, problems, targets, likeness) or _aspects(found, problems, targets, likeness)
    for row, column, reason in references(problems, targets):
        _put(found, row, column, NAMED, reason)
    for row, column in named_aspects(problems, targets):
        _put(found, row, column, NAMED_ASPECT, SAME_ASPECT)
    return found


def _apart(material: Material, targets: Sequence[Target]) -> list[bool]:
    """Tell for each target whether it stands in a part of the paper that holds no problem."""
    sections = [section.span for section in material.sections if section.role in ("causes", "measures")]
    starts = [problem.span.start for problem in material.problems]
    empty = [span for span in sections if not any(span.start <= start < span.end for start in starts)]
    return [any(_holds(span, target.span) for span in empty) for target in targets]


def _blocks(
    found: Layout, problems: Sequence[Problem], targets: Sequence[Target], apart: Sequence[bool]
) -> bool:
    """Labels inside a block: problem, cause, measure, next problem. False where the paper has no blocks."""
    runs = _runs(problems, targets, apart)
    if len(runs) < 2:
        return False
    single = sum(len(rows) == 1 for rows, _ in runs) * 3 >= len(runs) * 2
    inside = [column for column, is_apart in enumerate(apart) if not is_apart]
    found.allowed[:, inside] = False
    for rows, columns in runs:
        own = rows[-1:] if single else _same_aspect(problems, rows)
        pairs = zip(own, columns, strict=True) if len(own) == len(columns) else _product(own, columns)
        sure = len(own) == len(columns) or 1 in (len(own), len(columns))
        for row, column in pairs:
            found.allowed[row, column] = True
            if sure:
                _put(found, row, column, BLOCK, SAME_BLOCK)
    return True


def _runs(
    problems: Sequence[Problem], targets: Sequence[Target], apart: Sequence[bool]
) -> list[tuple[list[int], list[int]]]:
    """Return runs of problems, each with the run of targets that follows it."""
    places = [(problem.span.start, 0, row) for row, problem in enumerate(problems)]
    places += [(t.span.start, 1, column) for column, t in enumerate(targets) if not apart[column]]
    runs = groupby(sorted(places), key=lambda place: place[1])
    blocks = [[which for _, _, which in run] for _, run in runs]
    if not places or min(places)[1] == 1:
        blocks = blocks[1:]
    return list(zip(blocks[::2], blocks[1::2], strict=False))


def _same_aspect(problems: Sequence[Problem], rows: Sequence[int]) -> list[int]:
    """Return the rows that stand under the aspect of the last: a block does not reach over an aspect."""
    last = problems[rows[-1]].aspect
    return [row for row in rows if _number(problems[row]) == (last.no if last else 0)]


def _order(found: Layout, problems: Sequence[Problem], targets: Sequence[Target], likeness: Floats) -> bool:
    """One target for each problem, in the same order, if the texts agree."""
    if len(problems) != len(targets) or not _agrees(likeness, _ORDER_RATIO, _ORDER_WINS):
        return False
    for place in range(len(problems)):
        _put(found, place, place, ORDER, SAME_ORDER)
    return True


def _aspects(found: Layout, problems: Sequence[Problem], targets: Sequence[Target], likeness: Floats) -> bool:
    """One target for each aspect, in the same order, if the texts agree."""
    numbers = list(dict.fromkeys(_number(problem) for problem in problems))
    if len(numbers) != len(targets) or len(numbers) == len(problems):
        return False
    rows = [[row for row, problem in enumerate(problems) if _number(problem) == no] for no in numbers]
    square = np.stack([likeness[group].mean(axis=0) for group in rows])
    if not _agrees(square, _ASPECT_RATIO, _ASPECT_WINS):
        return False
    for column, group in enumerate(rows):
        for row in group:
            _put(found, row, column, ASPECT, SAME_ASPECT)
    return True


def _agrees(square: Floats, ratio: float, share: float) -> bool:
    """Tell whether the diagonal of a square of likenesses stands out, so that the order is no accident."""
    size = len(square)
    if size < 2:
        return False
    diagonal = np.diagonal(square)
    others = (square.sum() - diagonal.sum()) / (size * (size - 1))
    wins = (square.argmax(axis=1) == np.arange(size)).mean()
    return bool(diagonal.mean() > ratio * others and wins >= share)


def _put(found: Layout, row: int, column: int, strength: float, reason: str) -> None:
    found.allowed[row, column] = True
    if strength >= found.strength[row, column]:
        found.strength[row, column] = strength
        found.reason[row, column] = reason


def _number(problem: Problem) -> int:
    return problem.aspect.no if problem.aspect else 0


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _product(rows: Sequence[int], columns: Sequence[int]) -> list[tuple[int, int]]:
    return [(row, column) for row in rows for column in columns]
