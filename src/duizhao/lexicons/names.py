"""Where a text names a person: characters of a name follow no usage, so nothing is said of them."""

from __future__ import annotations

import re
from functools import cache

from duizhao.lexicons import words

_BEFORE = r"(?<![\u4e00-\u9fff])|(?<=[长记任员席师官管理士志生授事某局部手人队\u3000])"
_TITLES = "同志|同学|老师|书记|主任|局长|部长|科长|处长|队长|校长|院长|厅长|主席|总|等|某|说"
_BEHIND = rf"(?={_TITLES}|[^\u4e00-\u9fff]|$)"

_LONGEST = 8  # characters of a name and of the title behind it


def in_name(text: str, start: int, end: int) -> bool:
    """Tell whether a range touches what looks like a person's name.

    That is a surname and one or two characters between a post and a title, or alone between marks.
    """
    around = _pattern().finditer(text, max(start - _LONGEST, 0), end + _LONGEST)
    return any(found.start() < end and found.end() > start for found in around)


@cache
def _pattern() -> re.Pattern[str]:
    surnames = sorted(words("surnames"), key=len, reverse=True)
    given = r"(?:[\u4e00-\u9fff]{1,2}?|某某?)"
    return re.compile(f"(?:{_BEFORE})(?:{'|'.join(surnames)}){given}{_BEHIND}")
