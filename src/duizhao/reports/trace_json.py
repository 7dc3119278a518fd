"""A trace as JSON: the public form of ``duizhao trace``."""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.i18n import translator
from duizhao.record import Failure, Link, Material
from duizhao.reports.jsonl import Json, encoded
from duizhao.reports.trace_view import Claims, Taken, Target, Trace, claims, trace, who


def document(materials: Sequence[Material], failures: Sequence[Failure], language: str) -> bytes:
    """Return the JSON document as UTF-8, with its line end; error messages are in ``language``."""
    return encoded(as_json(materials, failures, language)) + b"\n"


def as_json(materials: Sequence[Material], failures: Sequence[Failure], language: str = "zh") -> Json:
    """Return the JSON object: ``papers``, ``claims`` (one entry a team) and ``errors``."""
    return {
        "papers": [_paper(trace(material)) for material in materials],
        "claims": [_claims(found) for found in claims(materials)],
        "errors": [_error(failure, language) for failure in failures],
    }


def _paper(found: Trace) -> Json:
    material = found.material
    return {
        "path": material.source.path,
        "title": material.title,
        "problems": [
            {
                "id": row.problem.id,
                "title": row.problem.title,
                "causes": [_link(link) for link in row.causes],
                "measures": [_link(link) for link in row.measures],
            }
            for row in found.rows
        ],
        "causes": [_target(cause, material) for cause in material.causes],
        "measures": [_target(measure, material) for measure in material.measures],
        "unanswered": [problem.id for problem in found.unanswered],
        "unexplained": [problem.id for problem in found.unexplained],
        "idle_causes": [cause.id for cause in found.idle_causes],
        "idle_measures": [measure.id for measure in found.idle_measures],
    }


def _link(link: Link) -> Json:
    return {"to": link.to, "score": max(round(link.score, 4), 0.0001), "why": list(link.why)}


def _target(target: Target, material: Material) -> Json:
    problems = [link.problem for link in material.links if link.to == target.id]
    return {"id": target.id, "title": target.title, "problems": problems}


def _claims(found: Claims) -> Json:
    return {
        "team": {"path": found.team.source.path},
        "members": [{"path": member.source.path, "who": who(member)} for member in found.members],
        "problems": [
            {
                "id": one.problem.id,
                "number": one.number,
                "title": one.problem.title,
                "claimed": [_taken(taken) for taken in one.taken],
            }
            for one in found.problems
        ],
        "unclaimed": [problem.id for problem in found.unclaimed],
        "beyond": [
            {"path": taken.path, "who": taken.who, "items": list(items)} for taken, items in found.beyond
        ],
    }


def _taken(taken: Taken) -> Json:
    claim = taken.claim
    return {
        "path": taken.path,
        "who": taken.who,
        "scope": claim.scope,
        "responsibility": claim.responsibility,
        "text": claim.text,
        "span": [claim.span.start, claim.span.end],
    }


def _error(failure: Failure, language: str) -> Json:
    error = failure.error
    return {"path": failure.path, "code": str(error.code), "message": error.message(translator(language))}
