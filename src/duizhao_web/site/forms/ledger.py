"""What the ledger can be narrowed to, how it is sorted and put together."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.rectification.coverage import Lack
from duizhao_web.apps.rectification.derived import Condition
from duizhao_web.apps.rectification.ledger import ANY_OPEN, Group, Wanted
from duizhao_web.apps.rectification.words import DeadlineKind, ItemState, SourceKind
from duizhao_web.apps.rectification.years import Carry
from duizhao_web.site.forms.fields import ActorForm, PersonField, UnitField

LACKS: Final = (
    (Lack.OWNER.value, _("缺责任人")),
    (Lack.DATE.value, _("缺时限")),
    (Lack.VERIFIER.value, _("缺核验人")),
    (Lack.STANDARD.value, _("缺销号标准")),
    (Lack.ACTION.value, _("缺任务")),
    (Lack.FIT_VERIFIER.value, _("核验人须更换")),
)
GROUPS: Final = (
    (Group.UNIT.value, _("按单位")),
    (Group.ASPECT.value, _("按方面")),
    (Group.OWNER.value, _("按责任人")),
    (Group.MONTH.value, _("按时限月份")),
)
SORTS: Final = (
    ("", _("按单位、编号")),
    ("due", _("按时限，未定的在前")),
    ("quiet", _("按最近报告，最久没有的在前")),
    ("changed", _("最近变动在前")),
)
CARRIES: Final = (
    (Carry.WITH.value, _("含结转到本年度的")),
    (Carry.ONLY.value, _("只看结转的")),
)
WHOSE: Final = (("team", _("班子")), ("own", _("个人")))
# How many years back the list of years goes; older ones can be written into the address.
_YEARS: Final = 6


def _any(choices: Any) -> Any:
    return [("", _("全部")), *choices]


def _of(choices: Any) -> Any:
    return _any((one.value, one.label) for one in choices)


def _years() -> list[tuple[str, str]]:
    last = clock.today().year
    return [(str(year), str(year)) for year in range(last, last - _YEARS, -1)]


class LedgerForm(ActorForm):
    """Words first, then what is asked for most; the rest folds away."""

    q = forms.CharField(
        label=_("查找"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("编号、内容、姓名或单位")}),
    )
    year = forms.ChoiceField(label=_("年度"), required=False, choices=lambda: _any(_years()))
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=_any([(ANY_OPEN, _("未销号的")), *((one.value, one.label) for one in ItemState)]),
    )
    group = forms.ChoiceField(label=_("分组"), required=False, choices=[("", _("不分组")), *GROUPS])
    sort = forms.ChoiceField(label=_("排列"), required=False, choices=SORTS)
    unit = UnitField(label=_("单位（含下级）"), required=False)
    date = forms.ChoiceField(label=_("进度"), required=False, choices=_of(Condition))
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=_of(DeadlineKind))
    source = forms.ChoiceField(label=_("问题来源"), required=False, choices=_of(SourceKind))
    aspect = forms.CharField(label=_("方面"), required=False, max_length=200)
    owner = PersonField(label=_("责任人"), required=False)
    verifier = PersonField(label=_("核验人"), required=False)
    month = forms.DateField(
        label=_("时限月份"),
        required=False,
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )
    carry = forms.ChoiceField(label=_("结转"), required=False, choices=[("", _("按原年度")), *CARRIES])
    lack = forms.ChoiceField(label=_("缺什么"), required=False, choices=_any(LACKS))
    whose = forms.ChoiceField(label=_("归属"), required=False, choices=_any(WHOSE))

    first: Final = ("q", "year", "state", "group", "sort")

    @property
    def shown(self) -> list[forms.BoundField]:
        """Return the fields that are always in sight."""
        return [self[name] for name in self.first]

    @property
    def folded(self) -> list[forms.BoundField]:
        """Return the fields that fold away."""
        return [self[name] for name in self.fields if name not in self.first]

    @property
    def asked(self) -> dict[str, str]:
        """Return what is asked for as the address says it; what cannot be read asks for nothing."""
        self.is_valid()
        said = {name: str(self.data.get(name, "")).strip() for name in self.fields}
        return {name: value for name, value in said.items() if value and self.cleaned_data.get(name)}

    @property
    def narrowing(self) -> list[tuple[str, str, str]]:
        """Return what narrows the list, each as name, label and value in words."""
        asked = {name: value for name, value in self.asked.items() if name not in ("group", "sort")}
        return [
            (name, str(self.fields[name].label), self._words(name, value)) for name, value in asked.items()
        ]

    def _words(self, name: str, value: str) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
        return value.partition(" #")[0]

    @property
    def wanted(self) -> Wanted:
        """Return what is asked for."""
        self.is_valid()
        found = self.cleaned_data
        whose = found.get("whose")
        return Wanted(
            words=found.get("q") or "",
            year=int(found["year"]) if found.get("year") else None,
            carry=Carry(found["carry"]) if found.get("carry") else None,
            state=found.get("state") or "",
            says=Condition(found["date"]) if found.get("date") else None,
            kind=found.get("kind") or "",
            source=found.get("source") or "",
            aspect=found.get("aspect") or "",
            unit=found.get("unit"),
            owner=found.get("owner"),
            verifier=found.get("verifier"),
            month=_first(found.get("month")),
            lack=Lack(found["lack"]) if found.get("lack") else None,
            personal=whose == "own" if whose else None,
        )

    @property
    def grouped(self) -> Group | None:
        """Return what the rows are put together by."""
        self.is_valid()
        name = self.cleaned_data.get("group")
        return Group(name) if name else None

    @property
    def sorted_by(self) -> str:
        """Return the order."""
        self.is_valid()
        return self.cleaned_data.get("sort") or ""


def _first(day: date | None) -> date | None:
    return day.replace(day=1) if day else None
