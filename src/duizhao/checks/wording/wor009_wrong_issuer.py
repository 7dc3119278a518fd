"""Is a document said to come from a body that does not issue such documents?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.wording.named import WITHOUT, excepted
from duizhao.checks.wording.titled import named_titles
from duizhao.errors import _
from duizhao.text.regex import regex

_ISSUED: Final = regex(
    r"((?:中共中央|中央)?(?:办公厅)?[、和]?国务院(?:办公厅)?|中共中央(?:办公厅)?|全国人大(?:常委会)?|全国人民代表大会(?:常务委员会)?)"
    r"(?:联合)?(?:近日|近期|新)?(?:印发|颁布|发布|公布|出台|制定|修订|通过)(?:实施)?了?的?《$"
)
_WINDOW: Final = 34


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield bodies that cannot have issued the document named behind them."""
    for title in named_titles(paper):
        one = title.document
        if one is None or excepted(title.text, options):
            continue
        match = _ISSUED.search(paper.normal, max(0, title.start - _WINDOW), title.start)
        if match is not None and not _can(match[1], one.kind):
            yield Finding(
                paper.source(match.start(1), match.end(1)),
                words(name=title.text, body=match[1], issuer=one.issuer),
            )


def _can(body: str, kind: str) -> bool:
    """Say whether such a body issues such documents, alone or with others."""
    party, state, congress = "中共中央" in body or body.startswith("中央"), "国务院" in body, "全国人" in body
    if kind == "law":
        return congress
    if kind == "regulation":
        return state and not party
    if kind == "party":
        return party
    return party or state  # of both together: one is often named for both


check = Check(
    id="WOR009",
    slug="wrong-issuer",
    category="wording",
    title=_("制定机关不对"),
    why=_(
        "党内法规由党的机关制定，法律由全国人大及其常委会制定，行政法规由国务院制定；写错制定机关就是硬伤。"
    ),
    source=_("《中国共产党党内法规制定条例》；《中华人民共和国立法法》"),
    severity="warning",
    message=_("《%(name)s》不是“%(body)s”制定的，是“%(issuer)s”；请核对制定机关"),
    find=find,
    options=(WITHOUT,),
    bad=examples(
        "一是学习不够。«国务院»印发的《中国共产党纪律处分条例》没有通读，«中共中央»颁布的《中华人民共和国安全生产法》没有对照。"
    ),
    good=examples(
        "一是学习不够。中共中央印发的《中国共产党纪律处分条例》没有通读，全国人大常委会通过的《中华人民共和国安全生产法》没有对照，中共中央、国务院印发的《信访工作条例》没有传达。"
    ),
)
