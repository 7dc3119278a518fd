"""What to look for in the log."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.kernel.audit.event import catalogue
from duizhao_web.site.forms.fields import DateInput
from duizhao_web.site.listing import Labels, ListForm, any_or

ORDERS: Final = {"": ("-number",), "oldest": ("number",)}
_PLACE: Final = re.compile(r"%\(\w+\)s")


class AuditFilterForm(ListForm):
    """Kind of event, name, days."""

    sorts: ClassVar[Labels] = (("", _("最近的在前")), ("oldest", _("最早的在前")))
    event = forms.ChoiceField(label=_("事项"), required=False)
    since = forms.DateField(label=_("自"), required=False, widget=DateInput())
    until = forms.DateField(label=_("至"), required=False, widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = _("操作人")
        field = self.fields["event"]
        assert isinstance(field, forms.ChoiceField)
        kinds = sorted(catalogue().items())
        # The sentence with its blanks open says what kind it is.
        field.choices = any_or([(code, _PLACE.sub("…", str(event.sentence))) for code, event in kinds])
