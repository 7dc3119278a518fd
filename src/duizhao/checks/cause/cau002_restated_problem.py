"""Does a cause only say a problem again?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.likeness import bare, contained, grams
from duizhao.errors import _
from duizhao.material.roles import names_fault
from duizhao.record import Cause, Problem, Related, Span

_CLAUSES: Final = re.compile("[^，。；：！？\n]+")
_LEADS: Final = re.compile(
    r"^(?:根本原因|根源|归根结底|说到底|究其(?:根源|原因)|主要原因|原因|根子|症结)?(?:还)?(?:是|在于|就是|在)?(?:由于|因为)?"
)
_TITLE: Final = 5  # characters of a title that say enough when they stand in a cause word for word
_CLAUSE: Final = 7
_ALIKE: Final = 0.85


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield, for each cause, the clause that is most like a problem's title or clause."""
    problems = paper.material.problems
    known = [(problem, title, grams(title)) for problem in problems for title in _wordings(problem)]
    for cause in paper.material.causes:
        found = _best(paper, cause, [one for one in known if not _inside(cause.span, one[0].span)])
        if found is not None:
            problem, span = found
            line = paper.text.count("\n", 0, problem.span.start) + 1
            title = problem.title or bare(problem.text)[:12]
            yield Finding(span, words(line=line, title=title), (Related(paper.path, problem.span),))


def _inside(cause: Span, problem: Span) -> bool:
    """Say whether a cause stands inside the problem it explains: then they share their words."""
    return problem.start <= cause.start < problem.end


def _wordings(problem: Problem) -> list[str]:
    clauses = [match[0] for match in _CLAUSES.finditer(problem.text)]
    return [one for one in (problem.title or "", *clauses) if len(bare(one)) >= _TITLE and names_fault(one)]


def _best(
    paper: Paper, cause: Cause, known: list[tuple[Problem, str, frozenset[str]]]
) -> tuple[Problem, Span] | None:
    best: tuple[float, Problem, Span] | None = None
    for match in _CLAUSES.finditer(paper.text, *cause.span):
        clause = _LEADS.sub("", match[0].strip())
        plain = bare(clause)
        if len(plain) < _TITLE or not names_fault(clause):
            continue
        own = grams(clause)
        for problem, wording, theirs in known:
            said = bare(wording)
            whole = said in plain and wording == problem.title and len(said) >= _TITLE
            if not whole and (len(plain) < _CLAUSE or len(own) < _CLAUSE - 2):
                continue
            score = 1.0 if whole else min(contained(own, theirs), contained(theirs, own) + 0.1)
            if score >= _ALIKE and (best is None or score * len(said) > best[0]):
                start = match.start() + match[0].index(clause) if clause in match[0] else match.start()
                best = (score * len(said), problem, Span(start, match.end()))
    return None if best is None else (best[1], best[2])


check = Check(
    id="CAU002",
    slug="restated-problem",
    category="cause",
    title=_("原因只是把问题又说了一遍"),
    why=_("原因和问题是同一句话，等于没有分析原因。"),
    source=_("督导审阅意见：剖析不深不透"),
    severity="question",
    message=_("此处与第 %(line)s 行的问题“%(title)s”说的是同一句话；请核对这是问题还是原因"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n一是理想信念不够坚定。小节上放松要求。\n二是走得少。只下去四次。\n二、原因分析\n（一）思想方面。平时学得浅。根本原因是«理想信念不够坚定»，放松了自己。\n"
        "（二）作风方面。坐办公室多。归根结底是同群众的感情浅了。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n一是理想信念不够坚定。小节上放松要求。\n二是走得少。只下去四次。\n二、原因分析\n（一）思想方面。平时学得浅。根本原因是把入党时的誓言淡忘了。\n"
        "（二）作风方面。坐办公室多。归根结底是同群众的感情浅了。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
