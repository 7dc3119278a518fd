"""Which part of a paper a heading opens: problems, causes, measures, last year, a case, and so on."""

from __future__ import annotations

import re
from typing import Final

from duizhao.record import SectionRole

_MIXED: Final = re.compile(
    r"(?:问题|不足|差距)(?:及|和|与|、|以及)(?:其)?(?:产生|存在)?(?:的)?(?:主要|深层次)?(?:原因|根源|成因)"
)
_RULES: Final[tuple[tuple[SectionRole, re.Pattern[str]], ...]] = (
    (
        "other",
        re.compile(
            r"总体要求|工作要求|指导思想|基本原则|组织(?:领导|保障|实施|情况|机构)|保障措施|有关要求|工作(?:推进|组织|开展|部署)(?:情况)?$|总体情况|基本情况|准备(?:工作)?情况|会前准备"
            r"|学习(?:研讨|教育)?(?:情况)$|征求意见(?:建议)?(?:情况)?$|谈心谈话(?:情况)?$|推进情况$|组织实施|目标任务$"
        ),
    ),
    ("case", re.compile(r"案例|案件.{0,6}剖析|以案(?:促改|为鉴|示警)")),
    (
        "matters",
        re.compile(r"个人有关事项|重大事项(?:报告|说明)|(?:需要|有关)(?:说明|报告|特别说明)?的?(?:其他)?(?:事项|情况)(?:说明|报告)?$|谈话函询|其他需要说明|组织约谈"),
    ),
    (
        "last_year",
        re.compile(
            r"(?:上(?:一)?(?:年度?|次|轮)|去年|前次|以往|(?:20\d\d|二〇..)年度?).{0,30}(?:整改|查摆).{0,14}(?:情况|落实|进展|完成|成效|到位)"
            r"|(?:上(?:一)?年度?|去年|上次).{0,16}(?:民主|组织)生活会.{0,16}(?:整改|查摆|情况)"
            r"|(?:上(?:一)?年度?|去年|上次).{0,8}整改|整改(?:落实|完成)?(?:情况|进展)(?:报告|说明|通报|回顾)?$"
        ),
    ),
    ("causes", re.compile(r"原因|根源|成因|(?:思想|党性|深刻|自我)剖析|剖析(?:反思|检查)?$|追根溯源")),
    (
        "measures",
        re.compile(
            r"措施|努力(?:的)?方向|下(?:一)?步|打算|整改(?:方向|思路|任务|举措|工作|落实|计划|承诺|安排|目标)?|改进|今后|对策|意见建议$|工作思路|改正"
        ),
    ),
    (
        "problems",
        re.compile(r"问题|不足|差距|短板|查摆|检视|对照(?:检查|查摆|剖析)|自我检查|薄弱环节|缺点|剖析检查|四风"),
    ),
    ("closing", re.compile(r"^(?:表态|结束语|以上)")),
)  # fmt: skip
_STRICT: Final[tuple[tuple[SectionRole, re.Pattern[str]], ...]] = (
    ("causes", re.compile(r"^(?:存在)?(?:上述)?(?:主要)?(?:产生)?(?:问题)?(?:产生)?(?:的)?(?:主要|思想|深层)?(?:原因|根源|成因)(?:分析|剖析)?(?:方面)?$|^(?:深刻)?剖析(?:原因|根源)$")),
    ("measures", re.compile(r"^(?:下一步|下步|今后)?(?:的)?(?:主要|具体|整改|改进|努力)?(?:的)?(?:整改|改进)?(?:措施|方向|打算|举措|对策|计划)$|^下一步(?:打算|工作|整改)?$|^努力方向(?:和|及).{0,6}$|^整改(?:措施|落实)?$")),
    ("problems", re.compile(r"^(?:存在|查摆|主要|突出|具体)?(?:的)?(?:主要|突出)?(?:问题|不足)(?:表现|描述|清单)?$|^问题查摆$")),
    ("case", re.compile(r"案例剖析")),
)  # fmt: skip


def role_of(title: str) -> SectionRole | None:
    """Return the role that a heading of a part names, ``None`` where it names none."""
    if _MIXED.search(title):
        return "problems"
    for role, pattern in _RULES:
        if pattern.search(title):
            return role
    return None


def strict_role_of(title: str) -> SectionRole | None:
    """Return the role of a heading inside a part: only the bare words count there (存在问题, 整改措施)."""
    for role, pattern in _STRICT:
        if pattern.search(title):
            return role
    return None
