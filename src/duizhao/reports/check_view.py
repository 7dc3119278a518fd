"""What every form of the report on checks shows: a paper's title, its findings numbered, how many of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import get_args

from duizhao.record import Category, Diagnostic, Examined, Severity
from duizhao.reports.lines import Lines

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
CATEGORIES: tuple[Category, ...] = get_args(Category)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A diagnostic with its number in its paper and the line it stands in, both counted from 1."""

    no: int
    line: int
    one: Diagnostic


def numbered(paper: Examined) -> tuple[Numbered, ...]:
    """Return the diagnostics of a paper in the order of its text."""
    lines = Lines(paper.text)
    return tuple(
        Numbered(no, lines.place(one.span.start)[0], one) for no, one in enumerate(paper.diagnostics, 1)
    )


def title(paper: Examined) -> str:
    """Return the title of a paper where it shows one, the name of its file otherwise.

    A title in which something is masked stands nowhere in the text that is shown.
    """
    known = paper.material.title if paper.material else None
    if known and "".join(known.split()) in "".join(paper.text[: 4 * len(known) + 400].split()):
        return known
    return PurePath(paper.path).name


def by_severity(found: Iterable[Diagnostic]) -> dict[Severity, int]:
    """Return how many there are of each severity, the gravest first, none left out."""
    counts = Counter(one.severity for one in found)
    return {severity: counts[severity] for severity in SEVERITIES}


def by_category(papers: Sequence[Examined]) -> dict[Category, int]:
    """Return how many there are of each category that occurs, in the fixed order of categories."""
    counts = Counter(one.category for paper in papers for one in paper.diagnostics)
    return {category: counts[category] for category in CATEGORIES if counts[category]}
