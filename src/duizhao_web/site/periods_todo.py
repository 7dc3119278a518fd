"""What waits for an actor in reporting periods; groups of the first page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.reporting.waiting import (
    Lacking,
    Next,
    Waiting,
    asking_waits,
    own_waiting,
    periods_to_issue,
)
from duizhao_web.site.todo_rows import Todo, dated

_VERBS: Final = {
    Next.MEND: (gettext_lazy("修改退回的 %(count)s 份调度填报"), gettext_lazy("按上级写的理由修改后再报")),
    Next.FILL: (gettext_lazy("填报 %(count)s 份调度"), gettext_lazy("数据已由台账取好，写明情况即可")),
    Next.CHECK: (
        gettext_lazy("核对 %(count)s 份调度填报"),
        gettext_lazy("主要负责人填的，由您核对保存后再确认"),
    ),
    Next.STUCK: (
        gettext_lazy("%(count)s 份调度填报没有人确认"),
        gettext_lazy("本单位现在没有能登录的主要负责人，请联系上级"),
    ),
    Next.CONFIRM: (gettext_lazy("确认 %(count)s 份调度填报"), gettext_lazy("已填好，等您确认后报送")),
    Next.HAND_IN: (gettext_lazy("报送 %(count)s 份调度填报"), gettext_lazy("负责人已确认")),
    Next.EXAMINE: (gettext_lazy("审核 %(count)s 份调度填报"), gettext_lazy("锁定或者退回")),
    Next.REPLY: (gettext_lazy("答复 %(count)s 个单位的需协调事项"), gettext_lazy("下级提出，等上级答复")),
}

_ASKED: Final = {Next.EXAMINE: "handed_in", Next.REPLY: "unanswered"}
"""What lies with whoever asked, and how the page of a period is narrowed to it."""


def of_periods(actor: Actor) -> Iterator[Todo]:
    """Yield the reports that wait for the actor, and the periods to be issued."""
    asking = asking_waits(actor)
    waiting = own_waiting(actor) | asking.reports
    for what, (verb, why) in _VERBS.items():
        if what not in waiting:
            continue
        found = waiting[what]
        things = [
            (
                one.unit.name,
                one.period.title,
                reverse("period-report", kwargs={"pk": one.pk}),
                None if what in _ASKED or one.edition > 1 else one.period.due_on,
            )
            for one in found.reports
        ]
        yield dated(str(verb), str(why), things, everything=_everything(what, found), count=found.count)
    yield from _lacking(asking.lacking)
    for period in periods_to_issue(actor):
        words = _("汇总印发“%(title)s”") % {"title": period.title}
        yield Todo(words, _("已截止填报"), reverse("period", kwargs={"pk": period.pk}))


def _lacking(found: Iterable[Lacking]) -> Iterator[Todo]:
    for one in found:
        address = reverse("period", kwargs={"pk": one.period.pk})
        said = {"title": one.period.title, "day": one.period.due_on.isoformat()}
        if one.late:
            verb = _("催报“%(title)s”的 %(count)s 个单位") % (said | {"count": one.late})
            why = _("应于 %(day)s 前报送") % said
            yield Todo(verb, why, f"{address}?stage=overdue&draft=1", (), one.period.left)
        if one.abandoned:
            verb = _("“%(title)s”有 %(count)s 个单位没有人填报") % (said | {"count": one.abandoned})
            why = _("没有能登录的联络员、主要负责人，报不上来")
            yield Todo(verb, why, f"{address}?stage=abandoned", (), one.period.left)


def _everything(what: Next, found: Waiting) -> str:
    """Return where all of them are listed: in their period, where they are of one."""
    periods = {one.period_id for one in found.reports}
    if what not in _ASKED or len(periods) > 1:
        return reverse("periods")
    return f"{reverse('period', kwargs={'pk': periods.pop()})}?stage={_ASKED[what]}"
