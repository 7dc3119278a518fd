"""What templates ask for: files with a digest in their address, another page of a list, days."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from duizhao_web.apps.exchange.catalogue import writers
from duizhao_web.apps.exchange.services.documenting import pdf_offered
from duizhao_web.apps.exchange.services.exporting import may_export
from duizhao_web.apps.kernel import clock

register = template.Library()


@register.simple_tag
def asset(path: str) -> str:
    """Return the address of a file of the program's own; another content gives another address."""
    return f"{static(path)}?v={_digest(path)}"


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: str) -> str:
    """Return the query of this page with some of it changed; an empty value takes it out."""
    request: HttpRequest = context["request"]
    query = {name: str(value) for name, value in request.GET.items() if value} | changes
    return "?" + urlencode({name: value for name, value in query.items() if value})


@register.simple_tag(takes_context=True)
def column(context: template.Context, label: str, up: str, down: str = "", kind: str = "") -> str:
    """Return the head of a column one sorts by: ``up`` and ``down`` are the list's names of its two orders.

    ``up`` may be "-": the order a list has by itself.
    """
    now = context.get("sort", "")
    keys = ["" if key == "-" else key for key in (up, down) if key]
    towards = keys[1] if len(keys) > 1 and now == keys[0] else keys[0]
    direction = ("ascending", "descending")[keys.index(now)] if now in keys else ""
    return format_html(
        '<th scope="col"{}{}><a href="{}">{}</a></th>',
        format_html(' class="{}"', kind) if kind else "",
        format_html(' aria-sort="{}"', direction) if direction else "",
        with_query(context, sort=towards, cursor=""),
        label,
    )


@register.filter
def day(moment: datetime) -> str:
    """Return the day of a moment as people say it: today, yesterday, else the date."""
    on = timezone.localtime(moment).date()
    days = (clock.today() - on).days
    if days == 0:
        return _("今天")
    return _("昨天") if days == 1 else on.isoformat()


@register.simple_tag
def pdf_here() -> bool:
    """Return whether documents are offered as PDF, too."""
    return pdf_offered()


@register.inclusion_tag("partials/exports.html", takes_context=True)
def exports(context: template.Context, dataset: str) -> dict[str, Any]:
    """Return the buttons that export a list as it is narrowed on its page; none for who may not."""
    request: Any = context["request"]
    offered = [(one.name, _("导出 %(form)s") % {"form": one.label}) for one in writers().values()]
    return {
        "dataset": dataset,
        "writers": offered if may_export(request.actor, dataset) else [],
        "query": with_query(context, cursor=""),
        "csrf_token": context.get("csrf_token"),
    }


@cache
def _digest(path: str) -> str:
    found = finders.find(path)
    if not isinstance(found, str):
        raise LookupError(path)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12]
