"""Which characters of a text count when texts are compared, and where each of them stands.

Blanks, line ends and marks do not count; full-width letters and figures are taken as half-width ones and
capitals as small letters. So a hard line break or a changed comma never hides a shared passage.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from duizhao.record import Span
from duizhao.text.regex import regex

Codes = NDArray[np.uint16]

_FULL_WIDTH: Final = range(0xFF01, 0xFF5F)
_WIDTH_SHIFT: Final = 0xFEE0
_MARKS: Final = str.maketrans(
    {
        "，": ",", "。": ".", "；": ";", "：": ":", "？": "?", "！": "!", "（": "(", "）": ")",
        "“": '"', "”": '"', "＂": '"', "‘": "'", "’": "'", "〔": "[", "〕": "]", "［": "[", "］": "]",
        "—": "-", "－": "-", "．": ".", "･": "·", "•": "·", "\ufeff": "", "\u200b": "",
    }
)  # fmt: skip
_BLANKS: Final = regex(r"\s+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text's counting characters: ``codes[i]`` stands at code point ``offsets[i]`` of the text."""

    codes: Codes
    offsets: NDArray[np.int64]

    def span(self, start: int, end: int) -> Span:
        """Return the text's span of the counting characters ``[start, end)``; ``end`` > ``start``."""
        return Span(int(self.offsets[start]), int(self.offsets[end - 1]) + 1)

    def within(self, span: Span) -> tuple[int, int]:
        """Return the range of counting characters that stand in a span of the text."""
        start, end = np.searchsorted(self.offsets, (span.start, span.end))
        return int(start), int(end)


def fold(text: str) -> Folded:
    """Return the counting characters of ``text`` with their places."""
    codes = _folded(text)
    offsets = np.flatnonzero(codes)
    return Folded(codes=codes[offsets], offsets=offsets)


def fold_codes(text: str) -> Codes:
    """Return the counting characters alone; zero never occurs among them."""
    codes = _folded(text)
    counting: Codes = codes[codes != 0]
    return counting


def wording(text: str) -> str:
    """Return ``text`` without blanks and with half-width marks: equal wordings are one passage, exactly."""
    return _BLANKS.sub("", text.translate(_MARKS)).translate(_narrow())


def _folded(text: str) -> Codes:
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    folded: Codes = _known(points).take(points, mode="clip")
    if points.size and int(points.max()) > 0xFFFF:
        beyond = points > 0xFFFF
        folded[beyond] = points[beyond] % 0xFFFF + 1
    return folded


def _known(points: NDArray[np.uint32]) -> Codes:
    """Return which characters of the basic plane count, and as what; those of a text have been looked up.

    All 65,536 would take longer than a small paper does.
    """
    table, looked_up = _table()
    basic = np.minimum(points, 0xFFFF)
    fresh = basic[~looked_up.take(basic)]
    for point in sorted(set(fresh.tolist())):
        character = chr(point - _WIDTH_SHIFT if point in _FULL_WIDTH else point)
        if character.isalnum():
            small = character.lower()
            table[point] = ord(small) if len(small) == 1 else ord(character)
    looked_up[fresh] = True
    return table


@cache
def _table() -> tuple[Codes, NDArray[np.bool_]]:
    return np.zeros(0x10000, np.uint16), np.zeros(0x10000, np.bool_)


@cache
def _narrow() -> dict[int, int]:
    return {point: point - _WIDTH_SHIFT for point in _FULL_WIDTH}
