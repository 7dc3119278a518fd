"""Error pages: what happened and what to do, never a bare number."""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from duizhao_web.apps.kernel.errors import ANSWERS, AppError, AppErrorCode

_log = logging.getLogger("duizhao_web")


def answer(request: HttpRequest, error: AppError) -> HttpResponse:
    """Return the page for an ``AppError``, or its sentence alone where a part of a page was asked for."""
    return _page(request, error.status, error.message, error.code.value)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Return the page for an address that leads nowhere."""
    return _page(request, 404, str(ANSWERS[AppErrorCode.NOT_FOUND].message), AppErrorCode.NOT_FOUND.value)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Return the page for a request that makes no sense."""
    return _page(request, 400, _("请求不完整或者过大，没有处理；请返回重试。"), "bad_request")


def not_allowed(request: HttpRequest) -> HttpResponse:
    """Return the page for an address that was opened and only takes what a form sends."""
    return _page(
        request, 405, _("这个地址只接收表单，不能直接打开；请回工作台，从页面上的按钮办理。"), "method"
    )


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Return the page for a form from elsewhere, or one that was open too long."""
    return _page(
        request,
        403,
        _("页面打开过久，或者不是从本系统提交的，没有处理；请返回、刷新后重新提交。"),
        "form_expired",
    )


def busy(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return the page for a database that cannot write now: full disk, locked for too long, gone."""
    _log.error("database: %s", error)
    return _page(
        request,
        503,
        _("数据暂时存不进去，您的操作没有生效；请稍后重试，仍不行请联系系统管理员查看磁盘空间。"),
        "busy",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for a fault of the program; rendered without database and session."""
    text = _("系统内部出错，您的操作没有生效，情况已记入日志；请稍后重试，仍不行请告知系统管理员。")
    context: dict[str, Any] = {"status": 500, "message": text, "code": "internal"}
    if not request.accepts("text/html"):
        return JsonResponse({"message": text, "code": "internal"}, status=500)
    return HttpResponse(loader.render_to_string("errors/plain.html", context), status=500)


def _page(request: HttpRequest, status: int, message: str, code: str) -> HttpResponse:
    if not request.accepts("text/html"):
        # A script of ours asked: it puts the sentence where it belongs.
        return JsonResponse({"message": message, "code": code}, status=status)
    context = {"status": status, "message": message, "code": code}
    part = bool(getattr(request, "htmx", False))
    return render(request, "errors/part.html" if part else "errors/page.html", context, status=status)
