"""Which passages stand twice in a paper, formulas and headings left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from duizhao.checks.base import Paper, once
from duizhao.lexicons.formulas import formula_grams
from duizhao.overlap.alignment import repeated_stretches
from duizhao.overlap.batch import heading_spans
from duizhao.overlap.folding import fold
from duizhao.overlap.judgement import ALONE_ALIKE, alike
from duizhao.record import Span
from duizhao.text.regex import regex

LEAST: Final = 18  # equal characters of a repeated passage
_EDITED: Final = 24  # the same, where not every character is equal
_RUN: Final = 5  # characters of a formula that are told as one
_OWN: Final = 14  # of them that are no formula and no heading
# Who is in charge of a measure and till when: the same for many measures, as a rule.
_DUTY: Final = regex(
    "(?:责任|牵头|协办|配合|分管|主管|督办|完成|整改|办理|落实)"
    "(?:领导|人|单位|部门|股室|科室|处室|支部|时限|期限|时间)[：:][^；;。\n]*[；;。]?"
)


@dataclass(frozen=True, slots=True)
class Repeated:
    """A passage and where it stands again."""

    first: Span
    second: Span


@once
def repeated(paper: Paper) -> tuple[Repeated, ...]:
    """Return the passages that stand twice, longest first; none lies over another."""
    folded = fold(paper.text)
    if folded.codes.size < 2 * LEAST:
        return ()
    found = repeated_stretches(folded.codes, least=LEAST)
    if not found:
        return ()
    apart = _not_prose(paper)
    taken: list[Span] = []
    kept = []
    for stretch in sorted(found, key=lambda one: -one.matched):
        enough = stretch.matched >= (LEAST if len(stretch.runs) == 1 else _EDITED)
        if not enough or alike(stretch) < ALONE_ALIKE:
            continue
        first, second = folded.span(*stretch.a), folded.span(*stretch.b)
        idle = max(sum(_over(place, one) for one in apart) for place in (first, second))
        own = stretch.matched - max(idle, _formal(paper.quote(first)))
        if own >= _OWN and not any(_over(second, one) for one in taken):
            taken.append(second)
            kept.append(Repeated(first, second))
    return tuple(kept)


def _over(one: Span, other: Span) -> int:
    """Return how many characters two ranges have in common."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _formal(words: str) -> int:
    """Return how many characters of words belong to standing formulas."""
    formal, taken = formula_grams(_RUN), bytearray(len(words))
    for at in range(len(words) - _RUN + 1):
        if words[at : at + _RUN] in formal:
            taken[at : at + _RUN] = b"\1" * _RUN
    return sum(taken)


def _not_prose(paper: Paper) -> list[Span]:
    """Return what may well stand twice: headings, tables, findings quoted in a heading, who is in charge till when."""
    spans = [paper.title_span, *heading_spans(paper.text)]
    spans += [paper.source(table.start, table.end) for table in paper.outline.tables]
    spans += [one.span for one in paper.document.paragraphs if one.cell is not None]
    spans += [Span(*one.span()) for one in _DUTY.finditer(paper.text)]
    return spans
