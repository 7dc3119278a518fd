"""What people fill in about units, posts and people."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.units.models import PostKind
from duizhao_web.site.forms.fields import ActorForm, DayField, PersonField, UnitField


class UnitForm(forms.Form):
    """A new unit."""

    name = forms.CharField(label=_("单位名称"), max_length=100)
    code = forms.CharField(label=_("单位编码"), max_length=40, required=False)
    since = DayField(label=_("设立日期"))


class UnitEditForm(forms.Form):
    """What may change of a unit."""

    name = forms.CharField(label=_("单位名称"), max_length=100)
    code = forms.CharField(label=_("单位编码"), max_length=40, required=False)
    position = forms.IntegerField(label=_("排序"), min_value=0, max_value=100_000, required=False)
    on = DayField(label=_("自何日起"), help_text=_("改名的，原名称在此日之前仍可查到"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class PlaceForm(ActorForm):
    """Another unit, from a day on, for a reason."""

    superior = UnitField(label=_("归到哪个单位"))
    on = DayField(label=_("自何日起"))
    reason = forms.CharField(label=_("依据或理由"), max_length=200)


class SuperiorForm(ActorForm):
    """A second superior."""

    superior = UnitField(label=_("同时领导本单位的单位"))
    on = DayField(label=_("自何日起"))


class EndForm(forms.Form):
    """An end and its reason."""

    on = DayField(label=_("截止日期"))
    reason = forms.CharField(label=_("依据或理由"), max_length=200)


class DayForm(forms.Form):
    """A day."""

    on = DayField(label=_("截止日期"))


class ReasonForm(forms.Form):
    """A reason."""

    reason = forms.CharField(label=_("理由"), max_length=200)


class TeamForm(forms.Form):
    """A new team."""

    name = forms.CharField(label=_("班子名称"), max_length=100)
    since = DayField(label=_("开始日期"))


class PostForm(forms.Form):
    """A new post; one without a team is the coordinator's."""

    title = forms.CharField(label=_("职务"), max_length=100)
    kind = forms.ChoiceField(
        label=_("类别"),
        choices=[(kind.value, kind.label) for kind in (PostKind.CHIEF, PostKind.MEMBER, PostKind.OBSERVER)],
    )
    since = DayField(label=_("开始日期"))


class CoordinatorForm(forms.Form):
    """A coordinator's post."""

    title = forms.CharField(label=_("职务"), max_length=100)
    since = DayField(label=_("开始日期"))


class TitleForm(forms.Form):
    """A post's title."""

    title = forms.CharField(label=_("职务"), max_length=100)


class AppointForm(ActorForm):
    """Who holds a post from a day on."""

    person = PersonField(label=_("人员"))
    since = DayField(label=_("任职日期"))


class PersonForm(forms.Form):
    """A new person."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    staff_code = forms.CharField(
        label=_("人员编号"), max_length=40, required=False, help_text=_("不要使用身份证号")
    )


class PersonEditForm(ActorForm):
    """What may change of a person."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    staff_code = forms.CharField(
        label=_("人员编号"), max_length=40, required=False, help_text=_("不要使用身份证号")
    )
    unit = UnitField(label=_("所在单位"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class RosterForm(forms.Form):
    """A workbook."""

    file = forms.FileField(label=_("名册（xlsx）"))
