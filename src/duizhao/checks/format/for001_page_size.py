"""Is the page another size than A4?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Example, Finding, Option, Options, Paper, words
from duizhao.checks.format.samples import PAGE, TEXT, marked, word
from duizhao.errors import _
from duizhao.record import PageSetup


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the title of a paper whose page is of another size, upright or turned."""
    page = paper.document.page
    if page is None:
        return
    wanted = sorted((float(str(options["width"])), float(str(options["height"]))))
    sides = zip(sorted((page.width, page.height)), wanted, strict=True)
    if any(abs(side - right) > float(str(options["tolerance"])) for side, right in sides):
        found = words(width=f"{round(page.width, 1):g}", height=f"{round(page.height, 1):g}")
        yield Finding(
            paper.title_span, (*found, *words(right=f"{options['width']:g} × {options['height']:g}"))
        )


check = Check(
    id="FOR001",
    slug="page-size",
    category="format",
    title=_("纸张不是 A4"),
    why=_("公文用 A4 纸；别的大小，打印、装订和归档时要重排。"),
    source="GB/T 9704-2012, 5.1",
    severity="warning",
    message=_("页面大小为 %(width)s × %(height)s 毫米，应为 %(right)s 毫米；请在页面设置里改"),
    find=find,
    bad=(
        Example(
            marked(0),
            note=_("页面为 Letter 纸"),
            word=word(page=PageSetup(215.9, 279.4, PAGE.top, PAGE.bottom, PAGE.left, PAGE.right)),
        ),
    ),
    good=(Example(TEXT, word=word()),),
    options=(
        Option("width", 210.0, _("纸宽，毫米")),
        Option("height", 297.0, _("纸高，毫米")),
        Option("tolerance", 1.0, _("允许相差，毫米")),
    ),
    needs=frozenset({"format"}),
    kinds=frozenset({"report", "plan"}),
)
