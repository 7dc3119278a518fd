"""Is a name in quotation marks or a title once written with another character?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.wording.named import WITHOUT, excepted
from duizhao.errors import _
from duizhao.lexicons.near import slip
from duizhao.record import Related
from duizhao.text.regex import regex

_NAME: Final = regex("[“《]([\u4e00-\u9fff]{5,24})[”》]")
_NUMERAL: Final = regex(
    "[〇零一二三四五六七八九十百千两双首次前后上中下左右东南西北大小新旧老少多甲乙丙丁内外]"
)
_MOST: Final = 60  # names of a paper that are compared with one another


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield names that stand once and miss by a slip one that stands more often."""
    matches = list(_NAME.finditer(paper.normal))
    count = Counter(match[1] for match in matches)
    often = [match for match in matches if count[match[1]] > 1][:_MOST]
    for match in matches:
        if count[match[1]] > 1 or excepted(match[1], options):
            continue
        other = next((one for one in often if _is_slip(match[1], one[1])), None)
        if other is not None:
            yield Finding(
                paper.source(*match.span(1)),
                words(name=match[1], other=other[1], count=count[other[1]]),
                related=(Related(paper.path, paper.source(*other.span(1))),),
            )


def _is_slip(written: str, name: str) -> bool:
    """Say whether a slip makes one name of the other that does not make it another thing's."""
    place = slip(written, name)
    if place is None:
        return False
    changed = written[slice(*place)] + name[place[0] : place[1] + len(name) - len(written)]
    return not _NUMERAL.search(changed)


check = Check(
    id="WOR012",
    slug="unsteady-name",
    category="wording",
    title=_("名称前后差一个字"),
    why=_("引号、书名号里的名称前后差一个字，不是笔误，就是两件事容易看混。"),
    source=_("审阅通例"),
    severity="question",
    message=_("“%(name)s”只出现 1 次，与出现 %(count)s 次的“%(other)s”差一处；请核对是否同一名称"),
    find=find,
    options=(WITHOUT,),
    bad=examples(
        "一是推进不够。“三联工作法”只在两个村试过，“三联工作法”的台账没有建，“«三连工作法»”的群没有人管。",
    ),
    good=examples(
        "一是推进不够。“三联工作法”只在两个村试过，“三联工作法”的台账没有建，“四联工作法”没有试。",
    ),
)
