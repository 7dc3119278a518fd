"""What a person corrects in a paper's record: decisions, applied to it and carried to its next version."""

from duizhao.corrections.anchor import Anchor, anchored
from duizhao.corrections.applying import apply
from duizhao.corrections.carrying import Carried, Kept, Lost, carry
from duizhao.corrections.conflict import ConflictError, Reason
from duizhao.corrections.decisions import (
    Add,
    Decision,
    Dismiss,
    ItemKind,
    JudgeLink,
    Merge,
    MoveAspect,
    MoveBorder,
    Recast,
    Remark,
    Remove,
    Retitle,
    SetPaperKind,
    Split,
    TakeUp,
    place_of,
)
from duizhao.corrections.opinion import Answers, answers
from duizhao.corrections.stored import as_stored, from_stored

__all__ = [
    "Add",
    "Anchor",
    "Answers",
    "Carried",
    "ConflictError",
    "Decision",
    "Dismiss",
    "ItemKind",
    "JudgeLink",
    "Kept",
    "Lost",
    "Merge",
    "MoveAspect",
    "MoveBorder",
    "Reason",
    "Recast",
    "Remark",
    "Remove",
    "Retitle",
    "SetPaperKind",
    "Split",
    "TakeUp",
    "anchored",
    "answers",
    "apply",
    "as_stored",
    "carry",
    "from_stored",
    "place_of",
]
