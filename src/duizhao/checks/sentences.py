"""The sentences of a paper, found once for all checks that ask for them."""

from __future__ import annotations

from duizhao.checks.base import Paper, once
from duizhao.text import sentences


@once
def sentence_ranges(paper: Paper) -> tuple[tuple[int, int], ...]:
    """Return the ranges of all sentences in normalised offsets."""
    return tuple(sentences(paper.normal))
