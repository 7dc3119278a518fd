"""What the lists of assignments and of notices can be narrowed to."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.rectification.desk import End
from duizhao_web.apps.rectification.following_words import NoticeKind, NoticeState
from duizhao_web.site.listing import Labels, ListForm, any_or

ASSIGNMENTS: Final = {
    "": ("due", "pk"),
    "due-down": ("-due", "-pk"),
    "unit": ("unit_path", "due", "pk"),
    "newest": ("-given_at", "-pk"),
}
NOTICES: Final = {
    "": ("answer_due", "pk"),
    "due-down": ("-answer_due", "-pk"),
    "unit": ("unit_path", "answer_due", "pk"),
    "newest": ("-issued_on", "-pk"),
}


class AssignmentsForm(ListForm):
    """Words of what was handed down; the end of the desk and whether closed ones count are chosen above."""

    sorts: ClassVar[Labels] = (
        ("", _("先到期的在前")),
        ("due-down", _("后到期的在前")),
        ("unit", _("按承办单位")),
        ("newest", _("新交办的在前")),
    )
    end = forms.ChoiceField(
        required=False, choices=[(one.value, one.value) for one in End], widget=forms.HiddenInput
    )
    all = forms.ChoiceField(required=False, choices=[("1", "1")], widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("内容、事项、单位或姓名")


class NoticesForm(ListForm):
    """Words of the item or the unit, and the kind; the state is chosen above."""

    sorts: ClassVar[Labels] = (
        ("", _("先到期的在前")),
        ("due-down", _("后到期的在前")),
        ("unit", _("按单位")),
        ("newest", _("新发出的在前")),
    )
    kind = forms.ChoiceField(label=_("方式"), required=False, choices=any_or(NoticeKind.choices))
    state = forms.ChoiceField(required=False, choices=NoticeState.choices, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("事项、单位或文号")
