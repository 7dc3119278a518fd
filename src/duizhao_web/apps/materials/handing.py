"""谁还没交: whose paper for a meeting or a year is not handed in, as far as the actor may know.

Nothing of a paper's content is told, nor whether it was returned, to who may only know that it was handed in.
Who sees the meeting and nothing of its papers is told how many are handed in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from duizhao_web.apps.accounts.visibility import Columns, Holding, Right, rights, where
from duizhao_web.apps.cycles.models import Cycle, CycleKind
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.materials.models import Paper, PaperKind, PaperState
from duizhao_web.apps.units.models import PostKind, Team, Tenure, Unit

_HANDED_IN = (PaperState.IN_REVIEW, PaperState.PASSED)
# The team's own order.
_IN_ORDER = ("post__team_id", "post__position", "post_id")


@dataclass(frozen=True, slots=True)
class Call:
    """Which papers are asked for: those of a year's annual meetings, or of all meetings of one notice.

    Of a year, a unit that has opened no meeting is asked all the same, for whoever holds a post today.
    """

    year: int
    notice_id: int | None = None

    @property
    def cycles(self) -> QuerySet[Cycle]:
        """Return the meetings."""
        if self.notice_id is None:
            return Cycle.objects.filter(year=self.year, kind=CycleKind.ANNUAL)
        return Cycle.objects.filter(notice_id=self.notice_id)

    @property
    def papers(self) -> QuerySet[Paper]:
        """Return the papers."""
        if self.notice_id is None:
            annual = Q(cycle__isnull=True) | Q(cycle__kind=CycleKind.ANNUAL)
            return Paper.objects.filter(annual, year=self.year)
        return Paper.objects.filter(cycle__notice_id=self.notice_id)


def call_of(cycle: Cycle) -> Call:
    """Return the call of a meeting: by its year where it is the annual one, else by its notice."""
    return Call(cycle.year, None if cycle.kind == CycleKind.ANNUAL else cycle.notice_id)


@dataclass(frozen=True, slots=True)
class Missing:
    """A paper that is not handed in: the team's, or a person's; ``state`` only for who may read it."""

    name: str
    is_team: bool
    state: str


@dataclass(frozen=True, slots=True)
class UnitMissing:
    """A unit with what it lacks, the team's paper first, people in the team's own order."""

    unit: Unit
    papers: tuple[Missing, ...]

    @property
    def lacks_team(self) -> bool:
        """Return whether the team's paper is among them."""
        return any(one.is_team for one in self.papers)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the people."""
        return tuple(one.name for one in self.papers if not one.is_team)


@dataclass(frozen=True, slots=True)
class Handed:
    """How many papers of a unit are asked for, handed in, agreed to: figures, no names."""

    asked: int = 0
    handed: int = 0
    passed: int = 0

    @property
    def missing(self) -> int:
        """Return how many are not handed in."""
        return self.asked - self.handed

    @property
    def whole(self) -> bool:
        """Return whether all are handed in, where any is asked for."""
        return self.asked > 0 and self.missing == 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper that is asked for and may be known of; ``paper`` where there is one already."""

    person_id: int | None
    name: str
    paper: Paper | None

    @property
    def handed(self) -> bool:
        """Return whether it is handed in."""
        return self.paper is not None and self.paper.state in _HANDED_IN


def units_missing(actor: Actor, call: Call, text: str = "") -> QuerySet[Unit]:
    """Return the units in which a paper is missing that the actor may know of, by a part of their name."""
    rows = _lacking(call, _may_know_team(actor), _may_know(actor))
    return rows.filter(name__icontains=text) if text else rows


def units_short(actor: Actor, call: Call) -> QuerySet[Unit]:
    """Return the units whose meeting the actor sees and in which any paper is missing, whoever's."""
    seen = where(actor, Holding.CYCLE, Right.READ)
    return _lacking(call, seen, seen)


