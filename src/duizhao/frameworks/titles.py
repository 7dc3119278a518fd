"""What is left of an aspect's title when everything that units write differently is taken away."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from duizhao.text.regex import regex

# A number in front, as official papers write it.
_NUMBER: Final = regex(
    r"^(?:[(\[]?[一二三四五六七八九十百0-9]{1,3}[)\]、.．,:]+|第[一二三四五六七八九十0-9]{1,3}[,、:是]*"
    r"|[一二三四五六七八九十]{1,2}是[在]?)+"
)
# Taken off before it is folded into a plain digit.
_CIRCLED: Final = regex(r"^[①-⑳❶-❿]")
# Words in front that say nothing about which aspect it is.
_FRONT: Final = regex(r"^(?:对照检查|围绕|关于|对照|聚焦|紧扣|在|从|是|带头)+")
# Words at the end likewise.
_BACK: Final = regex(
    r"(?:的?(?:方面|情况|问题|差距|不足|短板|表现)|(?:还|仍)?(?:存在|查摆|检视|剖析)(?:的|出的|出来的)?"
    r"|(?:主要|突出|具体|自身|个人|班子)(?:的)?|上|不够[^，]{0,4})+$"
)
_BREAK: Final = regex(r"[^\w]+|_+")
_LEAD: Final = regex(r"^(?:带头|在|要|和|以及|并)+")


@lru_cache(maxsize=4096)
def pieces(title: str) -> tuple[str, ...]:
    """Return the words of a title between its marks, without number, 带头, 在…方面, 存在的问题 and quotes.

    "（一）带头深刻领悟“两个确立”的决定性意义，增强“四个意识”方面" gives
    ("深刻领悟两个确立的决定性意义", "增强四个意识").
    """
    text = unicodedata.normalize("NFKC", _CIRCLED.sub("", title.strip())).lower()
    text = re.sub(r"[“”‘’\"'「」『』《》〈〉\s]+", "", text)
    text = _NUMBER.sub("", text)
    text = text.strip("。.,:;、!?-—")
    shorter = _BACK.sub("", _FRONT.sub("", text)) or text
    parts = (_LEAD.sub("", part) or part for part in _BREAK.split(shorter))
    return tuple(part for part in parts if part)


def core(title: str) -> str:
    """Return a title without marks and without everything that units write differently."""
    return "".join(pieces(title))
