"""What the lists of people, accounts, assignments, units and missing papers can be narrowed to."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.accounts.models import Administrator, DutyKind
from duizhao_web.site.forms.fields import DayField
from duizhao_web.site.listing import Labels, ListForm, any_or

PEOPLE: Final = {
    "": ("name", "pk"),
    "name-down": ("-name", "-pk"),
    "unit": ("unit_path", "name", "pk"),
    "unit-down": ("-unit_path", "name", "pk"),
}
ACCOUNTS: Final = {
    "": ("username",),
    "username-down": ("-username",),
    "name": ("name", "pk"),
    "name-down": ("-name", "-pk"),
    "newest": ("-created_at", "-pk"),
}
DUTIES: Final = {
    "": ("unit_path", "kind", "pk"),
    "unit-down": ("-unit_path", "kind", "pk"),
    "person": ("person__name", "unit_path", "pk"),
    "person-down": ("-person__name", "unit_path", "pk"),
    "until": ("until", "unit_path", "pk"),
    "until-down": ("-until", "unit_path", "pk"),
}
UNITS: Final = {
    "": ("path",),
    "name": ("name", "path"),
    "name-down": ("-name", "path"),
    "level": ("depth", "path"),
}
MISSING: Final = {"": ("path",), "name": ("name", "path"), "name-down": ("-name", "path")}


class WithoutForm(ListForm):
    """Name or unit of somebody without an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("姓名或单位")


class PeopleForm(ListForm):
    """Name or number, and whether somebody holds a post."""

    sorts: ClassVar[Labels] = (
        ("", _("按姓名")),
        ("name-down", _("按姓名，倒序")),
        ("unit", _("按单位")),
        ("unit-down", _("按单位，倒序")),
    )
    held = forms.ChoiceField(
        label=_("任职"), required=False, choices=any_or([("yes", _("现有任职")), ("no", _("没有任职"))])
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("姓名或编号")


class AccountsForm(ListForm):
    """Name, state, whose kind."""

    sorts: ClassVar[Labels] = (
        ("", _("按用户名")),
        ("username-down", _("按用户名，倒序")),
        ("name", _("按姓名")),
        ("name-down", _("按姓名，倒序")),
        ("newest", _("新开设的在前")),
    )
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=any_or(
            [
                ("active", _("正常")),
                ("waiting", _("未设密码")),
                ("locked", _("暂时锁定")),
                ("ended", _("已停用")),
            ]
        ),
    )
    kind = forms.ChoiceField(
        label=_("类别"),
        required=False,
        choices=any_or([("person", _("人员账号")), *((one.value, one.label) for one in Administrator)]),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("用户名或姓名")


class DutiesForm(ListForm):
    """Person or unit, capacity, state."""

    sorts: ClassVar[Labels] = (
        ("", _("按单位")),
        ("unit-down", _("按单位，倒序")),
        ("person", _("按姓名")),
        ("person-down", _("按姓名，倒序")),
        ("until", _("先到期的在前")),
        ("until-down", _("后到期的在前")),
    )
    kind = forms.ChoiceField(
        label=_("职责"), required=False, choices=any_or([(one.value, one.label) for one in DutyKind])
    )
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=any_or([("confirmed", _("有效")), ("proposed", _("待确认")), ("recused", _("已回避"))]),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("姓名或单位")


class UnitsForm(ListForm):
    """Name or code."""

    sorts: ClassVar[Labels] = (
        ("", _("按隶属")),
        ("name", _("按名称")),
        ("name-down", _("按名称，倒序")),
        ("level", _("上级在前")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("名称或编码")


class MissingForm(ListForm):
    """Which year, which units, and by when the papers are asked for."""

    sorts: ClassVar[Labels] = (
        ("", _("按隶属")),
        ("name", _("按名称")),
        ("name-down", _("按名称，倒序")),
    )
    year = forms.IntegerField(label=_("年度"), required=False, min_value=1990, max_value=2200)
    by = DayField(label=_("提交期限"), required=False)
    # Which meeting: from its own page, by its number.
    cycle = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("单位")
