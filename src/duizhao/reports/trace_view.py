"""What every form of a trace shows: problems with their causes and measures, what is left, who claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from duizhao.record import Cause, Claim, Link, Material, Measure, Problem

Target = Cause | Measure


@dataclass(frozen=True, slots=True)
class Answered:
    """A problem, the causes that explain it and the measures that answer it, best first."""

    problem: Problem
    causes: tuple[Link, ...]
    measures: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A paper's links from both sides.

    ``unanswered`` problems have no measure. ``unexplained`` ones have no cause though the paper states
    causes. Nothing leads to ``idle`` targets.
    """

    material: Material
    rows: tuple[Answered, ...]
    unanswered: tuple[Problem, ...]
    unexplained: tuple[Problem, ...]
    idle_causes: tuple[Cause, ...]
    idle_measures: tuple[Measure, ...]

    @property
    def targets(self) -> tuple[Target, ...]:
        """Return all causes, then all measures."""
        return (*self.material.causes, *self.material.measures)

    @property
    def idle(self) -> tuple[Target, ...]:
        """Return the causes and measures that nothing leads to."""
        return (*self.idle_causes, *self.idle_measures)


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody's claim on one problem of the team, named as their paper names them."""

    who: str
    path: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class ClaimedProblem:
    """A problem of the team and who claims it, in the order in which the papers were given."""

    number: int
    problem: Problem
    taken: tuple[Taken, ...]

    @property
    def only_in_bulk(self) -> bool:
        """Return whether nobody names this problem, though somebody claims all of them at once."""
        return bool(self.taken) and all(one.claim.scope == "all" for one in self.taken)


@dataclass(frozen=True, slots=True)
class Claims:
    """A team's paper with its members' papers; ``beyond`` are claims on numbers the team's paper lacks."""

    team: Material
    members: tuple[Material, ...]
    problems: tuple[ClaimedProblem, ...]
    beyond: tuple[tuple[Taken, tuple[int, ...]], ...]

    @property
    def unclaimed(self) -> tuple[Problem, ...]:
        """Return the problems nobody claims."""
        return tuple(one.problem for one in self.problems if not one.taken)


def trace(material: Material) -> Trace:
    """Return the links of a paper from both sides."""
    rows = tuple(
        Answered(
            problem, _links(material, problem, material.causes), _links(material, problem, material.measures)
        )
        for problem in material.problems
    )
    reached = {link.to for link in material.links}
    return Trace(
        material,
        rows,
        tuple(row.problem for row in rows if not row.measures),
        tuple(row.problem for row in rows if material.causes and not row.causes),
        tuple(cause for cause in material.causes if cause.id not in reached),
        tuple(measure for measure in material.measures if measure.id not in reached),
    )


def claims(materials: Sequence[Material]) -> tuple[Claims, ...]:
    """Return who claims which problem of each team among ``materials``; teams without members are left out.

    A member's paper belongs to the team of the same unit and, where both name it, the same year. Where only
    one team is given, papers that name no unit belong to it.
    """
    teams = [material for material in materials if material.kind == "team"]
    found = (_claims(team, materials, alone=len(teams) == 1) for team in teams)
    return tuple(each for each in found if each.members)


def who(material: Material) -> str:
    """Return whose paper it is, in the paper's own words, or the name of its file."""
    author = material.author
    known = author and (author.name or author.post)
    return known or PurePath(material.source.path).stem


def heading(item: Problem | Target, most: int = 28) -> str:
    """Return a title, or how the text begins."""
    words = " ".join((item.title or item.text).split())
    return words if len(words) <= most else words[: most - 1] + "…"


def title(material: Material) -> str:
    """Return the title of a paper, or the path of its file."""
    return material.title or material.source.path


def _links(material: Material, problem: Problem, targets: Sequence[Target]) -> tuple[Link, ...]:
    known = {target.id for target in targets}
    own = [link for link in material.links if link.problem == problem.id and link.to in known]
    return tuple(sorted(own, key=lambda link: -link.score))


def _claims(team: Material, materials: Sequence[Material], *, alone: bool) -> Claims:
    members = tuple(one for one in materials if _belongs(one, team, alone=alone))
    taken = [Taken(who(member), member.source.path, claim) for member in members for claim in member.claims]
    problems = tuple(
        ClaimedProblem(
            number,
            problem,
            tuple(one for one in taken if one.claim.scope == "all" or number in one.claim.items),
        )
        for number, problem in enumerate(team.problems, 1)
    )
    return Claims(team, members, problems, tuple(_beyond(taken, len(team.problems))))


def _beyond(taken: Sequence[Taken], count: int) -> Iterator[tuple[Taken, tuple[int, ...]]]:
    for one in taken:
        over = tuple(item for item in one.claim.items if item > count)
        if over:
            yield one, over


def _belongs(material: Material, team: Material, *, alone: bool) -> bool:
    if material.kind != "individual":
        return False
    same_unit = material.unit == team.unit if material.unit and team.unit else alone
    same_year = material.year == team.year if material.year and team.year else True
    return same_unit and same_year
