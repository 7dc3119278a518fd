"""What the lists of papers can be narrowed to and how they can be sorted."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.materials.models import PaperKind, PaperState
from duizhao_web.apps.materials.stored import check_titles
from duizhao_web.site.listing import Labels, ListForm, any_or
from duizhao_web.site.words import both, language

# Each order ends in a unique field, so that pages can go on by key.
ORDERS: Final = {
    "": ("-changed_at", "-id"),
    "oldest": ("changed_at", "id"),
    "unit": ("unit_path", "-year", "id"),
    "unit-down": ("-unit_path", "-year", "id"),
    "year": ("-year", "unit_path", "id"),
    "year-up": ("year", "unit_path", "id"),
    "problems": ("-problems", "-id"),
    "problems-up": ("problems", "id"),
    "findings": ("-findings", "-id"),
    "findings-up": ("findings", "id"),
    "state": ("state", "-changed_at", "-id"),
    "state-down": ("-state", "-changed_at", "-id"),
}
# What a reviewer looks for in many papers at once; spelling and form are seen in the paper itself.
_LOOKED_FOR: Final = ("SPE", "CAU", "MEA", "CLA", "PER", "STR", "REP", "OVE", "SEC", "TEM")


class PapersForm(ListForm):
    """Words, year, kind, state, what a check found."""

    sorts: ClassVar[Labels] = (
        ("", _("最近变动在前")),
        ("oldest", _("最早变动在前")),
        ("unit", _("按单位")),
        ("unit-down", _("按单位，倒序")),
        ("year", _("按年度")),
        ("year-up", _("按年度，早的在前")),
        ("findings", _("提示多的在前")),
        ("findings-up", _("提示少的在前")),
        ("problems", _("问题多的在前")),
        ("problems-up", _("问题少的在前")),
        ("state", _("按状态")),
        ("state-down", _("按状态，倒序")),
    )
    year = forms.IntegerField(label=_("年度"), required=False, min_value=1990, max_value=2200)
    kind = forms.ChoiceField(
        label=_("类别"), required=False, choices=any_or([(one.value, one.label) for one in PaperKind])
    )
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=any_or([(one.value, one.label) for one in PaperState])
    )
    check = forms.ChoiceField(label=_("提示"), required=False)
    # Which meeting: from its own page, by its number.
    cycle = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("正文、姓名或单位")
        field = self.fields["check"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = any_or(_checks(language()))


class ReturnForm(forms.Form):
    """What is said to all papers that are returned together."""

    text = forms.CharField(
        label=_("共同的审阅意见"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("加在每份材料已拟好的审阅意见之后；没有拟过意见的，这就是全文。"),
    )


@cache
def _checks(_language: str) -> list[tuple[str, str]]:
    translate = both()
    return [
        (id_, translate(title)) for id_, title in sorted(check_titles().items()) if id_[:3] in _LOOKED_FOR
    ]
