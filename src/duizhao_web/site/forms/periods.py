"""What people fill in about reporting periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Final, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.reporting.models import Figure, Report
from duizhao_web.apps.reporting.services.filing import Said
from duizhao_web.apps.reporting.services.opening import Asked
from duizhao_web.apps.reporting.words import FigureKind, PeriodStageWord, StageWord
from duizhao_web.site.forms.fields import DayField
from duizhao_web.site.forms.following import VersionForm, words
from duizhao_web.site.listing import Labels, ListForm, any_or

# Each order ends in a unique field, so that pages can go on by key.
PERIODS: Final = {
    "": ("-until", "-id"),
    "until": ("until", "id"),
    "due": ("due_on", "id"),
    "due-down": ("-due_on", "-id"),
    "unit": ("unit_path", "-until", "-id"),
}
HEADINGS: Final[dict[str, str | Promise]] = {
    "progress": _("进展情况"),
    "difficulties": _("存在困难"),
    "next_steps": _("下一步打算"),
    "request": _("需上级协调事项"),
}
"""What a unit says beside the figures, by the names of the fields."""


_DAYS: Final = (MinValueValidator(date(1990, 1, 1)), MaxValueValidator(date(2200, 12, 31)))
"""Days beyond these are mistyped, and there would be no following month to go on with."""


class PeriodsForm(ListForm):
    """Words, stage, whose."""

    sorts: ClassVar[Labels] = (
        ("", _("截至日期晚的在前")),
        ("until", _("截至日期早的在前")),
        ("due", _("先到报送期限的在前")),
        ("due-down", _("后到报送期限的在前")),
        ("unit", _("按单位")),
    )
    mine = forms.ChoiceField(
        label=_("归属"),
        required=False,
        choices=any_or([("asked", _("要本单位填报的")), ("asking", _("本单位开展的"))]),
    )
    stage = forms.ChoiceField(label=_("状态"), required=False, choices=any_or(PeriodStageWord.choices))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("名称或单位")


class UnitsForm(ListForm):
    """Which of a period's units, by their names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("单位名称")


class PeriodForm(UnitsForm):
    """Which of a period's reports."""

    stage = forms.ChoiceField(
        label=_("只看"),
        required=False,
        choices=any_or(
            [
                ("missing", _("尚未报送的")),
                ("overdue", _("逾期未报的")),
                ("abandoned", _("没有人填报的")),
                ("late", _("迟报的")),
                ("unanswered", _("需协调、待答复的")),
                *StageWord.choices,
            ]
        ),
    )


class IssueForm(UnitsForm):
    """Which lines of what was issued."""

    only = forms.ChoiceField(
        label=_("只看"),
        required=False,
        choices=any_or(
            [
                ("reported", _("已报的")),
                ("late", _("迟报的")),
                ("missing", _("未报的")),
                ("asked", _("需上级协调的")),
                ("unanswered", _("需协调、待答复的")),
            ]
        ),
    )


class DaysForm(forms.Form):
    """The last day counted, and how many working days later reports are due."""

    until = DayField(label=_("截至日期"), help_text=_("数据取到这一天为止"), validators=_DAYS)
    days = forms.IntegerField(
        label=_("几个工作日内报送"), min_value=0, max_value=60, help_text=_("从截至日期的次日起算")
    )


_REACHES: Final = (
    ("children", _("全部直接下级单位")),
    ("tree", _("全部下级单位")),
    ("chosen", _("只要下面勾选的单位")),
)


def _said_with(label: str | Promise, count: int) -> str:
    return gettext("%(label)s（%(count)s 个）") % {"label": label, "count": count}


class OpeningForm(DaysForm):
    """A period to be opened, and for which units."""

    title = forms.CharField(label=_("名称"), max_length=100)
    since = DayField(label=_("起始日期"), validators=_DAYS)
    reach = forms.ChoiceField(
        label=_("范围"),
        choices=_REACHES,
    )
    text = words(_("要求"), required=False, length=5_000)
    field_order: Iterable[str] | None = ("title", "since", "until", "days", "text", "reach")

    below = 0

    def count_units(self, directly: int, below: int) -> None:
        """Say in the choice of the reach how many units are meant."""
        self.below = below
        counts = {"children": directly, "tree": below}
        reach = cast(forms.ChoiceField, self.fields["reach"])
        reach.choices = [
            (key, _said_with(label, counts[key]) if key in counts else label) for key, label in _REACHES
        ]

    @property
    def asked(self) -> Asked:
        """Return what is asked for."""
        data = self.cleaned_data
        return Asked(data["title"], data["since"], data["until"], data["days"], data["text"])


class ConfirmForm(VersionForm):
    """Nothing but the version the page showed."""


class EditForm(VersionForm):
    """What may be put right of a period."""

    title = forms.CharField(label=_("名称"), max_length=100)
    due_on = DayField(label=_("报送期限"), validators=_DAYS)
    text = words(_("要求"), required=False, length=5_000)


class ReasonForm(VersionForm):
    """A reason."""

    text = words(_("理由"))


class ReplyForm(VersionForm):
    """What is answered to what a unit asks."""

    text = words(_("答复"), length=5_000)


class FillForm(VersionForm):
    """What a unit says, heading by heading, and what explains each figure."""

    progress = words(HEADINGS["progress"], required=False, length=5_000)
    progress.help_text = _("可以先保存；确认以前须填写")
    difficulties = words(HEADINGS["difficulties"], required=False, length=5_000)
    next_steps = words(HEADINGS["next_steps"], required=False, length=5_000)
    request = words(HEADINGS["request"], required=False, length=5_000)

    def __init__(
        self, *args: Any, figures: Iterable[Figure], former: Mapping[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._figures = list(figures)
        self._former = former
        for one in self._figures:
            self.fields[f"note_{one.kind}"] = forms.CharField(
                label=one.get_kind_display(), max_length=500, required=False, initial=one.note
            )

    def prose(self) -> list[forms.BoundField]:
        """Return the fields of the headings."""
        return [self[name] for name in HEADINGS]

    def rows(self) -> list[tuple[Figure, int | None, forms.BoundField]]:
        """Return the figures, what each was in the period before, with the field that explains it."""
        return [(one, self._former.get(one.kind), self[f"note_{one.kind}"]) for one in self._figures]

    @property
    def said(self) -> Said:
        """Return what is said."""
        notes = {
            FigureKind(one.kind): str(self.cleaned_data.get(f"note_{one.kind}", "")) for one in self._figures
        }
        return Said(**{name: str(self.cleaned_data[name]) for name in HEADINGS}, notes=notes)


def fill_initial(report: Report) -> dict[str, Any]:
    """Return a report as the form's first values."""
    return {"version": report.version} | {name: getattr(report, name) for name in HEADINGS}
