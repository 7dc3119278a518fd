"""Whether two names are one slip apart, and where the slip is."""

from __future__ import annotations


def slip(written: str, name: str) -> tuple[int, int] | None:
    """Return the range of ``written`` that one slip makes other than ``name``, ``None`` where it takes more.

    A slip is a character put for another, left out or added, or two neighbours that changed places. Where a
    character is left out the range is empty.
    """
    if written == name or abs(len(written) - len(name)) > 1:
        return None
    head = _shared(written, name)
    most = min(len(written), len(name)) - head
    tail = min(_shared(written[::-1], name[::-1]), most)
    start, end = head, len(written) - tail
    left, right = written[start:end], name[start : len(name) - tail]
    if max(len(left), len(right)) == 1:
        return start, end
    if len(left) == len(right) == 2 and left == right[::-1]:
        return start, end
    return None


def _shared(one: str, other: str) -> int:
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))
