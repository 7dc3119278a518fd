"""A meeting's checklist: each step with its day, whether it is done, and what to do about it.

Nothing is stored for it: papers, opinions, the meeting and the notes on steps say themselves what is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from duizhao_web.apps.accounts.visibility import Right, rights
from duizhao_web.apps.cycles.models import Cycle, CycleState, StepDone
from duizhao_web.apps.cycles.policy import CYCLE_CLOSE, CYCLE_HOLD, STEP_NOTE
from duizhao_web.apps.cycles.schedule import DERIVED, Due, Step
from duizhao_web.apps.cycles.selectors import framework_of
from duizhao_web.apps.cycles.subjects import of_cycle
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import REVIEWERS, Actor
from duizhao_web.apps.kernel.policy import may
from duizhao_web.apps.materials.handing import Asked, Handed, asked_and_handed, asked_in, call_of
from duizhao_web.apps.materials.models import Paper, PaperKind, PaperState
from duizhao_web.apps.materials.subjects import may_with


class Stand(StrEnum):
    """How a step stands on the day it is looked at."""

    DONE = "done"
    LATE = "late"
    NEXT = "next"
    """The first that is not done and not late: where the meeting is."""
    LATER = "later"


class Do(StrEnum):
    """What somebody can do about a row; the page knows where."""

    NOTHING = ""
    UPLOAD = "upload"
    SUBMIT = "submit"
    REVISE = "revise"
    READ = "read"
    REMIND = "remind"
    REVIEW = "review"
    NOTE = "note"
    HOLD = "hold"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step: when it is due, when it was done, how it stands; ``figure`` of ``of`` where it is counted."""

    due: Due
    stand: Stand
    done_on: date | None
    days: int
    do: Do = Do.NOTHING
    figure: int | None = None
    of: int | None = None

    @property
    def late_days(self) -> int:
        """Return how many days it is late."""
        return max(0, -self.days)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper that is asked for and may be known of; ``state`` and ``paper`` only for who may read it."""

    name: str
    is_team: bool
    handed: bool
    state: str
    paper: Paper | None
    do: Do


@dataclass(frozen=True, slots=True)
class Checklist:
    """What a meeting's page says of it, as far as the actor may know."""

    steps: tuple[StepRow, ...]
    papers: tuple[PaperRow, ...]
    handed: Handed
    whole: bool
    """Whether the rows are all the papers asked for; else some may not be known of one by one."""
    sure: bool
    """Whether the holidays of every year the dates fall into are announced."""
    quorum: int | None
    """How many must attend, where the criteria set says a share and the meeting was held."""

    @property
    def too_few(self) -> bool:
        """Return whether fewer attended than the quorum: a question, for it is what happened."""
        return self.quorum is not None


def checklist(actor: Actor, cycle: Cycle) -> Checklist:
    """Return the checklist of a meeting the actor sees, in at most four queries."""
    asked, handed = asked_and_handed(actor, call_of(cycle), cycle.unit)
    papers = tuple(_paper(actor, cycle, one) for one in asked)
    steps = cycle.steps
    return Checklist(
        steps=_steps(actor, cycle, steps, handed, papers),
        papers=papers,
        handed=handed,
        whole=len(papers) == handed.asked,
        sure=all(one.sure for one in steps),
        quorum=_quorum(cycle),
    )


def papers_of(actor: Actor, cycle: Cycle) -> tuple[PaperRow, ...]:
    """Return the papers asked for that the actor may know of, the team's first, in three queries."""
    asked = asked_in(actor, call_of(cycle), [cycle.unit])[cycle.unit_id]
    return tuple(_paper(actor, cycle, one) for one in asked)


def _steps(
    actor: Actor, cycle: Cycle, steps: tuple[Due, ...], handed: Handed, papers: tuple[PaperRow, ...]
) -> tuple[StepRow, ...]:
    noted = dict(StepDone.objects.filter(cycle=cycle).values_list("step", "on"))
    today = clock.today()
    rows: list[StepRow] = []
    found_next = False
    for due in steps:
        done, on = _done(cycle, due.step, handed, noted)
        stand = Stand.DONE if done else Stand.LATE if due.day < today else Stand.LATER
        if stand is Stand.LATER and not found_next:
            stand, found_next = Stand.NEXT, True
        figure, of = _figure(due.step, handed)
        do = _do(actor, cycle, due.step, done=done, papers=papers)
        rows.append(StepRow(due, stand, on, (due.day - today).days, do, figure, of))
    return tuple(rows)


