"""Puts checks to a paper; one that fails is named and never stops the run."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping, Sequence

from duizhao.checks.base import Check, Finding, Options, Paper
from duizhao.readers.docx.media import MEDIA_TYPES
from duizhao.record import CheckFailure, Diagnostic, Severity, Span

Asked = tuple[Check, Options, Severity]


def examine(paper: Paper, checks: Sequence[Asked]) -> tuple[tuple[Diagnostic, ...], tuple[CheckFailure, ...]]:
    """Return what the checks say of a paper in the order of its text, and the checks that raised."""
    found: list[Diagnostic] = []
    failures: list[CheckFailure] = []
    for check, options, severity in checks:
        if not can_ask(paper, check):
            continue
        try:
            found.extend(_diagnostics(paper, check, options, severity))
        except Exception as error:
            failures.append(CheckFailure(paper.path, check.id, repr(error), traceback.format_exc()))
    found.sort(key=lambda one: (one.span, one.check))
    return tuple(found), tuple(failures)


def defaults(checks: Sequence[Check], options: Mapping[str, Options] | None = None) -> list[Asked]:
    """Return checks with their default options and severities, some options set otherwise."""
    given = options or {}
    return [(check, {**check.defaults(), **given.get(check.id, {})}, check.severity) for check in checks]


def can_ask(paper: Paper, check: Check) -> bool:
    """Say whether a paper is of a kind the check asks and has what it needs."""
    if not check.concerns(paper):
        return False
    if "framework" in check.needs and paper.framework is None:
        return False
    if "batch" in check.needs and (paper.batch is None or len(paper.batch.papers) < 2):
        return False
    return "format" not in check.needs or paper.document.media_type in MEDIA_TYPES.values()


def _diagnostics(paper: Paper, check: Check, options: Options, severity: Severity) -> Iterator[Diagnostic]:
    seen: set[Span] = set()
    for finding in check.find(paper, options):
        if finding.span in seen:
            continue
        seen.add(finding.span)
        yield _diagnostic(paper, check, severity, finding)


def _diagnostic(paper: Paper, check: Check, severity: Severity, finding: Finding) -> Diagnostic:
    quote = paper.quote(finding.span)
    if check.category == "secrecy":
        quote = masked(quote)
    return Diagnostic(
        paper.path,
        check.id,
        check.slug,
        check.category,
        severity,
        dict(check.forms)[finding.form] if finding.form else check.message,
        finding.params,
        finding.span,
        quote,
        finding.related,
        finding.fix,
    )


def masked(quote: str) -> str:
    """Return a quote with all but its first and last characters hidden."""
    if len(quote) <= 2:
        return "*" * len(quote)
    keep = 1 if len(quote) < 8 else 2
    return quote[:keep] + "*" * (len(quote) - 2 * keep) + quote[-keep:]
