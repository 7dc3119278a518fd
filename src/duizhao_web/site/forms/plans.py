"""What people fill in about plans."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from duizhao_web.site.forms.fields import ActorForm, DayField, PersonField


class BeginForm(ActorForm):
    """Who answers for the team's plan."""

    sponsor = PersonField(label=_("责任领导"), help_text=_("先由他签字，再由主要负责人审定"))


class PlainForm(ActorForm):
    """Nothing to fill in: only to be sure."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DiscussedForm(PlainForm):
    """When the team discussed it."""

    on = DayField(label=_("集体研究的日期"))


class FreezeForm(PlainForm):
    """When the meeting was, and what was said there."""

    meeting_on = DayField(label=_("会议日期"))
    meeting_note = forms.CharField(
        label=_("会上意见"),
        required=False,
        max_length=5_000,
        help_text=_("会上的批评、督导点评，方案是怎样回应的"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
