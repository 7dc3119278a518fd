"""What the kernel itself records."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.kernel.audit.event import Event

AUDIT_EXPORTED: Final = Event("kernel.audit.exported", _("导出操作日志，共 %(count)s 条"))

EVENTS: Final = (AUDIT_EXPORTED,)
