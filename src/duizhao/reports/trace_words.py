"""The sentences that every form of a trace says: figures, what stands out, who claims what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.i18n import Translator
from duizhao.reports.trace_view import ClaimedProblem, Claims, Taken, Trace


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


OPEN: Final = "◇"
NO_MEASURE: Final = _("未见对应措施")
NO_CAUSE: Final = _("未见对应原因")
NO_PROBLEM: Final = _("未见所对应的问题")
NOBODY: Final = _("无人认领")
ONLY_IN_BULK: Final = _("只在“全部认领”之中")
METHOD: Final = _("对应关系由文字、含义和排列推算，数字为把握程度（0 至 1），须由人核对。")


def figures(trace: Trace, _: Translator) -> str:
    """Return how many problems, causes and measures a paper has."""
    material = trace.material
    return _("问题 %(problems)s 个，原因 %(causes)s 条，措施 %(measures)s 条") % {
        "problems": len(material.problems),
        "causes": len(material.causes),
        "measures": len(material.measures),
    }


def left_over(trace: Trace, _: Translator) -> Iterator[str]:
    """Yield what stands out, a short sentence each."""
    if trace.unanswered:
        yield _("%(n)s 个问题未见对应措施") % {"n": len(trace.unanswered)}
    if trace.unexplained:
        yield _("%(n)s 个问题未见对应原因") % {"n": len(trace.unexplained)}
    if trace.idle_measures:
        yield _("%(n)s 条措施未见所对应的问题") % {"n": len(trace.idle_measures)}
    if trace.idle_causes:
        yield _("%(n)s 条原因未见所对应的问题") % {"n": len(trace.idle_causes)}


def share(taken: Taken, _: Translator) -> str:
    """Return somebody's claim in the paper's own word of responsibility."""
    words = [_("全部认领")] if taken.claim.scope == "all" else []
    if taken.claim.responsibility:
        words.append(taken.claim.responsibility)
    if not words:
        return taken.who
    return _("%(who)s（%(share)s）") % {"who": taken.who, "share": _("，").join(words)}


def claimants(claimed: ClaimedProblem, _: Translator) -> str:
    """Return all claims on a problem, or that nobody makes one."""
    if not claimed.taken:
        return f"{OPEN} {_(NOBODY)}"
    words = _("；").join(share(one, _) for one in claimed.taken)
    return _("；").join((words, f"{OPEN} {_(ONLY_IN_BULK)}")) if claimed.only_in_bulk else words


def beyond(found: Claims, _: Translator) -> Iterator[str]:
    """Yield the claims on numbers that the team's paper lacks."""
    for taken, items in found.beyond:
        yield _("%(who)s认领第 %(items)s 项，班子材料只有 %(count)s 个问题") % {
            "who": taken.who,
            "items": _("、").join(map(str, items)),
            "count": len(found.problems),
        }
