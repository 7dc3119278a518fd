"""Is the title set in another font than 小标宋?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Example, Finding, Option, Options, Paper
from duizhao.checks.format.fonts import TITLE, font_finding, other_font
from duizhao.checks.format.roles import of_role
from duizhao.checks.format.samples import TEXT, look, marked, word
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the title where it names another font."""
    found = other_font(of_role(paper, "title"), options["fonts"])
    if found:
        yield font_finding(paper, found, options, "fonts")


check = Check(
    id="FOR003",
    slug="title-font",
    category="format",
    title=_("标题字体与规定不一"),
    why=_("标题用小标宋体，与正文分得开；换了字体，同一单位的文件样子不一。"),
    source="GB/T 9704-2012, 7.3.1",
    severity="warning",
    message=_("标题用的字体是“%(found)s”，应为“%(wanted)s”"),
    find=find,
    bad=(Example(marked(0), note=_("标题为 SimSun"), word=word(look(0, font_east_asia="SimSun"))),),
    good=(
        Example(TEXT, word=word()),
        Example(TEXT, note=_("文件没有写明字体"), word=word(look(0, font_east_asia=None))),
    ),
    options=(Option("fonts", TITLE, _("可用的字体，第一个是所建议的")),),
    needs=frozenset({"format"}),
    kinds=frozenset({"report", "plan"}),
)
