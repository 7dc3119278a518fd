"""Is a heading of the first or second level set in another font than 黑体 or 楷体?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Example, Finding, Option, Options, Paper
from duizhao.checks.format.fonts import HEADING, SUBHEADING, font_finding, other_font
from duizhao.checks.format.roles import of_role
from duizhao.checks.format.samples import TEXT, look, marked, word
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the first heading of either level that names another font; one that runs on is not asked."""
    first = other_font(of_role(paper, "heading"), options["first"])
    second = other_font(of_role(paper, "subheading"), options["second"])
    if first:
        yield font_finding(paper, first, options, "first")
    if second:
        yield font_finding(paper, second, options, "second", form="second")


check = Check(
    id="FOR004",
    slug="heading-font",
    category="format",
    title=_("层次标题字体与规定不一"),
    why=_("一级标题用黑体、二级标题用楷体，读者凭字体分清层次。"),
    source="GB/T 9704-2012, 7.3.3",
    severity="warning",
    message=_("一级标题用的字体是“%(found)s”，应为“%(wanted)s”；共有 %(count)s 处"),
    forms=(("second", _("二级标题用的字体是“%(found)s”，应为“%(wanted)s”；共有 %(count)s 处")),),
    find=find,
    bad=(
        Example(
            marked(1, 2),
            note=_("两级标题都是 SimSun"),
            word=word(look(1, font_east_asia="SimSun"), look(2, font_east_asia="SimSun")),
        ),
    ),
    good=(Example(TEXT, word=word()),),
    options=(
        Option("first", HEADING, _("一级标题可用的字体，第一个是所建议的")),
        Option("second", SUBHEADING, _("二级标题可用的字体，第一个是所建议的")),
    ),
    needs=frozenset({"format"}),
    kinds=frozenset({"report", "plan"}),
)
