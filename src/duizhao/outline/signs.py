"""Items and headings that a sign opens: ★, ◆, ▲ and the like."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Final

from duizhao.outline.head import ENDS, Head
from duizhao.outline.markers import Mark, Style
from duizhao.outline.vocabulary import is_role_heading
from duizhao.text import Line

_LONGEST_SIGNED: Final = 30
BULLETS: Final = "★☆◆◇●○■□▲△▶►➤➢※•·—"
BULLET: Final = re.compile(rf"([{BULLETS}])—?[ \t]?(?=[^{BULLETS}\n])")


def signed(text: str, lines: tuple[Line, ...], openers: list[Mark | None]) -> dict[int, Head]:
    """Return, by line, the items that a sign of a list opens, counted from the heading before them."""
    signs = [BULLET.match(text, line.start, line.end) for line in lines]
    if not any(signs):
        return {}
    common = {sign for sign, count in Counter(m[1] for m in signs if m).items() if count > 1}
    parting = _parting(text, lines, signs)
    over = _over_lists(text, lines, signs, openers)
    heads: dict[int, Head] = {}
    counted: Counter[str] = Counter()
    for i, (sign, opener) in enumerate(zip(signs, openers, strict=True)):
        if sign is not None and sign[1] in parting:
            counted.clear()
            heads[i] = Head(Style.PLAIN, 1, sign.start(), sign.end(), i, opens_line=True)
            continue
        if sign is not None and i in over:
            heads[i] = Head(Style.PLAIN, 1, sign.start(), sign.end(), i, opens_line=True, level=1)
            continue
        if sign is None or sign[1] not in common:
            if opener is None or opener.style <= Style.HAN_PAREN:
                counted.clear()
            continue
        counted[sign[1]] += 1
        level = BULLETS.index(sign[1])
        heads[i] = Head(Style.BULLET, counted[sign[1]], sign.start(), sign.end(), i, True, level=level)
    return heads


def _over_lists(
    text: str, lines: tuple[Line, ...], signs: list[re.Match[str] | None], openers: list[Mark | None]
) -> set[int]:
    """Return the lines in which a sign heads a numbered list: ▲作风建设方面 over （3）….

    The signs of a part, up to the next heading of one, do this all or not at all.
    """
    found: set[int] = set()
    run: list[int] = []
    for i in range(len(lines) + 1):
        if i < len(lines) and signs[i] is not None:
            run.append(i)
            continue
        opener = openers[i] if i < len(lines) else None
        if run and (i == len(lines) or (opener is not None and opener.style <= Style.HAN_PAREN)):
            if len(run) > 1 and all(_heads_list(text, lines, openers, k) for k in run):
                found.update(run)
            run = []
    return found


def _heads_list(text: str, lines: tuple[Line, ...], openers: list[Mark | None], i: int) -> bool:
    line, below = lines[i], openers[i + 1] if i + 1 < len(lines) else None
    short = line.end - line.start <= _LONGEST_SIGNED and "。" not in text[line.start : line.end - 1]
    return short and below is not None and below.style > Style.HAN_PAREN


def _parting(text: str, lines: tuple[Line, ...], signs: list[re.Match[str] | None]) -> set[str]:
    """Return the signs that stand before headings of parts only, one of which names its part."""
    said: dict[str, list[str]] = defaultdict(list)
    for line, sign in zip(lines, signs, strict=True):
        if sign is not None:
            said[sign[1]].append(text[sign.end() : line.end])
    return {
        sign
        for sign, contents in said.items()
        if any(map(is_role_heading, contents))
        and all(
            len(one) <= _LONGEST_SIGNED and not one.endswith(ENDS) and "。" not in one for one in contents
        )
    }
