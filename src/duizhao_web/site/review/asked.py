"""What the page asks for, as a decision: places in code points become anchors in the server's own text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from duizhao.corrections import (
    Add,
    Anchor,
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
    Split,
    TakeUp,
    anchored,
    as_stored,
    from_stored,
)
from duizhao.corrections.anchor import at
from duizhao.record import AspectRef, Material, Span

Asked = Mapping[str, object]

# Characters no Word file may hold; a remark goes into one.
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def asked(request: Asked, text: str, record: Material) -> Decision:
    """Return the decision a request stands for; raise ``ValueError`` where it stands for none."""
    reader = _Reader(request, text)
    decision = _decision(reader, record)
    # What is stored is what was understood: kinds outside the closed lists end here.
    return from_stored(as_stored(decision))


def _decision(reader: _Reader, record: Material) -> Decision:
    kind = reader.word("kind")
    match reader.word("do"):
        case "border":
            return MoveBorder(kind, reader.item(), reader.passage("to"))  # type: ignore[arg-type]
        case "split":
            item = reader.item()
            return Split(kind, item, reader.rest(item))  # type: ignore[arg-type]
        case "merge":
            return Merge(kind, reader.item("first"), reader.item("second"))  # type: ignore[arg-type]
        case "retitle":
            title = reader.passage("to") if reader.has("to") else None
            return Retitle(kind, reader.item(), title)  # type: ignore[arg-type]
        case "aspect":
            return MoveAspect(reader.item(), _aspect(reader.word("aspect"), record))
        case "add":
            return Add(kind, reader.passage("to"))  # type: ignore[arg-type]
        case "remove":
            return Remove(kind, reader.item())  # type: ignore[arg-type]
        case "recast":
            return Recast(kind, reader.item(), reader.word("as"))  # type: ignore[arg-type]
        case "confirm":
            return JudgeLink(reader.item("problem"), kind, reader.item("target"), holds=True)  # type: ignore[arg-type]
        case "reject":
            return JudgeLink(reader.item("problem"), kind, reader.item("target"), holds=False)  # type: ignore[arg-type]
        case "take":
            return TakeUp(reader.word("check"), reader.item(), reader.word("words"))
        case "dismiss":
            return Dismiss(reader.word("check"), reader.item(), reader.word("words"))
        case "remark":
            return Remark(reader.passage("to"), reader.word("words"))
        case other:
            raise ValueError(f"do: {other!r}")


def _aspect(title: str, record: Material) -> AspectRef | None:
    if not title:
        return None
    for problem in record.problems:
        if problem.aspect and problem.aspect.title == title:
            return problem.aspect
    raise ValueError(f"aspect: {title!r}")


class _Reader:
    """Reads the parts of a request; whatever is not as it should be raises ``ValueError``."""

    def __init__(self, request: Asked, text: str) -> None:
        self._request, self._text = request, text

    def has(self, name: str) -> bool:
        return self._request.get(name) is not None

    def word(self, name: str) -> str:
        value = self._request.get(name, "")
        if not isinstance(value, str) or len(value) > 2000 or _UNSEEN.search(value):
            raise ValueError(f"{name}: {value!r}")
        return value

    def item(self, name: str = "item") -> Anchor:
        """Return the exact place of an item."""
        return at(self._text, self._span(name))

    def passage(self, name: str) -> Anchor:
        """Return a selection, blanks at its edges left out, no character cut in two."""
        return anchored(self._text, self._span(name))

    def rest(self, item: Anchor) -> Anchor:
        place = self._request.get("at")
        if not isinstance(place, int) or isinstance(place, bool):
            raise ValueError(f"at: {place!r}")
        start = min(max(place, item.span.start), item.span.end)
        return anchored(self._text, Span(start, item.span.end))

    def _span(self, name: str) -> Span:
        match self._request.get(name):
            case [int(start), int(end)] if 0 <= start <= end <= len(self._text):
                return Span(start, end)
        raise ValueError(f"{name}: {self._request.get(name)!r}")
