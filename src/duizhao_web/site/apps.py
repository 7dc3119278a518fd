"""The pages as an app."""

from __future__ import annotations

from django.apps import AppConfig


class Site(AppConfig):
    """Pages for people."""

    name = "duizhao_web.site"
    label = "site"
