"""Records and findings as JSON and back, as they are kept with a version."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from duizhao.checks.catalogue import catalogue
from duizhao.record import Diagnostic, Material, Related, Span


def record_as_json(record: Material) -> dict[str, Any]:
    """Return a record as it is stored."""
    return dataclasses.asdict(record)


def record_from_json(value: Any) -> Material:
    """Return the record that was stored."""
    made: Material = _reader(Material)(value)
    return made


def finding_as_json(one: Diagnostic) -> dict[str, Any]:
    """Return a finding as it is stored: which check, where, with which words; no sentence of ours.

    The sentence is that of the program that shows it, so that it may be worded better and translated.
    """
    check = _checks().get(one.check)
    forms = {template: form for form, template in check.forms} if check else {}
    return {
        "check": one.check,
        "slug": one.slug,
        "category": one.category,
        "severity": one.severity,
        "form": forms.get(one.template, ""),
        "params": [[name, list(value) if isinstance(value, tuple) else value] for name, value in one.params],
        "span": list(one.span),
        "related": [list(other.span) for other in one.related if other.path == one.path],
    }


def finding_from_json(value: Any, text: str, path: str) -> Diagnostic:
    """Return the finding that was stored; one of a check that is no more is told by its slug."""
    check = _checks().get(value["check"])
    template = value["slug"]
    if check is not None:
        template = dict(check.forms).get(value["form"], check.message)
    span = Span(*value["span"])
    params = tuple((name, tuple(one) if isinstance(one, list) else one) for name, one in value["params"])
    return Diagnostic(
        path=path,
        check=value["check"],
        slug=value["slug"],
        category=value["category"],
        severity=value["severity"],
        template=template,
        params=params,
        span=span,
        quote=text[span.start : span.end],
        related=tuple(Related(path, Span(*other)) for other in value["related"]),
    )


def check_titles() -> dict[str, str]:
    """Return the titles of the checks by id."""
    return {id_: check.title for id_, check in _checks().items()}


@cache
def _checks() -> dict[str, Any]:
    return {check.id: check for check in catalogue()}


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return how a value of a type is read; found out once a type, for a record has hundreds of parts."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        (inner,) = [_reader(one) for one in get_args(hint) if one is not NoneType]
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        part = _reader(get_args(hint)[0])
        return lambda value: tuple([part(one) for one in value])
    if hint is Span:
        return lambda value: Span(*value)
    if dataclasses.is_dataclass(hint):
        parts = {name: _reader(one) for name, one in get_type_hints(hint).items()}
        return lambda value: hint(**{name: parts[name](one) for name, one in value.items()})  # type: ignore[operator]
    return lambda value: value
