"""Does a cause only say a problem again?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.likeness import bare, contained, grams
from duizhao.errors import _
from duizhao.material.roles import names_fault
from duizhao.record import Cause, Problem, Related, Span
from duizhao.text.regex import regex

_CLAUSES: Final = regex("[^，。；：！？\n]+")
_LEADS: Final = regex(
    r"^(?:根本原因|根源|归根结底|说到底|究其(?:根源|原因)|主要原因|原因|根子|症结)?(?:还)?(?:是|在于|就是|在)?(?:由于|因为)?"
)
_TITLE: Final = 5  # characters of a title that say enough when they stand in a cause word for word
_CLAUSE: Final = 7
_ALIKE: Final = 0.85
_RUN: Final = 4


@dataclass(frozen=True, slots=True)
class _Index:
    """Wordings of problems (problem, words without marks, whether they are the title) and where runs lead."""

    wordings: list[tuple[Problem, str, bool]]
    numbers: dict[str, list[int]]


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield, for each cause, the clause that is most like a problem's title or first clause."""
    material = paper.material
    if not (material.causes and material.problems):
        return
    runs = _runs(paper, material.causes)
    index = _index(material.problems, runs)
    for cause in material.causes:
        found = _best(paper, cause, index)
        if found is not None:
            problem, span = found
            line = paper.text.count("\n", 0, problem.span.start) + 1
            title = problem.title or bare(problem.text)[:12]
            yield Finding(span, words(line=line, title=title), (Related(paper.path, problem.span),))


def _runs(paper: Paper, causes: Sequence[Cause]) -> set[str]:
    """Return the runs of four characters of causes; those with a mark in them harm nobody."""
    texts = [paper.quote(one.span) for one in causes]
    return {text[at : at + _RUN] for text in texts for at in range(len(text) - _RUN + 1)}


def _index(problems: Sequence[Problem], runs: set[str]) -> _Index:
    """Return titles and first clauses of problems, and their numbers by every second run of some cause."""
    wordings: list[tuple[Problem, str, bool]] = []
    numbers: dict[str, list[int]] = {}
    for problem in problems:
        first = _CLAUSES.search(problem.text)
        for wording in (problem.title or "", first[0] if first else ""):
            met = [
                run for at in range(0, len(wording) - _RUN + 1, 2) if (run := wording[at : at + _RUN]) in runs
            ]
            if met and len(met) >= len(wording) // 6 and names_fault(wording):
                for run in met:
                    numbers.setdefault(run, []).append(len(wordings))
                wordings.append((problem, bare(wording), wording == problem.title))
    return _Index(wordings, numbers)


def _inside(cause: Cause, problem: Problem) -> bool:
    """Say whether a cause stands inside the problem it explains: then they share their words."""
    return problem.span.start <= cause.span.start < problem.span.end


def _best(paper: Paper, cause: Cause, index: _Index) -> tuple[Problem, Span] | None:
    best: tuple[float, Problem, Span] | None = None
    for match in _CLAUSES.finditer(paper.text, *cause.span):
        said = match[0]
        numbers = index.numbers
        met = {n for at in range(len(said) - _RUN + 1) for n in numbers.get(said[at : at + _RUN], ())}
        if not met:
            continue
        clause = _LEADS.sub("", said.strip())
        plain = bare(clause)
        if len(plain) < _TITLE or not names_fault(clause):
            continue
        for number in sorted(met):
            problem, wording, is_title = index.wordings[number]
            score = 0.0 if _inside(cause, problem) else _score(plain, wording, is_title)
            if score >= _ALIKE and (best is None or score * len(wording) > best[0]):
                start = match.start() + max(said.find(clause), 0)
                best = (score * len(wording), problem, Span(start, match.end()))
    return None if best is None else (best[1], best[2])


def _score(plain: str, said: str, is_title: bool) -> float:
    """Return how like a clause is to a wording: 1.0 where it holds a whole title."""
    if is_title and len(said) >= _TITLE and said in plain:
        return 1.0
    if len(plain) < _CLAUSE or not 0.6 <= len(said) / len(plain) <= 1.7:
        return 0.0
    own, theirs = grams(plain), grams(said)
    if len(own) < _CLAUSE - 2:
        return 0.0
    return min(contained(own, theirs), contained(theirs, own) + 0.1)


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
