"""Is one ordinal of a list set with other marks than its neighbours?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.numbering.ordinals import Key, ordinals
from duizhao.errors import _
from duizhao.outline import Style
from duizhao.record import Span
from duizhao.text.regex import regex

_NUMBER: Final = regex(r"[一二三四五六七八九十\d０-９]+")
_TRAILING: Final = regex(r"[\s，：,:]+$")
_STYLES: Final = frozenset({Style.HAN, Style.HAN_PAREN, Style.ARABIC, Style.ARABIC_PAREN})
_SHARE: Final = 0.6  # of a list's ordinals that have the usual form, at least


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the few ordinals whose marks differ from those of most ordinals of their list."""
    for found in _lists(paper):
        usual, count = Counter(form for _, form in found).most_common(1)[0]
        if 2 <= count < len(found) and count >= _SHARE * len(found):
            for span, form in found:
                if form != usual:
                    yield Finding(span, words(usual=usual, form=form))


def _lists(paper: Paper) -> Iterator[list[tuple[Span, str]]]:
    """Yield each list's ordinals with their form: the number taken for 一."""
    open_lists: dict[Key, list[tuple[Span, str]]] = {}
    for one in ordinals(paper):
        if one.key is None or one.key[0] not in _STYLES:
            continue
        if one.number == 1 and one.key in open_lists:
            yield open_lists.pop(one.key)
        span = paper.source(one.start, one.end)
        form = _TRAILING.sub("", _NUMBER.sub("一", paper.quote(span)))
        open_lists.setdefault(one.key, []).append((span, form))
    yield from open_lists.values()


check = Check(
    id="NUM006",
    slug="mixed-marks",
    category="numbering",
    title=_("同级序号标点不一"),
    why=_("同级序号有的用顿号、有的用圆点，有的用全角括号、有的用半角括号，版面不齐，自动编目也会断开。"),
    source="GB/T 9704-2012, 7.3.3; GB/T 15834-2011",
    severity="question",
    message=_("此处序号写作“%(form)s”，同组序号多写作“%(usual)s”；请统一"),
    find=find,
    bad=examples(
        "一、存在的问题\n1.读得少。\n2.记得少。\n«3、»用得少。\n4.写得少。\n二、整改措施\n多读。",
        "一、存在的问题\n（一）学习方面\n读得少。\n«(二)»作风方面\n走得少。\n（三）廉洁方面\n管得松。\n（四）担当方面\n拖得久。",
    ),
    good=examples(
        "一、存在的问题\n1.读得少。\n2.记得少。\n3.用得少。\n二、整改措施\n1、多读。\n2、多记。\n3、多用。",
    ),
    needs=frozenset({"outline"}),
)
