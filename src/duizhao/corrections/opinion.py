"""What a person has said of the findings in a paper: taken up, dismissed, and the reviewer's own remarks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from duizhao.corrections.decisions import Decision, Dismiss, Remark, TakeUp
from duizhao.record import Diagnostic, Span


@dataclass(frozen=True, slots=True)
class Answers:
    """The last word on each finding, and the remarks in the order they were made."""

    findings: Mapping[tuple[str, Span], TakeUp | Dismiss]
    remarks: tuple[Remark, ...]

    def to(self, diagnostic: Diagnostic) -> TakeUp | Dismiss | None:
        """Return what was said of a finding, ``None`` where nothing was."""
        return self.findings.get((diagnostic.check, diagnostic.span))


def answers(decisions: Iterable[Decision]) -> Answers:
    """Return what the decisions say of findings; a later one takes the place of an earlier one."""
    findings: dict[tuple[str, Span], TakeUp | Dismiss] = {}
    remarks: list[Remark] = []
    for decision in decisions:
        if isinstance(decision, TakeUp | Dismiss):
            findings[decision.check, decision.at.span] = decision
        elif isinstance(decision, Remark):
            remarks.append(decision)
    return Answers(findings, tuple(remarks))
