"""The record as JSON, one object a line, exactly as ``data/schemas/material-1.json`` describes it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from duizhao.i18n import translator
from duizhao.record import (
    MATERIAL_SCHEMA,
    Author,
    Cause,
    Claim,
    Document,
    Example,
    Failure,
    FrameworkRef,
    LastYear,
    Link,
    Material,
    Measure,
    Problem,
    Root,
    Section,
    Source,
    Span,
)

Json = dict[str, object]

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

# Marks that some programs take for the end of a line; inside JSON they may as well be escaped.
_LINE_ENDS: Final = (("\x85", "\\u0085"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


@dataclass(frozen=True, slots=True)
class Line:
    """One finished line, and the failure it tells of where it tells of one."""

    data: bytes
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Renders outcomes as lines; error messages are in ``language``, everything else is the paper's own."""

    language: str

    def __call__(self, outcome: Material | Failure, document: Document | None = None) -> Line:  # noqa: ARG002
        """Return the line of one paper, with its line end, as UTF-8; the document is not needed."""
        failure = outcome if isinstance(outcome, Failure) else None
        return Line(encoded(as_json(outcome, self.language)) + b"\n", failure)


def as_json(outcome: Material | Failure, language: str = "zh") -> Json:
    """Return the JSON object of a record, or of the reason why there is none; keys in their fixed order."""
    return _failure(outcome, language) if isinstance(outcome, Failure) else _material(outcome)


def encoded(value: object) -> bytes:
    """Return JSON in one line of UTF-8."""
    text = _ENCODER.encode(value)
    for mark, escape in _LINE_ENDS:
        text = text.replace(mark, escape)
    return text.encode("utf-8", "replace")


def _failure(failure: Failure, language: str) -> Json:
    error = failure.error
    return {
        "source": {"path": failure.path},
        "error": {"code": str(error.code), "message": error.message(translator(language))},
    }


def _material(material: Material) -> Json:
    return {
        "schema": MATERIAL_SCHEMA,
        "source": _source(material.source),
        "title": material.title,
        "kind": material.kind,
        "year": material.year,
        "date": material.date,
        "unit": material.unit,
        "author": _author(material.author),
        "framework": _framework(material.framework),
        "sections": [_section(section) for section in material.sections],
        "problems": [_problem(problem) for problem in material.problems],
        "causes": [_cause(cause) for cause in material.causes],
        "measures": [_measure(measure) for measure in material.measures],
        "claims": [_claim(claim) for claim in material.claims],
        "last_year": [_last_year(statement) for statement in material.last_year],
        "links": [_link(link) for link in _best_first(material)],
    }


def _best_first(material: Material) -> list[Link]:
    place = {problem.id: number for number, problem in enumerate(material.problems)}
    return sorted(material.links, key=lambda link: (place[link.problem], -link.score))


def _source(source: Source) -> Json:
    return {
        "path": source.path,
        "sha256": source.sha256,
        "media_type": source.media_type,
        "characters": source.characters,
    }


def _author(author: Author | None) -> Json | None:
    return None if author is None else {"name": author.name, "post": author.post, "chief": author.chief}


def _framework(framework: FrameworkRef | None) -> Json | None:
    return None if framework is None else {"id": framework.id, "version": framework.version}


def _section(section: Section) -> Json:
    return {"role": section.role, "heading": section.heading, "span": _span(section.span)}


def _problem(problem: Problem) -> Json:
    aspect = problem.aspect
    return {
        "id": problem.id,
        "aspect": None if aspect is None else {"no": aspect.no, "title": aspect.title, "code": aspect.code},
        "title": problem.title,
        "text": problem.text,
        "span": _span(problem.span),
        "examples": [_example(example) for example in problem.examples],
    }


def _example(example: Example) -> Json:
    return {"marker": example.marker, "text": example.text, "span": _span(example.span)}


def _cause(cause: Cause) -> Json:
    return {
        "id": cause.id,
        "title": cause.title,
        "text": cause.text,
        "span": _span(cause.span),
        "root": _root(cause.root),
    }


def _root(root: Root | None) -> Json | None:
    return None if root is None else {"marker": root.marker, "text": root.text, "span": _span(root.span)}


def _measure(measure: Measure) -> Json:
    return {"id": measure.id, "title": measure.title, "text": measure.text, "span": _span(measure.span)}


def _claim(claim: Claim) -> Json:
    return {
        "text": claim.text,
        "span": _span(claim.span),
        "scope": claim.scope,
        "items": list(claim.items),
        "responsibility": claim.responsibility,
    }


def _last_year(statement: LastYear) -> Json:
    return {
        "text": statement.text,
        "span": _span(statement.span),
        "found": statement.found,
        "done": statement.done,
        "open": statement.open,
    }


def _link(link: Link) -> Json:
    return {
        "problem": link.problem,
        "kind": link.kind,
        "to": link.to,
        "score": max(round(link.score, 4), 0.0001),  # rounded, and still above 0
        "why": list(link.why),
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
