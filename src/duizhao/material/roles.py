"""Which part of a paper a heading opens: problems, causes, measures, last year, a case, and so on."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from duizhao.outline import field_of
from duizhao.record import SectionRole

# What stands at the head of parts and items. The patterns are built from lists so that each can be read.


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives))


_MIXED: Final = re.compile(
    r"(?:问题|不足|差距)(?:及|和|与|、|以及)(?:其)?(?:产生|存在)?(?:的)?(?:主要|深层次)?(?:原因|根源|成因)"
    r"|(?:问题|不足|差距)(?:及|和|与|、|以及)(?:其)?(?:下一?步)?(?:的)?(?:整改|改进)(?:的)?(?:措施|举措|方向|打算|对策)"
)
# 发现的问题及整改情况 tells this time's problems, 上年度查摆问题整改情况 does not.
_WITH_ANSWERS: Final = re.compile(
    r"^(?:自查|检查|排查)?(?:发现|查出|存在|查摆|检视)(?:出)?的?(?:主要|具体|突出)?问题(?:及|和|与|以及)整改(?:落实|完成)?情况$"
)
_OTHER: Final = _any(
    r"(?:一年来|近年来|工作|履职|思想|日常|个人)的?(?:主要)?表现(?:情况)?$",
    r"认领|整改原则|总体要求|工作要求|指导思想|基本原则|保障措施|有关要求|总体情况|基本情况|概况$|组织实施|目标任务$|(?:整改|工作|总体|主要)目标$",
    r"组织(?:领导|保障|实施|情况|机构)|工作(?:推进|组织|开展|部署)(?:情况)?$|推进情况$",
    r"准备(?:工作)?情况|会前准备|学习(?:研讨|教育)?(?:情况)$|征求意见(?:建议)?(?:情况)?$|谈心谈话(?:情况)?$",
)
_MATTERS: Final = _any(
    r"个人有关事项|重大事项(?:报告|说明)|谈话函询|其他需要说明|组织约谈",
    r"(?:需要|有关)(?:说明|报告|特别说明)?的?(?:其他)?(?:事项|情况)(?:说明|报告)?$",
)
_LAST: Final = r"(?:上(?:一)?(?:年度?|次|轮)|去年|前次|以往|(?:20\d\d|二〇..)年度?)"
_LAST_YEAR: Final = _any(
    rf"{_LAST}.{{0,30}}(?:整改|查摆).{{0,14}}(?:情况|落实|进展|完成|成效|到位)",
    r"(?:上(?:一)?年度?|去年|上次).{0,16}(?:民主|组织)生活会.{0,16}(?:整改|查摆|情况)",
    r"(?:上(?:一)?年度?|去年|上次).{0,8}整改",
    r"整改(?:整治|落实|完成)?(?:情况|进展)(?:报告|说明|通报|回顾)?$",
)
_CAUSES: Final = _any(
    r"原因|根源|成因|症结|病根|病因|根子|缘由|出在哪|为什么|为何|为啥|何以|[怎咋]么?会",
    r"(?:思想|党性|深刻|自我)剖析",
    r"(?<!对照检查)(?<!对照)(?<!检视)(?<!查摆)剖析(?:反思|检查|情况)?$|追根溯源",
)
_MEASURES: Final = _any(
    r"措施|[怎咋如][么样何]?(?:去|来)?整?(?:改|做|办)|往后|努力(?:的)?方向|下(?:一)?步|打算|改进|今后|对策|意见建议$|工作思路|改正|办法$|承诺",
    r"整改(?:方向|思路|任务|举措|工作|落实|计划|承诺|安排|目标)?",
)
_PROBLEMS: Final = _any(
    r"问题|隐患|不足|差距|(?:主要|突出|具体)表现|短板|查摆|检视|薄弱环节|缺点|毛病|弱项|四风|自画像",
    r"对照(?:检查|查摆|剖析)|自我检查|剖析检查",
)
_RULES: Final[tuple[tuple[SectionRole, re.Pattern[str]], ...]] = (
    ("other", _OTHER),
    ("case", _any(r"(?:案例|案件)(?!.{0,8}(?:查找|查摆|检视|自身|问题))|以案(?:促改|为鉴|示警)")),
    ("matters", _MATTERS),
    ("last_year", _LAST_YEAR),
    ("causes", _CAUSES),
    ("measures", _MEASURES),
    ("problems", _PROBLEMS),
    ("closing", _any(r"^(?:表态|结束语|以上)")),
)
# Inside a part only the bare words count, so that a title which merely contains them opens nothing.
_STRICT: Final[tuple[tuple[SectionRole, re.Pattern[str]], ...]] = (
    (
        "causes",
        _any(
            r"^(?:存在)?(?:上述)?(?:主要)?(?:产生)?(?:问题)?(?:产生)?的?(?:主要|思想|深层)?(?:原因|根源|成因)(?:分析|剖析)?(?:方面)?$",
            r"^(?:深刻)?剖析(?:原因|根源)$",
        ),
    ),
    (
        "measures",
        _any(
            r"^(?:下一步|下步|今后)?的?(?:主要|具体|整改|改进|努力)?的?(?:整改|改进)?(?:措施|方向|打算|举措|对策|计划)$",
            r"^下一步(?:打算|工作|整改)?$|^努力方向(?:和|及).{0,6}$|^整改(?:措施|落实)?$",
        ),
    ),
    (
        "problems",
        _any(
            r"^(?:存在|查摆|主要|突出|具体)?的?(?:主要|突出)?(?:问题|不足)(?:表现|描述|清单)?$",
            r"^问题查摆$",
        ),
    ),
    ("case", _any(r"案例剖析")),
)
_OF_FIELD: Final[dict[str, SectionRole]] = {"problem": "problems", "cause": "causes", "measure": "measures"}
_ASPECT: Final = _any(
    r"方面(?:的|存在的?)?(?:主要|突出)?(?:问题|不足|差距|情况)?$",
    r"^(?:在)?带头|^对照|^围绕|^聚焦|^关于.{2,20}方面|主义$|之风$",
    r"^在[\u4e00-\u9fff]{2,12}上$",
)
# 带头发展办法少: how it ends says that it is a fault, whatever it begins with.
_FALLS_SHORT: Final = _any(
    r"(?:不够?(?:[\u4e00-\u9fff]{1,2})?|[少差弱松虚浅慢]|不足|欠缺|缺乏|不到位|有差距|松懈|[淡弱虚]化|减退)$"
)
_DEMANDS: Final = _any(r"[需要待应须“”，]")
_LONGEST_FIELD: Final = 12
_FAULT: Final = _any(
    r"不|未|没|缺|欠|弱|差|松|淡|偏|少|难|怕|虚|浮|薄|退|懈|丢|慢|窄|浅|软|宽",
    r"有待|滞后|短板|流于|老好人|粗放|脱节|重.{1,6}轻|惯性|依赖|满足于|存在|单一|随意|走过场|形式化|两张皮|空白|隐患|乏力|失之",
)


@lru_cache(maxsize=2048)
def is_aspect_title(title: str) -> bool:
    """Say whether a title is worded as a criterion (…方面, 带头…, 形式主义) and not as a fault."""
    plain = title.rstrip("：:")
    return bool(_ASPECT.search(plain)) and not _FALLS_SHORT.search(plain)


def is_nominal(title: str) -> bool:
    """Say whether a title merely names a field (政治学习, 服务群众): short, no fault, nothing demanded."""
    return 2 <= len(title) <= _LONGEST_FIELD and not names_fault(title) and not _DEMANDS.search(title)


@lru_cache(maxsize=2048)
def names_fault(title: str) -> bool:
    """Say whether a title names something that falls short."""
    return bool(_FAULT.search(title))


@lru_cache(maxsize=2048)
def role_of(title: str) -> SectionRole | None:
    """Return the role that a heading of a part names, ``None`` where it names none."""
    if _WITH_ANSWERS.search(title) or (_MIXED.search(title) and not _LAST_YEAR.search(title)):
        return "problems"
    for role, pattern in _RULES:
        if pattern.search(title):
            return None if role == "measures" and _FALLS_SHORT.search(title) else role
    return None


@lru_cache(maxsize=2048)
def strict_role_of(title: str) -> SectionRole | None:
    """Return the role of a heading inside a part: only the bare words count there (存在问题, 整改措施)."""
    for role, pattern in _STRICT:
        if pattern.search(title):
            return role
    return _OF_FIELD.get(field_of(title) or "")
