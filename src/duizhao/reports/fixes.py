"""Which of the fixes that checks are certain of can be made together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from duizhao.record import Diagnostic, Severity

_GRAVITY: Final[dict[Severity, int]] = {"error": 0, "warning": 1, "question": 2}


def compatible(diagnostics: Sequence[Diagnostic], text: str) -> list[Diagnostic]:
    """Return the diagnostics whose fixes are to be made, in the order of the text, none overlapping another.

    Of two that overlap the graver one is made, of equals the first. One that says what another says already
    is left out. A fix whose new text is masked would write the mask into the paper and is left out too.
    """
    chosen: list[Diagnostic] = []
    fixable = [one for one in diagnostics if one.fix is not None and not _masked(one, text)]
    for one in sorted(fixable, key=lambda each: (_GRAVITY[each.severity], _place(each))):
        if not any(_meet(one, other) for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=_place)


def _place(one: Diagnostic) -> tuple[int, int]:
    assert one.fix is not None
    return one.fix.span


def _meet(one: Diagnostic, other: Diagnostic) -> bool:
    """Say whether two fixes touch the same characters or the same place between two."""
    (a, b), (c, d) = _place(one), _place(other)
    return (a < d and c < b) or a == c or (a == b and c <= a <= d) or (c == d and a <= c <= b)


def _masked(one: Diagnostic, text: str) -> bool:
    assert one.fix is not None
    start, end = one.fix.span
    return one.fix.text.count("*") > text[start:end].count("*")
