"""A run of checks over many papers: read and asked in parallel, then held against one another."""

from __future__ import annotations

import dataclasses
import traceback
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from duizhao.checks.base import Paper
from duizhao.checks.batch import Batch
from duizhao.checks.examine import can_ask, examine
from duizhao.checks.overview import overview
from duizhao.checks.suppression.lines import lines_of, without_lines
from duizhao.engine.asking import Plan
from duizhao.engine.paper import Input, criteria
from duizhao.engine.run import rendered
from duizhao.engine.setting_aside import Raw, settled
from duizhao.frameworks import Framework, pick
from duizhao.outline import outline
from duizhao.record import CheckFailure, Document, Examined, Failure, Material, Overview

Read = tuple[Raw, Paper | None] | Failure


def first_pass(
    papers: Iterable[Input],
    plan: Plan,
    *,
    jobs: int | None = None,
    frameworks: Path | None = None,
    debug: bool = False,
) -> Iterator[Read]:
    """Yield what the checks say of each paper by itself, in the order given; arguments as in ``run``."""
    pass_ = _FirstPass(plan, frameworks)
    return rendered(papers, pass_, jobs=jobs, frameworks=frameworks, debug=debug, prepare=without_lines)


def second_pass(read: Sequence[Read], plan: Plan) -> list[Examined | Failure]:
    """Return the papers with everything said of them, those checks included that ask for the whole batch.

    Then what is set aside is taken out, what is set aside in vain is added, and sensitive words are masked.
    """
    raws = _beside_one_another(read, plan)
    done = iter(settled(raws, plan))
    return [one if isinstance(one, Failure) else next(done) for one in read]


def check(
    papers: Iterable[Input],
    plan: Plan | None = None,
    *,
    jobs: int | None = None,
    frameworks: Path | None = None,
    debug: bool = False,
) -> list[Examined | Failure]:
    """Return what the checks say of every paper, or why it could not be read, in the order given."""
    plan = plan or Plan()
    read = first_pass(papers, plan, jobs=jobs, frameworks=frameworks, debug=debug)
    return second_pass(list(read), plan)


@dataclasses.dataclass(frozen=True, slots=True)
class _FirstPass:
    """Asks a paper in the process that read it, and hands it on where the batch is to be asked about it."""

    plan: Plan
    frameworks: Path | None

    def __call__(self, outcome: Material | Failure, document: Document | None) -> Read:
        if isinstance(outcome, Failure) or document is None:
            assert isinstance(outcome, Failure)
            return outcome
        plain = without_lines(document)
        paper = Paper(outcome.source.path, plain, outline(plain), outcome, self._framework(outcome))
        asked = self.plan.asked(outcome.framework)
        alone = [one for one in asked if "batch" not in one[0].needs]
        # Checks leave what they worked out in the paper; it need not travel.
        own = dataclasses.replace(paper)
        found, failures = examine(own, alone)
        parts, fault = _overview(own)
        ran = frozenset(one[0].id for one in alone if can_ask(paper, one[0]))
        lines = tuple(lines_of(document.text))
        raw = Raw(
            paper.path,
            document.text,
            paper.title_span,
            lines,
            found,
            (*failures, *fault),
            ran,
            outcome,
            parts,
        )
        return raw, paper if len(alone) < len(asked) else None

    def _framework(self, material: Material) -> Framework | None:
        chosen = material.framework
        return pick(criteria(self.frameworks), f"{chosen.id}@{chosen.version}") if chosen else None


def _overview(paper: Paper) -> tuple[Overview | None, tuple[CheckFailure, ...]]:
    """Return the overview, or what it raised, which is told like a check that raised."""
    try:
        return overview(paper), ()
    except Exception as error:
        return None, (CheckFailure(paper.path, "overview", repr(error), traceback.format_exc()),)


def _beside_one_another(read: Sequence[Read], plan: Plan) -> list[Raw]:
    done = [one for one in read if not isinstance(one, Failure)]
    batch = Batch(paper for _, paper in done if paper is not None)
    return [_in_batch(raw, paper, batch, plan) for raw, paper in done]


def _in_batch(raw: Raw, paper: Paper | None, batch: Batch, plan: Plan) -> Raw:
    if paper is None:
        return raw
    among = dataclasses.replace(paper, batch=batch)
    asked = [
        one
        for one in plan.asked(paper.material.framework)
        if "batch" in one[0].needs and can_ask(among, one[0])
    ]
    found, failures = examine(among, asked)
    return raw.and_also(found, failures, (one[0].id for one in asked))
