"""What can be done with a plan, and what an item may lack, each in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.rectification.coverage import Lack
from duizhao_web.apps.rectification.models import Plan
from duizhao_web.apps.rectification.services import plans as services
from duizhao_web.site.forms.plans import DiscussedForm, FreezeForm, PlainForm

LACKS: Final = MappingProxyType(
    {
        Lack.ACTION: _("没有任务"),
        Lack.DATE: _("没有时限"),
        Lack.OWNER: _("没有责任人"),
        Lack.VERIFIER: _("没有核验人"),
        Lack.STANDARD: _("没有销号标准"),
        Lack.FIT_VERIFIER: _("核验人已离任，或者成了责任人的下级，须另行指定"),
    }
)


@dataclass(frozen=True, slots=True)
class Doing:
    """A step of a plan: what it is called, its form, the verb of the policy, its service."""

    title: str | Promise
    form: type[PlainForm]
    verb: str
    do: Callable[..., Plan]


DOINGS: Final = MappingProxyType(
    {
        "sign": Doing(_("签字"), PlainForm, "sign", services.plan_sign),
        "discuss": Doing(_("记录集体研究"), DiscussedForm, "write", services.plan_discuss),
        "endorse": Doing(_("审定方案"), PlainForm, "endorse", services.plan_endorse),
        "freeze": Doing(_("会后定稿"), FreezeForm, "freeze", services.plan_freeze),
    }
)
