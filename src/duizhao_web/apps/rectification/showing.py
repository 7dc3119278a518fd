"""One item as its page shows it: everything about it, what the actor may do, and what stands in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, prefetch_related_objects

from duizhao_web.apps.accounts.visibility import Right, rights
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.policy import may
from duizhao_web.apps.rectification.feed import OWNED, Entry, feed, open_requests
from duizhao_web.apps.rectification.guards import missing_on_page, refusal
from duizhao_web.apps.rectification.knowledge import Knowledge
from duizhao_web.apps.rectification.lifecycle import WORKING, Command, Need, State, commands, transition
from duizhao_web.apps.rectification.models import Evidence, Item, Proof, Round, StandardPoint
from duizhao_web.apps.rectification.policy import code
from duizhao_web.apps.rectification.selectors import item_get


@dataclass(frozen=True, slots=True)
class Offer:
    """A command the actor may give, and what is missing before it can be done."""

    command: Command
    missing: tuple[Need, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Evidence with the points it proves in this round, by their numbers."""

    evidence: Evidence
    points: tuple[int, ...]
    current: bool


@dataclass(frozen=True, slots=True)
class PointShown:
    """A point of the standard with its evidence and the verifier's answer to it in this submission."""

    point: StandardPoint
    evidence: tuple[Evidence, ...]
    met: bool | None
    note: str
    by: str


@dataclass(frozen=True)
class ItemShown:
    """Everything the page shows."""

    item: Item
    known: Knowledge
    points: tuple[PointShown, ...]
    evidence: tuple[Shown, ...]
    entries: tuple[Entry, ...]
    offers: tuple[Offer, ...]
    may_read_paper: bool
    rounds: tuple[Round, ...] = ()
    """The rounds that are over; they never change."""

    def offer(self, command: Command) -> Offer | None:
        """Return the offer of a command, where the actor may give it."""
        return next((one for one in self.offers if one.command == command), None)


def item_shown(actor: Actor, pk: int) -> ItemShown:
    """Return the item's page, in seven queries at the most; in one more where it was begun again."""
    item = item_get(actor, pk)
    known = Knowledge(item)
    if item.state == State.CLOSED.value:
        prefetch_related_objects([item], "rechecks")
    evidence, entries = _evidence(item), feed(item)
    known.workers = _workers(item, entries, evidence)
    if item.state in {state.value for state in WORKING}:
        known.open_requests = open_requests(entries)
    paper = item.paper
    return ItemShown(
        item=item,
        known=known,
        points=tuple(_points(known, evidence)),
        evidence=tuple(evidence),
        entries=tuple(entry for entry in entries if entry.kind != OWNED),
        offers=tuple(offers(actor, item, known)),
        may_read_paper=paper is not None and Right.READ in rights(actor, paper.thing),
        rounds=tuple(item.rounds.filter(number__lt=item.round)) if item.round > 1 else (),
    )


def offers(actor: Actor, item: Item, known: Knowledge | None = None) -> list[Offer]:
    """Return what the actor may do with the item now, in the order of the lifecycle."""
    known = known or Knowledge(item)
    subject = item.subject
    found = []
    for command in commands(item.state):
        row = transition(item.state, command)
        if row is not None and may(actor, code(command, item.holding), subject):
            lacking = tuple(missing_on_page(known, actor, row))
            found.append(Offer(command, lacking, refusal(known, actor, lacking)))
    return found


def _evidence(item: Item) -> list[Shown]:
    """Return the evidence of the item and what is used here of others, in one query."""
    used = Q(item=item) | Q(pk__in=Proof.objects.filter(point__item=item).values("evidence_id"))
    rows = (
        Evidence.objects.filter(used)
        .annotate(
            proof_round=F("proofs__round"),
            point_item=F("proofs__point__item"),
            point_number=F("proofs__point__number"),
        )
        .order_by("-effective_on", "-pk", "point_number")
    )
    by_pk: dict[int, Evidence] = {}
    numbers: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        by_pk.setdefault(row.pk, row)
        if row.point_item == item.pk and row.proof_round == item.round:
            numbers[row.pk].append(row.point_number)
    return [
        Shown(one, tuple(numbers[pk]), bool(numbers[pk]) or one.round == item.round)
        for pk, one in by_pk.items()
    ]


def _points(known: Knowledge, evidence: list[Shown]) -> Iterator[PointShown]:
    for point in known.points:
        proving = tuple(
            one.evidence
            for one in evidence
            if point.number in one.points and one.evidence.withdrawn_at is None
        )
        row: Any = point
        yield PointShown(point, proving, row.met, row.answer or "", row.answered_by_name or "")


def _workers(item: Item, entries: list[Entry], evidence: list[Shown]) -> frozenset[int]:
    """Return who worked on the item, out of what the page has fetched already."""
    found = {item.owner_id, *(one.evidence.by_id for one in evidence)}
    for entry in entries:
        submitted = entry.kind == "step" and entry.words[0] == Command.SUBMIT.value
        if entry.kind in (OWNED, "progress") or submitted:
            found.add(entry.person)
    return frozenset(person for person in found if person is not None)
