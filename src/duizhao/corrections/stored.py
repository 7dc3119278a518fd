"""A decision as JSON and back: what is stored of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Final, Literal, Union, get_args, get_origin, get_type_hints

from duizhao.corrections.anchor import Anchor
from duizhao.corrections.decisions import (
    Add,
    Decision,
    Dismiss,
    JudgeLink,
    Merge,
    MoveAspect,
    MoveBorder,
    Recast,
    Remark,
    Remove,
    Retitle,
    SetPaperKind,
    Split,
    TakeUp,
)
from duizhao.record import AspectRef, Span

# What a decision does, in stored form; a name never changes its meaning.
NAMES: Final[dict[str, type[Decision]]] = {
    "move_border": MoveBorder,
    "split": Split,
    "merge": Merge,
    "retitle": Retitle,
    "move_aspect": MoveAspect,
    "add": Add,
    "remove": Remove,
    "recast": Recast,
    "judge_link": JudgeLink,
    "take_up": TakeUp,
    "dismiss": Dismiss,
    "remark": Remark,
    "set_paper_kind": SetPaperKind,
}
_TYPES: Final = {type_: name for name, type_ in NAMES.items()}


def name_of(decision: Decision) -> str:
    """Return what a decision does, in one word of the stored form."""
    return _TYPES[type(decision)]


def as_stored(decision: Decision) -> dict[str, object]:
    """Return the JSON object of a decision."""
    fields = dataclasses.fields(decision)
    return {"do": name_of(decision)} | {one.name: _stored(getattr(decision, one.name)) for one in fields}


def from_stored(value: Mapping[str, object]) -> Decision:
    """Return the decision a JSON object stands for; raise ``ValueError`` where it stands for none."""
    type_: Callable[..., Decision] | None = NAMES.get(str(value.get("do")))
    if type_ is None:
        raise ValueError(f"no such decision: {value.get('do')!r}")
    hints = get_type_hints(type_)
    named = set(value) - {"do"}
    if named != set(hints):
        raise ValueError(f"{value['do']}: fields differ: {sorted(named ^ set(hints))}")
    return type_(**{name: _made(value[name], hint, name) for name, hint in hints.items()})


def _stored(value: object) -> object:
    match value:
        case Anchor():
            return {
                "span": list(value.span),
                "quote": value.quote,
                "before": value.before,
                "after": value.after,
            }
        case AspectRef():
            return {"no": value.no, "title": value.title, "code": value.code}
    return value


def _made(value: object, hint: object, name: str) -> object:
    origin = get_origin(hint)
    if origin is Literal:
        if value in get_args(hint):
            return value
    elif origin is Union or type(hint).__name__ == "UnionType":
        if value is None:
            return None
        (inner,) = [one for one in get_args(hint) if one is not type(None)]
        return _made(value, inner, name)
    elif hint is Anchor and isinstance(value, Mapping):
        return _anchor(value, name)
    elif hint is AspectRef and isinstance(value, Mapping):
        no, title, code = value.get("no"), value.get("title"), value.get("code")
        if isinstance(no, int) and isinstance(title, str) and (code is None or isinstance(code, str)):
            return AspectRef(no, title, code)
    elif isinstance(hint, type) and type(value) is hint:
        return value
    raise ValueError(f"{name}: {value!r}")


def _anchor(value: Mapping[str, object], name: str) -> Anchor:
    match value:
        case {
            "span": [int(start), int(end)],
            "quote": str(quote),
            "before": str(before),
            "after": str(after),
        } if 0 <= start <= end:
            return Anchor(Span(start, end), quote, before, after)
    raise ValueError(f"{name}: no passage: {value!r}")
