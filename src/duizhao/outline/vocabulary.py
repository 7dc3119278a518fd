"""Which words head a part of a paper and which label a field of a block.

The words are those of DOMAIN practice: section headings of self-examination papers, and the column
sets of rectification ledgers used as labels in running text.
"""

from __future__ import annotations

import re
from typing import Final

# What a field label stands for. The names are those of the record where there is one.
FIELDS: Final[dict[str, str]] = {
    **dict.fromkeys(
        ("问题描述", "具体问题", "主要问题", "存在问题", "存在的问题", "问题表现", "具体表现", "问题简述", "反馈问题", "问题内容",
         "检查问题", "查摆问题", "发现问题", "问题", "现状问题", "问题情况", "表现", "突出问题", "存在不足", "不足之处"),
        "problem",
    ),
    **dict.fromkeys(
        ("原因分析", "原因剖析", "产生原因", "问题原因", "成因", "成因分析", "问题成因", "根源", "根源剖析", "原因", "主观原因",
         "思想根源", "剖析原因", "问题根源", "产生根源", "主要原因"),
        "cause",
    ),
    **dict.fromkeys(
        ("整改措施", "整改举措", "改进措施", "措施", "下步措施", "下一步措施", "具体措施", "整改计划", "努力方向", "改进方向", "整改方向",
         "下步打算", "下一步打算", "整改思路", "整改对策", "对策", "解决措施", "拟采取措施", "整改要求", "下一步整改措施"),
        "measure",
    ),
    **dict.fromkeys(("整改情况", "整改进展", "整改结果", "整改落实情况", "整改成效", "进展情况", "完成情况", "已采取措施"), "progress"),
    **dict.fromkeys(("典型事例", "具体事例", "事例", "案例", "实例", "具体事例表现", "例证"), "example"),
    **dict.fromkeys(
        ("整改目标", "整改时限", "完成时限", "时限", "责任领导", "责任人", "责任单位", "牵头单位", "配合单位", "牵头领导", "责任部门", "完成时间",
         "整改责任人", "整改完成时限", "销号标准", "责任主体", "备注", "整改期限", "配合部门", "牵头部门", "验收标准", "整改类型"),
        "other",
    ),
}  # fmt: skip


def field_of(label: str) -> str | None:
    """Return what a label stands for: problem, cause, measure, progress, example, other; or ``None``."""
    return FIELDS.get(label.strip("（）"))


_ROLE_LINE: Final = re.compile(
    r"^(?:存在(?:的)?(?:主要|突出)?问题(?:及|和|与)?.{0,12}|(?:查摆|检视|对照检查)(?:出|的|存在)?.{0,10}问题.{0,8}"
    r"|(?:产生)?(?:问题)?(?:产生)?(?:的)?(?:主要)?原因(?:分析|剖析)?.{0,6}|.{0,8}(?:原因|根源)(?:剖析|分析)"
    r"|(?:下一步|下步|今后)?(?:的)?(?:整改|改进)?(?:措施|方向|打算|努力方向).{0,10}|努力方向.{0,10}|整改(?:措施|方向|思路|打算).{0,10}"
    r"|上年度.{0,24}整改.{0,10}|.{0,10}案例剖析.{0,6}|.{0,6}个人有关事项.{0,10})[：:]?$"
)


def is_role_heading(line: str) -> bool:
    """Say whether a line without an ordinal is the heading of a part of a paper."""
    return len(line) <= 30 and not any(mark in line for mark in "，；。") and bool(_ROLE_LINE.match(line))
