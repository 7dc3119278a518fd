"""Does the name of a national institution or campaign miss the full one by a slip?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.wording.named import WITHOUT, excepted, title_ranges
from duizhao.errors import _
from duizhao.lexicons import pairs
from duizhao.lexicons import words as entries
from duizhao.lexicons.finding import Finder
from duizhao.lexicons.near import slip
from duizhao.lexicons.official import institution_names, institutions
from duizhao.record import Fix
from duizhao.text.regex import regex

_LEAST: Final = 7  # characters of a full name that one slip leaves recognisable

_MARK: Final = regex("[^\u4e00-\u9fff]")  # another mark or a line end is no misnaming


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield what is nearly the name of an institution or campaign and no name itself."""
    text, inside = paper.normal, title_ranges(paper)
    done = 0
    for at, names in _finder().heads(text):
        if at < done or any(text.startswith(name, at) for name in names):
            continue
        found = next(((end, name) for name in names if (end := _near(text, at, name))), None)
        if found is None or any(a <= at < b for a, b in inside):
            continue
        end, name = found
        done = end
        written = text[at:end]
        if written not in institution_names() and not excepted(written, options):
            span = paper.source(at, end)
            yield Finding(span, words(name=written, right=name), fix=Fix(span, name))


def _near(text: str, at: int, name: str) -> int:
    """Return where a near miss of a name that begins at a place ends, 0 for none; its ends are right."""
    tail = name[-2:]
    for size in (len(name), len(name) - 1, len(name) + 1, len(name) - 2):
        end = at + size
        if not text.startswith(tail, end - 2):
            continue
        if size == len(name) - 2:
            return end if name in pairs("campaigns") and _lacks_word(text[at:end], name) else 0
        place = slip(text[at:end], name)
        if place is None or place[0] < 2 or place[1] > size - 2:
            continue
        changed = text[at + place[0] : at + place[1]]
        if not (_MARK.search(changed) or (changed == "的" and size > len(name))):
            return end
    return 0


def _lacks_word(written: str, name: str) -> bool:
    """Say whether only a word of two characters inside the name is left out."""
    return any(
        name[:at] + name[at + 2 :] == written and not _MARK.search(name[at : at + 2])
        for at in range(2, len(name) - 3)
    )


@cache
def _finder() -> Finder:
    names = [one.name for one in institutions() if one.level == "central"]
    return Finder(name for name in [*names, *entries("campaigns")] if len(name) >= _LEAST)


check = Check(
    id="WOR010",
    slug="misnamed-institution",
    category="wording",
    title=_("机构、活动全称写错"),
    why=_("全称少一个字、错一个字，就不是规范名称；要么写准全称，要么用规范简称。"),
    source=_("机构改革方案、部署文件，见词表 institutions.tsv、campaigns.tsv 各条来源"),
    severity="warning",
    message=_("“%(name)s”与全称“%(right)s”只差一处；请核对名称"),
    find=find,
    options=(WITHOUT,),
    bad=examples(
        "一是衔接不够。«国家发展改革委员会»的要求转得慢，«国家市场监管管理总局»的通报没有传达。",
        "一是学习不够。«党的群众路线教育实线活动»以来读书少，«学习贯彻习近平新时代中国特色社会主义主题教育»走过场。",
    ),
    good=examples(
        "一是衔接不够。国家发展和改革委员会的要求转得慢，国家发展改革委、市场监管总局的通报没有传达，省发展和改革委员会没有去过。",
        "一是学习不够。党的群众路线教育实践活动以来读书少，“不忘初心，牢记使命”主题教育、党史学习教育走过场。",
        "学习贯彻习近平新时代中国特色社会主义思想\n主题教育专题民主生活会发言提纲\n一是学习不够。读得少。",
    ),
)
