"""Findings of an inspection or audit, and what a report says was done about each.

The published shape is 关于“…”问题的整改 with the rectification below it, or the finding as a heading
and 该问题已完成整改 below it.
"""

from __future__ import annotations

import re
from typing import Final

from duizhao.material.blocks import plain_items, read_fields
from duizhao.material.draft import Draft, DraftAspect, Item
from duizhao.material.ground import Ground
from duizhao.material.titles import Titled
from duizhao.outline import Node, Style

FINDING: Final = re.compile(
    r"(?:针对|对|关于)?(?:反馈的|指出的)?“(?P<finding>[^”\n]{4,80})”(?:的|等|这一|这个)?问题"
    r"(?:的?整改(?:落实|进展|完成)?(?:情况)?)?[。：]?"
)
_ANSWER_LABEL: Final = re.compile(r"整改(?:落实|完成)?(?:情况|进展|结果|措施)：")
_ANSWER: Final = re.compile(
    r"(?:(?<=\n)|(?<=。))(?:该(?:项)?问题(?:已|正在|分阶段|持续|目前|的整改)"
    r"|(?:整改(?:落实|完成)?(?:情况|进展|结果)|目前进展)[：，]"
    r"|(?<=\n)(?:已|部分|基本|正在|持续|分阶段|尚未|未)(?:完成)?整改(?:完成|到位)?[。，：])"
)


def read_finding(ground: Ground, draft: Draft, node: Node, aspect: DraftAspect | None) -> bool:
    """Read a node of a report as finding and rectification; say whether it is one."""
    if ground.kind not in ("report", "plan", "unknown"):
        return False
    quoted = FINDING.match(ground.text, node.body, node.end)
    if quoted is not None and (node.style != Style.HAN_PAREN or not _holds_findings(ground, node)):
        _quoted(ground, draft, node, quoted, aspect)
        return True
    stop = _answer_start(ground, node) if ground.kind == "report" else None
    if stop is None:
        return False
    start, end = ground.trim(node.start, stop)
    draft.problems.append(Item(start, end, ground.head_of(node, stop), aspect))
    _answer(ground, draft, stop, node.end)
    return True


def answers_findings(ground: Ground, node: Node) -> bool:
    """Say whether what stands below a node are findings with what was done about each."""
    return any(_answer_start(ground, child) is not None for child in node.children)


def _holds_findings(ground: Ground, node: Node) -> bool:
    return any(FINDING.match(ground.text, child.body) for child in node.children)


def _quoted(
    ground: Ground, draft: Draft, node: Node, quoted: re.Match[str], aspect: DraftAspect | None
) -> None:
    line_end = ground.text.find("\n", node.body, node.end)
    stop = line_end if line_end >= 0 else node.end
    if ground.says_something(quoted.end(), stop):
        stop = quoted.end()
    start, end = ground.trim(node.start, stop)
    a, b = quoted.span("finding")
    draft.problems.append(Item(start, end, Titled(a, b, end, end, run_in=False), aspect))
    if any(child.head.field == "measure" for child in node.children):
        read_fields(ground, draft, node)
        return
    listed = [child for child in node.children if child.head.opens_line and child.start >= stop]
    if ground.kind == "plan" and listed:
        draft.measures.extend(item for child in listed for item in plain_items(ground, child, child.start))
    else:
        _answer(ground, draft, stop, node.end)


def _answer_start(ground: Ground, node: Node) -> int | None:
    """Return where the rectification begins below a finding (该问题已完成整改。…), if it does."""
    match = _ANSWER.search(ground.text, node.body, node.own_end)
    return match.start() if match else None


def _answer(ground: Ground, draft: Draft, start: int, end: int) -> None:
    a, b = ground.trim(start, end)
    while a < b and ground.text[a] in "。：":
        a += 1
    a, b = ground.trim(a, b)
    label = _ANSWER_LABEL.match(ground.text, a, b)
    body = label.end() if label else a
    if b > body:
        draft.measures.append(Item(a, b, Titled(body, body, body, b, run_in=True)))
