"""What was issued, as a table: a line a unit, sums, and how it stood in the period before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from duizhao_web.apps.reporting.models import Issue, IssueLine
from duizhao_web.apps.reporting.words import FigureKind

Numbers = Mapping[FigureKind, int]


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
class RollUp:
    """An issue with its lines, in the tree's order as it was, and their sums."""

    issue: Issue
    lines: Sequence[Line]

    @property
    def sums(self) -> Numbers:
        """Return the sum of each figure over all units that reported."""
        return {kind: sum(line.figures.get(kind, 0) for line in self.lines) for kind in FigureKind}

    @property
    def sums_before(self) -> Numbers:
        """Return the former issue's sums, of the units that stand in this one, where there is one."""
        if self.issue.former_id is None:
            return {}
        return {kind: sum(line.before.get(kind, 0) for line in self.lines) for kind in FigureKind}

    @property
    def missing(self) -> Sequence[Line]:
        """Return the lines of units that did not report."""
        return [line for line in self.lines if not line.reported]

    @property
    def asked(self) -> Sequence[Line]:
        """Return the lines with something asked of the superior."""
        return [line for line in self.lines if line.request]


def rolled_up(issue: Issue) -> RollUp:
    """Return what was issued, in two queries."""
    before = {}
    if issue.former_id is not None:
        rows = IssueLine.objects.filter(issue=issue.former_id)
        before = {row.unit_id: _numbers(row) for row in rows}
    lines = issue.lines.select_related("report")
    return RollUp(issue, [_line(line, before.get(line.unit_id, {})) for line in lines])


def _line(line: IssueLine, before: Numbers) -> Line:
    """A reply given after the issue is shown beside it, and said to be later."""
    later = line.report.reply if line.report and not line.reply else ""
    return Line(
        unit=line.unit_name,
        figures=_numbers(line),
        before=before,
        late=line.late,
        request=line.request,
        reply=line.reply or later,
        report_id=line.report_id,
        replied_later=bool(later),
    )


def _numbers(line: IssueLine) -> Numbers:
    return {kind: line.figures[kind.value] for kind in FigureKind if kind.value in line.figures}