def missing_in(actor: Actor, call: Call, units: list[Unit]) -> list[UnitMissing]:
    """Return what is missing in these units, in three queries."""
    asked = asked_in(actor, call, units)
    return [
        UnitMissing(unit, tuple(_missing(actor, one) for one in asked[unit.pk] if not one.handed))
        for unit in units
    ]


def asked_in(actor: Actor, call: Call, units: Sequence[Unit]) -> dict[int, list[Asked]]:
    """Return what is asked for in each unit and may be known of, the team's first, in three queries."""
    known = call.papers.filter(unit__in=units).select_related("unit")
    papers = {(one.unit_id, one.person_id): one for one in known}
    found: dict[int, list[Asked]] = defaultdict(list)
    teams = _teams(call).filter(_may_know_team(actor), unit__in=units)
    for unit_id in dict.fromkeys(teams.values_list("unit_id", flat=True)):
        found[unit_id].append(Asked(None, "", papers.get((unit_id, None))))
    held = _people(call).filter(_may_know(actor), post__unit__in=units)
    rows = held.order_by(*_IN_ORDER).values_list("post__unit_id", "person_id", "person__name")
    for unit_id, person_id, name in dict.fromkeys(rows):
        found[unit_id].append(Asked(person_id, name, papers.get((unit_id, person_id))))
    return found


def handed_in(actor: Actor, call: Call, units: Sequence[Unit]) -> dict[int, Handed]:
    """Return how many papers stand where in each unit whose meeting the actor sees, in two queries."""
    seen = where(actor, Holding.CYCLE, Right.READ)
    rows: dict[tuple[int, int | None], tuple[bool, bool]] = {}
    teams = _teams_with_papers(call).filter(seen, unit__in=units)
    for unit_id, handed, passed in teams.values_list("unit_id", "handed", "passed"):
        rows[unit_id, None] = handed, passed
    people = _people_with_papers(call).filter(seen, post__unit__in=units)
    for unit_id, person, handed, passed in people.values_list(
        "post__unit_id", "person_id", "handed", "passed"
    ):
        rows[unit_id, person] = handed, passed
    found = {unit.pk: Handed() for unit in units}
    for (unit_id, _person), (handed, passed) in rows.items():
        sofar = found[unit_id]
        found[unit_id] = Handed(sofar.asked + 1, sofar.handed + handed, sofar.passed + passed)
    return found


def asked_and_handed(actor: Actor, call: Call, unit: Unit) -> tuple[list[Asked], Handed]:
    """Return both for one unit: what is asked for and may be known of, and the figures, in three queries."""
    papers: dict[int | None, list[Paper]] = defaultdict(list)
    for paper in call.papers.filter(unit=unit).select_related("unit"):
        papers[paper.person_id].append(paper)
    seen = where(actor, Holding.CYCLE, Right.READ)
    teams = _known_or_counted(_teams(call).filter(unit=unit), _may_know_team(actor), seen)
    people = _known_or_counted(_people(call).filter(post__unit=unit), _may_know(actor), seen)
    rows = [(None, "", *row) for row in teams.values_list("is_known", "is_counted")]
    named = people.order_by(*_IN_ORDER).values_list("person_id", "person__name", "is_known", "is_counted")
    found: list[Asked] = []
    counted: set[int | None] = set()
    for person, name, is_known, is_counted in dict.fromkeys([*rows, *named]):
        if is_known:
            found.append(Asked(person, name, papers[person][-1] if papers[person] else None))
        if is_counted:
            counted.add(person)
    states = [{paper.state for paper in papers[person]} for person in counted]
    handed = sum(not states_of.isdisjoint(_HANDED_IN) for states_of in states)
    return found, Handed(len(counted), handed, sum(PaperState.PASSED in one for one in states))


def _known_or_counted(rows: QuerySet[Any], known: Q, counted: Q) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.filter(known | counted).annotate(
        is_known=ExpressionWrapper(known, output_field=BooleanField()),
        is_counted=ExpressionWrapper(counted, output_field=BooleanField()),
    )
    return found


