"""What waits for an actor: rows of the first page, each with the verb and the page where it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.materials.selectors import review_queue


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: verb, why, where, how many."""

    verb: str
    why: str
    address: str
    count: int


def todo_list(actor: Actor) -> list[Todo]:
    """Return what waits for the actor."""
    waiting = review_queue(actor).order_by("changed_at", "pk")
    count = waiting.count()
    if not count:
        return []
    first = waiting.values_list("pk", flat=True)[0]
    address = reverse("review", kwargs={"paper": first})
    return [Todo(_("审阅 %(count)s 份材料") % {"count": count}, _("等得最久的在前"), address, count)]
