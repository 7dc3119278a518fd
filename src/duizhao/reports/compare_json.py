"""A comparison as JSON: the public form of ``duizhao compare``."""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.i18n import translator
from duizhao.record import Comparison, Failure, Pair, Passage, Span
from duizhao.reports.jsonl import Json, encoded


def document(comparison: Comparison, failures: Sequence[Failure], language: str) -> bytes:
    """Return the JSON document as UTF-8, with its line end; error messages are in ``language``."""
    return encoded(as_json(comparison, failures, language)) + b"\n"


def as_json(comparison: Comparison, failures: Sequence[Failure], language: str = "zh") -> Json:
    """Return the JSON object of a comparison.

    ``source``, ``stored`` and ``identical`` stand only in the pairs they are true of.
    """
    twins = {(group[0], other) for group in comparison.identical for other in group[1:]}
    discounted = comparison.discounted
    return {
        "pairs": [_pair(pair, (pair.a, pair.b) in twins) for pair in comparison.pairs],
        "discounted": {"characters": discounted.characters, "phrases": discounted.phrases},
        "errors": [_error(failure, language) for failure in failures],
    }


def _pair(pair: Pair, identical: bool) -> Json:
    value: Json = {
        "a": {"path": pair.a},
        "b": {"path": pair.b},
        "share_a": pair.share_a,
        "share_b": pair.share_b,
        "passages": [_passage(passage) for passage in pair.passages],
    }
    if pair.source is not None:
        value["source"] = pair.source
    if pair.stored:
        value["stored"] = True
    if identical:
        value["identical"] = True
    return value


def _passage(passage: Passage) -> Json:
    return {
        "a": _span(passage.a),
        "b": _span(passage.b),
        "length": passage.length,
        "kind": passage.kind,
        "quote": passage.quote,
    }


def _error(failure: Failure, language: str) -> Json:
    error = failure.error
    return {"path": failure.path, "code": str(error.code), "message": error.message(translator(language))}


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
