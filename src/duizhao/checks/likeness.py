"""How much of one wording stands in another, standing formulas not counted."""

from __future__ import annotations

from typing import Final

from duizhao.lexicons.formulas import formula_grams
from duizhao.text.regex import regex

_MARKS: Final = regex("[^\u4e00-\u9fffA-Za-z0-9]+")


def bare(words: str) -> str:
    """Return words without marks and blanks."""
    return _MARKS.sub("", words)


def grams(words: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of words, those of standing formulas left out."""
    plain = bare(words)
    pairs = frozenset(plain[at : at + 2] for at in range(len(plain) - 1))
    formal = formula_grams(4)
    if any(plain[at : at + 4] in formal for at in range(len(plain) - 3)):
        kept = _without_formulas(plain, formal)
        return frozenset(piece[at : at + 2] for piece in kept for at in range(len(piece) - 1)) or pairs
    return pairs


def contained(small: frozenset[str], large: frozenset[str]) -> float:
    """Return which part of the smaller set of pairs stands in the larger, 0 to 1."""
    return len(small & large) / len(small) if small else 0.0


def _without_formulas(plain: str, formal: frozenset[str]) -> list[str]:
    taken = bytearray(len(plain))
    for at in range(len(plain) - 3):
        if plain[at : at + 4] in formal:
            taken[at : at + 4] = b"\1\1\1\1"
    return "".join(c if not t else " " for c, t in zip(plain, taken, strict=True)).split()
