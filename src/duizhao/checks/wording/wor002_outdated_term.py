"""Is a term used that was replaced before the paper's year, or a name that just changed?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.wording.named import OWN, WITHOUT, Use, dated, excepted, of_the_past, own_uses, uses
from duizhao.checks.wording.standing import stands_alone
from duizhao.errors import _
from duizhao.lexicons.official import Institution, Month, institution_names, terms

_FIRST_HALF: Final = 6  # a name that changed later in the year is still the year's


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield each outdated term once."""
    year = paper.material.year
    if year is None:
        return
    seen: set[str] = set()
    for use, successor, until in _outdated(paper, options, year):
        if use.name in seen or excepted(use.name, options):
            continue
        if not of_the_past(paper, use.start, use.end, until):
            seen.add(use.name)
            yield Finding(
                paper.source(use.start, use.end),
                words(name=use.name, when=dated(until), successor=successor, year=year),
                form="" if successor else "ended",
            )


def _outdated(paper: Paper, options: Options, year: int) -> Iterator[tuple[Use, tuple[str, ...], Month]]:
    for use in uses(paper):
        term, one = terms().get(use.name), institution_names().get(use.name)
        if term is not None and term.until[0] < year:
            yield use, term.successor, term.until
        elif one is not None and _changing(one, year) and stands_alone(paper, use, one):
            yield use, one.successor, one.until or (year, 1)
    own = options["own"]
    for use, new, since in own_uses(paper, own if isinstance(own, tuple) else ()):
        if since[0] < year:
            yield use, (new,), since


def _changing(one: Institution, year: int) -> bool:
    until = one.until
    if until is None:
        return False
    return (until[0] == year and until[1] <= _FIRST_HALF) or (one.level == "local?" and until[0] < year)


check = Check(
    id="WOR002",
    slug="outdated-term",
    category="wording",
    title=_("提法可能已经过时"),
    why=_("提法、制度名称变了以后仍写旧的，多是沿用旧稿；叙述历史时用旧提法没有错，所以只提示。"),
    source=_("词表 terms.tsv、institutions.tsv 各条来源"),
    severity="question",
    message=_(
        "“%(name)s”自 %(when)s 起改用“%(successor)s”，本材料写的是 %(year)s 年；请核对，叙述历史的可以保留"
    ),
    forms=(
        (
            "ended",
            _("“%(name)s”自 %(when)s 起已经没有，本材料写的是 %(year)s 年；请核对，叙述历史的可以保留"),
        ),
    ),
    find=find,
    options=(WITHOUT, OWN),
    bad=examples(
        "云澄县水务局2024年度民主生活会对照检查材料\n一、存在的问题\n一是走访不够。入户看望«建档立卡贫困户»只去过2次。",
        "云澄县水务局2018年度民主生活会对照检查材料\n一、存在的问题\n一是对接不够。省里转来«环境保护部»的3件交办单办得慢。",
    ),
    good=examples(
        "云澄县水务局2024年度民主生活会对照检查材料\n一、存在的问题\n一是走访不够。2019年联系的建档立卡贫困户现在很少去看。",
        "云澄县水务局2019年度民主生活会对照检查材料\n一、存在的问题\n一是走访不够。入户看望建档立卡贫困户只去过2次。",
    ),
)
