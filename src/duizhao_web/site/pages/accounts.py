"""Accounts, for the system administrator; who is an administrator, for the security administrator."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from duizhao_web.apps.accounts import policy
from duizhao_web.apps.accounts.models import Administrator, LinkKind
from duizhao_web.apps.accounts.selectors import account_get, account_list, people_without_account
from duizhao_web.apps.accounts.services import accounts as services
from duizhao_web.apps.accounts.services import opening
from duizhao_web.apps.accounts.services.links import link_issue
from duizhao_web.apps.accounts.subjects import of_user
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import INSTALLATION
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise, may
from duizhao_web.site import sent
from duizhao_web.site.filling import filled
from duizhao_web.site.forms.accounts import AccountForm, AdministratorForm, LinkForm
from duizhao_web.site.forms.lists import ACCOUNTS, AccountsForm, WithoutForm
from duizhao_web.site.forms.units import ReasonForm
from duizhao_web.site.listing import listed
from duizhao_web.site.request import Request

_BOTH = ["GET", "POST"]
SHOWN = 100
"""People to tick on one page; words narrow them, and who has an account makes room for more."""


@require_GET
def accounts(request: Request) -> HttpResponse:
    """List accounts by name, and who has none."""
    form = AccountsForm(request.GET)
    wanted = form.wanted
    rows = account_list(request.actor, form.words, wanted.get("state", ""), wanted.get("kind", ""))
    context = listed(request, rows, form, ACCOUNTS, "accounts")
    context["may_create"] = may_create = may(request.actor, policy.ACCOUNT_CREATE, INSTALLATION)
    if may_create:
        context["without"] = people_without_account(request.actor).count()
    return render(request, "accounts/accounts.html", context)


@require_http_methods(_BOTH)
def account_new(request: Request) -> HttpResponse:
    """Open an account."""
    authorise(request.actor, policy.ACCOUNT_CREATE, INSTALLATION)

    def do(data: dict[str, Any]) -> str:
        person = data["person"]
        name = data["name"] or (person.name if person else data["username"])
        made = services.account_create(
            actor=request.actor, username=data["username"], name=name, person=person
        )
        messages.success(request, _("账号已开设，接着开具链接。"))
        return _page(made.pk)

    initial = {"person": request.GET.get("person", "")}
    form = AccountForm(request.POST or None, actor=request.actor, initial=initial)
    return filled(request, form, do, title=_("开设账号"), action=_("开设"), back=reverse("accounts"))


@require_http_methods(_BOTH)
def accounts_open(request: Request) -> HttpResponse:
    """Open accounts for those ticked; their links are on this answer and nowhere else."""
    authorise(request.actor, policy.ACCOUNT_CREATE, INSTALLATION)
    form = WithoutForm(request.GET)
    waiting = people_without_account(request.actor, form.words)
    if request.method == "POST":
        ticked = [pk for one in request.POST.getlist("person") if (pk := sent.number(one)) is not None]
        people = list(people_without_account(request.actor).filter(pk__in=ticked[:SHOWN]))
        if people:
            opened = opening.accounts_open(actor=request.actor, people=people)
            return render(request, "accounts/opened.html", {"opened": opened})
        messages.warning(request, _("没有开设：先勾选人员；已经有账号的不再开设。"))
    context = {
        "form": form,
        "count": waiting.count(),
        "shown": SHOWN,
        "rows": opening.usernames_for(waiting[:SHOWN]),
    }
    return render(request, "accounts/open.html", context)


@require_GET
def account(request: Request, pk: int) -> HttpResponse:
    """Show an account and what may be done with it."""
    user = account_get(request.actor, pk)
    subject = of_user(user)
    can = {
        "link": may(request.actor, policy.LINK_ISSUE, subject),
        "end": may(request.actor, policy.ACCOUNT_END, subject),
        "unlock": may(request.actor, policy.ACCOUNT_UNLOCK, subject),
        "grant": may(request.actor, policy.ADMINISTRATOR_GRANT, subject) and not user.person_id,
    }
    locked = user.locked_until is not None and user.locked_until > clock.now()
    return render(request, "accounts/account.html", {"user": user, "can": can, "locked": locked})


@require_http_methods(_BOTH)
def account_link(request: Request, pk: int) -> HttpResponse:
    """Issue a link; its address is on this answer and nowhere else."""
    user = account_get(request.actor, pk)
    authorise(request.actor, policy.LINK_ISSUE, of_user(user))
    form = LinkForm(request.POST or None, initial={"kind": "reset" if user.password_set_at else "first"})
    if request.method == "POST" and form.is_valid():
        issued = link_issue(actor=request.actor, user=user, kind=LinkKind(form.cleaned_data["kind"]))
        return render(request, "accounts/link.html", {"user": user, "issued": issued})
    why = _("链接经安全管理员确认后有效，七天内只能用一次；以前开具的随即作废。")
    title = _("为“%(name)s”开具链接") % {"name": user.username}
    return filled(request, form, lambda _data: "", title=title, action=_("开具"), back=_page(pk), why=why)


@require_http_methods(_BOTH)
def account_end(request: Request, pk: int) -> HttpResponse:
    """End an account."""
    user = account_get(request.actor, pk)
    authorise(request.actor, policy.ACCOUNT_END, of_user(user))

    def do(data: dict[str, Any]) -> str:
        services.account_end(actor=request.actor, user=user, reason=data["reason"])
        messages.success(request, _("账号已停用，登录均已退出。"))
        return _page(pk)

    title = _("停用“%(name)s”") % {"name": user.username}
    why = _("此事不能撤回；再次启用须另开账号。")
    form = ReasonForm(request.POST or None)
    return filled(request, form, do, title=title, action=_("停用"), back=_page(pk), why=why, danger=True)


@require_POST
def account_unlock(request: Request, pk: int) -> HttpResponse:
    """Let somebody who failed too often try again."""
    services.account_unlock(actor=request.actor, user=account_get(request.actor, pk))
    messages.success(request, _("锁定已解除。"))
    return redirect("account", pk=pk)


@require_http_methods(_BOTH)
def administrator_grant(request: Request, pk: int) -> HttpResponse:
    """Make an account an administrator's."""
    user = account_get(request.actor, pk)
    authorise(request.actor, policy.ADMINISTRATOR_GRANT, of_user(user))
    if user.administrator or user.person_id:
        raise AppError(AppErrorCode.WRONG_STATE)

    def do(data: dict[str, Any]) -> str:
        services.administrator_grant(actor=request.actor, user=user, kind=Administrator(data["kind"]))
        return _page(pk)

    title = _("指定“%(name)s”为管理员") % {"name": user.username}
    form = AdministratorForm(request.POST or None)
    return filled(request, form, do, title=title, action=_("指定"), back=_page(pk))


@require_POST
def administrator_revoke(request: Request, pk: int) -> HttpResponse:
    """Take an administrator's power."""
    services.administrator_revoke(actor=request.actor, user=account_get(request.actor, pk))
    messages.success(request, _("已不再担任管理员。"))
    return redirect("account", pk=pk)


def _page(pk: int) -> str:
    return reverse("account", kwargs={"pk": pk})
