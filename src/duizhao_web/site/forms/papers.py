"""What the list of papers can be narrowed to."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.materials.models import PaperState


class PapersForm(forms.Form):
    """Year and state."""

    year = forms.IntegerField(label=_("年度"), required=False, min_value=1990, max_value=2200)
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("全部")), *((one.value, one.label) for one in PaperState)],
    )
