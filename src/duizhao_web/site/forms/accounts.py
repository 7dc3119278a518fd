"""What people fill in about accounts and assignments."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.accounts.models import Administrator, DutyKind, LinkKind, SupervisionGroup
from duizhao_web.apps.accounts.selectors import group_list
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


class GroupForm(forms.Form):
    """A supervision group."""

    name = forms.CharField(label=_("督导组名称"), max_length=100)
