"""Who sees what of papers, items and figures: the table of the design as data, and what follows from it.

``rights`` answers for one thing, ``where`` gives the same answer as a condition for many; both read
``TABLE``. What
the table does not name, nobody sees; administrators are not in it at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import Final, NamedTuple

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.kernel.actor import GROUP, REVIEWERS, Actor, Relation, Role, Subject, standings
from duizhao_web.apps.kernel.pairs import PairIn
from duizhao_web.apps.kernel.paths import NOTHING, STEP, at_or_below, below, directly_below


class Holding(StrEnum):
    """What there is to see of a unit."""

    PAPER = "paper"
    """Somebody's individual paper."""
    TEAM_PAPER = "team_paper"
    TEAM_ITEMS = "team_items"
    PERSONAL_ITEMS = "personal_items"
    FIGURES = "figures"
    CYCLE = "cycle"
    """A meeting's notice, dates and state, and how many papers are handed in: never whose."""
    REPORT = "report"
    """What a unit reports in a period; those above see it once it is handed in."""


class Right(StrEnum):
    """What one may do with it."""

    READ = "read"
    WRITE = "write"
    PASS = "pass"
    """Agree to it, which freezes it."""
    ACT = "act"
    """Do what one is named for."""
    APPROVE = "approve"
    REASSIGN = "reassign"
    VERIFY = "verify"
    """Verify at the second level."""
    RECHECK = "recheck"
    HANDED_IN = "handed_in"
    """Know whether it was handed in, and nothing of its content."""
    COUNTS = "counts"
    """Know how many there are."""


class Cell(NamedTuple):
    """One cell of the table: in this role and relation, these rights on this, with the rule in words."""

    role: Role
    relation: Relation
    holding: Holding
    rights: frozenset[Right]
    rule: str | Promise
    of_chief: bool = False
    """Only where the paper is the chief's."""
    logged: bool = False
    """Every reading is written to the audit log."""


def _cells(
    roles: tuple[Role, ...],
    relations: tuple[Relation, ...],
    holding: Holding,
    rights: tuple[Right, ...],
    rule: str | Promise,
    *,
    of_chief: bool = False,
    logged: bool = False,
) -> Iterator[Cell]:
    for role in roles:
        for relation in relations:
            yield Cell(role, relation, holding, frozenset(rights), rule, of_chief, logged)


_MEMBER, _CHIEF, _COORDINATOR = (Role.MEMBER,), (Role.CHIEF,), (Role.COORDINATOR,)
_SUPERIOR = (Role.CHIEF, Role.MEMBER)
_OWN, _UNIT = (Relation.OWN,), (Relation.OWN_UNIT,)
_NEXT, _TREE = (Relation.DIRECTLY_BELOW,), (Relation.DIRECTLY_BELOW, Relation.BELOW)
_ASSIGNED, _NAMED = (Relation.ASSIGNED,), (Relation.NAMED,)
_ANYBODY = (Role.SIGNED_IN,)

