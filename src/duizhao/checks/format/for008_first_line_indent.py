"""Does a paragraph not begin two characters in?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Example, Finding, Option, Options, Paper, words
from duizhao.checks.format.roles import Part, first, of_role
from duizhao.checks.format.samples import TEXT, look, marked, word
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the first paragraph or heading indented otherwise, with the count of them."""
    wanted, tolerance = float(str(options["characters"])), float(str(options["tolerance"]))
    parts = of_role(paper, "heading", "subheading", "run_in", "text")
    found = [part for part in parts if abs(_indent(part) - wanted) > tolerance]
    if found:
        filled = words(found=f"{_indent(found[0]):.2g}", wanted=f"{wanted:g}", count=len(found))
        yield Finding(first(paper, found), filled)


def _indent(part: Part) -> float:
    """Return by how many characters a paragraph's first line is set in; blanks typed before it count."""
    look = part.look
    if look.first_line_chars:
        return look.first_line_chars + part.blanks
    if look.first_line_points and look.size:
        return look.first_line_points / look.size + part.blanks
    return float(part.blanks)


check = Check(
    id="FOR008",
    slug="first-line-indent",
    category="format",
    title=_("段首没有空两个字"),
    why=_("每段起头空两个字，读者才看得清分段。"),
    source="GB/T 9704-2012, 7.3.3",
    severity="warning",
    message=_("本段首行缩进 %(found)s 个字，应为 %(wanted)s 个字；共有 %(count)s 段"),
    find=find,
    bad=(
        Example(marked(3), note=_("没有缩进"), word=word(look(3, first_line_chars=None))),
        Example(
            marked(4),
            note=_("缩进 24 磅，只有一个半字"),
            word=word(look(4, first_line_chars=None, first_line_points=24.0)),
        ),
    ),
    good=(
        Example(TEXT, word=word()),
        Example(
            TEXT, note=_("缩进 32 磅"), word=word(look(3, first_line_chars=None, first_line_points=32.0))
        ),
        Example(
            TEXT.replace("\n三笔", "\n　　三笔"),
            note=_("用两个全角空格缩进"),
            word=word(look(3, first_line_chars=None)),
        ),
    ),
    options=(
        Option("characters", 2.0, _("首行缩进几个字")),
        Option("tolerance", 0.3, _("允许相差几个字")),
    ),
    needs=frozenset({"format"}),
    kinds=frozenset({"report", "plan"}),
)
