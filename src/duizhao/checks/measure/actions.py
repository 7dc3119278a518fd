"""Whether a measure names anything that can be verified: a deed, a number, a date, a frequency, an owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from duizhao.checks.base import Paper, once
from duizhao.record import Measure
from duizhao.text.regex import regex

_HAN: Final = "[一二三四五六七八九十百两]"
# A date or an end in sight: 6月底前, 年内, 一周内, 立行立改.
_DATE: Final = regex(
    r"\d{1,2}月|\d{1,2}日|20\d\d年|[今明当本]年(?:[内底末]|上半年|下半年|第|[一二三四]季度)|年[底内末中]|[上下]半年|[一二三四]季度|月底|季末|季度末|"
    rf"{_HAN}月(?:底|份|初|中旬|上旬|下旬|前|内)|{_HAN}{{1,3}}(?:个月|天|日|周|个工作日|年|个季度|个星期)[之以]?内|\d+(?:个月|天|日|周|个工作日|年|小时)[之以]?内"
    r"|立行立改|即知即改|立即|当[天日周月]|次日|春节前|汛[期前]|入冬前|国庆前|开学前|换届前"
)
# How often: 每月, 每季度一次, 逐月.
_OFTEN: Final = regex(r"每(?:个)?[周月季年天日旬半次两]|[逐按]月|[逐按]季|半年一次|一年一次|随时|常年|全年")
_UNIT: Final = "(?:次|遍|场|篇|天|户|名|家|份|本|堂|轮|条|项(?!工作|事业|任务)|张|台|处|分钟|小时|个(?:村|月|点|科室|支部|企业|小时|项目|社区|班))"
_NUMBER: Final = regex(
    rf"\d|(?:不少于|至少|不低于|不超过|达到){_HAN}|(?:[二三四五六七八九十百两]|{_HAN}{{2,4}}){_UNIT}|一(?:次|遍|篇|场|轮|天|个月)|百分之|[两一二三四五六七八九]成"
)
# Deeds that leave a trace somebody can look at.
_DEED: Final = regex(
    "制定|修订|出台|印发|编印|建立[^，。；]{0,14}(?:台账|清单|名册|档案|制度|机制|平台|专班|记录)|召开|走访|约谈|公示|公开|通报|签订|签字|张榜"
    "|补齐|清退|追回|追缴|退还|退回|下发|轮岗|接访|下访|包案|包联|包抓|销号|挂牌|登记|上门|回访|抽查|倒查|暗访|督查|述职|复核|核查|核实|普查"
    "|摸排|排查|鉴定|验收|拆除|撤并|撤销|砍掉|压减|取消|停止|禁止|推行|实行|改为|改成|统一|开设|设立|成立|聘请|选派|配齐|配备|安装|培训|轮训|讲课|讲党课"
    "|写[^，。；]{0,6}(?:报告|心得|笔记)|撰写|自学|精读|通读|抄写|考试|测试|打卡|值班|值守|蹲点|驻村|住村|座谈|征求意见|问卷|评议|打分|扣分|扣发|罚款|免职"
    "|调整岗位|问责|移交|立案|审计|招标|招聘|谈心|谈话|致歉|道歉|赔(?:礼|偿|个)|维修|更换|清理|清查|录入|建档|上墙|上报|报送|请示|报告|预约|委托|邀请|组织[^，。；]{2,16}(?:学习|活动|检查|培训|比武)"
)
_EMPTY: Final = regex(
    r"(?:深入|加强|强化|注重|坚持|重视|开展|深化|大兴|落实)(?:调查研究|调研|考核|培训|排查|学习|督查|谈心谈话)(?=[，。；、]|$)"
)
_OWNER: Final = regex(
    r"责任(?:人|领导|单位|部门|科室|股室|处室|主体)|牵头|负责|分管|包保|包案|主抓|承办|协办|配合单位|完成单位|落实单位"
    r"|由[^，。；]{1,14}(?:负责|牵头|承担|办理|落实|组织|盯办|督办|验收|组织实施)"
)


def has_date(words: str) -> bool:
    """Say whether a measure says by when, or how often."""
    return bool(_DATE.search(words) or _OFTEN.search(words))


def has_owner(words: str) -> bool:
    """Say whether a measure says who does it."""
    return bool(_OWNER.search(words))


def can_be_verified(words: str) -> bool:
    """Say whether a measure names a deed that leaves a trace, a number, a date or a frequency."""
    if has_date(words) or _NUMBER.search(words):
        return True
    return bool(_DEED.search(_EMPTY.sub("", words)))


@dataclass(frozen=True, slots=True)
class Judged:
    """A measure and what it says about itself."""

    measure: Measure
    dated: bool
    owned: bool
    verifiable: bool


@once
def judged(paper: Paper) -> tuple[Judged, ...]:
    """Return the measures of a paper with what each of them says of date, owner and deed."""
    found = []
    for measure in paper.material.measures:
        said = f"{measure.title or ''}。{measure.text}"
        found.append(Judged(measure, has_date(said), has_owner(said), can_be_verified(said)))
    return tuple(found)
