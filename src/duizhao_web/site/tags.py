"""What templates ask for: files with a digest in their address, and the address of another page of a list."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.http import urlencode

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


@cache
def _digest(path: str) -> str:
    found = finders.find(path)
    if not isinstance(found, str):
        raise LookupError(path)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12]
