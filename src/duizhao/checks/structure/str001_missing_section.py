"""Is a part missing that the criteria set asks for?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.structure.parts import missing
from duizhao.checks.structure.samples import TITLE, paper
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield one finding that names every missing part."""
    yield from missing(paper, confirmed=True)


check = Check(
    id="STR001",
    slug="missing-section",
    category="structure",
    title=_("缺少必备部分"),
    why=_("通知要求的部分没有写，审阅时会整篇退回。"),
    source=_("所用对照标准的“必备部分”"),
    severity="warning",
    message=_("未见%(parts)s；《%(framework)s》要求有此部分，请核对是缺写还是标题不易辨认"),
    find=find,
    bad=examples(paper(title=f"«{TITLE}»", causes="")),
    good=examples(paper()),
    needs=frozenset({"framework", "material"}),
    kinds=frozenset({"individual", "team", "report", "plan"}),
)
