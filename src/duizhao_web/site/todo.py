"""What waits for an actor: rows of the first page, each with the verb and the page where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from duizhao_web.apps.accounts.models import User
from duizhao_web.apps.accounts.policy import ACCOUNT_CREATE, GRANTS_VIEW
from duizhao_web.apps.accounts.selectors import duties_waiting, links_waiting, people_without_account
from duizhao_web.apps.kernel.actor import INSTALLATION, Actor, Role
from duizhao_web.apps.kernel.policy import AUDIT_VIEW, may
from duizhao_web.apps.materials.selectors import review_queue
from duizhao_web.apps.units.selectors import teams_without_chief, tenure_waiting, unit_roots


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: verb, why, where."""

    verb: str
    why: str
    address: str


def todo_list(actor: Actor) -> list[Todo]:
    """Return what waits for the actor, most urgent first."""
    return [*_of_reviewers(actor), *_of_administrators(actor), *_of_coordinators(actor)]


def _of_reviewers(actor: Actor) -> Iterator[Todo]:
    waiting = review_queue(actor).order_by("changed_at", "pk")
    count = waiting.count()
    if count:
        first = waiting.values_list("pk", flat=True)[0]
        address = reverse("review", kwargs={"paper": first})
        yield Todo(_("审阅 %(count)s 份材料") % {"count": count}, _("等得最久的在前"), address)


def _of_administrators(actor: Actor) -> Iterator[Todo]:
    if may(actor, GRANTS_VIEW, INSTALLATION):
        count = sum(
            rows.count() for rows in (tenure_waiting(actor), duties_waiting(actor), links_waiting(actor))
        )
        if count:
            verb = _("确认 %(count)s 项权限") % {"count": count}
            yield Todo(verb, _("任职、指派、链接经确认后才生效"), reverse("grants"))
    if may(actor, ACCOUNT_CREATE, INSTALLATION):
        count = people_without_account(actor).count()
        if count:
            verb = _("为 %(count)s 人开设账号") % {"count": count}
            yield Todo(verb, _("任职已确认，还不能登录"), reverse("accounts"))
        if not unit_roots(actor):
            yield Todo(_("设立单位"), _("设立最上级单位，或者导入名册"), reverse("units"))
    if may(actor, AUDIT_VIEW, INSTALLATION):
        yield Todo(_("核查操作日志"), _("看一看有没有改动、缺失，近期有哪些权限变更"), reverse("audit"))
    if (
        actor.user_id is not None
        and actor.administrator
        and not User.objects.get(pk=actor.user_id).has_factor
    ):
        yield Todo(_("启用动态口令"), _("管理员的账号只凭密码不够安全"), reverse("factor-set"))


def _of_coordinators(actor: Actor) -> Iterator[Todo]:
    if not actor.holds(Role.COORDINATOR):
        return
    for unit in unit_roots(actor)[:5]:
        if not unit.teams.filter(until__isnull=True).exists():
            address = reverse("unit", kwargs={"pk": unit.pk})
            yield Todo(
                _("设立“%(unit)s”的班子") % {"unit": unit.name}, _("还没有班子，材料无从交起"), address
            )
    for team in teams_without_chief(actor).order_by("unit_path", "pk")[:10]:
        address = reverse("unit", kwargs={"pk": team.unit_id})
        yield Todo(_("补上“%(team)s”的主要负责人") % {"team": team.name}, team.unit.name, address)
    count = tenure_waiting(actor).count()
    if count:
        why = _("由安全管理员确认，您不用办理")
        yield Todo(_("%(count)s 项任职待确认") % {"count": count}, why, reverse("units"))
