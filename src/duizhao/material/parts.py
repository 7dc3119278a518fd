"""Which parts a paper has and what role each plays."""

from __future__ import annotations

import re
from typing import Final

from duizhao.material.findings import FINDING, answers_findings
from duizhao.material.ground import RUN_IN, Ground
from duizhao.material.roles import is_aspect_title, names_fault, role_of, strict_role_of
from duizhao.outline import Node, Style
from duizhao.record import SectionRole
from duizhao.text import sentences

ITEM_ROLES: Final = ("problems", "causes", "measures")
_TURNS: Final[dict[str, SectionRole]] = {"problems": "problems", "causes": "causes", "measures": "measures"}
_SETTLED: Final = ("opening", "closing", "last_year", "case", "matters", "other")
_PROMISES: Final = re.compile(r"措施|努力方向|整改(?:方向|打算)")
_OF_PROBLEMS: Final = re.compile(r"问题(?:及|和|与|、)")
_ORGANISES: Final = re.compile(
    r"组织|部署|领导|总体|工作(?:开展|推进)|主要做法|概述|概况|基本情况|重视|站位|主体责任|压实|政治责任"
)
_FIELD_FAULTS: Final = re.compile(r"..方面(?:存在)?的?(?:主要|突出)?(?:问题|不足|差距)$")
_NAMES_FIELD: Final = re.compile(rf"方面$|{_FIELD_FAULTS.pattern}")
_FEWEST_FIELDS: Final = 3
_FEWEST_TOLD: Final = 2
# The last paragraph before what a paper admits, and those that only tell how it was prepared.
_LEADS_IN: Final = re.compile(r"(?:如下|以下[^。]{0,12})[。：]?$")
_PREPARES: Final = re.compile(
    r"会前|谈心|谈话|征求|意见建议|(?:根据|按照|遵照)[^。]{2,40}(?:要求|安排|部署|通知)|轮到我|^(?:各位|同志们|尊敬的)"
    r"|(?:上年度?|去年|上次)[^。]{0,20}(?:整改|民主生活会|组织生活会)"
)
_EARLIER: Final = re.compile(r"上|去年|前|以往|20\d\d|二〇")
_NEXT: Final = re.compile(r"下一步|下步|今后|后续|持续|尚未")
_ANSWERS: Final = re.compile(
    r"整改.{0,8}(?:情况|进展|落实|完成|结果|成效)|逐[项条]整改|整改到位|(?:完成|正在|推进|实施)整改的?.{0,4}(?:问题|事项)"
)
_SIGN_OFF: Final = re.compile(
    r"^(?:以上|我(?:的话)?(?:就)?[说讲](?:完|到|这)|就说这些|我的?汇报|欢迎.{0,24}监督"
    r"|我的(?:发言|对照检查)(?:完|到此)|(?:不妥|不当|不足)之处|恳请|敬请|请.{0,14}(?:批评|指正|帮助|监督|提意见)"
    r"|.{0,24}请.{0,14}(?:批评指正|补充批评|批评帮助)|发言完毕|特此报告|最后，(?:恳请|真诚|诚恳|请))"
)
_APPENDED: Final = re.compile(r"(?:附件|附表|附|注|备注|抄送|抄报)\d{0,2}：|附件\d{0,2}$|（?此件.{2,12}）?$")
_MOST_APPENDED: Final = 10
_LONGEST_APPENDED: Final = 60
_SIGNATURE: Final = re.compile(
    r"^(?:20\d\d|二[〇○零]..)年.{1,8}日?$|^[\u4e00-\u9fff·×* \u3000]{2,28}$"
    r"|^(?:汇报人|签名|报告人|发言人|检查人)[：:]|^[\u4e00-\u9fff]{2,20}[：:][\u4e00-\u9fff·×*]{2,4}$"
)


def takes_leave(content: str) -> bool:
    """Say whether a paragraph ends a paper (以上是我的对照检查…)."""
    return bool(_SIGN_OFF.search(content))


def top_nodes(ground: Ground) -> list[Node]:
    """Return the nodes that are the paper's parts: one node over all of them is looked through."""
    nodes = list(ground.outline.nodes)
    while len(nodes) == 1 and len(nodes[0].children) > 1 and strict_role_of(ground.title(nodes[0])) is None:
        inner = {role_of(ground.title(child)) for child in nodes[0].children}
        if not {"problems", "measures"} <= inner:
            break
        nodes = nodes[0].children
    parts = [i for i, node in enumerate(nodes) if node.style <= Style.HAN and node.head.turn is None]
    named = {role_of(ground.title(nodes[i])) for i in parts}
    # 一是…二是… before the first 一、 tells how the meeting was prepared: it belongs to the opening.
    return nodes[parts[0] :] if "problems" in named else nodes