def _missing(actor: Actor, one: Asked) -> Missing:
    paper = one.paper
    shown = paper is not None and Right.READ in rights(actor, paper.thing)
    return Missing(one.name, one.person_id is None, str(paper.get_state_display()) if paper and shown else "")


def _lacking(call: Call, of_teams: Q, of_people: Q) -> QuerySet[Unit]:
    """Return the units that lack a paper of those meant: found from the papers asked for, which are few for
    most people, not unit by unit.
    """
    teams = _teams_with_papers(call).filter(of_teams, handed=False).values("unit")
    people = _people_with_papers(call).filter(of_people, handed=False).values("post__unit")
    return _units(call).filter(Q(pk__in=teams) | Q(pk__in=people))


def _units(call: Call) -> QuerySet[Unit]:
    rows: QuerySet[Unit] = Unit.objects.filter(until__isnull=True)
    if call.notice_id is not None:
        return rows.filter(Exists(call.cycles.filter(unit=OuterRef("pk"))))
    return rows


def _asked_on(call: Call, unit: str) -> Coalesce:
    """Return the day whose teams and holders of posts are asked: as ``Cycle.asked_on``, else today."""
    today = Value(clock.today(), output_field=DateField())
    meeting = Case(When(meeting_on__lt=today, then=F("meeting_on")), default=today)
    of_the_unit = call.cycles.filter(unit=OuterRef(unit)).annotate(day=Coalesce("held_on", meeting))
    return Coalesce(Subquery(of_the_unit.values("day")[:1]), today)


def _on_the_day() -> Q:
    return Q(since__lte=F("asked_on")) & (Q(until__isnull=True) | Q(until__gte=F("asked_on")))


def _stands(papers: QuerySet[Paper]) -> dict[str, Exists]:
    return {
        "handed": Exists(papers.filter(state__in=_HANDED_IN)),
        "passed": Exists(papers.filter(state=PaperState.PASSED)),
    }


def _teams(call: Call) -> QuerySet[Any]:
    rows = Team.objects.annotate(asked_on=_asked_on(call, "unit"))
    found: QuerySet[Any] = rows.filter(_on_the_day(), _called(call, "unit")).order_by()
    return found


def _teams_with_papers(call: Call) -> QuerySet[Any]:
    papers = call.papers.filter(unit=OuterRef("unit"), kind=PaperKind.TEAM)
    found: QuerySet[Any] = _teams(call).annotate(**_stands(papers))
    return found


def _people(call: Call) -> QuerySet[Any]:
    chief = ExpressionWrapper(Q(post__kind=PostKind.CHIEF), output_field=BooleanField())
    rows = Tenure.objects.annotate(is_chief=chief, asked_on=_asked_on(call, "post__unit"))
    found: QuerySet[Any] = rows.filter(
        _on_the_day(),
        _called(call, "post__unit"),
        confirmed_at__isnull=False,
        post__team__isnull=False,
        post__kind__in=(PostKind.CHIEF, PostKind.MEMBER),
    ).order_by()
    return found


def _people_with_papers(call: Call) -> QuerySet[Any]:
    papers = call.papers.filter(unit=OuterRef("post__unit"), person=OuterRef("person"))
    found: QuerySet[Any] = _people(call).annotate(**_stands(papers))
    return found


def _called(call: Call, unit: str) -> Q:
    """Return the condition that the unit is asked at all: of a notice, those it has opened a meeting for."""
    return Q() if call.notice_id is None else Q(Exists(call.cycles.filter(unit=OuterRef(unit))))


def _may_know_team(actor: Actor) -> Q:
    return where(actor, Holding.TEAM_PAPER, Right.READ) | where(actor, Holding.TEAM_PAPER, Right.HANDED_IN)


def _may_know(actor: Actor) -> Q:
    columns = Columns(of_chief="is_chief")
    return where(actor, Holding.PAPER, Right.READ, columns) | where(
        actor, Holding.PAPER, Right.HANDED_IN, columns
    )