def _done(cycle: Cycle, step: Step, handed: Handed, noted: dict[str, date]) -> tuple[bool, date | None]:
    match step:
        case Step.NOTICE:
            return True, cycle.opened_at.date()
        case Step.PAPERS:
            return handed.whole, None
        case Step.REVIEW:
            return handed.asked > 0 and handed.passed == handed.asked, None
        case Step.MEETING:
            return cycle.held_on is not None, cycle.held_on
        case _:
            return step.value in noted, noted.get(step.value)


def _figure(step: Step, handed: Handed) -> tuple[int | None, int | None]:
    if step is Step.PAPERS:
        return handed.handed, handed.asked
    if step is Step.REVIEW:
        return handed.passed, handed.asked
    return None, None


def _do(actor: Actor, cycle: Cycle, step: Step, *, done: bool, papers: tuple[PaperRow, ...]) -> Do:
    subject = of_cycle(cycle)
    if step not in DERIVED:
        return Do.NOTE if may(actor, STEP_NOTE, subject) else Do.NOTHING
    if step is Step.MEETING:
        return Do.HOLD if may(actor, CYCLE_HOLD, subject) else Do.NOTHING
    if step is Step.PAPERS and not done:
        own = next((one.do for one in papers if one.do in (Do.UPLOAD, Do.SUBMIT, Do.REVISE)), None)
        if own is not None:
            return own
        return Do.REMIND if any(not one.handed for one in papers) else Do.NOTHING
    if step is Step.REVIEW and not done and actor.holds(*REVIEWERS):
        waiting = any(one.paper and one.paper.state == PaperState.IN_REVIEW for one in papers)
        return Do.REVIEW if waiting else Do.NOTHING
    return Do.NOTHING


def next_for(actor: Actor, cycle: Cycle, found: Checklist) -> Do:
    """Return the one thing the page offers first: what is late before what comes next."""
    if may(actor, CYCLE_CLOSE, of_cycle(cycle)) and all(row.stand is Stand.DONE for row in found.steps):
        return Do.CLOSE
    for stand in (Stand.LATE, Stand.NEXT):
        for row in found.steps:
            if row.stand is stand and row.do not in (Do.NOTHING, Do.NOTE):
                return row.do
    return Do.NOTHING


def _paper(actor: Actor, cycle: Cycle, one: Asked) -> PaperRow:
    paper = one.paper
    shown = paper is not None and Right.READ in rights(actor, paper.thing)
    return PaperRow(
        name=one.name,
        is_team=one.person_id is None,
        handed=one.handed,
        state=paper.state if paper is not None and shown else "",
        paper=paper if shown else None,
        do=_do_with(actor, cycle, one),
    )


def _do_with(actor: Actor, cycle: Cycle, one: Asked) -> Do:
    paper = one.paper
    if paper is None:
        new = Paper(
            unit=cycle.unit,
            unit_path=cycle.unit_path,
            kind=PaperKind.INDIVIDUAL if one.person_id else PaperKind.TEAM,
            person_id=one.person_id,
        )
        return Do.UPLOAD if may_with(actor, new, "upload") else Do.NOTHING
    if may_with(actor, paper, "submit"):
        return Do.SUBMIT
    if paper.state == PaperState.RETURNED and may_with(actor, paper, "upload"):
        return Do.REVISE
    return Do.READ if Right.READ in rights(actor, paper.thing) else Do.NOTHING


def _quorum(cycle: Cycle) -> int | None:
    if cycle.state == CycleState.PREPARING or cycle.present is None:
        return None
    framework = framework_of(cycle)
    share = framework.setting("quorum_share") if framework else None
    if share is None:
        return None
    wanted = cycle.quorum(share.value)
    return wanted if cycle.present < wanted else None
