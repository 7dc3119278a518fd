"""Is a platform of the unit still called by its former name?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Example, Finding, Option, Options, Paper, examples, spans_of, words


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield every place where the former name stands."""
    for span in spans_of(paper.text, [str(options["former"])]):
        yield Finding(span, words(former=options["former"], name=options["name"]))


check = Check(
    id="EXA001",
    slug="former-platform-name",
    category="wording",
    title="平台用了旧名称",
    why="平台改名以后，材料里新旧名称混用，查档时对不上。",
    source="《澜溪县政务平台改名通知》（虚构，仅作示例）",
    severity="warning",
    message="“%(former)s”已经改名为“%(name)s”；请核对本处所指的时间，改名以前的事仍用旧名称",
    find=find,
    bad=(
        *examples("工作报告\n群众通过«澜溪一键帮»反映问题三十件。"),
        Example("工作报告\n«老平台»上留言较多。", options=(("former", "老平台"),)),
    ),
    good=examples("工作报告\n群众通过澜溪政务通反映问题三十件。"),
    options=(
        Option("former", "澜溪一键帮", "旧名称"),
        Option("name", "澜溪政务通", "现用名称"),
    ),
)
