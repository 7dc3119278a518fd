"""What people fill in about meetings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from duizhao.frameworks import Framework, catalogue
from duizhao_web.apps.cycles.models import CycleKind, CycleState
from duizhao_web.apps.cycles.schedule import AFTER, LONGEST, Step
from duizhao_web.apps.insight.progress import Only
from duizhao_web.site.forms.fields import DayField
from duizhao_web.site.listing import Labels, ListForm, any_or

# Each order ends in a unique field, so that pages can go on by key.
ORDERS: Final = {
    "": ("-meeting_on", "-id"),
    "soonest": ("meeting_on", "id"),
    "unit": ("unit_path", "-year", "id"),
    "year": ("-year", "unit_path", "id"),
}
_LEADS: Final = [step for step in Step if step is not Step.MEETING]


class CyclesForm(ListForm):
    """Words, year, kind, state, order."""

    sorts: ClassVar[Labels] = (
        ("", _("会期晚的在前")),
        ("soonest", _("会期早的在前")),
        ("unit", _("按单位")),
        ("year", _("按年度")),
    )
    year = forms.IntegerField(label=_("年度"), required=False, min_value=1990, max_value=2200)
    kind = forms.ChoiceField(
        label=_("类别"),
        required=False,
        choices=any_or([(one.value, one.label) for one in CycleKind]),
    )
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=any_or([(one.value, one.label) for one in CycleState]),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("单位、名称或主题")


class BelowForm(forms.Form):
    """Which of the units below."""

    only = forms.ChoiceField(
        label=_("只看"),
        required=False,
        choices=[
            (Only.ALL.value, _("全部下级单位")),
            (Only.WITHOUT.value, _("未部署的")),
            (Only.SHORT.value, _("材料未交齐的")),
            (Only.AHEAD.value, _("尚未召开的")),
            (Only.HELD.value, _("已经召开的")),
        ],
    )

    @property
    def only_which(self) -> Only:
        """Return which; what cannot be read means all."""
        return Only(self.cleaned_data["only"]) if self.is_valid() else Only.ALL


class LeadsForm(forms.Form):
    """The day of the meeting, and how many working days before or after it each step is due."""

    meeting_on = DayField(label=_("拟召开日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step in _LEADS:
            self.fields[f"lead_{step.value}"] = forms.IntegerField(
                label=step.label, required=False, min_value=0, max_value=LONGEST
            )

    def lead_rows(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        """Return the fields of the lead times, those before the meeting and those after it."""
        before = [self[f"lead_{step.value}"] for step in _LEADS if step not in AFTER]
        after = [self[f"lead_{step.value}"] for step in _LEADS if step in AFTER]
        return [(_("会前，提前工作日"), before), (_("会后，延后工作日"), after)]

    def head_fields(self) -> list[forms.BoundField]:
        """Return the fields that are no lead times."""
        return [self[name] for name in self.fields if not name.startswith("lead_")]

    @property
    def leads(self) -> dict[str, int]:
        """Return the lead times given; a step left empty has no date."""
        given = ((step.value, self.cleaned_data.get(f"lead_{step.value}")) for step in _LEADS)
        return {step: days for step, days in given if days is not None}


class CycleForm(LeadsForm):
    """What may be put right of a meeting."""

    title = forms.CharField(label=_("名称"), max_length=100)
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order: Iterable[str] | None = ("title", "meeting_on")


class OpeningForm(LeadsForm):
    """A meeting to be opened, and which units it is for."""

    kind = forms.ChoiceField(label=_("类别"), choices=[(one.value, one.label) for one in CycleKind])
    year = forms.IntegerField(
        label=_("年度"),
        min_value=1990,
        max_value=2200,
        help_text=_("材料所写的年度，不是开会的年份"),
    )
    title = forms.CharField(label=_("名称"), max_length=100)
    framework = forms.ChoiceField(label=_("对照标准"))
    field_order: Iterable[str] | None = ("kind", "year", "title", "framework", "meeting_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["framework"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name_of(one), _said(one)) for one in _aspects()]


class CallingForm(OpeningForm):
    """The same with a notice of its own."""

    notice_title = forms.CharField(label=_("通知标题"), max_length=200)
    number = forms.CharField(label=_("文号"), max_length=60, required=False)
    issuers = forms.CharField(label=_("印发单位"), max_length=200, required=False)
    theme = forms.CharField(
        label=_("主题"), max_length=1_000, required=False, widget=forms.Textarea({"rows": 2})
    )
    text = forms.CharField(
        label=_("通知正文"),
        max_length=50_000,
        required=False,
        widget=forms.Textarea({"rows": 6}),
    )
    file = forms.FileField(
        label=_("通知文件"),
        required=False,
        help_text=_("带密级标志的文件不会保存"),
    )
    field_order: Iterable[str] | None = (
        *("notice_title", "number", "issuers", "theme", "text", "file"),
        *("kind", "year", "title", "framework", "meeting_on"),
    )


class HoldForm(forms.Form):
    """That the meeting was held: when, and how many attended."""

    on = DayField(label=_("召开日期"))
    expected = forms.IntegerField(label=_("应到人数"), min_value=1, max_value=10_000)
    present = forms.IntegerField(label=_("实到人数"), min_value=1, max_value=10_000)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Say it where more attended than should."""
        data = super().clean() or {}
        if (data.get("present") or 0) > (data.get("expected") or 10_000):
            raise ValidationError(_("实到人数多于应到人数；请核对。"))
        return data


class WithdrawForm(forms.Form):
    """Why it is taken back."""

    reason = forms.CharField(label=_("理由"), max_length=200)


class StepForm(forms.Form):
    """Which step, and when it was done."""

    step = forms.ChoiceField(choices=[(step.value, step.label) for step in Step])
    on = DayField(required=False)


def lead_fields(leads: Mapping[str, int]) -> dict[str, int]:
    """Return lead times as a form's first values."""
    return {f"lead_{step}": days for step, days in leads.items()}


def name_of(framework: Framework) -> str:
    """Return what a form calls a criteria set."""
    return f"{framework.id}@{framework.version}"


def framework_for(year: int) -> Framework:
    """Return the criteria set to begin with: that of meetings in the year, else the one of any year."""
    fitting = [one for one in _aspects() if one.id.startswith("meeting")]
    of_the_year = [one for one in fitting if one.effective.start and one.effective.covers(year)]
    return max(of_the_year or fitting[:1] or _aspects(), key=lambda one: one.effective.start or "")


def _aspects() -> Sequence[Framework]:
    return [one for one in catalogue() if one.use == "aspects"]


def _said(framework: Framework) -> str:
    english = (get_language() or "").startswith("en")
    return f"{framework.title.to('en' if english else 'zh')} · {framework.version}"
