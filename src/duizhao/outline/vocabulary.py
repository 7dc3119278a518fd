"""Which words head a part of a paper and which label a field of a block.

The words are those of DOMAIN practice: section headings of self-examination papers, and the column
sets of rectification ledgers used as labels in running text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from duizhao.lexicons import pairs

# A label that the list does not hold is read by what it is made of: 深层次原因, 具体整改措施, 整改落实情况.
_LABELS: Final = (
    (
        "problem",
        r"(?:存在|查摆|检视|具体|主要|突出|反馈|发现|现状|检查|自身|个人|对照|的)*"
        r"(?:问题|不足|差距|表现|短板)(?:描述|表现|简述|情况|内容|清单|检视|查摆)?",
    ),
    (
        "cause",
        r"(?:存在|产生|形成|导致|问题|主要|主观|客观|思想|深层次?|根本|剖析|分析|查找|的)*"
        r"(?:原因|根源|成因|症结|病根|病因)(?:分析|剖析|查找|所在)?",
    ),
    (
        "measure",
        r"(?:整改|改进|下一?步|今后|努力|具体|拟|采取|解决|纠正|治理|防范|对策|主要|提升|工作|个人|的)+"
        r"(?:措施|举措|打算|方向|思路|对策|计划|任务|方案|办法|承诺|安排)",
    ),
    (
        "progress",
        r"(?:目前|当前|已)?(?:整改|进展|完成|落实|推进|采取)(?:落实|完成|进展)?(?:情况|结果|成效|进度|效果)",
    ),
)
_LABEL: Final = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS))
_LONGEST_LABEL: Final = 9


@lru_cache(maxsize=2048)
def field_of(label: str) -> str | None:
    """Return what a label stands for: problem, cause, measure, progress, example, other; or ``None``."""
    plain = label.strip("（）")
    kind = pairs("field_labels").get(plain)
    if kind is not None or not 1 < len(plain) <= _LONGEST_LABEL:
        return kind
    made_of = _LABEL.fullmatch(plain)
    return made_of.lastgroup if made_of else None


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
            # 检视问题、原因剖析及整改措施
            rf".{{0,6}}{_FAULTS}{_AND}(?:{_WHYS}(?:分析|剖析)?{_AND})?(?:整改|改进)?(?:{_WAYS}|情况)",
            # 原因剖析, 产生问题的思想根源, 为什么会这样
            rf"(?:(?:存在|产生|出现|造成|形成|导致|上述|以上|这些|深层次?|主要|思想|主观|深刻|深入|深挖|问题|{_FAULTS}|的|剖析|分析|查找)*"
            rf"{_WHYS}(?:{_AND}.{{1,6}})?(?:所在|剖析|分析|查找|反思)?|.{{0,8}}{_WHYS}(?:剖析|分析)|(?:思想|党性|深刻)剖析)",
            r"(?:为什么|为啥|为何)(?:会)?.{0,8}|(?:问题|毛病|根子|病根|症结)(?:到底|究竟)?出?在哪里?儿?|(?:我的?|自身的?)(?:主要)?(?:问题|毛病|差距|不足)在哪里?儿?",
            # 整改措施, 下一步工作思路和主要措施, 怎么改
            rf"(?:(?:下一?步|今后|往后|将来|整改|改进|努力|主要|具体|工作|提升|的|落实|和|及|与|、|方面)*{_WAYS})+",
            rf"整改{_WAYS}.{{0,10}}|(?:整改|措施|任务|整改措施|整改任务)清单|(?:下一?步|今后|往后)?(?:我)?(?:怎么|咋|如何|怎样)(?:去)?整?[做改办干]",
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
