"""One's own account: password, second factor, sessions."""

from __future__ import annotations

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from duizhao_web.apps.accounts import factor
from duizhao_web.apps.accounts.models import Session
from duizhao_web.apps.accounts.services.own import factor_remove, factor_set, password_change
from duizhao_web.apps.accounts.services.signing_in import sessions_end
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.services.mailing import mail_address, mail_address_set, post_office
from duizhao_web.site.forms.signing_in import ChangePasswordForm, FactorForm, MailForm, OwnPasswordForm
from duizhao_web.site.request import Request, own_account

_SECRET = "factor_secret"


@require_GET
def own(request: Request) -> HttpResponse:
    """Show the account, its protection and where it is signed in."""
    sessions = Session.objects.filter(user=own_account(request), expire_date__gt=clock.now()).order_by(
        "-seen_at"
    )
    return render(
        request,
        "own/own.html",
        {"account": own_account(request), "sessions": sessions, "present": request.session.session_key},
    )


@require_http_methods(["GET", "POST"])
def password(request: Request) -> HttpResponse:
    """Change the password."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            password_change(
                actor=request.actor,
                user=own_account(request),
                old=form.cleaned_data["old"],
                new=form.cleaned_data["password"],
                session_key=request.session.session_key or "",
            )
        except AppError as error:
            refused = error.code == AppErrorCode.PASSWORD_REFUSED
            form.add_error("password" if refused else "old", error.message if refused else _("现密码不对"))
        else:
            messages.success(request, _("密码已修改，其他地方的登录均已退出。"))
            return redirect("own")
    context = {"form": form, "title": _("修改密码"), "action": _("修改密码")}
    return render(request, "own/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def second_factor_set(request: Request) -> HttpResponse:
    """Show a secret as a QR code and ask for its first six digits."""
    form = FactorForm(request.POST or None)
    secret = request.session.get(_SECRET) or factor.new_secret()
    request.session[_SECRET] = secret
    if request.method == "POST" and form.is_valid():
        try:
            factor_set(
                actor=request.actor, user=own_account(request), secret=secret, code=form.cleaned_data["code"]
            )
        except AppError as error:
            form.add_error("code", error.message)
        else:
            del request.session[_SECRET]
            messages.success(request, _("动态口令已启用，下次登录时需要输入。"))
            return redirect("own")
    picture = segno.make(factor.address_of(own_account(request), secret), error="m")
    context = {
        "form": form,
        "picture": picture.svg_data_uri(scale=5, border=3, light="#fff"),
        "secret": secret,
    }
    return render(request, "own/factor.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def second_factor_remove(request: Request) -> HttpResponse:
    """Stop asking for six digits, after the password."""
    form = OwnPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            factor_remove(
                actor=request.actor, user=own_account(request), password=form.cleaned_data["password"]
            )
        except AppError as error:
            if error.code != AppErrorCode.SIGN_IN_FAILED:
                raise
            form.add_error("password", _("现密码不对"))
        else:
            messages.success(request, _("动态口令已停用。"))
            return redirect("own")
    context = {"form": form, "title": _("停用动态口令"), "action": _("停用")}
    return render(request, "own/form.html", context, status=422 if form.errors else 200)


@require_POST
def end_sessions(request: Request) -> HttpResponse:
    """End one session, or all but this one."""
    rows = Session.objects.filter(user=own_account(request))
    chosen = request.POST.get("session", "")
    if chosen:
        keys = [row.session_key for row in rows if row.begun_at.isoformat() == chosen]
    else:
        keys = [row.session_key for row in rows if row.session_key != request.session.session_key]
    sessions_end(actor=request.actor, user=own_account(request), keys=keys)
    messages.success(request, _("已退出。"))
    return redirect("own")


@require_http_methods(["GET", "POST"])
def mail(request: Request) -> HttpResponse:
    """Say where one wants to be told by mail that something waits, or that one does not want it."""
    if request.actor.person_id is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    found = mail_address(request.actor)
    initial = {"address": found.address, "wanted": found.wanted} if found else {"wanted": True}
    form = MailForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        mail_address_set(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("own")
    context = {"form": form, "open": post_office() is not None}
    return render(request, "own/mail.html", context, status=422 if form.errors else 200)
