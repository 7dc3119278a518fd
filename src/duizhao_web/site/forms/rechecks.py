"""What the list of rechecks can be narrowed to, and how rechecks are planned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.rectification.looking import Asked, Pool, Stands, Whose
from duizhao_web.apps.rectification.words import RecheckChoice, RecheckRule, SourceKind
from duizhao_web.apps.units.models import Unit
from duizhao_web.site.forms.fields import ActorForm, DayField, PersonField, UnitField
from duizhao_web.site.forms.of_items import OfItemsForm
from duizhao_web.site.listing import Labels, any_or

RECHECKS: Final = {
    "": ("due_on", "pk"),
    "due-down": ("-due_on", "-pk"),
    "unit": ("item__unit_path", "due_on", "pk"),
    "unit-down": ("-item__unit_path", "due_on", "pk"),
    "done": ("-done_on", "-pk"),
}
STANDS: Final = {
    Stands.OPEN: _("待回头看"),
    Stands.LATE: _("逾期未看"),
    Stands.HELD: _("整改成果保持"),
    Stands.FAILED: _("反弹或者不实"),
    Stands.UNANSWERED: _("反弹后未重新整改"),
}


class RechecksForm(OfItemsForm):
    """Whose, where they stand, of which year and unit."""

    sorts: ClassVar[Labels] = (
        ("", _("先到期的在前")),
        ("due-down", _("后到期的在前")),
        ("unit", _("按单位")),
        ("unit-down", _("按单位，倒序")),
        ("done", _("新看的在前")),
    )
    whose = forms.ChoiceField(
        label=_("归属"), required=False, choices=any_or([(Whose.MINE.value, _("由我去看的"))])
    )
    stand = forms.ChoiceField(
        label=_("结果"),
        required=False,
        choices=any_or([(key.value, label) for key, label in STANDS.items()]),
    )
    year = forms.IntegerField(label=_("年度"), required=False, min_value=1990, max_value=2200)
    unit = UnitField(label=_("单位（含下级）"), required=False)

    @property
    def asked(self) -> Asked:
        """Return what is asked for as the selector takes it."""
        found = self.found
        stand = found.get("stand")
        return Asked(
            mine=found.get("whose") == Whose.MINE.value,
            stands=Stands(stand) if stand else None,
            year=found.get("year"),
            unit=found.get("unit"),
            words=self.words,
        )


class PlanningForm(ActorForm):
    """Among which closed items, chosen how, to be looked at when and by whom."""

    unit = forms.TypedChoiceField(label=_("单位"), coerce=int)
    whose = forms.ChoiceField(
        label=_("归属"),
        required=False,
        choices=[("", _("班子")), ("own", _("个人"))],
        help_text=_("个人整改清单的，只有主要负责人能安排，不随机抽取，须写明谁去看"),
    )
    year = forms.IntegerField(label=_("年度"), required=False, min_value=1990, max_value=2200)
    source = forms.ChoiceField(label=_("问题来源"), required=False, choices=any_or(SourceKind.choices))
    since = DayField(label=_("销号不早于"), required=False)
    until = DayField(label=_("销号不晚于"), required=False)
    how = forms.ChoiceField(
        label=_("怎样确定"),
        choices=[
            (RecheckChoice.RANDOM.value, _("随机抽取")),
            (RecheckChoice.RULE.value, _("按规则确定")),
            (RecheckChoice.HAND.value, _("人工指定")),
        ],
        widget=forms.RadioSelect,
        initial=RecheckChoice.RANDOM.value,
    )
    share = forms.IntegerField(
        label=_("抽取比例（%）"), required=False, min_value=1, max_value=100, initial=20
    )
    seed = forms.CharField(
        label=_("抽取种子"),
        required=False,
        max_length=60,
        help_text=_("种子和名单相同，抽出的事项就相同，任何人都可以复核；宜在抽取前公开确定"),
    )
    rules = forms.MultipleChoiceField(
        label=_("规则（符合一条即看）"),
        required=False,
        choices=RecheckRule.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = DayField(label=_("回头看日期"))
    checker = PersonField(label=_("谁去看"), required=False, help_text=_("不填的，由督导组去看"))

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.TypedChoiceField)
        unit.choices = [(one.pk, one.name) for one in units]
        self.units = {one.pk: one for one in units}
        self.fields["seed"].initial = clock.today().isoformat()

    def clean_due_on(self) -> Any:
        """Refuse a day that is over."""
        day = self.cleaned_data["due_on"]
        if day < clock.today():
            raise ValidationError(_("回头看的日期不能早于今天"))
        return day

    def clean(self) -> dict[str, Any]:
        """Ask for what each way of choosing needs."""
        found: dict[str, Any] = super().clean() or {}
        how = found.get("how")
        if how == RecheckChoice.RANDOM:
            for name, words in (("share", _("须写明抽取比例")), ("seed", _("须写明抽取种子"))):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, words)
        if found.get("whose") == "own" and how == RecheckChoice.RANDOM:
            # A draw is kept with its list, which others may look at than those who know of personal items.
            self.add_error("how", _("个人整改清单的事项按规则确定或者人工指定"))
        if found.get("whose") == "own" and found.get("checker") is None and "checker" not in self.errors:
            self.add_error("checker", _("个人整改清单的事项须写明谁去看"))
        if how == RecheckChoice.RULE and not found.get("rules") and "rules" not in self.errors:
            self.add_error("rules", _("须选一条规则"))
        return found

    @property
    def pool(self) -> Pool:
        """Return among which items is chosen; the form is valid."""
        found = self.cleaned_data
        return Pool(
            unit=self.units[found["unit"]],
            year=found["year"],
            source=found["source"],
            personal=found["whose"] == "own",
            since=found["since"],
            until=found["until"],
        )

    @property
    def narrowed(self) -> str:
        """Return in words what the items chosen among have in common."""
        found = self.cleaned_data
        parts = [_("%(year)s 年度") % {"year": found["year"]}] if found["year"] else []
        if found["whose"] == "own":
            parts.append(str(_("个人整改清单")))
        if found["source"]:
            parts.append(str(SourceKind(found["source"]).label))
        if found["since"]:
            parts.append(_("%(day)s 起销号") % {"day": found["since"].isoformat()})
        if found["until"]:
            parts.append(_("%(day)s 止销号") % {"day": found["until"].isoformat()})
        return "，".join(str(part) for part in parts)

    @property
    def rules_said(self) -> str:
        """Return the rules in words."""
        return "、".join(str(RecheckRule(one).label) for one in self.cleaned_data["rules"])
