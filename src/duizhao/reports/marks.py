"""A paper's text as HTML, character for character, with what was found in it marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final, Literal, Protocol

from duizhao.i18n import Translator
from duizhao.record import Material, Span

_UNKNOWN_TO_HTML: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")

Kind = Literal["problem", "example", "cause", "root", "measure", "claim", "last_year", "section"]


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


# What stands in the margin (and is read aloud): short enough for two figures beside it.
LABELS: Final[dict[Kind, str]] = {
    "problem": _("问%(no)s"),
    "example": _("事"),
    "cause": _("因%(no)s"),
    "root": _("根"),
    "measure": _("措%(no)s"),
    "claim": _("认"),
    "last_year": _("上"),
    "section": "",
}
NAMES: Final[dict[Kind, str]] = {
    "problem": _("问题 %(no)s"),
    "example": _("一个事例"),
    "cause": _("原因 %(no)s"),
    "root": _("根源所在"),
    "measure": _("措施 %(no)s"),
    "claim": _("认领班子问题"),
    "last_year": _("上年整改情况"),
    "section": _("第 %(no)s 部分"),
}


_ITEMS: Final[dict[str, Kind]] = {"P": "problem", "C": "cause", "M": "measure"}


def item_label(id_: str, _: Translator) -> str:
    """Return what a problem, cause or measure is called in a margin or a cell: 问5, 因2, 措3."""
    return _(LABELS[_ITEMS[id_[0]]]) % {"no": id_[1:]}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something found in the text: ``id`` is unique in its paper, ``no`` is what a person calls it."""

    id: str
    kind: Kind
    no: str
    span: Span

    def label(self, _: Translator) -> str:
        """Return what stands in the margin."""
        return _(LABELS[self.kind]) % {"no": self.no}

    @property
    def covers(self) -> bool:
        """Return whether its text is shown as part of it; a section is only a place to go to."""
        return self.kind != "section"

    def name(self, _: Translator) -> str:
        """Return the full name, for those who hear the page."""
        return _(NAMES[self.kind]) % {"no": self.no}


class Placed(Protocol):
    """What ``marked`` marks in a text: ``Mark``, or what another report finds in it.

    ``kind`` names the looks, ``id`` is unique in its paper. Where it does not cover its text, it is only a
    place to go to.
    """

    @property
    def id(self) -> str:
        """Return its id."""

    @property
    def kind(self) -> str:
        """Return its kind."""

    @property
    def span(self) -> Span:
        """Return where it stands."""

    @property
    def covers(self) -> bool:
        """Return whether its text is shown as part of it."""

    def label(self, _: Translator) -> str:
        """Return what stands in the margin."""

    def name(self, _: Translator) -> str:
        """Return the full name, for those who hear the page."""


def marks(material: Material) -> tuple[Mark, ...]:
    """Return everything to be marked, in the order of the text, what encloses before what is enclosed."""
    return tuple(sorted(_found(material), key=lambda mark: (mark.span.start, -mark.span.end)))


def marked(text: str, found: Sequence[Placed], _: Translator) -> Iterator[str]:
    """Yield one ``<p>`` for each line of the text; without its tags the result is the text itself."""
    cuts = sorted({0, len(text), *(edge for mark in found for edge in mark.span)})
    pieces = _Pieces(text, found, _)
    start, at = 0, 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        edges = [start]
        while at < len(cuts) and cuts[at] < end:
            if cuts[at] > start:
                edges.append(cuts[at])
            at += 1
        blank = "" if text[start:end].strip() else ' class="blank"'
        inner = "".join(part for edge in pairwise([*edges, end]) for part in pieces.between(*edge))
        yield f"<p{blank}>{inner}</p>"
        start = end


def as_html(text: str) -> str:
    """Return text as HTML; a character that HTML cannot hold becomes the sign for an unknown one."""
    return escape(_UNKNOWN_TO_HTML.sub("\ufffd", text))


class _Pieces:
    """Renders a text from its beginning to its end, between one edge of a mark and the next."""

    def __init__(self, text: str, found: Sequence[Placed], _: Translator) -> None:
        self._text, self._translate = text, _
        self._found = sorted(found, key=lambda mark: mark.span.start)
        self._next = 0
        self._open: list[Placed] = []

    def between(self, start: int, end: int) -> Iterator[str]:
        """Yield the tags of what begins here, then the piece of the text."""
        self._open = [mark for mark in self._open if mark.span.end > start]
        last = len(self._text) if end == len(self._text) else start  # what stands at the very end, too
        while self._next < len(self._found) and self._found[self._next].span.start <= last:
            mark = self._found[self._next]
            self._next += 1
            yield _tag(mark, self._translate)
            if mark.covers and mark.span.start <= start < mark.span.end:
                self._open.append(mark)
        yield _piece(self._text[start:end], self._open)


def _piece(text: str, covering: Sequence[Placed]) -> str:
    if not covering:
        return as_html(text)
    kinds = " ".join(dict.fromkeys(f"k-{mark.kind}" for mark in covering))
    ids = " ".join(mark.id for mark in covering)
    return f'<span class="{kinds}" data-in="{ids}">{as_html(text)}</span>'


def _tag(mark: Placed, _: Translator) -> str:
    # Its words are attributes, so that the text of the page stays the text of the paper.
    return (
        f'<a class="tag t-{mark.kind}" id="\0t-{mark.id}" href="#\0i-{mark.id}" data-go="{mark.id}"'
        f' data-label="{escape(mark.label(_))}" aria-label="{escape(mark.name(_))}"></a>'
    )


def _found(material: Material) -> Iterator[Mark]:
    for number, section in enumerate(material.sections, 1):
        yield Mark(f"S{number}", "section", str(number), section.span)
    for problem in material.problems:
        yield Mark(problem.id, "problem", problem.id[1:], problem.span)
        for number, example in enumerate(problem.examples, 1):
            yield Mark(f"{problem.id}e{number}", "example", "", example.span)
    for cause in material.causes:
        yield Mark(cause.id, "cause", cause.id[1:], cause.span)
        if cause.root is not None:
            yield Mark(f"{cause.id}r", "root", "", cause.root.span)
    for measure in material.measures:
        yield Mark(measure.id, "measure", measure.id[1:], measure.span)
    for number, claim in enumerate(material.claims, 1):
        yield Mark(f"Q{number}", "claim", "", claim.span)
    for number, statement in enumerate(material.last_year, 1):
        yield Mark(f"L{number}", "last_year", "", statement.span)
