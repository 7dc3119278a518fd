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
from duizhao.material.roles import is_aspect_title, strict_role_of
from duizhao.material.titles import Titled
from duizhao.outline import Node

_SETTLED: Final = r"(?:的?整改(?:落实|进展|完成)?(?:情况)?)?"
FINDING: Final = re.compile(
    rf"(?:针对|对|关于)?(?:反馈的|指出的)?“(?P<finding>[^”\n]{{4,80}})”(?:(?:的|等|这一|这个)?问题{_SETTLED}|的整改(?:落实|进展|完成)?(?:情况)?)[。：]?"
    rf"|(?:针对|关于)(?P<plain>[^“”，。；：\n]{{3,50}}?)(?<!方面)(?:的|等|这一|这个)?问题{_SETTLED}(?:[。：]|(?=\n|$))"
    r"|“(?P<bare>[^”\n]{4,80})”(?:[。：]|(?=\n|$))"
)
_OF_FINDINGS: Final = ("report", "plan", "unknown")
_ANSWER_LABEL: Final = re.compile(
    r"【?(?:整改(?:落实|完成)?(?:情况|进展|结果|措施|成效)|完成情况|进展情况|采取措施|目前进展)(?:：|】：?)"
)
_STATUS: Final = re.compile(r"(?:整改)?状态：[^\n]{2,12}\n")
_ANSWER: Final = re.compile(
    r"(?:(?<=\n)|(?<=。))(?:该(?:项)?问题(?:已|正在|分阶段|持续|目前|的整改)"
    r"|(?:整改(?:落实|完成)?(?:情况|进展|结果)|目前进展)[：，]"
    r"|(?<=\n)(?:【(?:整改|完成)(?:落实|完成)?(?:情况|进展|结果|成效)】|(?:整改状态|完成情况|进展情况|采取措施)：)"
    r"|(?<=\n)(?:已|部分|基本|正在|持续|分阶段|尚未|未)(?:完成)?整改(?:完成|到位)?[。，：])"
)


def read_finding(
    ground: Ground, draft: Draft, node: Node, aspect: DraftAspect | None, *, answering: bool = False
) -> bool:
    """Read a node of a report as finding and rectification; say whether it is one.

    ``answering`` says that the part goes through findings: what stands below one then is what was done.
    """
    if ground.kind not in _OF_FINDINGS:
        return False
    quoted = FINDING.match(ground.text, node.body, node.end)
    if quoted is not None and not _holds_findings(ground, node):
        _quoted(ground, draft, node, quoted, aspect)
        return True
    if answering and (labelled := _labelled(node)) is not None:
        _told_behind_label(ground, draft, node, labelled, aspect)
        return True
    stop = _answer_start(ground, node) if ground.kind == "report" else None
    if stop is None and answering and not _heads_findings(ground, node):
        stop = _heading_end(ground, node)
    if stop is None:
        return False
    start, end = ground.trim(node.start, stop)
    draft.problems.append(Item(start, end, ground.head_of(node, stop), aspect))
    _answer(ground, draft, stop, node.end)
    return True


def groups_findings(ground: Ground, node: Node) -> bool:
    """Say whether a node is the heading of a group of findings, quoted or told behind labels."""
    told = any(_labelled(child) is not None for child in node.children)
    return ground.kind in _OF_FINDINGS and (told or _holds_findings(ground, node))


def answers_findings(ground: Ground, node: Node) -> bool:
    """Say whether what stands below a node are findings with what was done about each."""
    return any(_answer_start(ground, child) is not None for child in node.children)


def _holds_findings(ground: Ground, node: Node) -> bool:
    return any(FINDING.match(ground.text, child.body) for child in node.children)


def _heads_findings(ground: Ground, node: Node) -> bool:
    """Say whether a node is the heading of a group of findings, each with its answer below it."""
    if is_aspect_title(ground.title(node)) or _holds_findings(ground, node) or answers_findings(ground, node):
        return True
    listed = [child for child in node.children if child.head.field is None]
    return any(_stands_alone(ground, child) or _labelled(child) is not None for child in listed)


