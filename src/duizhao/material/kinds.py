"""Which kind of paper it is: a person's own, a team's, a report, a plan, a ledger and so on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from duizhao.record import MaterialKind

_SELF_CHECK: Final = r"对照检查|检视剖析|检查材料|剖析材料|对照剖析|检视问题|发言提纲|自查|剖析检查"
_OPINIONS: Final = (
    r"(?:征求|征集|收集).{0,14}意见|意见(?:建议)?(?:汇总|反馈|清单|表)"
    r"|意见(?:和|与|、)?建议(?:情况)?的?(?:汇总表?|清单|梳理|反馈|收集|归纳)"
)
_LISTS: Final = r"(?:清单|一览表|汇总表|明细表|销号表)"
_LEDGER: Final = (
    r"台账|清单$|一览表$"
    rf"|(?:问题|整改|任务|责任|措施|销号)(?:整改|任务|责任)?{_LISTS}"
)
_TEAM: Final = (
    r"(?:班子|党组|党委|常委会|支委会|支部委员会|党支部|领导集体|总支)"
    rf"(?!书记|副书记|委员|班子成员|成员).{{0,34}}(?:{_SELF_CHECK})"
)
# In the order they must be tried: a 整改方案 of a 班子 is a plan and no team paper.
_BY_TITLE: Final[tuple[tuple[MaterialKind, re.Pattern[str]], ...]] = (
    (
        "individual",
        re.compile(r"个人.{0,6}(?:对照|检视|检查|剖析|查摆)|党员(?:领导)?干部.{0,4}(?:对照|检视|剖析)"),
    ),
    ("minutes", re.compile(r"(?:会议|谈话|学习|生活会|座谈会)?(?:记录|纪要)(?:表|稿)?$|会议记录")),
    ("notice", re.compile(r"通知(?:书)?$")),
    ("criticism", re.compile(r"批评意见|相互批评|互相批评|批评发言|对.{1,12}(?:同志)?的批评")),
    ("opinions", re.compile(_OPINIONS)),
    ("team", re.compile(r"班子.{0,24}(?:检视|查摆|对照)(?!.*整改).{0,6}问题清单")),
    ("ledger", re.compile(_LEDGER)),
    (
        "plan",
        re.compile(
            r"整改(?:落实|工作|实施)?(?:方案|计划)|(?:整改|改进)措施(?:方案)?$|整改承诺|方案$|整改任务书"
        ),
    ),
    ("team", re.compile(_TEAM)),
    (
        "individual",
        re.compile(rf"个人|本人|{_SELF_CHECK}|发言|自我(?:检查|剖析)|述责述廉|述职|党性分析|检视材料"),
    ),
    ("report", re.compile(r"报告|通报|(?:整改|进展|落实|完成|召开)(?:.{0,8})情况|总结|汇报")),
)
_PERSON: Final = re.compile(
    r"个人|本人|同志|书记|[\u4e00-\u9fff]长(?!期|效|远)|主任|委员|党员|经理|主席|常委(?!会|班子)|成员"
)
_SIGNED: Final = re.compile(
    r"(?:书记|[\u4e00-\u9fff]长|主任|委员|经理|主席|常委|成员|调研员)"
    r"[ ：（）]{1,2}[\u4e00-\u9fff·]{2,4}[）)]?$"
)
# 政治纪律方面存在的问题及整改措施 admits before it promises.
_NAMED: Final = re.compile(r"[\u4e00-\u9fff]{4}[ ：][\u4e00-\u9fff·]{2,4}$")
_TELLS_PROBLEMS: Final = re.compile(r"存在(?:的)?[^，。]{0,4}(?:问题|不足)[^，。]{0,10}措施$")
_I: Final = re.compile(
    r"本人|我(?!们|市|县|区|镇|乡|局|校|院|省|国|党|委|办|处|中心|单位|公司|村|街|厅|部|厂|站|所|馆|队|集团|行|社|司|矿|园)"
)
_WE: Final = re.compile(r"班子(?!成员)|我们|党组(?!书记|成员)|常委会|党委(?!书记|副书记)")
_OURS: Final = re.compile(
    r"我(?:们|市|县|区|镇|乡|局|校|院|省|党|委|办|处|中心|单位|公司|村|街|部|厂|站|所|馆|队|集团)"
)
_FALLS_SHORT: Final = re.compile(r"不够|不足|不深|不实|有待|欠缺|差距|不严|不强")


def kind_of(title: str | None, bylines: Sequence[str], body: str) -> MaterialKind:
    """Return the kind a title names.

    Where it does not tell a person's paper from a team's, a post or a name in a by-line does, else the body.
    """
    named = _by_title(title) if title else None
    if named == "plan" and title and _TELLS_PROBLEMS.search(title):
        named = "individual" if any(_NAMED.search(line) for line in bylines) else _by_body(body)
    if named == "individual" and title and not _PERSON.search(title):
        if re.search(r"自查.{0,16}报告|检查报告$", title) and len(_I.findall(body)) <= len(
            _OURS.findall(body)
        ):
            return "report"
        if any(_PERSON.search(line) for line in bylines):
            return "individual"
        return "team" if _speaks_as_team(body) else "individual"
    if named == "team" and title and "班子" not in title:
        # Of a unit's meeting, but with a name under the title, or speaking of itself as I.
        signed = any(_SIGNED.search(line) for line in bylines)
        if signed or len(_I.findall(body)) > 2 * len(_WE.findall(body)):
            return "individual"
    return named if named is not None else _by_body(body)


def _by_title(title: str) -> MaterialKind | None:
    plain = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    for kind, pattern in _BY_TITLE:
        if pattern.search(plain) and not (kind == "team" and re.search(r"个人|本人|同志", plain)):
            return kind
    return None


def _speaks_as_team(body: str) -> bool:
    return len(_WE.findall(body)) > len(_I.findall(body))


def _by_body(body: str) -> MaterialKind:
    if len(_FALLS_SHORT.findall(body)) < 2 and not re.search(r"对照检查|检视|查摆", body):
        return "unknown"
    return "team" if _speaks_as_team(body) else "individual"
