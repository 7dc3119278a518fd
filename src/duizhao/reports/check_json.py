"""Diagnostics as JSON: the public form of ``duizhao check``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, get_args

from duizhao.i18n import Translator, translator
from duizhao.record import Category, CheckFailure, Diagnostic, Examined, Failure, Fix, Severity, Span
from duizhao.reports.jsonl import Json, encoded

SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)


def document(outcomes: Sequence[Examined | Failure], language: str) -> bytes:
    """Return the JSON document as UTF-8, with its line end; messages are in ``language``."""
    return encoded(as_json(outcomes, language)) + b"\n"


def as_json(outcomes: Sequence[Examined | Failure], language: str = "zh") -> Json:
    """Return the JSON object: ``diagnostics``, ``errors``, ``summary``; papers in the order given."""
    _ = translator(language)
    papers = [one for one in outcomes if isinstance(one, Examined)]
    return {
        "diagnostics": [_diagnostic(one, _) for paper in papers for one in paper.diagnostics],
        "errors": [_error(one, _) for one in outcomes if isinstance(one, Failure)],
        "summary": _summary(papers),
    }


def _diagnostic(one: Diagnostic, _: Translator) -> Json:
    return {
        "path": one.path,
        "check": one.check,
        "slug": one.slug,
        "category": one.category,
        "severity": one.severity,
        "message": one.message(_),
        "span": _span(one.span),
        "quote": one.quote,
        "related": [{"path": other.path, "span": _span(other.span)} for other in one.related],
        "fix": None if one.fix is None else _fix(one.fix),
    }


def _fix(fix: Fix) -> Json:
    return {"span": _span(fix.span), "text": fix.text}


def _error(failure: Failure, _: Translator) -> Json:
    return {"path": failure.path, "code": str(failure.error.code), "message": failure.error.message(_)}


def _summary(papers: Sequence[Examined]) -> Json:
    found = [one for paper in papers for one in paper.diagnostics]
    severities, categories = Counter(one.severity for one in found), Counter(one.category for one in found)
    return {
        "papers": len(papers),
        "diagnostics": len(found),
        "severities": {name: severities[name] for name in SEVERITIES},
        "categories": {name: categories[name] for name in CATEGORIES if categories[name]},
        "suppressed": sum(paper.suppressed for paper in papers),
        "known": sum(paper.known for paper in papers),
        "failed_checks": [_failed(one) for paper in papers for one in paper.failures],
    }


def _failed(failure: CheckFailure) -> Json:
    return {"path": failure.path, "check": failure.check, "error": failure.error}


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
