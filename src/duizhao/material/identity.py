"""What the head of a paper says of it: title, kind, year, date, unit and author."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from duizhao.material.dates import date_of, year_of
from duizhao.material.head import Head, read_head, with_gaps
from duizhao.material.kinds import kind_of
from duizhao.material.who import who
from duizhao.outline import Outline
from duizhao.record import Author, MaterialKind

_FOOT: Final = 4  # lines at the end that may hold signature and date
_OPENING: Final = 700  # characters in which a paper says which meeting it is for


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose paper it is and what kind, and its head."""

    head: Head
    kind: MaterialKind
    year: int | None
    date: str | None
    unit: str | None
    author: Author | None


def identify(outline: Outline) -> Identity:
    """Return kind, year, date, unit and author of a paper, each ``None`` where it does not say."""
    text = outline.text.text
    head = read_head(outline)
    body = text[head.end :]
    kind = kind_of(head.title, head.bylines, body)
    foot = [with_gaps(outline, line.start, line.end) for line in outline.text.lines[-_FOOT:]]
    date = date_of(head.bylines, foot)
    unit, author = who(head.title, head.bylines, foot, body, kind)
    first = outline.nodes[0].start if outline.nodes else len(text)
    opening = text[head.end : max(first, head.end)][:_OPENING]
    return Identity(head, kind, year_of(head.title, head.bylines, opening, body, date), date, unit, author)
