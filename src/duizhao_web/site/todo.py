"""What waits for an actor: groups of the first page, each with its verb, the rows to begin with, and the page
where it is done.

A room above adds a function to ``SOURCES``; whatever has days left goes before what has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from duizhao_web.apps.accounts.policy import ACCOUNT_CREATE, GRANTS_VIEW
from duizhao_web.apps.accounts.selectors import (
    duties_waiting,
    has_factor,
    links_waiting,
    people_without_account,
)
from duizhao_web.apps.cycles.models import CycleState
from duizhao_web.apps.cycles.policy import CYCLE_HOLD
from duizhao_web.apps.cycles.schedule import Step
from duizhao_web.apps.cycles.selectors import own_cycles
from duizhao_web.apps.cycles.subjects import of_cycle
from duizhao_web.apps.insight.checklist import Do, papers_of
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import INSTALLATION, REVIEWERS, Actor, Role
from duizhao_web.apps.kernel.policy import AUDIT_VIEW, may
from duizhao_web.apps.materials.handing import Call, UnitMissing, missing_in, units_missing
from duizhao_web.apps.materials.models import Paper, PaperKind
from duizhao_web.apps.materials.selectors import own_papers, review_queue, signature_queue
from duizhao_web.apps.units.selectors import (
    changes_waiting,
    teams_without_chief,
    tenure_waiting,
    tree_is_new,
    units_without_team,
)
from duizhao_web.site.desk import of_desk
from duizhao_web.site.periods_todo import of_periods
from duizhao_web.site.todo_rows import Todo, TodoRow, left_until

_SHOWN: Final = 5


Source = Callable[[Actor], Iterator[Todo]]


def todo_list(actor: Actor) -> list[Todo]:
    """Return what waits for the actor, most urgent first."""
    found = [one for source in SOURCES for one in source(actor)]
    return sorted(found, key=lambda one: (one.days is None, one.days or 0))


def title_of(paper: Paper) -> str:
    """Return what a list calls a paper: whose it is, and of which year."""
    whose = paper.person.name if paper.person else str(PaperKind.TEAM.label)
    return _("%(whose)s，%(year)s 年度") % {"whose": whose, "year": paper.year}


def _of_authors(actor: Actor) -> Iterator[Todo]:
    if not actor.seats:
        return
    found = own_papers(actor)
    for state, verb, why in (
        ("returned", _("修改退回的材料"), _("按审阅意见修改后上传新稿")),
        ("uploaded", _("提交审阅"), _("已上传，还没有提交")),
    ):
        papers = [paper for paper in found if paper.state == state]
        rows = [_row(paper, _since(paper)) for paper in papers[:_SHOWN]]
        if rows:
            yield Todo(verb, why, rows[0].address, rows, everything=f"{reverse('papers')}?state={state}")


def _of_reviewers(actor: Actor) -> Iterator[Todo]:
    if not actor.holds(*REVIEWERS):
        return
    until = {duty.unit_path: duty.until for duty in actor.duties if duty.role in REVIEWERS}
    everything = f"{reverse('papers')}?state=in_review&sort=oldest"
    for queue, verb, why in (
        (signature_queue(actor), _("签发 %(count)s 份审阅意见"), _("审阅意见已拟好")),
        (review_queue(actor), _("审阅 %(count)s 份材料"), _("等得最久的在前")),
    ):
        papers = list(queue.order_by("changed_at", "pk")[: _SHOWN + 1])
        if not papers:
            continue
        count = queue.count() if len(papers) > _SHOWN else len(papers)
        left = {paper.pk: left_until(until[paper.unit_path]) for paper in papers}
        rows = [_row(paper, left[paper.pk][1], late=left[paper.pk][0] <= 0) for paper in papers[:_SHOWN]]
        days = min(one for one, _words in left.values())
        yield Todo(verb % {"count": count}, why, rows[0].address, rows, days, everything)


def _of_administrators(actor: Actor) -> Iterator[Todo]:
    if may(actor, GRANTS_VIEW, INSTALLATION):
        count = sum(
            rows.count()
            for rows in (
                tenure_waiting(actor),
                changes_waiting(actor),
                duties_waiting(actor),
                links_waiting(actor),
            )
        )
        if count:
            verb = _("确认 %(count)s 项权限") % {"count": count}
            yield Todo(verb, _("任职、指派、链接经确认后才生效"), reverse("grants"))
    if may(actor, ACCOUNT_CREATE, INSTALLATION):
        count = people_without_account(actor).count()
        if count:
            verb = _("为 %(count)s 人开设账号") % {"count": count}
            yield Todo(verb, _("任职已确认，还不能登录"), reverse("accounts-open"))
        if tree_is_new(actor):
            yield Todo(
                _("导入单位和人员的名册"), _("还只有一个单位；也可以在单位页逐个设立"), reverse("roster")
            )
    if may(actor, AUDIT_VIEW, INSTALLATION):
        yield Todo(_("核查操作日志"), _("看一看有没有改动、缺失，近期有哪些权限变更"), reverse("audit"))
    if actor.administrator and not has_factor(actor):
        yield Todo(_("启用动态口令"), _("管理员的账号只凭密码不够安全"), reverse("factor-set"))


def _of_coordinators(actor: Actor) -> Iterator[Todo]:
    if not actor.holds(Role.COORDINATOR):
        return
    yield from _missing(actor, clock.today().year - 1)
    yield from _of_teams(actor)


def _missing(actor: Actor, year: int) -> Iterator[Todo]:
    call = Call(year)
    lacking = units_missing(actor, call).order_by("path")
    units = list(lacking[: _SHOWN + 1])
    if not units:
        return
    count = lacking.count() if len(units) > _SHOWN else len(units)
    address = f"{reverse('missing')}?year={year}"
    rows = [
        TodoRow(one.unit.name, what_lacks(one), address) for one in missing_in(actor, call, units[:_SHOWN])
    ]
    why = _("%(year)s 年度还没有交齐") % {"year": year}
    yield Todo(_("催报 %(count)s 个单位的材料") % {"count": count}, why, address, rows)


def _of_meetings(actor: Actor) -> Iterator[Todo]:
    """Papers one writes oneself for a meeting to come, and the meeting whose day has come."""
    if not actor.seats:
        return
    today = clock.today()
    for cycle in own_cycles(actor).filter(state=CycleState.PREPARING)[:_SHOWN]:
        left = (cycle.meeting_on - today).days
        address = reverse("cycle", kwargs={"pk": cycle.pk})
        mine = [one for one in papers_of(actor, cycle) if one.do is Do.UPLOAD]
        if mine:
            due = next((one.day for one in cycle.steps if one.step is Step.PAPERS), cycle.meeting_on)
            days, words = left_until(due)
            rows = [
                TodoRow(cycle.unit.name, one.name or str(PaperKind.TEAM.label), address, words, days <= 0)
                for one in mine
            ]
            why = _("“%(title)s”，距会议 %(days)s 天") if left >= 0 else _("“%(title)s”，会期已过")
            verb = _("交 %(count)s 份材料") % {"count": len(mine)}
            yield Todo(verb, why % {"title": cycle.title, "days": left}, address, rows, days)
        if left < 0 and may(actor, CYCLE_HOLD, of_cycle(cycle)):
            verb = _("登记“%(title)s”召开情况") % {"title": cycle.title}
            yield Todo(verb, _("会期已过"), reverse("cycle-hold", kwargs={"pk": cycle.pk}), (), left)


def what_lacks(one: UnitMissing) -> str:
    """Return which papers a unit lacks, in words."""
    parts = [_("班子材料")] if one.lacks_team else []
    if one.names:
        parts.append(_("个人材料（%(names)s）") % {"names": _("、").join(one.names)})
    return _("、").join(parts)


def _of_teams(actor: Actor) -> Iterator[Todo]:
    for unit in units_without_team(actor)[:_SHOWN]:
        verb = _("设立“%(unit)s”的班子") % {"unit": unit.name}
        yield Todo(verb, _("还没有班子，材料无从交起"), reverse("unit", kwargs={"pk": unit.pk}))
    for team in teams_without_chief(actor).order_by("unit_path", "pk")[:_SHOWN]:
        verb = _("补上“%(team)s”的主要负责人") % {"team": team.name}
        yield Todo(verb, team.unit.name, reverse("unit", kwargs={"pk": team.unit_id}))


def _row(paper: Paper, left: str, *, late: bool = False) -> TodoRow:
    address = reverse("review", kwargs={"paper": paper.pk})
    return TodoRow(paper.unit.name, title_of(paper), address, left, late)


def _since(paper: Paper) -> str:
    days = (clock.now() - paper.changed_at).days
    return _("已 %(days)s 天") % {"days": days} if days else _("今天")


SOURCES: Final[tuple[Source, ...]] = (
    of_desk,
    of_periods,
    _of_meetings,
    _of_authors,
    _of_reviewers,
    _of_administrators,
    _of_coordinators,
)
