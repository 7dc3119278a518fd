"""Does the title of a law, rule or document miss its official name by a slip?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.wording.named import WITHOUT, excepted
from duizhao.checks.wording.titled import named_titles
from duizhao.errors import _
from duizhao.lexicons.official import near_title
from duizhao.record import Fix


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield titles that are nearly those of known documents."""
    for title in named_titles(paper):
        if title.document is not None or excepted(title.text, options):
            continue
        right = near_title(title.text)
        if right is not None:
            span = paper.source(title.start, title.end)
            yield Finding(span, words(name=title.text, right=right), fix=Fix(span, right))


check = Check(
    id="WOR006",
    slug="misnamed-document",
    category="wording",
    title=_("文件名称写错"),
    why=_("法律、条例、准则的名称错一个字、少一个词，或者把条例写成规定，就不是那份文件。"),
    source=_("各文件的公布文本，见词表 documents.tsv 各条来源"),
    severity="warning",
    message=_("没有找到《%(name)s》，与《%(right)s》只差一处；请核对文件名称"),
    find=find,
    options=(WITHOUT,),
    bad=examples(
        "一是学习不够。《«中国共产党纪律处分规定»》通读过1遍，《«中国共产党廉政自律准则»》没有对照，《«关于新形势下党内政治生活若干准则»》学得浅。",
    ),
    good=examples(
        "一是学习不够。《中国共产党纪律处分条例》通读过1遍，《廉洁自律准则》没有对照，《关于新形势下党内政治生活的若干准则》学得浅，《云澄县水务局请销假规定》执行不严，《中国共产党支部工作条例（试行）》没有学。",
    ),
)
