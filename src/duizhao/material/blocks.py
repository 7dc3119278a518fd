"""Label blocks (问题描述：…原因分析：…整改措施：…) and tables: one problem with its cause and measures."""

from __future__ import annotations

import re
from typing import Final

from duizhao.material.draft import Draft, DraftAspect, Item, Part
from duizhao.material.ground import Ground
from duizhao.material.roles import is_aspect_title
from duizhao.material.titles import Titled
from duizhao.outline import Node, Style, Table, mark_at

_FIELD_OF_WORK: Final = re.compile(
    r"(?:领域|环节|板块|类|工作|管理|建设|问题|整治|站|厂|中心|单位|镇|乡|村|处|部门|公司)$"
)


def read_block(
    ground: Ground, draft: Draft, node: Node, aspect: DraftAspect | None, *, headed: bool = True
) -> None:
    """Read the fields below a heading or item; ``headed``: its words belong to the first problem."""
    fields = [child for child in node.children if child.head.field]
    heading: Node | None = node if headed else None
    told: tuple[int, int] | None = None
    if headed and not any(child.head.field == "problem" for child in fields):
        start, end = ground.trim(node.start, fields[0].start)
        titled = ground.without_lone_title(ground.head_of(node, fields[0].start), node)
        draft.problems.append(Item(start, end, titled, aspect))
    elif headed and aspect is None and _is_aspect(ground, node):
        aspect, heading = ground.aspect(draft, node), None
        told = _told_behind_aspect(ground, node, fields[0])
    for before, child in zip([None, *fields], fields, strict=False):
        if child.head.field == "problem" and _shows(ground, before, child):
            draft.problems[-1].extend(ground.trim(child.start, child.end)[1])
        elif child.head.field == "problem":
            _problem(ground, draft, child, heading, aspect, told)
            heading, told = None, None
        elif child.head.field == "example" and draft.problems and draft.problems[-1].end <= child.start:
            draft.problems[-1].extend(ground.trim(child.start, child.end)[1])
    read_fields(ground, draft, node)


def read_fields(ground: Ground, draft: Draft, node: Node) -> None:
    """Read causes and measures in the fields below a node; what was done stands in for what is promised."""
    promised = any(child.head.field == "measure" for child in node.children)
    for child in node.children:
        kind = child.head.field
        if kind == "cause":
            draft.causes.extend(plain_items(ground, child, child.start))
        elif kind == "measure" or (kind == "progress" and not promised):
            draft.measures.extend(_measures(ground, child))


def _shows(ground: Ground, before: Node | None, field: Node) -> bool:
    """Say whether a field tells on what the problem field right before it names: 主要问题：…具体表现：…."""
    if before is None or before.head.field != "problem":
        return False
    first, second = (ground.text[node.start : node.body] for node in (before, field))
    return "表现" in second and "表现" not in first


def _told_behind_aspect(ground: Ground, node: Node, field: Node) -> tuple[int, int] | None:
    """Return the fault behind the aspect in its own line: 政治忠诚方面：学习不够系统 over 表现在：…."""
    titled = ground.split(node)
    start, end = ground.trim(titled.text_start, field.start)
    return (start, end) if titled.run_in and end > start and "\n" not in ground.text[start:end] else None


def _is_aspect(ground: Ground, node: Node) -> bool:
    """A heading over 问题描述： that names a field or place is a criterion; a fault told is a title."""
    title = ground.title(node)
    if node.style == Style.LABEL or not title:
        return False
    return is_aspect_title(title) or bool(_FIELD_OF_WORK.search(title))


def _problem(
    ground: Ground,
    draft: Draft,
    field: Node,
    heading: Node | None,
    aspect: DraftAspect | None,
    told: tuple[int, int] | None = None,
) -> None:
    """A problem field; the first one of a block takes the block's heading, or what it says, as its title."""
    listed = [child for child in field.children if child.head.field is None]
    follows = heading is None and bool(listed) and not ground.text[field.body : listed[0].start].strip()
    if listed and (
        listed[0].head.opens_line or follows
    ):  # 【存在问题】 over a numbered list: each number is a problem
        for child in listed:
            start, end = ground.trim(child.start, child.end)
            draft.problems.append(Item(start, end, ground.split(child), aspect))
        return
    start = told[0] if told else field.start if heading is None else heading.start
    for item in plain_items(ground, field, start):
        if told is not None:
            item.titled = Titled(told[0], ground.without_marks(*told), field.body, item.end, run_in=False)
        if heading is not None and ground.says_something(heading.body, field.start):
            title_end = ground.without_marks(heading.body, field.start)
            item.titled = Titled(heading.body, title_end, field.body, item.end, run_in=False)
        item.aspect = aspect
        draft.problems.append(item)


def _measures(ground: Ground, field: Node) -> list[Item]:
    """A numbered list behind 整改措施： is one measure a number."""
    start = ground.trim(field.body, field.end)[0]
    listed = [child for child in field.children if child.head.field is None]
    counted = len(listed) >= 2 and (listed[1].head.opens_line or listed[0].style <= Style.BULLET)
    if counted and listed[0].start - start < 12:  # 一是…二是… in one paragraph are one measure
        return [item for child in listed for item in plain_items(ground, child, child.start)]
    return plain_items(ground, field, field.start)


def plain_items(ground: Ground, node: Node, start: int) -> list[Item]:
    """Return a node as an item without title, an ordinal at its head left out of the text."""
    others = [child.start for child in node.children if child.head.field and child.head.opens_line]
    body, end = ground.trim(node.body, min([node.end, *others]))
    if body >= end:
        return []
    mark = mark_at(ground.text, body)
    if mark is not None and mark.end < end:
        body = mark.end
    return [Item(start, end, Titled(body, body, body, end, run_in=True))]


# --------------------------------------------------------------------------- tables


def read_table(ground: Ground, draft: Draft, table: Table) -> None:
    """Read a table with a header row: one problem a row, its cause and measure beside it."""
    for items in (draft.problems, draft.causes, draft.measures):
        items[:] = [item for item in items if item.start >= table.end or item.end <= table.start]
    aspect: DraftAspect | None = None
    for row in table.rows:
        cells: dict[str, tuple[int, int]] = {}
        for role, cell in zip(table.columns, row, strict=False):
            if role is not None and cell[1] > cell[0]:
                cells.setdefault(role, cell)
        if "aspect" in cells:
            start, end = cells["aspect"]
            end = ground.without_marks(start, end)
            aspect = draft.aspect(ground.text[start:end], start, end)
        if "problem" in cells:
            draft.problems.extend(_cell(ground, cells["problem"], aspect))
            draft.causes.extend(_cell(ground, cells.get("cause"), None))
            draft.measures.extend(_cell(ground, cells.get("measure") or cells.get("progress"), None))
    draft.parts[:] = [_part_with(part, table) for part in draft.parts]


def _part_with(part: Part, table: Table) -> Part:
    """The part a table of problems stands in is about problems, unless it is named otherwise."""
    if part.role in ("other", "measures", "opening", "last_year") and part.start <= table.start < part.end:
        return Part("problems", part.heading, part.start, part.end)
    return part


def _cell(ground: Ground, cell: tuple[int, int] | None, aspect: DraftAspect | None) -> list[Item]:
    if cell is None:
        return []
    start, end = ground.trim(*cell)
    mark = mark_at(ground.text, start)
    body = mark.end if mark is not None and mark.end < end else start
    return [Item(start, end, Titled(body, body, body, end, run_in=True), aspect)] if end > start else []
