"""A paper as it is compared."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """A paper to compare, under a path of its own; unit, author, year and the file's sha256 where known.

    Papers of one unit count once when the papers that use a wording are counted.
    """

    path: str
    text: str = field(repr=False)
    unit: str | None = None
    author: str | None = None
    year: int | None = None
    sha256: str = ""
