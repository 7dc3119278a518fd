"""Is a part missing that the criteria set lists without having been checked against the notice?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.structure.parts import missing
from duizhao.checks.structure.samples import OPENING, TITLE, paper
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield one finding that names every such part."""
    yield from missing(paper, confirmed=False)


check = Check(
    id="STR002",
    slug="unconfirmed-section",
    category="structure",
    title=_("未见通常要有的部分"),
    why=_("多数通知要求有此部分，但所用对照标准的这一项尚未与通知原文核对。"),
    source=_("所用对照标准中标为待核实的“必备部分”"),
    severity="question",
    message=_("未见%(parts)s；《%(framework)s》列有此项但待核实，请对照本次通知核对是否需要"),
    find=find,
    bad=examples(paper(title=f"«{TITLE}»", opening=OPENING)),
    good=examples(paper()),
    needs=frozenset({"framework", "material"}),
    kinds=frozenset({"individual", "team", "report", "plan"}),
)
