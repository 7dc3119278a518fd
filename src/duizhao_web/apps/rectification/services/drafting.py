"""Items begin: from a paper's problems, several as one, or typed by hand; and are written until approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.materials.models import Paper, PaperKind, PaperState, Version
from duizhao_web.apps.materials.selectors import corrected
from duizhao_web.apps.rectification.finding import put_words
from duizhao_web.apps.rectification.lifecycle import Command, Holding, State
from duizhao_web.apps.rectification.models import Action, Item, Owned, Plan, Source, StandardPoint
from duizhao_web.apps.rectification.policy import code
from duizhao_web.apps.rectification.problems import Found, problems_of
from duizhao_web.apps.rectification.recurring import NamedBefore, named_before
from duizhao_web.apps.rectification.services.moving import keep, keep_item, moving, step, told
from duizhao_web.apps.rectification.words import DeadlineKind, SourceKind
from duizhao_web.apps.rectification.years import closed_year
from duizhao_web.apps.units.models import Person, Unit

__all__ = ["Draft", "Origin", "Todo", "item_create", "item_edit", "items_from_paper", "source_add"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a problem comes from: kind, words, document, day; ``earlier`` is the item of another year."""

    kind: SourceKind
    text: str = ""
    document: str = ""
    given_on: date | None = None
    earlier: Item | None = None
    paper: Paper | None = None
    problem_id: str = ""


@dataclass(frozen=True, slots=True)
class Todo:
    """An action an item begins with: what, by when, by whom; ``measure_id`` is the paper's measure."""

    text: str
    due: date | None = None
    owner: Person | None = None
    measure_id: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an item says while it is drafted; ``None`` leaves a field as it is, points replace all points."""

    title: str | None = None
    text: str | None = None
    cause: str | None = None
    goal: str | None = None
    aspect_no: int | None = None
    aspect: str | None = None
    deadline_kind: DeadlineKind | None = None
    deadline: date | None = None
    review_on: date | None = None
    sponsor: Person | None = None
    owner: Person | None = None
    verifier: Person | None = None
    lead_unit: Unit | None = None
    two_levels: bool | None = None
    points: Sequence[str] | None = None
    cooperating: Sequence[Unit] | None = None


@service
def item_create(
    *,
    actor: Actor,
    unit: Unit,
    year: int,
    draft: Draft,
    origins: Sequence[Origin],
    person: Person | None = None,
    actions: Sequence[Todo] = (),
) -> Item:
    """Draft an item that was typed by hand; where a ``person`` is named it belongs to their own list."""
    if not origins:
        raise AppError(AppErrorCode.INVALID, detail=_("须写明问题来源"))
    item = _begun(actor, unit, year, person)
    _written(item, draft)
    return _stored(item, actor, draft, origins, actions)


@service
def items_from_paper(
    *,
    actor: Actor,
    paper: Paper,
    problem_ids: Sequence[str] | None = None,
    merged: bool = False,
    reason: str = "",
) -> list[Item]:
    """Draft one item for each problem of an agreed paper that has none yet, or one for several of them.

    Aspect, title, words, causes and measures are taken from the paper's record and the links kept with it.
    """
    if paper.state != PaperState.PASSED:
        raise AppError(AppErrorCode.NOT_READY, detail=_("材料审阅同意后才能生成整改事项"))
    person = paper.person if paper.kind == PaperKind.INDIVIDUAL else None
    version = Version.objects.get(paper=paper, number=paper.latest)
    _begun(actor, paper.unit, paper.year, person)
    found = _without_item(paper, version, problem_ids)
    record = corrected(version, version.decisions.all())
    wanted = {one.problem_id for one in found}
    before = named_before(actor, paper, [one for one in record.problems if one.id in wanted])
    origins = {one.problem_id: _origin(paper, one, before.get(one.problem_id)) for one in found}
    if merged:
        return [_merged(actor, paper, version, person, found, origins, reason)]
    return [_from_problem(actor, paper, version, person, one, origins) for one in found]


def _without_item(paper: Paper, version: Version, wanted: Sequence[str] | None) -> list[Found]:
    """Return the problems that are asked for and have no item yet."""
    known = set(Source.objects.filter(paper=paper).values_list("problem_id", flat=True))
    found = problems_of(corrected(version, version.decisions.all()))
    if wanted is not None:
        if not set(wanted) <= {one.problem_id for one in found}:
            raise AppError(AppErrorCode.NOT_FOUND)
        found = [one for one in found if one.problem_id in wanted]
    left = [one for one in found if one.problem_id not in known]
    if not left:
        raise AppError(AppErrorCode.NOT_READY, detail=_("这些问题都已经有整改事项"))
    return left


@service
def item_edit(*, actor: Actor, item: Item, expected_version: int, draft: Draft) -> Item:
    """Change what a drafted item says."""
    with moving(actor, item, Command.EDIT, expected_version) as move:
        _may_name(move.item, draft)
        before = move.item.owner_id
        _written(move.item, draft)
        if move.item.owner_id != before:
            own(move.item, "")
        _parts(move.item, draft)
    return move.item


@service
def source_add(*, actor: Actor, item: Item, expected_version: int, origin: Origin) -> Source:
    """Add where the problem comes from, too."""
    with moving(actor, item, Command.EDIT, expected_version) as move:
        return _source(move.item, origin)


def own(item: Item, reason: str) -> None:
    """Write down that the item has another owner from now on; the item is stored by its caller."""
    now = clock.now()
    item.owners.filter(until__isnull=True).update(until=now)
    if item.owner_id is not None:
        Owned.objects.create(item=item, person_id=item.owner_id, since=now, reason=reason)


def _begun(actor: Actor, unit: Unit, year: int, person: Person | None) -> Item:
    """Return an item that is not stored yet, where the actor may begin one."""
    item = Item(
        unit=unit,
        unit_path=unit.path,
        numbered_in=unit,
        year=year,
        personal=person is not None,
        person=person,
        owner=person,
        created_at=clock.now(),
        created_by_name=actor.name,
        changed_at=clock.now(),
    )
    authorise(actor, code(Command.CREATE, item.holding), item.subject)
    if unit.until is not None:
        raise AppError(AppErrorCode.WRONG_STATE)
    if closed_year(unit, year):
        detail = _("%(year)s 年度已经办结，新的事项列入下一年度") % {"year": year}
        raise AppError(AppErrorCode.NOT_READY, detail=detail)
    return item


def _holding(person: Person | None) -> Holding:
    return Holding.PERSONAL if person else Holding.TEAM


def _written(item: Item, draft: Draft) -> None:
    """Put the fields of a draft into an item."""
    for one in fields(draft):
        value = getattr(draft, one.name)
        if value is not None and one.name not in ("points", "cooperating"):
            setattr(item, one.name, value.strip() if isinstance(value, str) else value)


def _may_name(item: Item, draft: Draft) -> None:
    """Refuse to give a member's own item another owner."""
    if item.personal and draft.owner is not None and draft.owner.pk != item.person_id:
        raise AppError(AppErrorCode.FORBIDDEN)


