"""Which ordinal stands at a place of the text: 一、 （一） 1. 一是 首先 第一， 其一 问题1： and the like.

The order of levels 一、 （一） 1. （1） is GB/T 9704-2012, 7.3.3; the run-in ordinals 一是, 一要, 首先, 其一
are usage. Papers leave levels out and mix brackets, blanks and full stops; all of that is accepted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from duizhao.text import chinese_number


class Style(IntEnum):
    """A kind of ordinal; the value is its usual rank, smaller is higher."""

    CHAPTER = 0  # 第一章, 第一部分, 壹、
    SECTION = 1  # 第一节
    HAN = 2  # 一、
    HAN_PAREN = 3  # （一）
    PLAIN = 4  # a heading without a number
    ARABIC = 5  # 1.
    DECIMAL = 6  # 1.1
    LABEL = 7  # 问题1：
    ARABIC_PAREN = 8  # （1）
    CIRCLED = 9  # ①
    BULLET = 10  # ★, counted by us
    ORDINAL = 11  # 第一，
    FIRSTLY = 12  # 首先，
    QI = 13  # 其一，
    SHI = 14  # 一是
    YAO = 15  # 一要


@dataclass(frozen=True, slots=True)
class Mark:
    """An ordinal found: its style and number, and where it begins and ends.

    ``minor`` is the last number of a decimal ordinal and ``depth`` its number of points (1.2.3 → 3 and 2).
    """

    style: Style
    number: int
    start: int
    end: int
    minor: int | None = None
    depth: int = 0


_HAN: Final = "[一二三四五六七八九十]{1,3}"
_BRACKETED_HAN: Final = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ENCLOSED: Final = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
# Behind 1.2 stands a heading and no unit: 1.2万元 is an amount.
_NO_UNIT: Final = r"(?=[ \t]?[^\d\s.%％年月日时点元万亿个项次人名户家米吨公、，。；：）倍度])"
LAST: Final = 99  # 最后 and 还有就是 go on from any number
_FIRSTLY: Final = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "此外": 4, "最后": LAST}

# Alternatives in the order they must be tried; group names are what `_decode` switches on. The text is
# folded: digits half-width, brackets full-width.
_PATTERN: Final = (
    rf"第(?P<chapter>{_HAN}|\d{{1,2}})(?:章|部分|编|篇)[、，：]?"
    rf"|第(?P<section>{_HAN}|\d{{1,2}})(?:节|条)[、，：]?"
    rf"|(?:针对|对应|对照)?(?:第)?(?:(?:主要|突出|存在的?|反馈|发现|审计|检查|查摆|具体)?问题|事项|隐患|缺陷|不符合项|任务)[（]?(?P<label>{_HAN}|\d{{1,2}})[）]?(?:[：、.，]|(?=\n))"
    rf"|[【〔\[（](?:问题|事项|隐患|缺陷|不符合项|任务)(?P<framed>{_HAN}|\d{{1,2}})[】〕\]）][：、.]?"
    rf"|针对第(?P<answer>{_HAN}|\d{{1,2}})(?:个|项|条)(?:方面)?(?:的)?问题[：，]"
    r"|(?P<capital>[壹贰叁肆伍陆柒捌玖拾])[、.]"
    rf"|[（〔\[【](?P<hanparen>{_HAN})[）〕\]】][、.，：]?"
    rf"|(?P<brhan>[{_BRACKETED_HAN}])[、.]?"
    r"|[（〔\[【](?P<arparen>\d{1,2})[）〕\]】][、.，：]?"
    rf"|(?P<enclosed>[{_ENCLOSED}])[、.]?"
    r"|(?P<deep>\d{1,2}(?:\.\d{1,2}){2})[、.]?(?=[ \t]?[\u4e00-\u9fff“])"
    rf"|(?P<decimal>\d{{1,2}}\.\d{{1,2}})[、.]?{_NO_UNIT}"
    r"|(?P<arabic>\d{1,2})(?:[.、](?!\d(?!\d{3}年))|）)"
    rf"|(?P<circled>[{_CIRCLED}])[、.]?"
    rf"|第(?P<ordinal>{_HAN})(?:个(?:方面)?|方面)?(?:问题)?(?:[，、：]是?|是)"
    rf"|(?P<firstly>首先|其次|再次|再者|最后)(?:[，、：]是?|是|要)"
    rf"|其(?P<qi>{_HAN})(?:[，、：]是?|是)"
    rf"|(?P<lai>{_HAN})来[，：]"
    r"|(?P<one>一个(?:就)?是|(?:再|另|还有)(?:有)?一个(?:就)?是|还有(?:一点)?就是)[，：]?"
    rf"|(?P<shi>{_HAN})是(?![否非])[，：]?"
    rf"|(?P<yao>{_HAN})要(?!求|素|点|件|害|闻|领)"
    rf"|(?P<han>{_HAN})[、.](?!{_HAN}[、是])"
    rf"|(?P<hanhalf>{_HAN})）"
)
_AT: Final = re.compile(_PATTERN)
# Inside a paragraph an ordinal follows a mark (or a blank that was taken out, checked by the caller).
# The mark is consumed and not looked back at: the search then skips from mark to mark.
# A copy in one line has a list right behind the title of an aspect, too: 理论学习方面一是….
_INSIDE: Final = re.compile(rf"[。；：，！？”）\s、我面](?:{_PATTERN})")
_ASPECT_END: Final = "方面"
# These are told from running text by their shape, so a copy without line breaks may have them anywhere.
_SHAPE: Final = re.compile(r"第.{1,3}[章部]|(?:问题|隐患)[（\d]|（[一二三四五六七八九十]|\d\.\d")
_SHAPED: Final = re.compile(
    rf"第(?P<chapter>{_HAN})(?:章|部分)[、，：]?|问题[（]?(?P<label>\d{{1,2}})[）]?："
    rf"|（(?P<hanparen>{_HAN})）|(?<![\d.第])(?P<decimal>\d{{1,2}}\.\d{{1,2}}){_NO_UNIT}"
)


def mark_at(text: str, start: int) -> Mark | None:
    """Return the ordinal that begins at ``start`` of folded text, or ``None``."""
    match = _AT.match(text, start)
    return _decode(match, 0) if match else None


def marks_inside(text: str, start: int, end: int) -> list[Mark]:
    """Return every candidate for an ordinal inside ``text[start:end]``, in order."""
    found = {}
    if _SHAPE.search(text, start, end):
        found = {match.start(): _decode(match, 0) for match in _SHAPED.finditer(text, start, end)}
    for match in _INSIDE.finditer(text, max(start - 1, 0), end):
        at = match.start() + 1
        if text[at - 1] != _ASPECT_END[-1] or text.endswith(_ASPECT_END, start, at):
            found[at] = _decode(match, 1)
    return [mark for _, mark in sorted(found.items()) if mark is not None]


def _decode(match: re.Match[str], lead: int) -> Mark | None:
    """Return the ordinal of a match whose first ``lead`` characters stand before it."""
    group = match.lastgroup or ""
    value = match[group]
    style = _STYLES[group]
    minor, depth = None, 0
    if group == "brhan":
        number: int | None = _BRACKETED_HAN.index(value) + 1
    elif group == "circled":
        number = _CIRCLED.index(value) + 1
    elif group == "enclosed":
        number = _ENCLOSED.index(value) + 1
    elif group == "one":
        number = 1 if value.startswith("一个") else LAST
    elif group == "firstly":
        number = _FIRSTLY[value]
    elif group in ("decimal", "deep"):
        parts = value.split(".")
        number, minor, depth = int(parts[0]), int(parts[-1]), len(parts) - 1
    elif value.isascii():
        number = int(value)
    else:
        number = chinese_number(value)
    if not number:
        return None
    return Mark(style, number, match.start() + lead, match.end(), minor, depth)


_STYLES: Final = {
    "chapter": Style.CHAPTER,
    "section": Style.SECTION,
    "label": Style.LABEL,
    "answer": Style.LABEL,
    "framed": Style.LABEL,
    "capital": Style.CHAPTER,
    "hanparen": Style.HAN_PAREN,
    "hanhalf": Style.HAN_PAREN,
    "brhan": Style.HAN_PAREN,
    "arparen": Style.ARABIC_PAREN,
    "enclosed": Style.ARABIC_PAREN,
    "decimal": Style.DECIMAL,
    "deep": Style.DECIMAL,
    "arabic": Style.ARABIC,
    "circled": Style.CIRCLED,
    "ordinal": Style.ORDINAL,
    "firstly": Style.FIRSTLY,
    "qi": Style.QI,
    "lai": Style.QI,
    "one": Style.QI,
    "shi": Style.SHI,
    "yao": Style.YAO,
    "han": Style.HAN,
}