def _stands_alone(ground: Ground, node: Node) -> bool:
    titled = ground.split(node)
    return titled.has_title and not titled.run_in and titled.text_start < node.end


def _heading_end(ground: Ground, node: Node) -> int | None:
    """Return where the words of a finding end that has something below or behind them."""
    titled = ground.split(node)
    behind = titled.has_title and ground.says_something(titled.title_end, node.end)
    return titled.text_start if behind and not any(child.head.field for child in node.children) else None


def _quoted(
    ground: Ground, draft: Draft, node: Node, quoted: re.Match[str], aspect: DraftAspect | None
) -> None:
    line_end = ground.text.find("\n", node.body, node.end)
    stop = line_end if line_end >= 0 else node.end
    if ground.says_something(quoted.end(), stop):
        stop = quoted.end()
    start, end = ground.trim(node.start, stop)
    a, b = quoted.span(quoted.lastgroup or 0)
    body = end
    told = _told(ground, node, quoted.end())
    if told is not None:
        body, end = ground.trim(*told)
    titled = Titled(a, b, body, end, run_in=False)
    draft.problems.append(Item(start, end, titled, aspect))
    stop = max(stop, end)
    if any(child.head.field == "measure" for child in node.children):
        read_fields(ground, draft, node)
        return
    promised = [child for child in node.children if strict_role_of(ground.title(child)) == "measures"]
    if promised:
        for child in promised:
            body = ground.split(child).text_start
            a, b = ground.trim(child.start, child.end)
            draft.measures.append(Item(a, b, Titled(body, body, body, b, run_in=True)))
        return
    listed = [child for child in node.children if child.head.opens_line and child.start >= stop]
    if ground.kind == "plan" and listed:
        draft.measures.extend(item for child in listed for item in plain_items(ground, child, child.start))
    else:
        _answer(ground, draft, stop, node.end)


def _told(ground: Ground, node: Node, start: int) -> tuple[int, int] | None:
    """Return where a quoted finding is told: in a field of its own, or up to the field of what was done."""
    for child in node.children:
        if child.head.field == "problem":
            return child.body, child.end
        if child.head.field in ("measure", "progress"):
            return (start, child.start) if ground.says_something(start, child.start) else None
    return None


def _labelled(node: Node) -> Node | None:
    """Return the field that tells the finding, where only the answer follows it: 1.反馈问题：…."""
    fields = [child for child in node.children if child.head.field]
    if not fields or fields[0].head.field != "problem" or fields[0].start > node.body + 1:
        return None
    return fields[0] if all(field.head.field in ("progress", "other") for field in fields[1:]) else None


def _told_behind_label(
    ground: Ground, draft: Draft, node: Node, field: Node, aspect: DraftAspect | None
) -> None:
    line = ground.text.find("\n", field.body, node.end)
    full = ground.text.find("。", field.body, node.end)
    below = line >= 0 and ground.says_something(line, node.end)
    stop = line if below else full + 1 if full >= 0 else node.end
    start, end = ground.trim(node.start, stop)
    title_end = ground.without_marks(field.body, end)
    draft.problems.append(Item(start, end, Titled(field.body, title_end, end, end, run_in=False), aspect))
    _answer(ground, draft, stop, node.end)


def _answer_start(ground: Ground, node: Node) -> int | None:
    """Return where the rectification begins below a finding (该问题已完成整改。…), if it does."""
    match = _ANSWER.search(ground.text, node.body, node.own_end)
    return match.start() if match else None


def _answer(ground: Ground, draft: Draft, start: int, end: int) -> None:
    a, b = ground.trim(start, end)
    while a < b and ground.text[a] in "。：，":
        a += 1
    a, b = ground.trim(a, b)
    status = _STATUS.match(ground.text, a, b)
    a = status.end() if status else a
    label = _ANSWER_LABEL.match(ground.text, a, b)
    body = label.end() if label else a
    if b > body:
        draft.measures.append(Item(a, b, Titled(body, body, body, b, run_in=True)))
