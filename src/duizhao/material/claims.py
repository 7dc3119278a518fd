"""Where a member takes a share of the team's problems, and in which words of responsibility."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from duizhao.record import ClaimScope
from duizhao.text import clauses, number, sentences_naming

_WORDS: Final = re.compile("认领|责任|照单全收")
_CLAIM: Final = re.compile(
    r"认领|(?:班子|党组|党委|支部)[^。]{0,30}照单全收|(?:班子|领导班子|常委会|支委会|党组|党委|支部|集体)[^。]{0,40}(?:问题|查)[^。]{0,60}?(?:负|承担|负有).{0,10}责任"
)
_SHARE: Final = re.compile(r"认领|(?:负|承担|负有)[^，。；]{0,8}责任")
# What comes before 对班子…问题 in the same sentence is another matter.
_CLAIM_START: Final = re.compile(
    r"(?<=[，；])(?=(?:同时，)?(?:对|针对|对于|关于|就)[^，。；]{0,24}(?:班子|党组|党委|支部|常委会|支委)[^。；]{0,30}(?:问题|查))"
)
_TEAM: Final = re.compile(r"班子|常委会|集体|党组|党委|支委|支部|团队|公共清单|共性问题")
_DEGREES: Final = (
    r"(?:主要领导|重要领导|全部|第一|首要|主要|直接|领导|分管|相应|连带|重要|主体|共同|一定|个人)"
)
_RESPONSIBILITY: Final = re.compile(rf"(第一责任人的?责任|{_DEGREES}的?责任(?![制人]))")
_ITEM: Final = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_LISTED: Final = re.compile(
    rf"第?{_ITEM}(?:个|项|条|点)?(?:(?:[、，和及与]|以及)第?{_ITEM}(?:个|项|条|点)?)*(?:[至到—－~-]{{1,2}}第?{_ITEM}(?:个|项|条|点)?)?(?:个|项|条|点|问题|等)"
)
_RANGE: Final = re.compile(rf"({_ITEM})(?:个|项|条|点)?[至到—－~-]{{1,2}}第?({_ITEM})")
_ONE: Final = re.compile(_ITEM)
_ANOTHER_MATTER: Final = 12  # characters before the claim that make it a clause of a longer sentence
# Claiming a wish, a task or a post is another matter.
_NO_CLAIM: Final = re.compile(r"认领.{0,12}(?:岗位|任务|心愿|微心愿|项目|工作)")
_TAKES: Final = re.compile(r"(?:我|本人|全部|主动|逐[条项一]|照单).{0,24}认领|认领.{0,24}(?:问题|责任|第)")
# What was claimed a year ago is an account, and （二）认领班子问题情况。 is a heading.
_LAST_YEAR: Final = re.compile(r"^[^，。]{0,4}(?:去年|上年度?|上一年度?)[^，。]{0,20}认领")
_HEADS: Final = re.compile(r"(?:（?[一二三四五六七八九十\d]{1,2}[）、.])?.{0,8}认领.{0,16}情况。?")
_BY_OTHERS: Final = re.compile(r"(?:班子|各)成员.{0,12}认领")


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim: its sentence in normalised offsets, scope, item numbers, and the word of responsibility."""

    start: int
    end: int
    scope: ClaimScope
    items: tuple[int, ...]
    responsibility: str | None


def find_claims(text: str, start: int, end: int) -> list[FoundClaim]:
    """Return the claims in ``text[start:end]``; several shares in one sentence are several claims."""
    found: list[FoundClaim] = []
    for a, b in sentences_naming(_WORDS, text, start, end):
        if text[b - 1] not in "。；！”）" or not _is_claim(text[a:b]):  # a heading claims nothing
            continue
        parts = [(c, d) for c, d in clauses(text, a, b) if _SHARE.search(text, c, d)]
        found.extend(_claim(text, c, d) for c, d in (parts if len(parts) > 1 else [(a, b)]))
    return found


def _is_claim(sentence: str) -> bool:
    if not _CLAIM.search(sentence) or _NO_CLAIM.search(sentence):
        return False
    if _LAST_YEAR.search(sentence) or _HEADS.fullmatch(sentence):
        return False
    others = _BY_OTHERS.search(sentence) and "我" not in sentence and "本人" not in sentence
    return not others and bool(_TEAM.search(sentence) or _TAKES.search(sentence))


def _claim(text: str, start: int, end: int) -> FoundClaim:
    inner = _CLAIM_START.search(text, start, end)
    if inner and inner.start() - start > _ANOTHER_MATTER:
        start = inner.start()
    words = text[start:end]
    items = _items(words)
    match = _RESPONSIBILITY.search(words)
    responsibility = match[1].replace("的", "") if match else None
    return FoundClaim(start, end, "listed" if items else "all", items, responsibility)


def _items(sentence: str) -> tuple[int, ...]:
    """Return the numbers of the problems claimed, ranges written out."""
    items: list[int] = []
    for match in _LISTED.finditer(sentence):
        listed = match[0]
        if not listed.startswith("第") or listed.startswith("第一责任"):
            continue
        for low, high in _RANGE.findall(listed):
            a, b = number(low), number(high)
            if a is not None and b is not None and a < b <= a + 60:
                items.extend(range(a, b + 1))
        items.extend(n for part in _ONE.findall(listed) if (n := number(part)) is not None)
    return tuple(sorted(set(items)))