TABLE: Final[tuple[Cell, ...]] = (
    # member
    *_cells(_MEMBER, _OWN, Holding.PAPER, (Right.READ, Right.WRITE), _("本人撰写自己的材料")),
    *_cells(_MEMBER, _UNIT, Holding.TEAM_PAPER, (Right.READ,), _("班子成员可看本班子材料")),
    *_cells(
        _MEMBER,
        _UNIT,
        Holding.TEAM_ITEMS,
        (Right.READ, Right.ACT),
        _("班子成员可看班子整改事项，办理分给自己的"),
    ),
    *_cells(_MEMBER, _OWN, Holding.PERSONAL_ITEMS, (Right.READ,), _("本人可看自己的整改事项")),
    *_cells(_MEMBER, _UNIT, Holding.FIGURES, (Right.READ,), _("班子成员可看本单位统计")),
    # chief
    *_cells(_CHIEF, _OWN, Holding.PAPER, (Right.READ, Right.WRITE), _("本人撰写自己的材料")),
    *_cells(_CHIEF, _UNIT, Holding.PAPER, (Right.READ,), _("主要负责人审看班子成员材料")),
    *_cells(
        _CHIEF,
        _UNIT,
        Holding.TEAM_PAPER,
        (Right.READ, Right.WRITE, Right.PASS),
        _("主要负责人主持起草并审定班子材料"),
    ),
    *_cells(
        _CHIEF,
        _UNIT,
        Holding.TEAM_ITEMS,
        (Right.READ, Right.APPROVE, Right.REASSIGN),
        _("主要负责人审定、调整班子整改事项，自己的事项不得自己销号"),
    ),
    *_cells(_CHIEF, _UNIT, Holding.PERSONAL_ITEMS, (Right.READ,), _("主要负责人可看班子成员个人整改事项")),
    *_cells(_CHIEF, (*_UNIT, *_TREE), Holding.FIGURES, (Right.READ,), _("主要负责人可看本单位及下级统计")),
    # coordinator
    *_cells(_COORDINATOR, _UNIT, Holding.PAPER, (Right.HANDED_IN,), _("联络员只知个人材料交没交，不看内容")),
    *_cells(_COORDINATOR, _UNIT, Holding.TEAM_PAPER, (Right.READ, Right.WRITE), _("联络员执笔班子材料")),
    *_cells(_COORDINATOR, _UNIT, Holding.TEAM_ITEMS, (Right.READ, Right.WRITE), _("联络员登记班子整改事项")),
    *_cells(
        _COORDINATOR,
        _UNIT,
        Holding.PERSONAL_ITEMS,
        (Right.HANDED_IN,),
        _("联络员只知个人整改清单交没交，不看内容"),
    ),
    *_cells(_COORDINATOR, _UNIT, Holding.FIGURES, (Right.READ,), _("联络员可看本单位统计")),
    # reviewer, lead reviewer
    *_cells(
        REVIEWERS,
        _NAMED,
        Holding.PAPER,
        (Right.READ,),
        _("审阅人在截止日期前可看指派给自己的材料，留有记录"),
        logged=True,
    ),
    *_cells(
        REVIEWERS, _ASSIGNED, Holding.TEAM_PAPER, (Right.READ,), _("审阅人在截止日期前可看指派单位的班子材料")
    ),
    *_cells(REVIEWERS, _ASSIGNED, Holding.FIGURES, (Right.READ,), _("审阅人可看指派单位统计")),
    # supervision group
    *_cells(
        GROUP, _NAMED, Holding.PAPER, (Right.READ,), _("督导组经指名可看个人材料，留有记录"), logged=True
    ),
    *_cells(GROUP, _ASSIGNED, Holding.TEAM_PAPER, (Right.READ,), _("督导组可看所督导单位的班子材料")),
    *_cells(
        GROUP,
        _ASSIGNED,
        Holding.TEAM_ITEMS,
        (Right.READ, Right.VERIFY, Right.RECHECK),
        _("督导组可看所督导单位的整改事项，做二级核验和回头看"),
    ),
    *_cells(GROUP, _ASSIGNED, Holding.PERSONAL_ITEMS, (Right.COUNTS,), _("督导组只知个人整改事项件数")),
    *_cells(GROUP, _ASSIGNED, Holding.FIGURES, (Right.READ,), _("督导组可看所督导单位统计")),
    # superior's chief and leaders
    *_cells(
        _SUPERIOR,
        _NEXT,
        Holding.PAPER,
        (Right.READ,),
        _("上级领导可看直接下级主要负责人的材料"),
        of_chief=True,
    ),
    *_cells(_SUPERIOR, _NEXT, Holding.TEAM_PAPER, (Right.READ,), _("上级领导可看直接下级的班子材料")),
    *_cells(_SUPERIOR, _TREE, Holding.TEAM_ITEMS, (Right.READ,), _("上级领导可看下级班子整改事项")),
    *_cells(_SUPERIOR, _TREE, Holding.PERSONAL_ITEMS, (Right.COUNTS,), _("上级领导只知下级个人整改事项件数")),
    *_cells(_MEMBER, _TREE, Holding.FIGURES, (Right.READ,), _("上级领导可看下级统计")),
    # whoever is named in an item: one cannot do, answer for or check what one cannot see
    *_cells(
        _ANYBODY,
        (Relation.OWNER, Relation.SPONSOR, Relation.DOER),
        Holding.TEAM_ITEMS,
        (Right.READ, Right.ACT),
        _("事项中写明的责任领导、责任人可看该事项"),
    ),
    *_cells(
        _ANYBODY,
        (Relation.VERIFIER, Relation.CHECKER),
        Holding.TEAM_ITEMS,
        (Right.READ, Right.ACT),
        _("事项中写明的核验人、回头看人员可看该事项"),
    ),
    *_cells(
        _ANYBODY,
        (Relation.OWNER, Relation.VERIFIER, Relation.CHECKER),
        Holding.PERSONAL_ITEMS,
        (Right.READ, Right.ACT),
        _("个人整改事项由本人办理，由写明的核验人、回头看人员核验"),
    ),
    # the meeting itself: who has figures of a unit, and the superior's coordinator, who sees to those below
    *_cells(
        (*_SUPERIOR, Role.COORDINATOR),
        _UNIT,
        Holding.CYCLE,
        (Right.READ,),
        _("本单位领导和联络员可看本单位民主生活会的安排和进度"),
    ),
    *_cells(
        _SUPERIOR,
        _TREE,
        Holding.CYCLE,
        (Right.READ,),
        _("上级领导可看下级民主生活会的安排和进度"),
    ),
    *_cells(
        _COORDINATOR,
        _NEXT,
        Holding.CYCLE,
        (Right.READ,),
        _("上级联络员可看直接下级民主生活会的安排和材料交了几份，不看内容"),
    ),
    *_cells(
        (*REVIEWERS, *GROUP),
        _ASSIGNED,
        Holding.CYCLE,
        (Right.READ,),
        _("审阅人、督导组可看指派单位民主生活会的安排和进度"),
    ),
    # what a unit reports from time to time: its own, and those it is handed in to
    *_cells(
        (*_SUPERIOR, Role.COORDINATOR),
        _UNIT,
        Holding.REPORT,
        (Right.READ,),
        _("本单位领导和联络员可看本单位的调度填报"),
    ),
    *_cells(
        _SUPERIOR,
        _TREE,
        Holding.REPORT,
        (Right.READ,),
        _("上级领导可看下级报送的调度填报"),
    ),
    *_cells(
        _COORDINATOR,
        _NEXT,
        Holding.REPORT,
        (Right.READ,),
        _("上级联络员可看直接下级报送的调度填报"),
    ),
    *_cells(
        GROUP,
        _ASSIGNED,
        Holding.REPORT,
        (Right.READ,),
        _("督导组可看所督导单位报送的调度填报"),
    ),
)


