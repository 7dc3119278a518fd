"""The items of a plan or ledger: each problem with what is written about who and when."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from duizhao.checks.aspects import title_of
from duizhao.checks.base import Finding, Paper, once, words
from duizhao.outline import Table
from duizhao.record import Problem, Span
from duizhao.text.regex import regex

OWNER_COLUMN: Final = regex(r"责任|牵头|负责|承办|主办|包抓|整改人")
DATE_COLUMN: Final = regex(r"时限|期限|时间|日期|整改到位")
_FEW: Final = 5  # items that are named one by one; more are one finding with the count


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A problem of a plan; ``words`` is what is written for it, its own wording left out.

    ``cells`` are the row's cells by their column's header, where it is a row of a table.
    """

    problem: Problem
    words: str
    cells: tuple[tuple[str, str], ...] | None = None

    def cell(self, column: re.Pattern[str]) -> str | None:
        """Return the words of the columns with such a header, ``None`` where the table has none."""
        if self.cells is None:
            return None
        found = [content for header, content in self.cells if column.search(header)]
        return " ".join(found) if found else None


@once
def plan_items(paper: Paper) -> tuple[PlanItem, ...]:
    """Return the items of a plan or ledger; a table's rows are its items."""
    problems = paper.material.problems
    ends = [*(one.span.start for one in problems[1:]), len(paper.text)]
    found = []
    for problem, end in zip(problems, ends, strict=True):
        cells = _cells(paper, problem.span)
        if cells is not None:
            found.append(PlanItem(problem, " ".join(content for _, content in cells), cells))
        else:
            stop = min(end, _section_end(paper, problem.span))
            written = paper.text[problem.span.start : stop].replace(
                problem.text or problem.title or "", "", 1
            )
            found.append(PlanItem(problem, f"{written}\n{_answers(paper, problem, stop)}"))
    return tuple(found)


def lacking(paper: Paper, lacks: Callable[[PlanItem], bool]) -> Iterator[Finding]:
    """Yield the items that lack something, one by one where they are few."""
    found = [item.problem for item in plan_items(paper) if lacks(item)]
    if len(found) > _FEW:
        yield Finding(paper.title_span, words(count=len(found)), form="several")
        return
    for problem in found:
        yield Finding(title_of(paper, problem))


def _answers(paper: Paper, problem: Problem, stop: int) -> str:
    """Return the measures elsewhere in the paper that answer a problem."""
    linked = {link.to for link in paper.material.links if link.problem == problem.id}
    apart = [one for one in paper.material.measures if one.id in linked and one.span.start >= stop]
    return "\n".join(f"{one.title or ''}。{one.text}" for one in apart)


def _cells(paper: Paper, span: Span) -> tuple[tuple[str, str], ...] | None:
    for table in paper.outline.tables:
        for row in table.rows:
            start, end = paper.source(row[0][0], max(row[-1][1], row[0][0] + 1))
            if start <= span.start < max(end, start + 1):
                contents = [paper.normal[a:b].strip() for a, b in row]
                headers = _headers(paper, table)
                if len(headers) != len(contents):
                    headers = [""] * len(contents)
                return tuple(zip(headers, contents, strict=True))
    return None


def _headers(paper: Paper, table: Table) -> list[str]:
    end = table.rows[0][0][0] if table.rows else table.end
    return [
        cell.strip() for cell in paper.normal[table.start : end].strip("\n").replace("\n", "\t").split("\t")
    ]


def _section_end(paper: Paper, span: Span) -> int:
    for part in paper.material.sections:
        if part.span.start <= span.start < part.span.end:
            return part.span.end
    return len(paper.text)
