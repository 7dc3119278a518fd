"""Does an aspect stand out of the order of the criteria?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.aspects import aspects
from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.structure.criteria import expected_codes, follows_criteria
from duizhao.checks.structure.samples import ASPECTS, paper
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the aspects that must move for the others to stand in the criteria's order: the fewest."""
    if not follows_criteria(paper) or paper.framework is None:
        return
    order = {code: at for at, code in enumerate(expected_codes(paper))}
    known = [one for one in aspects(paper) if one.code in order]
    kept = _longest([order[one.code] for one in known if one.code])
    for at, aspect in enumerate(known):
        if at not in kept and aspect.code is not None:
            yield Finding(
                aspect.span, words(place=order[aspect.code] + 1, framework=paper.framework.title.zh)
            )


def _longest(places: list[int]) -> set[int]:
    """Return the indices of a longest ascending run of places."""
    longest: list[int] = []
    runs: list[list[int]] = []
    for at, place in enumerate(places):
        best: list[int] = []
        for run in runs:
            if places[run[-1]] < place and len(run) > len(best):
                best = run
        runs.append([*best, at])
        if len(runs[-1]) > len(longest):
            longest = runs[-1]
    return set(longest)


_SWAPPED = (
    ASPECTS[5].replace("（六）", "（五）"),
    ASPECTS[4].replace("（五）工作作风方面", "（六）«工作作风方面»"),
)

check = Check(
    id="STR006",
    slug="misplaced-aspect",
    category="structure",
    title=_("方面的次序与标准不同"),
    why=_("审阅人按通知的次序逐项核对，次序不同容易漏看，也容易张冠李戴。"),
    source=_("所用对照标准的各个方面"),
    severity="question",
    message=_("《%(framework)s》把这一方面列在第 %(place)s；请核对次序"),
    find=find,
    bad=examples(paper(aspects=(*ASPECTS[:4], *_SWAPPED))),
    good=examples(paper()),
    needs=frozenset({"framework", "material"}),
    kinds=frozenset({"individual", "team"}),
)
