"""Does something set aside no longer occur? Only the run over all checks can tell, so ``find`` finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Example, Finding, Options, Paper
from duizhao.errors import _

# Where the suppression stands in duizhao.toml; ``Check.message`` is for a line of the paper.
IN_CONFIG = _("设置文件第 %(line)s 行忽略的 %(check)s 已经没有了；请核对后删去那一段")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield nothing: what is stale is known when all checks have been asked."""
    return iter(())


stale = Check(
    id="SUP001",
    slug="stale-suppression",
    category="template",
    title=_("忽略的内容已经没有了"),
    why=_("留着不再需要的忽略，以后同样的毛病再出现也看不见了。"),
    source=_("本工具的说明"),
    severity="question",
    message=_("这一行忽略的 %(check)s 已经没有了；请核对后删去这一行"),
    find=find,
    bad=(Example("工作报告\n«忽略 NUM001 2026-03-01：原文引用»\n一是抓学习。\n二是抓落实。"),),
    good=(Example("工作报告\n忽略 NUM001 2026-03-01：原文引用\n一是抓学习。\n三是抓落实。"),),
)
