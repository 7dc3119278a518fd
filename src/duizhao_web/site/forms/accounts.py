"""What people fill in about accounts and assignments."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.accounts.models import Administrator, DutyKind, LinkKind, SupervisionGroup
from duizhao_web.apps.accounts.selectors import group_list
from duizhao_web.apps.kernel.actor import GROUP
from duizhao_web.site.forms.fields import ActorForm, DayField, PeopleField, PersonField


class AccountForm(ActorForm):
    """A new account."""

    username = forms.RegexField(
        r"^[A-Za-z0-9._@-]+$",
        label=_("用户名"),
        max_length=60,
        help_text=_("字母、数字、点、横线"),
    )
    person = PersonField(label=_("人员"), required=False, help_text=_("管理员的账号不填"))
    name = forms.CharField(label=_("显示名"), max_length=50, required=False, help_text=_("不填的用人员姓名"))


class LinkForm(forms.Form):
    """What a link is for."""

    kind = forms.ChoiceField(label=_("用途"), choices=LinkKind)


class AdministratorForm(forms.Form):
    """Which administrator."""

    kind = forms.ChoiceField(label=_("管理员类别"), choices=Administrator)


class DutyForm(ActorForm):
    """Who goes to a unit, in what capacity, until when, to read whose papers."""

    person = PersonField(label=_("人员"))
    kind = forms.ChoiceField(label=_("职责"), choices=DutyKind)
    group = forms.ModelChoiceField(
        label=_("督导组"), queryset=SupervisionGroup.objects.none(), required=False, help_text=_("审阅不填")
    )
    since = DayField(label=_("开始日期"))
    until = DayField(label=_("截止日期"))
    named = PeopleField(
        label=_("可阅其个人材料的人员"), required=False, help_text=_("每行一人；不填的看不到任何个人材料")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = group_list()


class UnitsBelowForm(forms.Form):
    """Which of the units below are offered."""

    words = forms.CharField(label=_("单位名称"), required=False, max_length=50)
    direct = forms.BooleanField(label=_("只列直接下级"), required=False)

    @property
    def asked(self) -> dict[str, Any]:
        """Return what is asked for; what cannot be read asks for nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class SendingForm(ActorForm):
    """Who goes to the units that are ticked, in what capacity, until when."""

    NO_UNIT: ClassVar = _("请勾选单位")
    people = PeopleField(label=_("人员"), help_text=_("每行一人"))
    kind = forms.ChoiceField(label=_("职责"), choices=DutyKind)
    group = forms.ModelChoiceField(
        label=_("督导组"), queryset=SupervisionGroup.objects.none(), required=False, help_text=_("审阅不填")
    )
    since = DayField(label=_("开始日期"))
    until = DayField(label=_("截止日期"))
    teams = forms.BooleanField(
        label=_("可阅各单位班子成员的个人材料"),
        required=False,
        help_text=_("预览里列出每个单位是哪些人；不勾选的看不到任何个人材料"),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = group_list()

    def clean(self) -> dict[str, Any]:
        """Ask for a group where there has to be one, and for dates in order."""
        found: dict[str, Any] = super().clean() or {}
        supervising = found.get("kind") in {role.value for role in GROUP}
        if "kind" in found and supervising != bool(found.get("group")):
            self.add_error("group", _("督导的须选督导组，审阅的不选"))
        if found.get("since") and found.get("until") and found["until"] < found["since"]:
            self.add_error("until", _("截止日期不能早于开始日期"))
        return found


class GroupForm(forms.Form):
    """A supervision group."""

    name = forms.CharField(label=_("督导组名称"), max_length=100)
