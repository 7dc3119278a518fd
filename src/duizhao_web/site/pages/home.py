"""工作台: what to do next."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from duizhao_web.site.request import Request
from duizhao_web.site.todo import todo_list


@require_GET
def home(request: Request) -> HttpResponse:
    """Show what waits for the one who is signed in, most urgent first."""
    return render(request, "home.html", {"rows": todo_list(request.actor)})
