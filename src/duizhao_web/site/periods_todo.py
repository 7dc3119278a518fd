"""What waits for an actor in reporting periods; groups of the first page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.reporting.waiting import Next, periods_to_issue, reports_waiting
from duizhao_web.site.todo_rows import Todo, dated

_VERBS: Final = {
    Next.MEND: (gettext_lazy("修改退回的 %(count)s 份调度填报"), gettext_lazy("按上级写的理由修改后再报")),
    Next.FILL: (gettext_lazy("填报 %(count)s 份调度"), gettext_lazy("数据已由台账取好，写明情况即可")),
    Next.CONFIRM: (gettext_lazy("确认 %(count)s 份调度填报"), gettext_lazy("已填好，等您确认后报送")),
    Next.HAND_IN: (gettext_lazy("报送 %(count)s 份调度填报"), gettext_lazy("负责人已确认")),
    Next.EXAMINE: (gettext_lazy("审核 %(count)s 份调度填报"), gettext_lazy("锁定或者退回")),
    Next.REPLY: (gettext_lazy("答复 %(count)s 个单位的需协调事项"), gettext_lazy("下级提出，等上级答复")),
}


def of_periods(actor: Actor) -> Iterator[Todo]:
    """Yield the reports that wait for the actor, and the periods to be issued."""
    waiting = reports_waiting(actor)
    for what, (verb, why) in _VERBS.items():
        things = [
            (
                one.unit.name,
                one.period.title,
                reverse("period-report", kwargs={"pk": one.pk}),
                None if what in (Next.EXAMINE, Next.REPLY) or one.edition > 1 else one.period.due_on,
            )
            for one in waiting.get(what, ())
        ]
        if things:
            yield dated(str(verb), str(why), things, everything=reverse("periods"))
    for period in periods_to_issue(actor):
        words = _("汇总印发“%(title)s”") % {"title": period.title}
        yield Todo(words, _("已截止填报"), reverse("period", kwargs={"pk": period.pk}))
