"""What the first page says while nothing waits: what this system is, and where somebody begins."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from duizhao_web.apps.kernel.actor import GROUP, LEADERS, REVIEWERS, Actor, Role


class Step(NamedTuple):
    """A thing to begin with: what, and where."""

    what: str
    address: str


def first_steps(actor: Actor) -> list[Step]:
    """Return what somebody in the actor's capacity does first, the first of all in front."""
    papers, units, own = reverse("papers"), reverse("units"), reverse("own")
    steps = []
    if actor.holds(*LEADERS):
        steps.append(Step(_("上传自己的材料，看系统读出了哪些问题、措施"), papers))
    if actor.holds(Role.COORDINATOR):
        steps += [
            Step(_("在单位页设立班子和职务，登记人员"), units),
            Step(_("上传班子材料"), papers),
            Step(_("看谁还没交，拟催报文稿"), reverse("missing")),
        ]
    if actor.holds(*REVIEWERS, *GROUP):
        steps.append(Step(_("看指派给自己的单位和期限"), reverse("duties")))
    if actor.holds(*REVIEWERS):
        steps.append(Step(_("打开一份材料审阅，意见拟好后由组长签发"), papers))
    if actor.holds(Role.SYSTEM_ADMIN):
        steps += [
            Step(_("导入单位和人员的名册"), reverse("roster")),
            Step(_("开设账号"), reverse("accounts")),
        ]
    if actor.holds(Role.SECURITY_ADMIN):
        steps.append(Step(_("确认任职、指派和链接"), reverse("grants")))
    if actor.holds(Role.AUDIT_ADMIN):
        steps.append(Step(_("核查操作日志是否完整"), reverse("audit")))
    return steps or [Step(_("看自己的账号和登录的地方"), own)]
