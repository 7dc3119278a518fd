"""Are the lines of the text not as far apart as prescribed?"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Example, Finding, Option, Options, Paper, words
from duizhao.checks.format.roles import Part, first, of_role
from duizhao.checks.format.samples import PAGE, TEXT, look, marked, word
from duizhao.errors import _

_SINGLE: Final = 12.0  # points in which a file counts single spacing, whatever the font


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the first paragraph of the text whose lines are too near or too far, with the count of them."""
    page = paper.document.page
    pitch = page.line_pitch if page else None
    least, most = float(str(options["least"])), float(str(options["most"]))
    found = [part for part in of_role(paper, "text", "run_in") if not _fits(part, pitch, least, most)]
    if found:
        look = found[0].look
        multiple = look.line_rule in (None, "auto")
        spacing = (look.line_spacing or _SINGLE) / (_SINGLE if multiple else 1)
        filled = words(found=f"{spacing:g}", least=f"{least:g}", most=f"{most:g}", count=len(found))
        yield Finding(first(paper, found), filled, form="multiple" if multiple else "")


def _fits(part: Part, pitch: float | None, least: float, most: float) -> bool:
    spacing, rule = part.look.line_spacing, part.look.line_rule
    if rule in (None, "auto"):  # a multiple: of the page's lines where it is ruled, else of the font's height
        return pitch is not None and least <= (spacing or _SINGLE) / _SINGLE * pitch <= most
    return spacing is not None and least <= spacing <= most


check = Check(
    id="FOR007",
    slug="line-spacing",
    category="format",
    title=_("行距与规定不一"),
    why=_("一页排二十二行，行距固定在 28 至 30 磅之间；用单倍、1.5 倍行距的，行数随字体变。"),
    source=_("GB/T 9704-2012, 5.2.3；通行做法为固定值 28 至 30 磅"),
    severity="warning",
    message=_("正文行距为 %(found)s 磅，应为固定值 %(least)s 至 %(most)s 磅；共有 %(count)s 段"),
    forms=(
        (
            "multiple",
            _("正文用的是 %(found)s 倍行距，应为固定值 %(least)s 至 %(most)s 磅；共有 %(count)s 段"),
        ),
    ),
    find=find,
    bad=(
        Example(
            marked(3),
            note=_("两段都是固定值 24 磅"),
            word=word(look(3, line_spacing=24.0), look(4, line_spacing=24.0)),
        ),
        Example(marked(4), note=_("1.5 倍行距"), word=word(look(4, line_spacing=18.0, line_rule="auto"))),
    ),
    good=(
        Example(TEXT, word=word()),
        Example(
            TEXT,
            note=_("单倍行距，但页面设置了每页二十二行的网格"),
            word=word(
                look(3, line_spacing=None, line_rule=None),
                look(4, line_spacing=12.0, line_rule="auto"),
                page=dataclasses.replace(PAGE, line_pitch=28.95),
            ),
        ),
    ),
    options=(
        Option("least", 28.0, _("最小行距，磅")),
        Option("most", 30.0, _("最大行距，磅")),
    ),
    needs=frozenset({"format"}),
    kinds=frozenset({"report", "plan"}),
)
