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


_AND: Final = r"(?:及|和|与|、|以及)(?:其)?"
_FAULTS: Final = r"(?:问题|不足|差距|短板|毛病|缺点|薄弱环节)"
_WHYS: Final = r"(?:原因|根源|成因|症结|病根)"
_WAYS: Final = r"(?:措施|举措|打算|方向|思路|对策|计划|安排|办法|承诺)"
# A line without an ordinal heads a part if it is made of these words alone: what it names stands at its end.
_ROLE_LINE: Final = re.compile(
    "|".join(
        (
            # 问题检视, 存在的突出问题及表现, 我身上的毛病
            rf"(?:主要|突出|自我)?(?:问题|自我|对照)?(?:检视|查摆|检查)(?:问题|剖析|情况|清单)*|{_FAULTS}(?:表现|清单)",
            rf".{{0,10}}(?:存在|查摆|检视|检查|剖析|发现|反思|征求|身上|自身|本人|主要|突出)(?:出来?|到)?(?:的|存在的?)?.{{0,8}}{_FAULTS}"
            rf"(?:{_AND}?(?:主要|具体|突出)?(?:表现|{_FAULTS}|{_WHYS}|清单)(?:分析|剖析|形式)?)?",
            # 原因剖析, 产生问题的思想根源, 为什么会这样
            rf"(?:(?:存在|产生|出现|造成|形成|导致|上述|以上|这些|深层次?|主要|思想|主观|深刻|深入|深挖|问题|{_FAULTS}|的|剖析|分析|查找)*"
            rf"{_WHYS}(?:{_AND}.{{1,6}})?(?:所在|剖析|分析|查找|反思)?|.{{0,8}}{_WHYS}(?:剖析|分析)|(?:思想|党性|深刻)剖析)",
            r"(?:为什么|为啥|为何)(?:会)?.{0,8}|(?:问题|毛病|根子)(?:到底)?出在哪里?儿?|(?:我的?|自身的?)(?:主要)?(?:问题|毛病|差距|不足)在哪里?儿?",
            # 整改措施, 下一步工作思路和主要措施, 怎么改
            rf"(?:(?:下一?步|今后|往后|将来|整改|改进|努力|主要|具体|工作|提升|的|落实|和|及|与|、|方面)*{_WAYS})+",
            rf"整改{_WAYS}.{{0,10}}|(?:整改|措施|任务|整改措施|整改任务)清单|(?:下一?步|今后|往后)?(?:我)?(?:怎么|咋|如何|怎样)(?:去)?[做改办干]",
            # what else may stand beside them
            r"(?:上年度|上一年度?|上次|去年).{0,24}整改.{0,10}|.{0,10}案例剖析.{0,6}|.{0,6}个人有关事项.{0,10}",
            r".{0,14}(?:特色和?亮点|主要做法|工作亮点|履职(?:情况|回顾)|工作(?:回顾|开展情况)|基本情况|思想认识|学习(?:收获|体会))",
        )
    )
)
_LONGEST_ROLE_LINE: Final = 30


def is_role_heading(line: str) -> bool:
    """Say whether a line without an ordinal is the heading of a part of a paper."""
    plain = line.rstrip("：:")
    if len(plain) > _LONGEST_ROLE_LINE or any(mark in plain for mark in "，；。"):
        return False
    return bool(_ROLE_LINE.fullmatch(plain))
