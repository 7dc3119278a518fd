"""Whether a file has the shape of its JSON Schema, each deviation told as a fault with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from duizhao.data import DATA
from duizhao.frameworks.fault import Fault, FaultKind, fault
from duizhao.frameworks.parsing import Key, Parsed, Value, dotted

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

_TYPES: Final = {
    "string": FaultKind.MUST_BE_TEXT,
    "number": FaultKind.MUST_BE_NUMBER,
    "integer": FaultKind.MUST_BE_WHOLE,
    "boolean": FaultKind.MUST_BE_FLAG,
    "array": FaultKind.MUST_BE_LIST,
    "object": FaultKind.MUST_BE_MAPPING,
}


def faults_of_shape(parsed: Parsed, value: Mapping[str, Value], schema: str) -> list[Fault]:
    """Return where ``value`` departs from the schema of that name (``framework-1``), in the file's order.

    ``value`` is what the file says, or that merged with what it extends; lines are those of the file.
    """
    found = []
    for error in _validator(schema).iter_errors(value):
        for kind, key, params in _readings(error):
            found.append(fault(kind, parsed.path, parsed.line(key), dotted(key), **params))
    return sorted(found, key=lambda one: (one.line, one.key))


@cache
def _validator(schema: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    text = (DATA / "schemas" / f"{schema}.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text))


def _readings(error: ValidationError) -> Iterator[tuple[FaultKind, Key, dict[str, Any]]]:
    """Yield what one error of the validator means: kind of fault, key, placeholders."""
    key: Key = tuple(error.absolute_path)
    limit: Any = error.validator_value
    value: Any = error.instance
    rule: Any = error.schema
    match error.validator:
        case "additionalProperties":
            yield from _strangers(error, key)
        case "required":
            # One error names one missing key; the validator reports each apart.
            missing = next(name for name in limit if repr(name) in error.message)
            yield FaultKind.MISSING_KEY, key, {"name": missing}
        case "type":
            yield _TYPES[limit], key, {}
        case "enum" | "const":
            allowed = limit if isinstance(limit, list) else [limit]
            yield FaultKind.WRONG_VALUE, key, {"value": _short(value), "allowed": _list(allowed)}
        case "pattern":
            example = rule.get("examples", [limit])[0]
            yield FaultKind.BAD_FORM, key, {"value": _short(value), "example": example}
        case "minLength" | "minItems" | "minProperties":
            kind = FaultKind.TOO_SMALL if isinstance(value, str) and value else FaultKind.EMPTY
            yield kind, key, {"value": _short(value), "limit": limit} if kind is FaultKind.TOO_SMALL else {}
        case "uniqueItems":
            yield FaultKind.REPEATED, key, {}
        case "minimum":
            yield FaultKind.TOO_SMALL, key, {"value": value, "limit": limit}
        case "maximum" | "maxLength":
            yield FaultKind.TOO_LARGE, key, {"value": _short(value), "limit": limit}
        case _:
            yield FaultKind.INVALID, key, {"detail": _short(error.message)}


def _strangers(error: ValidationError, key: Key) -> Iterator[tuple[FaultKind, Key, dict[str, Any]]]:
    """Yield the keys that the schema does not know, each with its own place."""
    rule: Any = error.schema
    instance: Any = error.instance
    known = list(rule.get("properties", {}))
    patterns = list(rule.get("patternProperties", {}))
    for name in instance:
        if name in known or any(re.search(pattern, name) for pattern in patterns):
            continue
        if patterns:
            example = rule.get("examples", patterns)[0]
            yield FaultKind.BAD_FORM, (*key, name), {"value": _short(name), "example": example}
        else:
            yield FaultKind.UNKNOWN_KEY, (*key, name), {"name": _short(name), "allowed": _list(known)}


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _list(values: list[Any]) -> str:
    return ", ".join(str(value) for value in values)
