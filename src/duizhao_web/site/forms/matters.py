"""What the list of matters named again can be narrowed to, and the answer whether it is one matter."""

from __future__ import annotations

from typing import ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.rectification.matters import Answered, Asked
from duizhao_web.site.forms.fields import UnitField
from duizhao_web.site.forms.of_items import OfItemsForm
from duizhao_web.site.listing import Labels, any_or

MATTERS: Final = {
    "": ("-item__year", "item__unit_path", "pk"),
    "unit": ("item__unit_path", "-item__year", "pk"),
    "unit-down": ("-item__unit_path", "-item__year", "pk"),
    "aspect": ("item__aspect_no", "item__aspect", "pk"),
}
ANSWERS: Final = {
    Answered.OPEN: _("还没有认定"),
    Answered.SAME: _("是同一件事"),
    Answered.OTHER: _("不是同一件事"),
}
_CLOSED: Final = (("yes", _("原事项已销号")), ("no", _("原事项未销号")))


class MattersForm(OfItemsForm):
    """Words, year, unit with those below, aspect, what was answered, whether the earlier one was closed."""

    sorts: ClassVar[Labels] = (
        ("", _("新的年度在前")),
        ("unit", _("按单位")),
        ("unit-down", _("按单位，倒序")),
        ("aspect", _("按方面")),
    )
    year = forms.IntegerField(label=_("年度"), required=False, min_value=1990, max_value=2200)
    unit = UnitField(label=_("单位（含下级）"), required=False)
    aspect = forms.CharField(label=_("方面"), required=False, max_length=200)
    answered = forms.ChoiceField(
        label=_("认定"),
        required=False,
        choices=any_or([(key.value, label) for key, label in ANSWERS.items()]),
    )
    closed = forms.ChoiceField(label=_("原事项"), required=False, choices=any_or(_CLOSED))

    @property
    def asked(self) -> Asked:
        """Return what is asked for as the selector takes it."""
        found = self.found
        closed = found.get("closed")
        return Asked(
            unit=found.get("unit"),
            year=found.get("year"),
            aspect=found.get("aspect", ""),
            answered=Answered(found["answered"]) if found.get("answered") else None,
            closed=closed == "yes" if closed else None,
            words=self.words,
        )


class MatterForm(forms.Form):
    """The answer, with the reason."""

    same = forms.TypedChoiceField(
        label=_("是不是同一件事"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("是同一件事")), ("no", _("不是同一件事"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明根据什么认定，记入事项经过"),
    )
