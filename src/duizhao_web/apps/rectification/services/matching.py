"""Answering whether a matter named again is the one of an earlier year."""

from __future__ import annotations

from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification.guards import Given
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.models import SameMatter, Source
from duizhao_web.apps.rectification.services.moving import beside, keep, step
from duizhao_web.apps.rectification.subjects import authorise_reading


@service
def matter_judge(*, actor: Actor, source: Source, same: bool, reason: str) -> SameMatter:
    """Say whether two items are about one matter; a later answer takes the place of the one before."""
    if source.earlier is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    with beside(actor, source.item, Command.MATCH, Given(reason=reason)) as item:
        authorise_reading(actor, source.earlier)
        made = SameMatter.objects.filter(source=source).first() or SameMatter(source=source)
        made.same, made.reason = same, reason.strip()
        made.by_id, made.by_name, made.at = actor.person_id, actor.name, clock.now()
        keep(made)
        yes, no = _("与 %(code)s 是同一件事：%(reason)s"), _("与 %(code)s 不是同一件事：%(reason)s")
        note = (yes if same else no) % {"code": source.earlier.code, "reason": made.reason}
        step(item, Command.MATCH, actor, source=item.state, note=note)
    return made
