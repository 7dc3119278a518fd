"""Plants faults into clean papers and counts which of them the checks find."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.checks.papers import Split, clean
from benchmarks.checks.planted import Planted, Planter

from duizhao.checks.base import Paper
from duizhao.checks.catalogue import shipped
from duizhao.checks.examine import Asked, defaults, examine
from duizhao.checks.trying import paper_of
from duizhao.record import Diagnostic

__all__ = ["Alarms", "Asked", "Paper", "Result", "alarms", "paper_of", "planted_kinds", "recall", "said_of"]

NEAR = 12  # characters between a diagnostic and the planted place that still make it an answer
SEEDS: dict[Split, int] = {"dev": 1, "heldout": 7919}


@dataclass(slots=True)
class Result:
    """What was found of one kind of planted fault; ``missed`` holds the papers and places not found."""

    planted: int = 0
    found: int = 0
    missed: list[tuple[str, Planted]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of planted faults that were found."""
        return self.found / max(self.planted, 1)


@dataclass(frozen=True, slots=True)
class Alarms:
    """What the checks say of clean papers."""

    papers: int
    by_category: Counter[str]
    by_check: Counter[str]
    said: tuple[tuple[str, Diagnostic], ...]


def said_of(paper: Paper, categories: Sequence[str] = ()) -> tuple[Diagnostic, ...]:
    """Return what the checks say of a paper; a check that fails is an error here."""
    checks = [check for check in shipped() if not categories or check.category in categories]
    found, failures = examine(paper, defaults(checks))
    if failures:
        raise RuntimeError(failures[0].trace)
    return found


def alarms(split: Split, categories: Sequence[str] = ()) -> Alarms:
    """Return what is said of the clean papers of a split."""
    by_category: Counter[str] = Counter()
    by_check: Counter[str] = Counter()
    said: list[tuple[str, Diagnostic]] = []
    papers = 0
    for name, text in clean(split):
        papers += 1
        for one in said_of(paper_of(text, name), categories):
            by_category[one.category] += 1
            by_check[one.check] += 1
            said.append((name, one))
    return Alarms(papers, by_category, by_check, tuple(said))


def recall(split: Split, planters: Sequence[Planter], times: int = 1) -> dict[str, Result]:
    """Return, for each planter, how many of its faults were found; each is planted ``times`` a paper."""
    results: dict[str, Result] = defaultdict(Result)
    for at, (name, text) in enumerate(clean(split)):
        for which, planter in enumerate(planters):
            for turn in range(times):
                chance = random.Random(f"{SEEDS[split]} {at} {which} {turn}")
                planted = planter.plant(chance, text)
                if planted is not None:
                    _judge(results[planter.name], planter, name, planted)
    return results


def _judge(result: Result, planter: Planter, name: str, planted: Planted) -> None:
    result.planted += 1
    said = said_of(paper_of(planted.text, name), (planter.category,))
    if any(_answers(one, planted) for one in said):
        result.found += 1
    else:
        result.missed.append((name, planted))


def _answers(one: Diagnostic, planted: Planted) -> bool:
    spans = [one.span, *(related.span for related in one.related)]
    return any(_near(span.start, span.end, planted) for span in spans)


def _near(start: int, end: int, planted: Planted) -> bool:
    return start <= planted.end + NEAR and end >= planted.start - NEAR


def planted_kinds(planters: Sequence[Planter]) -> Iterator[str]:
    """Yield the categories that are planted, each once."""
    yield from dict.fromkeys(planter.category for planter in planters)
