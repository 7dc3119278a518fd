"""Which parts a kind of paper must have, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Finding, Paper, words
from duizhao.errors import _

NAMES: Final = {
    "opening": _("开头部分"),
    "last_year": _("上年度整改落实部分"),
    "problems": _("查摆问题部分"),
    "causes": _("原因分析部分"),
    "measures": _("整改措施部分"),
    "case": _("案例剖析部分"),
    "matters": _("个人有关事项部分"),
    "closing": _("结尾部分"),
    "other": _("其他部分"),
}


def missing(paper: Paper, *, confirmed: bool) -> Iterator[Finding]:
    """Yield one finding on the parts that are ``lacking``, where there are any."""
    parts = lacking(paper, confirmed=confirmed)
    if parts and paper.framework is not None:
        yield Finding(paper.title_span, words(parts=parts, framework=paper.framework.title.zh))


def lacking(paper: Paper, *, confirmed: bool) -> tuple[str, ...]:
    """Return the required parts that a paper has not, those confirmed in the criteria set or the others."""
    if paper.framework is None or not paper.material.problems:
        return ()
    material = paper.material
    present = {part.role for part in material.sections}
    if material.causes:
        present.add("causes")
    if material.measures:
        present.add("measures")
    if material.last_year:
        present.add("last_year")
    return tuple(
        NAMES[part.role]
        for part in paper.framework.required_sections(material.kind)
        if part.confirmed == confirmed and part.role not in present
    )


def has_no_structure(paper: Paper) -> bool:
    """Say whether neither parts nor problems were found in a paper that should have some."""
    material = paper.material
    if material.kind not in STRUCTURED or material.problems or material.causes or material.measures:
        return False
    if len(paper.normal) < _LEAST:
        return False
    return all(part.role not in ("problems", "causes", "measures", "last_year") for part in material.sections)


STRUCTURED: Final = frozenset({"individual", "team", "unknown"})
_LEAST: Final = 60  # characters from which a text can be expected to have parts
