"""Why a decision cannot be applied: a closed list of reasons, each with its sentence."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from duizhao.i18n import Translator


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


class Reason(StrEnum):
    """Why a decision does not hold; ``GONE`` to ``DONE`` are about a new version only."""

    NO_ITEM = "no_item"
    EMPTY = "empty"
    SWALLOWS = "swallows"
    INSIDE = "inside"
    OUTSIDE = "outside"
    NOT_ADJACENT = "not_adjacent"
    NOT_AT_START = "not_at_start"
    NO_ASPECT = "no_aspect"
    NO_REASON = "no_reason"
    GONE = "gone"
    AMBIGUOUS = "ambiguous"
    DONE = "done"


# What happened and what to do.
SENTENCES: Final[dict[Reason, str]] = {
    Reason.NO_ITEM: _("这段文字现在不是一条这样的内容；请刷新页面后重试"),
    Reason.EMPTY: _("选中的文字里没有内容；请重新选择"),
    Reason.SWALLOWS: _("这样会把另一条整个盖住；请先与它合并，或将它删除"),
    Reason.INSIDE: _("选中的文字在另一条的中间；请先拆分那一条"),
    Reason.OUTSIDE: _("事例须在某个问题之内；请先调整问题的边界"),
    Reason.NOT_ADJACENT: _("只有前后相邻的两条才能合并"),
    Reason.NOT_AT_START: _("标题须是这一条开头的文字"),
    Reason.NO_ASPECT: _("材料里没有这个方面"),
    Reason.NO_REASON: _("请写明理由"),
    Reason.GONE: _("新稿里没有这段文字了"),
    Reason.AMBIGUOUS: _("这段文字在新稿里有好几处，无法确定是哪一处"),
    Reason.DONE: _("新稿本来就是这样，不必再改"),
}


class ConflictError(Exception):
    """A decision that does not fit the record it is applied to."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason

    def message(self, translate: Translator = str) -> str:
        """Return the sentence for a person."""
        return translate(SENTENCES[self.reason])
