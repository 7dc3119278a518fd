"""Which passages stand twice in a paper, formulas and headings left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from duizhao.checks.base import Paper, once
from duizhao.overlap.alignment import repeated_stretches
from duizhao.overlap.batch import heading_spans
from duizhao.overlap.folding import fold
from duizhao.overlap.judgement import ALONE_ALIKE, alike
from duizhao.overlap.shingles import run_hashes
from duizhao.overlap.standing import HEAD, covered, standing
from duizhao.record import Span

LEAST: Final = 18  # equal characters of a repeated passage
_EDITED: Final = 24  # the same, where not every character is equal
_OWN: Final = 14  # of them that are no formula and no heading


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
    free = ~covered(folded.codes, standing(), run_hashes(folded.codes, HEAD))[0]
    for span in _not_prose(paper):
        start, end = folded.within(span)
        free[start:end] = False
    own = np.concatenate(([0], np.cumsum(free)))
    taken = np.zeros(folded.codes.size, dtype=np.bool_)
    kept = []
    for stretch in sorted(found, key=lambda one: -one.matched):
        (a, b), (c, d) = stretch.a, stretch.b
        counted = sum(int(own[run.a + run.length] - own[run.a]) for run in stretch.runs)
        enough = stretch.matched >= (LEAST if len(stretch.runs) == 1 else _EDITED)
        if not enough or counted < _OWN or alike(stretch) < ALONE_ALIKE or taken[c:d].any():
            continue
        taken[c:d] = True
        kept.append(Repeated(folded.span(a, b), folded.span(c, d)))
    return tuple(kept)


def _not_prose(paper: Paper) -> list[Span]:
    """Return what may well stand twice: headings, tables, findings quoted in a heading."""
    spans = list(heading_spans(paper.text))
    spans += [paper.source(table.start, table.end) for table in paper.outline.tables]
    spans += [one.span for one in paper.document.paragraphs if one.cell is not None]
    return spans
