"""Which parts a kind of paper must have, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Finding, Paper, words

NAMES: Final = {
    "opening": "开头部分",
    "last_year": "上年度整改落实情况",
    "problems": "存在的问题",
    "causes": "原因分析",
    "measures": "整改措施",
    "case": "案例剖析",
    "matters": "个人有关事项说明",
    "closing": "结尾部分",
    "other": "其他部分",
}


def missing(paper: Paper, *, confirmed: bool) -> Iterator[Finding]:
    """Yield the required parts that a paper has not, those confirmed in the criteria set or the others."""
    if paper.framework is None or not paper.material.problems:
        return
    material = paper.material
    present = {part.role for part in material.sections}
    if material.causes:
        present.add("causes")
    if material.measures:
        present.add("measures")
    if material.last_year:
        present.add("last_year")
    lacking = [
        NAMES[part.role]
        for part in paper.framework.required_sections(material.kind)
        if part.confirmed == confirmed and part.role not in present
    ]
    if lacking:
        yield Finding(paper.title_span, words(parts="、".join(lacking), framework=paper.framework.title.zh))