def part_roles(ground: Ground, nodes: list[Node], fields: frozenset[int]) -> list[SectionRole]:
    """Give every part a role: its heading's, else what its place among the others makes likely.

    ``fields`` are the starts of headings that name no part (see ``field_headings``).
    """
    named = [None if node.start in fields else _named_role(ground, node) for node in nodes]
    if named.count("causes") > 1 and "problems" not in named:
        named[named.index("causes")] = "problems"  # 对照检查剖析 before 根源剖析
    free = "problems" not in named
    roles: list[SectionRole] = []
    begun = False  # a part with problems has been met
    for i, node in enumerate(nodes):
        role = _settled_role(ground, node, named[i])
        if role is None:
            role = _likely_role(ground, nodes, i, roles[-1] if roles else None, free=free, begun=begun)
        begun = begun or role == "problems"
        roles.append(role)
    if ground.kind in ("individual", "team") and "problems" in roles and "measures" not in roles:
        # 整改情况 behind what is admitted is what is promised if no part else is; 上年度…整改情况 is not.
        for i in range(roles.index("problems") + 1, len(roles)):
            if roles[i] == "last_year" and not _EARLIER.search(ground.title(nodes[i])):
                roles[i] = "measures"
    if ground.kind == "report" and "problems" in roles:
        # 履行整改主体责任情况 before the findings tells how the work was organised.
        for i in range(roles.index("problems")):
            roles[i] = (
                "other" if roles[i] in ("measures", "last_year") and nodes[i].style <= Style.HAN else roles[i]
            )
    return roles


def _named_role(ground: Ground, node: Node) -> SectionRole | None:
    if node.head.turn is not None:
        return _TURNS[node.head.turn]
    return None if node.style in RUN_IN else role_of(ground.title(node))


def field_headings(ground: Ground, nodes: list[Node]) -> frozenset[int]:
    """Return the starts of headings that name fields though one of them may sound like a part.

    Of headings that all say …方面 none names a part if most do not: 学习研讨方面, 查摆问题方面, 集中整治方面.
    """
    fields = [node for node in nodes if _NAMES_FIELD.search(ground.title(node))]
    faults = sum(_FIELD_FAULTS.search(ground.title(node)) is not None for node in fields)
    unnamed = faults + sum(role_of(ground.title(node)) is None for node in fields)
    if len(fields) < (2 if faults else _FEWEST_FIELDS) or 2 * unnamed <= len(fields):
        return frozenset()
    return frozenset(node.start for node in fields)


def _settled_role(ground: Ground, node: Node, role: SectionRole | None) -> SectionRole | None:
    """Return the role that heading and content leave no doubt of, else ``None``."""
    title = ground.title(node)
    if role == "problems" and _PROMISES.search(title) and not _OF_PROBLEMS.search(title):
        role = "measures"
    if node.style == Style.LABEL and node.head.field is None:
        role = None
    if ground.kind in ("report", "plan"):
        if role in ("measures", "last_year") and _lists_findings(ground, node, title):
            role = "problems"
        elif ground.kind == "report" and _ORGANISES.search(title):
            role = "problems" if _quotes_findings(ground, node) else "other"
    if role != "causes" and any(below.head.field in ("problem", "measure") for below in node.walk()):
        role = "problems"
    if role is None or role in _SETTLED or role == "problems" or node.style <= Style.HAN:
        return role
    return None if is_aspect_title(title) else role


def _lists_findings(ground: Ground, node: Node, title: str) -> bool:
    """Say whether a part of a report goes through the findings one by one."""
    if _quotes_findings(ground, node) or answers_findings(ground, node):
        return True
    if answers(title) and not _ORGANISES.search(title) and _names_faults(ground, node):
        return True
    return "问题" in title and not _NEXT.search(title) and len(list(node.walk())) > 2


def _quotes_findings(ground: Ground, node: Node) -> bool:
    return any(FINDING.match(ground.text, below.body) for below in node.walk())


def answers(title: str) -> bool:
    """Say whether a part of a report tells what was done about the findings: 具体整改情况, 整改工作进展."""
    return bool(_ANSWERS.search(title)) and not _NEXT.search(title)


