"""Are the margins other than prescribed?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Example, Finding, Option, Options, Paper, words
from duizhao.checks.format.samples import TEXT, marked, word
from duizhao.errors import _
from duizhao.record import PageSetup

_SIDES: Final = ("top", "bottom", "left", "right")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the title of a paper one of whose margins is off; a page on its side has margins of its own."""
    page = paper.document.page
    if page is None or page.width > page.height:
        return
    wanted = {side: float(str(options[side])) for side in _SIDES}
    found = {side: float(getattr(page, side)) for side in _SIDES}
    if any(abs(found[side] - wanted[side]) > float(str(options["tolerance"])) for side in _SIDES):
        filled = {side: f"{round(found[side], 1):g}" for side in _SIDES}
        filled |= {f"right_{side}": f"{wanted[side]:g}" for side in _SIDES}
        yield Finding(paper.title_span, words(**filled))


check = Check(
    id="FOR002",
    slug="margins",
    category="format",
    title=_("页边距与规定不一"),
    why=_("天头、订口和版心有规定；不一样的，每页行数、字数跟着变，装订时会压住文字。"),
    source="GB/T 9704-2012, 5.2.1",
    severity="warning",
    message=_(
        "页边距上 %(top)s、下 %(bottom)s、左 %(left)s、右 %(right)s 毫米，"
        "应为上 %(right_top)s、下 %(right_bottom)s、左 %(right_left)s、右 %(right_right)s 毫米；请在页面设置里改"
    ),
    find=find,
    bad=(
        Example(
            marked(0),
            note=_("页边距上下 25.4 毫米、左右 31.8 毫米"),
            word=word(page=PageSetup(210.0, 297.0, 25.4, 25.4, 31.8, 31.8)),
        ),
    ),
    good=(
        Example(TEXT, word=word()),
        Example(
            TEXT,
            note=_("相差不到 1 毫米"),
            word=word(page=PageSetup(210.0, 297.0, 36.8, 34.9, 28.0, 25.9)),
        ),
    ),
    options=(
        Option("top", 37.0, _("上边距（天头），毫米")),
        Option("bottom", 35.0, _("下边距，毫米")),
        Option("left", 28.0, _("左边距（订口），毫米")),
        Option("right", 26.0, _("右边距，毫米")),
        Option("tolerance", 1.0, _("允许相差，毫米")),
    ),
    needs=frozenset({"format"}),
    kinds=frozenset({"report", "plan"}),
)
