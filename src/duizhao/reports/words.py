"""The words for what records hold as codes: kinds of papers and roles of their parts."""

from __future__ import annotations

from typing import Final

from duizhao.record import MaterialKind, SectionRole


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


KINDS: Final[dict[MaterialKind, str]] = {
    "individual": _("个人材料"),
    "team": _("班子材料"),
    "report": _("整改报告"),
    "plan": _("整改方案"),
    "ledger": _("整改台账"),
    "opinions": _("征求意见"),
    "criticism": _("批评意见"),
    "minutes": _("会议记录"),
    "notice": _("通知"),
    "unknown": _("未认定"),
}

# The same where room is scarce.
SHORT_KINDS: Final[dict[MaterialKind, str]] = {
    "individual": _("个人"),
    "team": _("班子"),
    "report": _("报告"),
    "plan": _("方案"),
    "ledger": _("台账"),
    "opinions": _("意见"),
    "criticism": _("批评"),
    "minutes": _("记录"),
    "notice": _("通知"),
    "unknown": _("未定"),
}

ROLES: Final[dict[SectionRole, str]] = {
    "opening": _("开头"),
    "last_year": _("上年整改情况"),
    "problems": _("存在问题"),
    "causes": _("原因剖析"),
    "measures": _("整改措施"),
    "case": _("案例剖析"),
    "matters": _("个人有关事项"),
    "closing": _("结尾"),
    "other": _("其他"),
}

# Every output that names people carries this sentence.
FOR_CHECKING_ONLY: Final = _("仅供工作核对，不作为评价个人的依据。")
