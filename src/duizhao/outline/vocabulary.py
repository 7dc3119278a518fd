"""Which words head a part of a paper and which label a field of a block.

The words are those of DOMAIN practice: section headings of self-examination papers, and the column
sets of rectification ledgers used as labels in running text.
"""

from __future__ import annotations

import re
from typing import Final

from duizhao.lexicons import pairs


def field_of(label: str) -> str | None:
    """Return what a label stands for: problem, cause, measure, progress, example, other; or ``None``."""
    return pairs("field_labels").get(label.strip("（）"))


_ROLE_LINE: Final = re.compile(
    r"^(?:(?:主要|突出)?问题(?:检视|查摆|表现)|存在(?:的)?(?:主要|突出)?问题(?:及|和|与)?.{0,12}|(?:查摆|检视|对照检查)(?:出|的|存在)?.{0,10}问题.{0,8}"
    r"|(?:产生)?(?:问题)?(?:产生)?(?:的)?(?:主要)?原因(?:分析|剖析)?.{0,6}|.{0,8}(?:原因|根源)(?:剖析|分析)"
    r"|(?:下一步|下步|今后)?(?:的)?(?:整改|改进)?(?:措施|方向|打算|努力方向|怎么[做改办干]).{0,10}|努力方向.{0,10}|整改(?:措施|方向|思路|打算).{0,10}"
    r"|上年度.{0,24}整改.{0,10}|.{0,10}案例剖析.{0,6}|.{0,6}个人有关事项.{0,10})[：:]?$"
)


def is_role_heading(line: str) -> bool:
    """Say whether a line without an ordinal is the heading of a part of a paper."""
    return len(line) <= 30 and not any(mark in line for mark in "，；。") and bool(_ROLE_LINE.match(line))