@dataclass(frozen=True, slots=True)
class Thing:
    """A paper, an item list or figures, as far as the table cares."""

    holding: Holding
    unit_path: str
    person_id: int | None = None
    of_chief: bool = False
    parts: frozenset[tuple[Relation, int]] = frozenset()
    """Who is named in it: an item has an owner, a sponsor, a verifier."""

    @property
    def subject(self) -> Subject:
        """Return it as the policy sees it."""
        return Subject(unit_path=self.unit_path, person_id=self.person_id, parts=self.parts)


def cells(actor: Actor, thing: Thing) -> tuple[Cell, ...]:
    """Return the cells of the table that speak for the actor."""
    known = standings(actor, thing.subject)
    return tuple(
        cell
        for cell in TABLE
        if cell.holding == thing.holding
        and (cell.role, cell.relation) in known
        and (thing.of_chief or not cell.of_chief)
    )


def rights(actor: Actor, thing: Thing) -> frozenset[Right]:
    """Return what the actor may do with a thing."""
    return frozenset(right for cell in cells(actor, thing) for right in cell.rights)


def must_log(actor: Actor, thing: Thing) -> bool:
    """Return whether the actor reads it only by assignment, so that reading it is written down."""
    reading = [cell for cell in cells(actor, thing) if Right.READ in cell.rights]
    return bool(reading) and all(cell.logged for cell in reading)


