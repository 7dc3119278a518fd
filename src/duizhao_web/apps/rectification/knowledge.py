"""What is known of one item, each asked for once: who worked on it, what is proven, how people stand.

The guards ask it, and so does the page, which has fetched most of it already.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.scope import ScopedQuerySet
from duizhao_web.apps.rectification import assigning
from duizhao_web.apps.rectification.lifecycle import WORKING, Command
from duizhao_web.apps.rectification.models import (
    Action,
    Assignment,
    Evidence,
    Item,
    Owned,
    Progress,
    Proof,
    Request,
    StandardPoint,
    Step,
)
from duizhao_web.apps.rectification.standing import (
    Place,
    has_chief,
    has_left,
    is_subordinate,
    places,
    stands_above,
)
from duizhao_web.apps.rectification.words import ActionState

_CHIEF = 3


@dataclass
class Knowledge:
    """What the guards need to know of an item as it is now."""

    item: Item

    @cached_property
    def workers(self) -> frozenset[int]:
        """Return everybody who ever owned it, reported on it, uploaded what proves it or submitted it."""
        pk = self.item.pk
        used = Q(item=pk) | Q(pk__in=Proof.objects.filter(point__item=pk).values("evidence_id"))
        rows = Owned.objects.filter(item=pk).order_by().values_list("person_id")
        rows = rows.union(
            Progress.objects.filter(item=pk).order_by().values_list("by_id"),
            Evidence.objects.filter(used).order_by().values_list("by_id"),
            Step.objects.filter(item=pk, command=Command.SUBMIT.value).order_by().values_list("by_id"),
        )
        found = {person for (person,) in rows if person is not None}
        return frozenset(found | ({self.item.owner_id} if self.item.owner_id else set()))

    @cached_property
    def points(self) -> list[StandardPoint]:
        """Return the points of the standard, each with whether it is proven and what was answered to it."""
        item = self.item
        proven = Proof.objects.filter(
            point=OuterRef("pk"), round=item.round, evidence__withdrawn_at__isnull=True
        )
        return list(
            StandardPoint.objects.filter(item=item)
            .annotate(
                is_proven=Exists(proven),
                # Asked for here, so that the page has no query more.
                is_handed_down=Exists(_on_a_desk(item)),
                said=FilteredRelation("answers", condition=Q(answers__submission=item.submission)),
            )
            .annotate(
                met=F("said__met"),
                answer=F("said__note"),
                answered_by=F("said__by_id"),
                answered_by_name=F("said__by_name"),
            )
            .order_by("number")
        )

    @cached_property
    def actions(self) -> list[Action]:
        """Return the actions."""
        return list(self.item.actions.all())

    @cached_property
    def open_requests(self) -> list[Request]:
        """Return the requests nobody has decided; they are decided while the item is at work."""
        if self.item.state not in {state.value for state in WORKING}:
            return []
        return list(self.item.requests.filter(granted__isnull=True))

    @cached_property
    def standings(self) -> dict[int, tuple[Place, ...]]:
        """Return where owner and verifier work."""
        people = [person for person in (self.item.owner_id, self.item.verifier_id) if person is not None]
        return places(people, clock.today())

    @cached_property
    def handed_down(self) -> bool:
        """Return whether something handed down of it still lies on its giver's desk."""
        if self.points:
            return bool(self.points[0].is_handed_down)  # type: ignore[attr-defined]
        return _on_a_desk(self.item).exists()

    def handed_down_count(self) -> int:
        """Return how much handed down of it still lies on its giver's desk."""
        return _on_a_desk(self.item).count()

    def on_desks(self, actor: Actor) -> ScopedQuerySet[Assignment]:
        """Return what of that the actor may see, the earliest due first."""
        rows = Assignment.objects.visible_to(actor) & _on_a_desk(self.item)
        return rows.select_related("unit", "receiver").order_by("due", "pk")

    @property
    def all_proven(self) -> bool:
        """Return whether there are points and evidence for each of them."""
        return bool(self.points) and all(point.is_proven for point in self.points)  # type: ignore[attr-defined]

    @property
    def all_met(self) -> bool:
        """Return whether there are points and the verifier said yes to each of them."""
        verifier = self.item.verifier_id
        return bool(self.points) and all(
            point.met and point.answered_by == verifier  # type: ignore[attr-defined]
            for point in self.points
        )

    @property
    def actions_settled(self) -> bool:
        """Return whether nothing is left to be done."""
        return all(action.state != ActionState.OPEN for action in self.actions)

    @property
    def actions_dated(self) -> bool:
        """Return whether this round has actions, each with its date."""
        current = [
            action
            for action in self.actions
            if action.round == self.item.round and action.state != ActionState.DROPPED
        ]
        return bool(current) and all(action.due is not None for action in current)

    @cached_property
    def verifier_in_office(self) -> bool:
        """Return whether there is a verifier, who has not left."""
        person = self.item.verifier_id
        return person is not None and (person in self._with_posts or not has_left(person, clock.today()))

    @property
    def verifier_independent(self) -> bool:
        """Return whether the verifier never worked on it and is not the owner's subordinate."""
        verifier, owner = self.item.verifier_id, self.item.owner_id
        if verifier is None or verifier in self.workers:
            return False
        return owner is None or not is_subordinate(self.standings[verifier], self.standings[owner])

    @cached_property
    def verified_from_above(self) -> bool:
        """Return whether the verifier stands above the unit, where the owner is its chief."""
        owner, verifier = self.item.owner_id, self.item.verifier_id
        chief = Place(self.item.unit_path, _CHIEF, held=True)
        if owner is None or chief not in self.standings[owner]:
            return True
        path = self.item.unit_path
        for place in self.standings.get(verifier or 0, ()):
            if place.rank > 1 and place.unit_path != path and path.startswith(place.unit_path):
                return True
        return verifier is not None and stands_above(verifier, path, clock.today())

    @cached_property
    def vacant(self) -> bool:
        """Return whether the item's unit has no chief now."""
        return not has_chief(self.item.unit_path, clock.today())

    @property
    def _with_posts(self) -> set[int]:
        return {person for person, some in self.standings.items() if any(place.held for place in some)}


def _on_a_desk(item: Item) -> ScopedQuerySet[Assignment]:
    """Return what was handed down of an item and is not confirmed or taken back."""
    return Assignment.objects.filter(item=item, stage__in=[stage.value for stage in assigning.OPEN])
