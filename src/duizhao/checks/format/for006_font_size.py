"""Is the title not 二号, or text or headings not 三号?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Example, Finding, Option, Options, Paper, words
from duizhao.checks.format.fonts import other_size, size_name
from duizhao.checks.format.roles import Role, first, of_role
from duizhao.checks.format.samples import TEXT, look, marked, word
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the title, and the first heading or paragraph of another size with the count of them."""
    yield from _sized(paper, options, "title", "title")
    yield from _sized(paper, options, "", "heading", "subheading", "run_in", "text")


def _sized(paper: Paper, options: Options, form: str, *roles: Role) -> Iterator[Finding]:
    wanted = float(str(options[form or "text"]))
    found = other_size(of_role(paper, *roles), wanted, float(str(options["tolerance"])))
    if found:
        filled = words(
            found=f"{found[0].look.size or 0:g}",
            wanted=f"{wanted:g}",
            name=size_name(wanted),
            count=len(found),
        )
        yield Finding(first(paper, found), filled, form=form)


check = Check(
    id="FOR006",
    slug="font-size",
    category="format",
    title=_("字号与规定不一"),
    why=_("标题用二号、正文和层次标题用三号，每页才是规定的行数和字数。"),
    source="GB/T 9704-2012, 5.2.2, 7.3.1",
    severity="warning",
    message=_("正文、层次标题为 %(found)s 磅，应为 %(wanted)s 磅%(name)s；共有 %(count)s 段"),
    forms=(("title", _("标题为 %(found)s 磅，应为 %(wanted)s 磅%(name)s")),),
    find=find,
    bad=(
        Example(
            marked(0, 3),
            note=_("标题为三号，正文为小四号"),
            word=word(look(0, size=16.0), look(3, size=12.0), look(4, size=12.0)),
        ),
    ),
    good=(
        Example(TEXT, word=word()),
        Example(TEXT, note=_("文件没有写明字号"), word=word(look(3, size=None))),
    ),
    options=(
        Option("title", 22.0, _("标题字号，磅")),
        Option("text", 16.0, _("正文和层次标题字号，磅")),
        Option("tolerance", 0.25, _("允许相差，磅")),
    ),
    needs=frozenset({"format"}),
    kinds=frozenset({"report", "plan"}),
)
