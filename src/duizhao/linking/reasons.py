"""The words that two texts share, for the reader who asks why they were linked."""

from __future__ import annotations

import rjieba

_MOST = 4
_SHORTEST = 2


def shared_words(one: str, other: str) -> list[str]:
    """Return one reason naming the words of both texts, the longest first; [] where they share none."""
    words = {word for word in rjieba.cut(one) if len(word) >= _SHORTEST} & set(rjieba.cut(other))
    best = sorted(words, key=lambda word: (-len(word), word))[:_MOST]
    return ["共有词：" + "、".join(best)] if best else []
