"""工作台: what to do next."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from duizhao_web.site.panels import panels
from duizhao_web.site.request import Request
from duizhao_web.site.todo import todo_list
from duizhao_web.site.welcome import first_steps


@require_GET
def home(request: Request) -> HttpResponse:
    """Show what waits for the one who is signed in, most urgent first, and what changed beside it."""
    waiting = todo_list(request.actor)
    context = {
        "waiting": waiting,
        "panels": panels(request.actor),
        "steps": [] if waiting else first_steps(request.actor),
    }
    return render(request, "home.html", context)