class Columns(NamedTuple):
    """What a table that holds such things calls its columns."""

    unit_path: str = "unit_path"
    person_id: str = "person_id"
    of_chief: str = "of_chief"
    parts: Mapping[Relation, Callable[[int], Q]] = MappingProxyType({})
    """The condition that a person is named in a row, by relation; without one nobody is."""


def where(actor: Actor, holding: Holding, right: Right, columns: Columns = Columns()) -> Q:  # noqa: B008
    """Return the condition that the actor has a right on a row, the same answer as ``rights`` gives."""
    held = {Role.SIGNED_IN, *(seat.role for seat in actor.seats), *(duty.role for duty in actor.duties)}
    conditions = [
        condition
        for cell in TABLE
        if cell.holding == holding and cell.role in held and right in cell.rights
        for condition in _conditions(actor, cell, columns)
    ]
    return reduce(or_, _joined(actor, conditions, columns.unit_path), NOTHING)


def _joined(actor: Actor, conditions: list[Q], path: str) -> list[Q]:
    """Return the conditions with own unit, directly below and deeper as one wherever all three are there: a
    database that looks through many rows asks each of them one question instead of three.
    """
    for top in dict.fromkeys(seat.unit_path for seat in actor.seats):
        parts = (Q(**{path: top}), directly_below(top, path), _deeper(top, path))
        if all(part in conditions for part in parts):
            conditions = [at_or_below(top, path), *(one for one in conditions if one not in parts)]
    return conditions


def _deeper(top: str, path: str) -> Q:
    return below(top, path) & Q(**{f"{path}__length__gt": len(top) + STEP})


def _conditions(actor: Actor, cell: Cell, columns: Columns) -> Iterator[Q]:
    narrowed = Q(**{columns.of_chief: True}) if cell.of_chief else Q()
    named = columns.parts.get(cell.relation)
    if cell.role == Role.SIGNED_IN and named is not None and actor.person_id is not None:
        yield named(actor.person_id) & narrowed
    for condition in _by_post(actor, cell, columns):
        yield condition & narrowed
    for condition in _by_duty(actor, cell, columns):
        yield condition & narrowed


def _by_duty(actor: Actor, cell: Cell, columns: Columns) -> Iterator[Q]:
    duties = [duty for duty in actor.duties if duty.role == cell.role]
    if cell.relation == Relation.ASSIGNED and duties:
        yield Q(**{f"{columns.unit_path}__in": sorted({duty.unit_path for duty in duties})})
    if cell.relation == Relation.NAMED:
        pairs = {(duty.unit_path, person) for duty in duties for person in duty.named}
        if pairs:
            yield Q(PairIn(columns.unit_path, columns.person_id, pairs))


def _by_post(actor: Actor, cell: Cell, columns: Columns) -> Iterator[Q]:
    path = columns.unit_path
    for seat in actor.seats:
        if seat.role != cell.role:
            continue
        match cell.relation:
            case Relation.OWN:
                yield Q(**{columns.person_id: actor.person_id})
            case Relation.OWN_UNIT:
                yield Q(**{path: seat.unit_path})
            case Relation.DIRECTLY_BELOW:
                yield directly_below(seat.unit_path, path)
                yield from (Q(**{path: second}) for second in seat.also_below)
            case Relation.BELOW:
                yield _deeper(seat.unit_path, path)
                yield from (below(second, path) for second in seat.also_below)
