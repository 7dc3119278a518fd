"""What a paper amounts to by its parts, whatever checks were asked: lengths, and what was not found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from duizhao.checks.base import Paper
from duizhao.checks.facts import is_general
from duizhao.checks.links import left_over
from duizhao.checks.structure import criteria, parts
from duizhao.checks.structure.sizes import length, part_length
from duizhao.record import Overview, Problem

# As the checks on the same things: causes are a matter of self-examination, measures of plans, too.
_SELF_EXAMINATION: Final = frozenset({"individual", "team"})
_WITH_MEASURES: Final = frozenset({"individual", "team", "plan", "ledger"})


def overview(paper: Paper) -> Overview:
    """Return the overview of a paper."""
    material = paper.material
    roles = dict.fromkeys(part.role for part in material.sections)
    own = material.kind in _SELF_EXAMINATION
    return Overview(
        characters=length(paper),
        parts=tuple((role, part_length(paper, role)) for role in roles),
        framework=paper.framework.title.zh if paper.framework else None,
        unstructured=parts.has_no_structure(paper),
        sections=parts.lacking(paper, confirmed=True),
        unconfirmed_sections=parts.lacking(paper, confirmed=False),
        aspects=criteria.lacking(paper) if own else (),
        general=_ids(one for one in material.problems if is_general(one)) if own else (),
        unexplained=_ids(left_over(paper, "cause")) if own else (),
        unanswered=_ids(left_over(paper, "measure")) if material.kind in _WITH_MEASURES else (),
        rootless=tuple(one.id for one in material.causes if one.root is None) if own else (),
    )


def _ids(problems: Iterable[Problem]) -> tuple[str, ...]:
    return tuple(one.id for one in problems)
