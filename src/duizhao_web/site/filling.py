"""Pages with one form: shown, filled in, judged by one service, and left for where the change is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.site.request import Request

# These are no fault of what was filled in.
_NOT_HERE = (AppErrorCode.NOT_FOUND, AppErrorCode.FORBIDDEN)


def filled(
    request: Request,
    form: forms.Form,
    do: Callable[[dict[str, Any]], str],
    *,
    title: str,
    action: str,
    back: str,
    why: str = "",
    danger: bool = False,
) -> HttpResponse:
    """Return the form, with what is wrong in it, or do what it asks for and go to the address ``do``
    returns.
    """
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(do(form.cleaned_data))
        except AppError as error:
            if error.code in _NOT_HERE:
                raise
            form.add_error(None, error.message)
    context = {"form": form, "title": title, "action": action, "back": back, "why": why, "danger": danger}
    return render(request, "form.html", context, status=422 if form.errors else 200)
