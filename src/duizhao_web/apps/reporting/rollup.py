"""What was issued, as a table: sums, lines page by page or one by one, each beside the period before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Final

from django.db.models import F, Q, QuerySet

from duizhao_web.apps.kernel.search import terms
from duizhao_web.apps.reporting.models import Issue, IssueLine
from duizhao_web.apps.reporting.words import FigureKind

Numbers = Mapping[FigureKind, int]
_TOGETHER: Final = 500
_ASKED: Final = ~Q(request="")
WANTED: Final[Mapping[str, Q]] = MappingProxyType(
    {
        "reported": Q(report__isnull=False),
        "late": Q(report__isnull=False, late=True),
        "missing": Q(report__isnull=True),
        "asked": _ASKED,
        "unanswered": _ASKED & Q(reply="", report__reply=""),
    }
)
"""What the lines can be narrowed to: how a unit reported, and whether it asked for something."""


@dataclass(frozen=True, slots=True)
class Line:
    """A unit's line; without figures it did not report. ``before`` is what the former issue says."""

    unit: str
    figures: Numbers
    before: Numbers
    late: bool
    request: str
    reply: str
    report_id: int | None
    replied_later: bool = False

    @property
    def reported(self) -> bool:
        """Return whether the unit reported."""
        return self.report_id is not None


@dataclass(frozen=True, slots=True)
class Totals:
    """How many units reported how, and the sums over those that did; ``before`` is those of the same units in
    the former issue, where there is one.
    """

    units: int
    reported: int
    late: int
    asked: int
    sums: Numbers
    before: Numbers

    @property
    def missing(self) -> int:
        """Return how many units did not report."""
        return self.units - self.reported


def totals(issue: Issue) -> Totals:
    """Return what the lines come to, as it was issued."""
    return Totals(
        issue.units,
        issue.reported,
        issue.late,
        issue.asked,
        _numbers(issue.sums),
        _numbers(issue.sums_before),
    )


def unanswered(issue: Issue) -> int:
    """Return how many units asked for something and were not answered to this day."""
    return lines_of(issue, wanted="unanswered").count()


def summed(figures: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return the sum of each figure over lines."""
    sums = dict.fromkeys((kind.value for kind in FigureKind), 0)
    for one in figures:
        for kind, number in one.items():
            sums[kind] += number
    return sums


def lines_of(issue: Issue, *, wanted: str = "", words: str = "") -> QuerySet[IssueLine]:
    """Return the lines of units that reported in one way, or that have the words in their name."""
    rows: QuerySet[IssueLine] = issue.lines.annotate(now=F("report__reply"))
    if wanted in WANTED:
        rows = rows.filter(WANTED[wanted])
    for term in terms(words):
        rows = rows.filter(unit_name__icontains=term)
    return rows


def names_of(issue: Issue, wanted: str) -> list[str]:
    """Return the names of the units that reported in one way, in the tree's order as it was."""
    return list(lines_of(issue, wanted=wanted).order_by("pk").values_list("unit_name", flat=True))


def every_line(issue: Issue, *, wanted: str = "") -> Iterator[Line]:
    """Yield the lines in the tree's order as it was, some hundred held at once."""
    rows = lines_of(issue, wanted=wanted).order_by("pk").iterator(chunk_size=_TOGETHER)
    while some := list(islice(rows, _TOGETHER)):
        yield from beside(issue, some)


def beside(issue: Issue, rows: Sequence[IssueLine]) -> list[Line]:
    """Return some of an issue's lines with what the former issue says of the same units."""
    before = {}
    if issue.former_id is not None:
        former = IssueLine.objects.filter(issue=issue.former_id, unit__in=[row.unit_id for row in rows])
        before = {row.unit_id: _numbers(row.figures) for row in former}
    return [_line(row, before.get(row.unit_id, {})) for row in rows]


def sum_line(found: Totals, name: str) -> Line:
    """Return the sums as the line below all others."""
    return Line(name, found.sums, found.before, False, "", "", None)


def _line(line: IssueLine, before: Numbers) -> Line:
    """A reply given after the issue is shown beside it, and said to be later."""
    later = (getattr(line, "now", None) or "") if not line.reply else ""
    return Line(
        unit=line.unit_name,
        figures=_numbers(line.figures),
        before=before,
        late=line.late,
        request=line.request,
        reply=line.reply or later,
        report_id=line.report_id,
        replied_later=bool(later),
    )


def _numbers(figures: Mapping[str, int]) -> Numbers:
    return {kind: figures[kind.value] for kind in FigureKind if kind.value in figures}
