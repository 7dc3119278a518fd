"""The words for severities and categories of diagnostics."""

from __future__ import annotations

from typing import Final

from duizhao.record import Category, Severity


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


SEVERITIES: Final[dict[Severity, str]] = {
    "error": _("错误"),
    "warning": _("警告"),
    "question": _("提示"),
}

CATEGORIES: Final[dict[Category, str]] = {
    "structure": _("材料结构"),
    "numbering": _("序号编排"),
    "repetition": _("重复"),
    "overlap": _("文字重合"),
    "typo": _("错别字"),
    "wording": _("用语"),
    "punctuation": _("标点"),
    "template": _("模板残留"),
    "specificity": _("具体程度"),
    "cause": _("原因分析"),
    "measure": _("措施制定"),
    "claim": _("问题认领"),
    "person": _("人称"),
    "arithmetic": _("数字核对"),
    "secrecy": _("保密"),
    "format": _("版面格式"),
}
