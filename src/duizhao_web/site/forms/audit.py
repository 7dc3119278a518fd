"""What to look for in the log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.kernel.audit.event import catalogue
from duizhao_web.site.forms.fields import DateInput


class AuditFilterForm(forms.Form):
    """Kind of event, name, days."""

    event = forms.ChoiceField(label=_("事项"), required=False)
    actor_name = forms.CharField(label=_("操作人"), required=False, max_length=50)
    since = forms.DateField(label=_("自"), required=False, widget=DateInput())
    until = forms.DateField(label=_("至"), required=False, widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["event"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("全部")), *((code, code) for code in sorted(catalogue()))]
