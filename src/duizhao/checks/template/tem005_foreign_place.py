"""Is a place named as one's own that is not the unit's?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, once, words
from duizhao.checks.head import head_end
from duizhao.errors import _
from duizhao.lexicons import pairs
from duizhao.lexicons.everyday import everyday_pairs
from duizhao.text.regex import regex

_ENDS: Final = regex("[省市县区州旗盟]")
_LONGEST: Final = 11
_OPENING: Final = regex("[\u4e00-\u9fff]{2}[市县区](?=委|人民政府)")
_LOOKED_AT: Final = 400  # characters of a paper whose head names no place
_LEVELS: Final = {"省": 1, "市": 2, "州": 2, "盟": 2, "县": 3, "区": 3, "旗": 3}
# Somebody went there, learnt from there, comes from there, or something happened there.
_VISITED: Final = regex(
    r"(?:赴|去|往|前往|来自|学习|考察|借鉴|对标|参观|调研|培训|支援|援助|帮扶|对口|协作|挂职|出生于|毕业于|调自|原|邻近|相邻|周边|跨|与|和|同|经|从|像|如|学|看"
    r"|到)[^，。；：]{0,10}$"
)
_EVENT: Final = regex(
    "^(?:的?(?:经验|做法|模式|案例|教训|企业|客商|公司|籍|人|老板|专家|学习|考察|调研|培训|挂职|参观|事故|疫情)|“)"
)
_OFFICE: Final = (
    r"(?:委(?!员|托|派|屈)|人民政府|政府|纪委|监委|人大|政协|常委|直机关|领导班子|上下|各级|各部门)"
)
_NAMED: Final = regex(
    rf"(?:^|(?<=[，。；：、（\n在对为按从由是向把将照据]))([\u4e00-\u9fff]{{2}})([省市县])(?={_OFFICE})",
    re.MULTILINE,
)
_GENERAL: Final = regex(
    "[我本全各该原外邻几多每两某此我上下这那其中县市省区乡镇村]|兄弟|周边|相邻|其他|上级|所在|有关|相关|先进|部分|个别|一些|许多|任何|现任|时任|联系|分管"
    "|按照|根据|遵照|依照|对照|参照|会同|协同|配合|协助|支持|报请|提请|报送|上报|呈报|报告|围绕|结合|通过|经过|落实|贯彻|执行|服从|受到|得到|接受|面向|敬请|恳请|呈请|提交|征得|商请|函告|抄送|转发|业经|现经"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield real places that do not lie above or below the unit's own, and others at the unit's own level."""
    own, codes = _own(paper)
    if not own:
        return
    level = min((_LEVELS[name[-1]] for name in own if name[-1] in _LEVELS), default=3)
    head = head_end(paper)
    for start, end, place in _places(paper):
        if start < head or _is_own(place, own) or _visited(paper, start, end):
            continue
        divisions = pairs("places")[place].split()
        related = any(a.startswith(b) or b.startswith(a) for a in divisions for b in codes)
        if not related and min(len(one) // 2 for one in divisions) <= level:
            yield Finding(paper.source(start, end), words(place=place, own=tuple(sorted(own))))
    for match in _NAMED.finditer(paper.normal, head):
        place = match[1] + match[2]
        strange = place not in pairs("places") and not _is_word(match[1]) and not _is_own(place, own)
        if strange and _LEVELS[match[2]] == level and not _visited(paper, match.start(), match.end()):
            yield Finding(
                paper.source(match.start(), match.end()), words(place=place, own=tuple(sorted(own)))
            )


@once
def _own(paper: Paper) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the places that unit, title and by-lines name, and the codes of the real ones."""
    head = paper.normal[: head_end(paper)]
    names = set()
    for words_ in (paper.material.unit or "", paper.material.title or "", *head.split("\n")):
        names.update(re.findall(r"(?:^|(?<=[省市县区共]))([\u4e00-\u9fff]{2,5}?[省市县区州旗])", words_))
    names = names or {match[0] for match in _OPENING.finditer(paper.normal, 0, _LOOKED_AT) if _special(match)}
    if not names and paper.material.unit:
        names = {paper.material.unit}
    codes = [code for name in names for code in pairs("places").get(name, "").split()]
    return frozenset(names), tuple(codes)


def _is_word(name: str) -> bool:
    return name in everyday_pairs() or _GENERAL.search(name) is not None


def _special(match: re.Match[str]) -> bool:
    return not _GENERAL.search(match[0][:2])


def _is_own(place: str, own: frozenset[str]) -> bool:
    return any(place.endswith(name) or name.endswith(place) or place[:-1] in name for name in own)


@once
def _places(paper: Paper) -> tuple[tuple[int, int, str], ...]:
    """Return the real places that the paper names, in normalised offsets."""
    text, known = paper.normal, pairs("places")
    found = []
    for match in _ENDS.finditer(text):
        end = match.end()
        for start in range(max(0, end - _LONGEST), end - 2):
            if text[start:end] in known:
                found.append((start, end, text[start:end]))
                break
    return tuple(found)


def _visited(paper: Paper, start: int, end: int) -> bool:
    return bool(
        _VISITED.search(paper.normal, max(0, start - 14), start) or _EVENT.search(paper.normal[end : end + 6])
    )


check = Check(
    id="TEM005",
    slug="foreign-place",
    category="template",
    title=_("出现外地地名"),
    why=_("材料里出现与本单位同级或者更高层级的外地地名，多是套用别处的稿子没有改净。"),
    source=_("审阅通例：模板残留"),
    severity="question",
    message=_("“%(place)s”与本材料的单位（%(own)s）对不上；请核对是否从别处搬来，或者写明与本单位的关系"),
    find=find,
    bad=examples(
        "云澄县水务局局长2024年度民主生活会对照检查材料\n根据县委部署，现将情况报告如下。\n一、存在的问题\n一是学习不够。«安阳市»委的要求传达得慢。\n二是作风不实。«清河县»委反馈的问题改得慢。",
    ),
    good=examples(
        "云澄县水务局局长2024年度民主生活会对照检查材料\n根据县委部署，现将情况报告如下。\n一、存在的问题\n一是学习不够。赴浙江省安吉县考察走马观花。\n二是作风不实。云澄县委反馈的问题改得慢。",
    ),
)