def _names_faults(ground: Ground, node: Node) -> bool:
    """Say whether most items below a part, or below its groups, are headed by faults."""
    groups = [child for child in node.children if is_aspect_title(ground.title(child))]
    named = {group.start for group in groups}
    items = [child for child in node.children if child.start not in named]
    items += [below for group in groups for below in group.children]
    return 2 * sum(names_fault(ground.title(item)) for item in items) > len(items)


def _likely_role(
    ground: Ground, nodes: list[Node], i: int, last: SectionRole | None, *, free: bool, begun: bool
) -> SectionRole:
    """Return the role of a part whose heading names none, from the ``last`` part's.

    ``free`` says that no heading names problems, ``begun`` that a part with problems stands before.
    """
    title = ground.title(nodes[i])
    admits = is_aspect_title(title) and not title.endswith("情况")
    if ground.kind in ("individual", "team", "unknown", "report", "plan", "ledger") and (admits or free):
        return last if last in ("causes", "measures") and begun else "problems"
    if last in ITEM_ROLES and nodes[i].style != nodes[0].style:
        return last
    return "other"


# --------------------------------------------------------------------------- prose without headings


def prose_start(ground: Ground, start: int, end: int) -> int:
    """Return where the paragraphs that admit something begin, behind those that tell of the preparation.

    ``end`` where there are too few of them to be the paper's problems.
    """
    spans = ground.paragraphs(start, end)
    led = [i for i, span in enumerate(spans) if _LEADS_IN.search(ground.text[slice(*span)])]
    first = led[-1] + 1 if led else 0
    while first < len(spans) and not led and _PREPARES.search(ground.text[slice(*spans[first])]):
        first += 1
    told = spans[first:]
    admitting = sum(names_fault(ground.text[slice(*span)]) for span in told)
    return told[0][0] if len(told) >= _FEWEST_TOLD and 2 * admitting > len(told) else end


# --------------------------------------------------------------------------- the end


def closing_start(ground: Ground, start: int) -> int:
    """Return where the last paragraphs that take leave, and the signature, begin; the text's end if nowhere.

    What opens a heading or item is never part of it, and nothing before ``start`` is.
    """
    opened = {node.start for node in ground.outline.walk()}
    end = min(_trailing_start(ground), _appendix_start(ground, start))
    for line in reversed(ground.outline.text.lines):
        content = ground.text[line.start : line.end]
        if line.start >= end:
            continue
        if line.start <= start or line.start in opened:
            break
        if not (takes_leave(content) or _SIGNATURE.match(content)):
            break
        end = line.start
    return end if end < len(ground.text) else _last_words(ground, start)


def closing_end(ground: Ground, start: int) -> int:
    """Return where the words that take leave end: signature, date and what is attached are none of them."""
    end = _appendix_start(ground, start)
    for line in reversed(ground.outline.text.lines):
        if line.start >= end:
            continue
        if line.start < start or not _SIGNATURE.match(ground.text[line.start : line.end]):
            break
        end = line.start
    return max(start, end)


def _appendix_start(ground: Ground, start: int) -> int:
    """Return where notes and the list of what is attached begin behind the paper: 注：…, 附件：1.…."""
    lines = ground.outline.text.lines[-_MOST_APPENDED:]
    starts = [line.start for line in lines if _APPENDED.match(ground.text, line.start, line.end)]
    first = next((at for at in starts if at >= start), len(ground.text))
    short = all(line.end - line.start <= _LONGEST_APPENDED for line in lines if line.start > first)
    return first if short else len(ground.text)


def _trailing_start(ground: Ground) -> int:
    """Return where paragraphs behind the last measure begin, if no other measure has more than one."""
    end = len(ground.text)
    nodes = ground.outline.nodes
    items = nodes[-1].children if nodes else []
    if len(items) < 2 or role_of(ground.title(nodes[-1])) != "measures" or items[-1].children:
        return end
    paragraphs = [ground.paragraphs(item.start, item.end) for item in items]
    if any(len(spans) > 1 for spans in paragraphs[:-1]) or len(paragraphs[-1]) < 2:
        return end
    return paragraphs[-1][1][0]


def _last_words(ground: Ground, start: int) -> int:
    """Return where a last sentence that takes leave begins inside the last paragraph."""
    end = len(ground.text)
    for a, b in list(sentences(ground.text, max(start, end - 80), end))[-1:]:
        if a > start and takes_leave(ground.text[a:b]):
            return a
    return end
