"""Does 的 stand for 地 or 得, or one of them for 的?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.typo.quoted import quoted
from duizhao.errors import _
from duizhao.record import Fix
from duizhao.text.regex import regex

# 抓的不紧: a verb that is no noun, and how it was done. Behind 做的 … 的问题 the same words name a thing.
_VERB: Final = (
    "(?:[做抓管学想看走讲说记用戴绷握钻悟查改问盯守树立补跑干]|谋划|思考|领会|理解|掌握|运用|领悟|把握|结合|钻研"
    "|考虑|坚持|发挥|执行|贯彻|落实|学习|研究)"
)
_HOW: Final = (
    "(?:不够|不牢|不多|不深|不透|不紧|不实|不细|不严|不好|不勤|不远|不准|不到位|不彻底|不扎实|不深入|不全面|不具体|不及时"
    "|很少|很多|很好|很紧|很深|较少|较多|还不|太少|太多|过多|过少)"
)
_RESULT: Final = regex(f"(?<=[\u4e00-\u9fff])的(?={_HOW}(?!的|之处|现象|地方|问题|情况|方面|原因))")
_BEFORE_RESULT: Final = regex(f"{_VERB}$")
# 更好的推进: an adverb, and a verb with its object.
_ADVERB: Final = "更好|更加有效|更加深入|更加自觉|切实|扎扎实实|认认真真|踏踏实实|真正|自觉|主动|不断|很好|坚定不移|毫不动摇"
_ACTION: Final = (
    "(?:加强|推进|推动|促进|维护|履行|践行|融入|做好|抓好|引领|带领|团结|适应|帮助|指导|贯彻|服务|投身|承担|扛起|改正|纠正"
    "|抓|把|将|让|使|为|向|对)"
)
_MANNER: Final = regex(f"(?:{_ADVERB})(的)(?={_ACTION}[\u4e00-\u9fff“]{{2}})(?!服务[质对平水体])")
_GETS: Final = regex("(?:得到|获得|有|取得|是|给予|需要|提供|享受|了|最|以)(?:更加?)?$")
# 存在得问题: 得 or 地 between a word and a noun that nothing can be done with.
_THING: Final = "问题|情况|原因|意见|干部|群众|同志|精神|思想|方面|要求|领域|环节|责任|任务|能力|意识|作风|标准|决心|需要|基础"
_NOUN: Final = regex(
    f"(?:存在|突出|主要|重要|具体|深刻|深层|群众|人民|我们|自己|工作|思想|基层|党|提出|反映|反馈|面临|关心)([得地])(?={_THING})"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield particles that belong to another kind of word; the right one settles it."""
    text = paper.normal
    for place, right in sorted(_wrong(text)):
        if not quoted(text, place):
            before, behind = max(place - 2, 0), place + 3
            written = text[before:behind].strip("，。；：、“”！？\n")
            first = text.index(written, before)
            reading = text[first:place] + right + text[place + 1 : first + len(written)]
            span = paper.source(place, place + 1)
            yield Finding(span, words(written=written, reading=reading, right=right), fix=Fix(span, right))


def _wrong(text: str) -> Iterator[tuple[int, str]]:
    """Yield where a wrong particle stands, and the right one."""
    for found in _RESULT.finditer(text):
        if _BEFORE_RESULT.search(text, max(found.start() - 2, 0), found.start()):
            yield found.start(), "得"
    for found in _MANNER.finditer(text):
        if not _GETS.search(text, max(found.start() - 4, 0), found.start()):
            yield found.start(1), "地"
    for found in _NOUN.finditer(text):
        yield found.start(1), "的"


check = Check(
    id="TYP008",
    slug="de-particle",
    category="typo",
    title=_("“的”“地”“得”误用"),
    why=_("定语用“的”，状语用“地”，补语用“得”；“做的不够”“更好的推进”都是笔误。"),
    source=_("《中学教学语法系统提要》；《现代汉语词典》"),
    severity="warning",
    message=_("“%(written)s”疑为“%(reading)s”，此处用“%(right)s”"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n一是学习不够。理论学习抓«的»不紧，调查研究做«的»不够。",
        "对照检查材料\n三、努力方向\n一要更好«的»推进各项工作，切实«的»把责任扛起来。",
        "对照检查材料\n一、存在«得»问题\n一是学习不够，读得少。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n一是学习不够。做得不够的地方还有不少，做的不够的问题也要认。得到更好的服务，是群众的心愿。",
    ),
)
