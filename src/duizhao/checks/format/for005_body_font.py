"""Is the text set in another font than 仿宋?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Example, Finding, Option, Options, Paper
from duizhao.checks.format.fonts import BODY, font_finding, other_font
from duizhao.checks.format.roles import of_role
from duizhao.checks.format.samples import TEXT, look, marked, word
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the first paragraph of the text that names another font, with the count of them."""
    found = other_font(of_role(paper, "text"), options["fonts"])
    if found:
        yield font_finding(paper, found, options, "fonts")


check = Check(
    id="FOR005",
    slug="body-font",
    category="format",
    title=_("正文字体与规定不一"),
    why=_("公文正文用仿宋体；几段换了字体，多半是从别处粘贴来的。"),
    source="GB/T 9704-2012, 5.2.2",
    severity="warning",
    message=_("正文用的字体是“%(found)s”，应为“%(wanted)s”；共有 %(count)s 段"),
    find=find,
    bad=(
        Example(
            marked(3),
            note=_("正文两段都是 SimSun"),
            word=word(look(3, font_east_asia="SimSun"), look(4, font_east_asia="SimSun")),
        ),
    ),
    good=(Example(TEXT, word=word(look(3, font_east_asia="FangSong"))),),
    options=(Option("fonts", BODY, _("可用的字体，第一个是所建议的")),),
    needs=frozenset({"format"}),
    kinds=frozenset({"report", "plan"}),
)
