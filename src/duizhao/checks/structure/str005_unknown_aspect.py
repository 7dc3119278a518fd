"""Does an aspect stand for no criterion of the set?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.aspects import aspects
from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.structure.criteria import expected_codes, follows_criteria
from duizhao.checks.structure.samples import ASPECTS, paper
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield each aspect that no criterion's title, alias or keyword names."""
    if not follows_criteria(paper) or paper.framework is None:
        return
    taken = {one.code for one in aspects(paper) if one.code}
    for aspect in aspects(paper):
        if aspect.code is None and not _named(paper, aspect.title, taken):
            yield Finding(aspect.span, words(framework=paper.framework.title.zh))


def _named(paper: Paper, title: str, taken: set[str]) -> bool:
    """Say whether a title names a criterion that no other aspect stands for."""
    assert paper.framework is not None
    for code in expected_codes(paper):
        criterion = paper.framework.criterion(code)
        if criterion is None or code in taken:
            continue
        if any(word in title for word in (criterion.title.zh, *criterion.aliases, *criterion.keywords)):
            return True
    return False


_SEVENTH = "（七）«防汛抗旱方面»\n一是巡得少。三座水库没有去过。\n二是防得松。值班记录缺五天。"

check = Check(
    id="STR005",
    slug="unknown-aspect",
    category="structure",
    title=_("对照了标准以外的方面"),
    why=_("标题与通知所列的方面对不上，可能沿用了往年的方面，或者写错了标题。"),
    source=_("所用对照标准的各个方面"),
    severity="question",
    message=_("《%(framework)s》没有与此对应的方面；请对照本次通知核对标题"),
    find=find,
    bad=examples(paper(aspects=(*ASPECTS, _SEVENTH))),
    good=examples(paper()),
    needs=frozenset({"framework", "material"}),
    kinds=frozenset({"individual", "team"}),
)
