"""What people fill in when they hand something down, follow it up and answer for it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.rectification.following_words import LeaderActKind, NoticeKind
from duizhao_web.site.forms.fields import ActorForm, DayField, PersonField, UnitField


def words(label: Any, *, required: bool = True, length: int = 2_000) -> forms.CharField:
    """Return a field of several lines."""
    return forms.CharField(
        label=label, max_length=length, required=required, widget=forms.Textarea(attrs={"rows": 4})
    )


class HandForm(ActorForm):
    """What is handed down, to whom, until when."""

    text = words(_("交办内容和要求"))
    unit = UnitField(label=_("承办单位"))
    receiver = PersonField(label=_("承办人"), required=False, help_text=_("不填的，由承办单位签收"))
    due = DayField(label=_("办理期限"))
    watcher = PersonField(label=_("督办领导"), required=False)


class PartForm(HandForm):
    """What is handed down of an item: all of it, or one of its actions."""

    action = forms.TypedChoiceField(label=_("交办哪一部分"), coerce=int, required=False, empty_value=None)
    field_order = ("action", "text", "unit", "receiver", "due", "watcher")


class PassOnForm(HandForm):
    """What is passed on of what was received."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    """Nothing but the version the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SaidForm(VersionForm):
    """Words."""

    text = words(_("内容"), length=5_000)


class ConfirmForm(VersionForm):
    """Words, where there is anything to say."""

    text = words(_("确认意见"), required=False)


class AgainForm(VersionForm):
    """Words, and another date where one is set."""

    text = words(_("意见"))
    due = DayField(label=_("新的办理期限"), required=False, help_text=_("不填的，原期限不变"))


class AskForm(forms.Form):
    """A question."""

    text = words(_("过问内容"))


class HandOverForm(ActorForm):
    """Somebody else, and why."""

    receiver = PersonField(label=_("承办人"))
    text = words(_("理由"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class LeaderActForm(forms.Form):
    """What a leader did in person."""

    kind = forms.ChoiceField(label=_("做了什么"), choices=LeaderActKind.choices)
    on = DayField(label=_("日期"))
    text = words(_("内容和要求"))


class VisitForm(ActorForm):
    """A visit on the spot."""

    on = DayField(label=_("日期"))
    place = forms.CharField(label=_("地点"), max_length=200)
    unit = UnitField(label=_("所查单位"), required=False)
    people = forms.CharField(label=_("核查人员"), max_length=300)
    heard = words(_("听到的"), required=False, length=5_000)
    seen = words(_("看到的"), required=False, length=5_000)
    asked = words(_("问到的"), required=False, length=5_000)
    found = words(_("核查结果"), length=5_000)


class NoticeForm(ActorForm):
    """A reminder, a supervision notice, a talk, a circular."""

    kind = forms.ChoiceField(label=_("方式"), choices=NoticeKind.choices)
    number = forms.CharField(
        label=_("文号"), max_length=100, required=False, help_text=_("督办、通报须填写；其他方式有的也填")
    )
    unit = UnitField(label=_("发给"), required=False, help_text=_("不填的，发给事项的责任单位"))
    to = PersonField(label=_("约谈或提醒的对象"), required=False)
    text = words(_("事由和要求"))
    answer_due = DayField(label=_("答复期限"))


class OutcomeForm(VersionForm):
    """What came of it."""

    outcome = words(_("办理结果"))
