"""What pages ask for: papers an actor may see, a version with everything said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, When

from duizhao.corrections import Decision, answers, apply, from_stored
from duizhao.corrections.opinion import Answers
from duizhao.record import Diagnostic, Document, Material
from duizhao_web.apps.cycles.models import Cycle, CycleState
from duizhao_web.apps.kernel.actor import REVIEWERS, Actor, Role, standings
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.scope import ScopedQuerySet
from duizhao_web.apps.materials.finding import having
from duizhao_web.apps.materials.models import Decided, Opinion, Paper, PaperKind, PaperState, Version
from duizhao_web.apps.materials.stored import finding_from_json, record_from_json
from duizhao_web.apps.units.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Target:
    """Whose paper somebody may upload: their own, or their unit's team's (no ``person``)."""

    unit: Unit
    person: Person | None

    @property
    def key(self) -> str:
        """Return what a form calls it."""
        return f"{self.unit.pk}-{self.person.pk if self.person else 'team'}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A version as it stands after every decision."""

    version: Version
    record: Material
    findings: tuple[Diagnostic, ...]
    answers: Answers
    count: int


def paper_list(
    actor: Actor,
    *,
    year: int | None = None,
    state: str = "",
    kind: str = "",
    check: str = "",
    words: str = "",
    cycle: int | None = None,
) -> ScopedQuerySet[Paper]:
    """Return the papers the actor may read, those with the words in text, author or unit, those in which a
    check found something.
    """
    rows = Paper.objects.visible_to(actor).select_related("unit", "person", "cycle")
    wanted = {"year": year, "state": state, "kind": kind, "cycle": cycle}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if check:
        rows = rows.filter(flagged__contains=f" {check} ")
    return rows.filter(having(words)) if words.strip() else rows


def paper_get(actor: Actor, paper_id: int) -> Paper:
    """Return one paper; one the actor may not read does not exist for them."""
    rows = Paper.objects.visible_to(actor).select_related("unit", "person", "cycle")
    found = rows.filter(pk=paper_id).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def version_get(actor: Actor, paper_id: int, number: int | None = None) -> Version:
    """Return a version of a paper the actor may read, the latest where none is named."""
    paper = paper_get(actor, paper_id)
    found = Version.objects.filter(paper=paper, number=number or paper.latest).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    found.paper = paper
    return found


def version_shown(version: Version) -> Shown:
    """Return what a page shows of a version, in one query."""
    rows = list(version.decisions.all())
    decisions = [from_stored(row.decision) for row in rows]
    findings = tuple(finding_from_json(one, version.text, version.file_name) for one in version.findings)
    return Shown(version, corrected(version, rows), findings, answers(decisions), len(rows))


def opinion_of(version: Version) -> Opinion | None:
    """Return the opinion on a version, drafted or signed."""
    return Opinion.objects.filter(version=version).first()


def sees_answers(actor: Actor, version: Version, opinion: Opinion | None) -> bool:
    """Return whether the actor is told what reviewers said: they themselves, others once it is signed."""
    standing = {role for role, _relation in standings(actor, version.paper.thing.subject)}
    if standing.intersection(REVIEWERS):
        return True
    return opinion is not None and opinion.signed_at is not None


def corrected(version: Version, decisions: Iterable[Decided | Decision]) -> Material:
    """Return the record of a version as the decisions make it."""
    made = [from_stored(one.decision) if isinstance(one, Decided) else one for one in decisions]
    document = Document(version.text, version.media_type, hard_wrapped=version.hard_wrapped)
    return apply(record_from_json(version.record), document, made)


def review_queue(actor: Actor) -> ScopedQuerySet[Paper]:
    """Return the papers that wait for the actor as a reviewer, the longest waiting first."""
    if not actor.holds(*REVIEWERS):
        return Paper.objects.none()
    return paper_list(actor, state=PaperState.IN_REVIEW).filter(
        unit_path__in=sorted({duty.unit_path for duty in actor.duties if duty.role in REVIEWERS})
    )


def review_batch(actor: Actor, paper: Paper) -> ScopedQuerySet[Paper]:
    """Return the papers that wait beside one: of the meetings its notice called, or without a meeting too."""
    rows = review_queue(actor)
    if paper.cycle is None:
        return rows.filter(cycle__isnull=True)
    return rows.filter(cycle__notice_id=paper.cycle.notice_id)


def signature_queue(actor: Actor) -> ScopedQuerySet[Paper]:
    """Return the papers in review whose opinion is drafted and waits for the actor's signature."""
    if not actor.holds(Role.LEAD_REVIEWER):
        return Paper.objects.none()
    leading = {duty.unit_path for duty in actor.duties if duty.role == Role.LEAD_REVIEWER}
    latest = Version.objects.filter(paper=OuterRef("pk"), number=OuterRef("latest"))
    drafted = latest.filter(opinion__signed_at__isnull=True, opinion__isnull=False)
    rows = paper_list(actor, state=PaperState.IN_REVIEW)
    return rows.filter(Exists(drafted), unit_path__in=sorted(leading))


def own_papers(actor: Actor) -> list[Paper]:
    """Return the papers that wait for the actor as their writer: returned, or not handed in yet."""
    individual = Q(kind=PaperKind.INDIVIDUAL, person_id=actor.person_id)
    team_paths = {seat.unit_path for seat in actor.seats if seat.role in (Role.CHIEF, Role.COORDINATOR)}
    written = individual | Q(kind=PaperKind.TEAM, unit_path__in=sorted(team_paths))
    waiting = (PaperState.RETURNED, PaperState.UPLOADED)
    return list(paper_list(actor).filter(written, state__in=waiting).order_by("changed_at", "pk")[:20])


def upload_cycles(targets: Iterable[Target]) -> list[Cycle]:
    """Return the meetings papers may be handed in for, those still being prepared first, the latest first."""
    rows = Cycle.objects.filter(unit__in={one.unit.pk for one in targets}).select_related("unit")
    preparing = Case(When(state=CycleState.PREPARING, then=0), default=1, output_field=IntegerField())
    return list(rows.order_by(preparing, "-year", "-pk")[:50])


def upload_targets(actor: Actor) -> list[Target]:
    """Return whose papers the actor may upload, their own first."""
    paths = {seat.unit_path for seat in actor.seats if seat.role in (Role.CHIEF, Role.MEMBER)}
    team_paths = {seat.unit_path for seat in actor.seats if seat.role in (Role.CHIEF, Role.COORDINATOR)}
    units = {unit.path: unit for unit in Unit.objects.filter(path__in=paths | team_paths)}
    person = Person.objects.filter(pk=actor.person_id).first() if paths and actor.person_id else None
    own = [Target(units[path], person) for path in sorted(paths) if path in units and person]
    return [*own, *(Target(units[path], None) for path in sorted(team_paths) if path in units)]
