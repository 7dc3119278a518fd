"""What is said beside an item."""

from __future__ import annotations

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.models import Comment, Item
from duizhao_web.apps.rectification.services.moving import beside


@service
def comment_add(*, actor: Actor, item: Item, text: str) -> Comment:
    """Say something; the item itself stays as it is, whatever its state."""
    with beside(actor, item, Command.COMMENT) as found:
        made = Comment(
            item=found, text=text.strip(), by_id=actor.person_id, by_name=actor.name, at=clock.now()
        )
        made.full_clean(exclude=["item", "by"])
        made.save()
    return made
