"""A paper's text as HTML, character for character, with what was found in it marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final, Literal

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

    def covers(self, start: int, end: int) -> bool:
        """Return whether a piece of the text is shown as part of this; a section is only a place to go to."""
        return self.kind != "section" and self.span.start <= start and end <= self.span.end

    def name(self, _: Translator) -> str:
        """Return the full name, for those who hear the page."""
        return _(NAMES[self.kind]) % {"no": self.no}


def marks(material: Material) -> tuple[Mark, ...]:
    """Return everything to be marked, in the order of the text, what encloses before what is enclosed."""
    return tuple(sorted(_found(material), key=lambda mark: (mark.span.start, -mark.span.end)))


def marked(text: str, found: Sequence[Mark], _: Translator) -> Iterator[str]:
    """Yield one ``<p>`` for each line of the text; without its tags the result is the text itself."""
    cuts = sorted({0, len(text), *(edge for mark in found for edge in mark.span)})
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        blank = "" if text[start:end].strip() else ' class="blank"'
        yield f"<p{blank}>{''.join(_pieces(text, start, end, cuts, found, _))}</p>"
        start = end


def as_html(text: str) -> str:
    """Return text as HTML; a character that HTML cannot hold becomes the sign for an unknown one."""
    return escape(_UNKNOWN_TO_HTML.sub("\ufffd", text))


def _pieces(
    text: str, start: int, end: int, cuts: Sequence[int], found: Sequence[Mark], _: Translator
) -> Iterator[str]:
    edges = [start, *(cut for cut in cuts if start < cut < end), end]
    for left, right in pairwise(edges):
        covering = [mark for mark in found if mark.covers(left, right)]
        yield from (_tag(mark, _) for mark in found if mark.span.start == left)
        yield _piece(text[left:right], covering)


def _piece(text: str, covering: Sequence[Mark]) -> str:
    if not covering:
        return as_html(text)
    kinds = " ".join(dict.fromkeys(f"k-{mark.kind}" for mark in covering))
    ids = " ".join(mark.id for mark in covering)
    return f'<span class="{kinds}" data-in="{ids}">{as_html(text)}</span>'


def _tag(mark: Mark, _: Translator) -> str:
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