def _stored(
    item: Item,
    actor: Actor,
    draft: Draft,
    origins: Sequence[Origin],
    actions: Sequence[Todo],
    note: str = "",
) -> Item:
    """Number and store a new item with its points, sources and actions."""
    number_item(item)
    item.plan = Plan.objects.filter(
        unit=item.unit, year=item.year, person=item.person, kind=_holding(item.person).value
    ).first()
    keep_item(item)
    if item.owner_id is not None:
        own(item, "")
    _parts(item, draft)
    put_words(item)
    for origin in origins:
        _source(item, origin)
    for number, one in enumerate(actions, 1):
        Action.objects.create(
            item=item,
            number=number,
            text=one.text[:5_000],
            measure_id=one.measure_id,
            due=one.due,
            owner=one.owner,
        )
    step(item, Command.CREATE, actor, source=State.NEW.value, note=note)
    told(item, Command.CREATE, actor)
    return item


def number_item(item: Item) -> None:
    """Give the item the next number of its unit and year, or of the person's own list."""
    # The unit's row is the one thing all its new items share.
    Unit.objects.select_for_update().get(pk=item.numbered_in_id)
    rows = Item.objects.filter(numbered_in_id=item.numbered_in_id, year=item.year, person=item.person)
    rows = rows.filter(personal=item.personal)
    item.serial = (rows.aggregate(last=Max("serial"))["last"] or 0) + 1
    mark = "P" if item.personal else ""
    item.code = f"{item.year}-{mark}{item.aspect_no or 0:02d}-{item.serial:03d}"


def _parts(item: Item, draft: Draft) -> None:
    if draft.points is not None:
        texts = [text.strip() for text in draft.points if text.strip()]
        item.points.all().delete()
        for number, text in enumerate(texts, 1):
            point = StandardPoint(item=item, number=number, text=text)
            keep(point)
    if draft.cooperating is not None:
        item.cooperating.set(draft.cooperating)


def _source(item: Item, origin: Origin) -> Source:
    made = Source(
        item=item,
        kind=origin.kind,
        text=origin.text.strip(),
        document=origin.document.strip(),
        given_on=origin.given_on,
        earlier=origin.earlier,
        paper=origin.paper,
        problem_id=origin.problem_id,
    )
    keep(made)
    return made


def _from_problem(
    actor: Actor,
    paper: Paper,
    version: Version,
    person: Person | None,
    found: Found,
    origins: Mapping[str, Origin],
) -> Item:
    item = _begun(actor, paper.unit, paper.year, person)
    item.paper, item.paper_version, item.problem_id = paper, version.number, found.problem_id
    draft = _draft_of([found])
    _written(item, draft)
    return _stored(item, actor, draft, [origins[found.problem_id]], _todos(found.measures))


def _merged(
    actor: Actor,
    paper: Paper,
    version: Version,
    person: Person | None,
    found: Sequence[Found],
    origins: Mapping[str, Origin],
    reason: str,
) -> Item:
    """Draft one item for several problems; each keeps its place as a source, and the reason is kept."""
    item = _begun(actor, paper.unit, paper.year, person)
    if len(found) < 2 or not reason.strip():
        raise AppError(AppErrorCode.NOT_READY, detail=_("合并须选两个以上尚无事项的问题，并写明理由"))
    item.paper, item.paper_version, item.problem_id = paper, version.number, found[0].problem_id
    draft = _draft_of(found)
    _written(item, draft)
    measures = list(dict.fromkeys(each for one in found for each in one.measures))
    return _stored(item, actor, draft, list(origins.values()), _todos(measures), note=reason.strip())


def _todos(measures: Iterable[tuple[str, str]]) -> list[Todo]:
    return [Todo(text, measure_id=measure_id) for text, measure_id in measures]


def _origin(paper: Paper, found: Found, before: NamedBefore | None) -> Origin:
    """Return where the problem stands, and the item of an earlier year about the same matter."""
    earlier = before.item if before else None
    return Origin(SourceKind.SELF, found.text, paper=paper, problem_id=found.problem_id, earlier=earlier)


def _draft_of(found: Sequence[Found]) -> Draft:
    first = found[0]
    return Draft(
        title="；".join(one.title for one in found)[:300],
        text="\n".join(one.text for one in found)[:10_000],
        cause="\n".join(dict.fromkeys(one.cause for one in found if one.cause))[:10_000],
        aspect_no=first.aspect_no,
        aspect=(first.aspect or "")[:200],
    )
