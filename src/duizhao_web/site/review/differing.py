"""Two texts held against each other word by word: what both have, what one has and the other has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, NamedTuple

from duizhao.reports.marks import as_html

Side = Literal["old", "new"]
_TAGS: Final[dict[Side, str]] = {"old": "del", "new": "ins"}


class Step(NamedTuple):
    """A run of words: in both texts, or only in one of them (the other is empty)."""

    old: str
    new: str

    @property
    def is_equal(self) -> bool:
        """Return whether both have it."""
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class Row:
    """Lines of both texts that stand beside each other; ``changed`` where they are not the same."""

    old: tuple[Step, ...]
    new: tuple[Step, ...]
    changed: bool


def steps(old: str, new: str) -> list[Step]:
    """Return the way from one text to the other, in words."""
    import rjieba  # loads its dictionary, which pages without a comparison need not wait for
    from rapidfuzz.distance import Indel

    before, after = _words(rjieba.cut(old)), _words(rjieba.cut(new))
    return [
        Step("".join(before[one.src_start : one.src_end]), "".join(after[one.dest_start : one.dest_end]))
        for one in Indel.opcodes(before, after)
    ]


def side(found: Sequence[Step], which: Side) -> str:
    """Return one of the texts as HTML, with what the other lacks marked."""
    tag = _TAGS[which]
    return "".join(
        as_html(getattr(one, which)) if one.is_equal else f"<{tag}>{as_html(getattr(one, which))}</{tag}>"
        for one in found
        if getattr(one, which)
    )


def rows(old: str, new: str) -> list[Row]:
    """Return both texts line by line beside each other: a row ends where both have the same line end."""
    made: list[Row] = []
    here: list[Step] = []
    for one in steps(old, new):
        if not one.is_equal:
            here.append(one)
            continue
        *lines, rest = one.old.split("\n")
        for line in lines:
            made.append(_row([*here, Step(line, line)]))
            here = []
        here.append(Step(rest, rest))
    return [*made, _row(here)]


def runs(found: Sequence[Row]) -> Iterator[tuple[bool, list[Row]]]:
    """Yield changed rows and unchanged ones in turn, each run together."""
    for changed, several in groupby(found, key=lambda row: row.changed):
        yield changed, list(several)


def _row(found: Sequence[Step]) -> Row:
    kept = [one for one in found if one.old or one.new]
    changed = any(not one.is_equal for one in kept)
    return Row(tuple(one for one in kept if one.old), tuple(one for one in kept if one.new), changed)


def _words(cut: Sequence[str]) -> list[str]:
    """Return the words with every line end a word of its own."""
    found: list[str] = []
    for word in cut:
        if "\n" not in word:
            found.append(word)
            continue
        for number, part in enumerate(word.split("\n")):
            if number:
                found.append("\n")
            if part:
                found.append(part)
    return found
