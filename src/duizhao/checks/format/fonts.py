"""The fonts of official papers by what they are called in files, and the sizes by their names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from duizhao.checks.base import Finding, Options, Paper, Value, words
from duizhao.checks.format.roles import Part, first
from duizhao.errors import _

# The first name is the one GB/T 9704 and common practice use; the others are the same face by another maker.
TITLE: Final = (
    "方正小标宋简体",
    "方正小标宋_GBK",
    "方正小标宋",
    "小标宋体",
    "FZXiaoBiaoSong-B05S",
    "FZXiaoBiaoSong-B05",
)
HEADING: Final = ("黑体", "SimHei", "方正黑体简体", "方正黑体_GBK", "FZHei-B01S", "FZHei-B01")
SUBHEADING: Final = (
    "楷体_GB2312", "楷体", "KaiTi_GB2312", "KaiTi", "方正楷体简体", "方正楷体_GBK", "华文楷体", "STKaiti",
)  # fmt: skip
BODY: Final = (
    "仿宋_GB2312", "仿宋", "FangSong_GB2312", "FangSong", "方正仿宋简体", "方正仿宋_GBK", "华文仿宋", "STFangsong",
)  # fmt: skip

_SIZES: Final = {
    26.0: _("（一号）"),
    24.0: _("（小一号）"),
    22.0: _("（二号）"),
    18.0: _("（小二号）"),
    16.0: _("（三号）"),
    15.0: _("（小三号）"),
    14.0: _("（四号）"),
    12.0: _("（小四号）"),
    10.5: _("（五号）"),
    9.0: _("（小五号）"),
}


def size_name(points: float) -> tuple[str, ...]:
    """Return the name of a size in brackets, as a list that is empty where it has none."""
    return (_SIZES[points],) if points in _SIZES else ()


def other_font(parts: Iterable[Part], allowed: Value) -> list[Part]:
    """Return the parts that are set in none of the fonts; a file that names no font is not asked."""
    assert isinstance(allowed, tuple)
    return [part for part in parts if part.look.font_east_asia and part.look.font_east_asia not in allowed]


def other_size(parts: Iterable[Part], points: float, tolerance: float) -> list[Part]:
    """Return the parts whose size is known and not ``points``."""
    return [part for part in parts if part.look.size and abs(part.look.size - points) > tolerance]


def font_finding(paper: Paper, found: list[Part], options: Options, name: str, form: str = "") -> Finding:
    """Return one finding for all parts in a wrong font; ``name`` is the option with the right ones."""
    allowed = options[name]
    assert isinstance(allowed, tuple)
    filled = words(found=found[0].look.font_east_asia, wanted=allowed[0], count=len(found))
    return Finding(first(paper, found), filled, form=form)
