"""Addresses: those of the site, and what answers where there is none."""

from __future__ import annotations

from duizhao_web.site.urls import urlpatterns

handler400 = "duizhao_web.site.pages.errors.bad_request"
handler404 = "duizhao_web.site.pages.errors.not_found"
handler500 = "duizhao_web.site.pages.errors.server_error"

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]
