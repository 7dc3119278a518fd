"""Problems of two years held against each other as JSON: the public form of ``duizhao recur``."""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.i18n import translator
from duizhao.record import Failure, Material, Recurrence, YearOnYear
from duizhao.reports.jsonl import Json, encoded

Compared = tuple[Material, Material, YearOnYear]


def document(found: YearOnYear) -> bytes:
    """Return the JSON document of two papers as UTF-8, with its line end."""
    return encoded(as_json(found)) + b"\n"


def folders(
    compared: Sequence[Compared],
    alone: tuple[Sequence[Material], Sequence[Material]],
    failures: Sequence[Failure],
    language: str,
) -> bytes:
    """Return the JSON document of two folders: one object a pair of papers, then what has no counterpart."""
    last, this = alone
    value: Json = {
        "papers": [
            {"last": {"path": a.source.path}, "this": {"path": b.source.path}} | as_json(found)
            for a, b, found in compared
        ],
        "unmatched": {
            "last": [one.source.path for one in last],
            "this": [one.source.path for one in this],
        },
        "errors": [_error(failure, language) for failure in failures],
    }
    return encoded(value) + b"\n"


def as_json(found: YearOnYear) -> Json:
    """Return the JSON object of two papers: ``returned``, ``new``, ``gone``."""
    return {
        "returned": [_returned(one) for one in found.returned],
        "new": list(found.new),
        "gone": list(found.gone),
    }


def _returned(one: Recurrence) -> Json:
    return {"last": one.last, "this": one.this, "kind": one.kind, "score": one.score, "why": list(one.why)}


def _error(failure: Failure, language: str) -> Json:
    error = failure.error
    return {"path": failure.path, "code": str(error.code), "message": error.message(translator(language))}
