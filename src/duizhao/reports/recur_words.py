"""What the reports on two years say in words."""

from __future__ import annotations

from typing import Final, Literal


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


KINDS: Final[dict[Literal["matter", "theme"], str]] = {"matter": _("同一件事"), "theme": _("同一主题")}
METHOD: Final = _("“同一件事”指两年说的是同一项目、地点或事物；“同一主题”只表明类别相近，仅供参考。")
