"""Where a paper has one word for another that it is easily taken for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Final

import numpy as np

from duizhao.checks.base import Finding, Paper, once, words
from duizhao.checks.typo.quoted import quoted
from duizhao.lexicons.confusions import Confusion, confusions
from duizhao.lexicons.counts import counts
from duizhao.lexicons.finding import Finder
from duizhao.record import Fix

_USED: Final = 10  # level from which two characters are a word in use
_LITTLE: Final = frozenset("是的了不没有在和与及要会能就都也更最其这那对把被将为")
_MAKE: Final = frozenset("做作")


@once
def confused(paper: Paper) -> tuple[tuple[int, Confusion], ...]:
    """Return where in the normalised text what confusion stands, outside quotations and other words."""
    return tuple(_confused(paper.normal))


def told(paper: Paper, *, make: bool) -> Iterator[Finding]:
    """Yield the findings of 做 and 作 taken for one another, or of all other words."""
    for start, one in confused(paper):
        if ({one.right, one.other} == _MAKE) == make:
            span = paper.source(start, start + len(one.wrong))
            yield Finding(span, words(written=one.wrong, reading=one.wording), fix=Fix(span, one.wording))


def _confused(text: str) -> Iterator[tuple[int, Confusion]]:
    finder, by_wrong = _wrong()
    for at, wrong in finder.heads(text):
        for one in (each for form in wrong for each in by_wrong[form]):
            end = at + len(one.wrong)
            if text.startswith(one.wrong, at) and not (
                _word(text[at - 1 : at + 1]) or _word(text[end - 1 : end + 1]) or quoted(text, at)
            ):
                yield at, one


@cache
def _wrong() -> tuple[Finder, dict[str, list[Confusion]]]:
    """Return what finds the wrong forms, and what each of them may be."""
    by_wrong: dict[str, list[Confusion]] = defaultdict(list)
    for one in confusions():
        by_wrong[one.wrong].append(one)
    return Finder(by_wrong), dict(by_wrong)


def _word(text: str) -> bool:
    """Tell whether two characters are a word: then a wording that starts or ends among them is none."""
    if len(text) < 2 or not _LITTLE.isdisjoint(text):
        return False
    return int(counts().word([np.array([number]) for number in counts().read(text)])[0]) >= _USED
