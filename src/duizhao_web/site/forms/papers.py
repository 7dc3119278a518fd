"""What the list of papers can be narrowed to and how it can be sorted."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.materials.models import PaperKind, PaperState

# Each order ends in a unique field, so that pages can go on by key.
ORDERS: Final = {
    "": ("-changed_at", "-id"),
    "oldest": ("changed_at", "id"),
    "unit": ("unit_path", "-year", "id"),
    "year": ("-year", "unit_path", "id"),
}


class PapersForm(forms.Form):
    """Words, year, kind, state, order."""

    q = forms.CharField(
        label=_("查找"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("正文、姓名或单位")}),
    )
    year = forms.IntegerField(label=_("年度"), required=False, min_value=1990, max_value=2200)
    kind = forms.ChoiceField(
        label=_("类别"),
        required=False,
        choices=[("", _("全部")), *((one.value, one.label) for one in PaperKind)],
    )
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("全部")), *((one.value, one.label) for one in PaperState)],
    )
    sort = forms.ChoiceField(
        label=_("排序"),
        required=False,
        choices=[
            ("", _("最近变动在前")),
            ("oldest", _("最早变动在前")),
            ("unit", _("按单位")),
            ("year", _("按年度")),
        ],
    )

    @property
    def wanted(self) -> dict[str, Any]:
        """Return what is asked for; what cannot be read asks for nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
