"""The overview's line of figures in words: what each is called, and how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.insight.overview import Figures

LINE: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        "items": _("应整改"),
        "closed": _("已销号"),
        "open": _("未销号"),
        "overdue": _("逾期"),
        "stalled": _("停滞"),
        "not_started": _("未启动"),
        "blocked": _("暂无法整改"),
        "extended": _("延过期"),
        "reopened": _("重新整改"),
        "in_time": _("按期率"),
        "returned": _("退回率"),
        "failed": _("回头看不实率"),
        "closed_this_month": _("本月销号"),
    }
)
"""The figures in their order: the rates that speak against a figure stand beside it."""
_SHARES: Final = frozenset({"in_time", "returned", "failed"})


def written(found: Figures, name: str) -> str:
    """Return a figure as text."""
    value = getattr(found, name)
    return percent(value) if name in _SHARES else str(value)


def percent(share: float | None) -> str:
    """Return a share as text; where nothing could have been there is none."""
    return "—" if share is None else f"{share:.0%}"
