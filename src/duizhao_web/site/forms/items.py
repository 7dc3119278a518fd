"""What people fill in about items: one form a command; each carries the version the page showed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.rectification.selectors import reusable
from duizhao_web.apps.rectification.services.shaping import mergeable
from duizhao_web.apps.rectification.showing import ItemShown
from duizhao_web.apps.rectification.uploads import SUFFIXES
from duizhao_web.apps.rectification.words import DeadlineKind, EvidenceKind, SourceKind
from duizhao_web.site.forms.fields import ActorForm, DayField, PersonField, UnitField


def _text(label: Any, *, required: bool = True, rows: int = 3, most: int = 2_000, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ItemForm(ActorForm):
    """A form about one item, or about the part of it with this number: an action, a request, a recheck."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, shown: ItemShown | None, part: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        self.part = part
        if shown is not None:
            self.fields["version"].initial = shown.item.version
            self.fit(shown)

    def fit(self, shown: ItemShown) -> None:
        """Put into the form what only this item knows."""


class PlainForm(ItemForm):
    """Nothing to fill in: only to be sure."""


class ReasonForm(ItemForm):
    """A reason."""

    reason = _text(_("理由"))


class NoteForm(ItemForm):
    """A note one may leave."""

    note = _text(_("说明"), required=False)


class DraftForm(ItemForm):
    """What an item says until it is approved."""

    title = forms.CharField(label=_("问题"), max_length=300)
    text = _text(_("具体表现"), required=False, rows=4, most=10_000)
    aspect = forms.CharField(label=_("方面"), required=False, max_length=200)
    cause = _text(_("原因"), required=False, most=10_000)
    goal = _text(_("整改目标"), required=False)
    points = _text(
        _("销号标准"), required=False, rows=4, most=5_000, help_text=_("每行一条，写明做到什么样才算改好")
    )
    deadline_kind = forms.ChoiceField(
        label=_("类别"),
        required=False,
        choices=[("", "—"), *((one.value, one.label) for one in DeadlineKind)],
    )
    deadline = DayField(label=_("完成时限"), required=False)
    review_on = DayField(label=_("复查日期"), required=False, help_text=_("长期坚持的事项填这一项"))
    sponsor = PersonField(label=_("责任领导"), required=False)
    owner = PersonField(label=_("责任人"), required=False)
    verifier = PersonField(
        label=_("核验人"), required=False, help_text=_("不能是办理过本事项的人，也不能是责任人的下级")
    )
    lead_unit = UnitField(label=_("牵头单位"), required=False)
    two_levels = forms.BooleanField(label=_("须两级核验"), required=False)

    def fit(self, shown: ItemShown) -> None:
        """Show what the item says now; a member's own list has no sponsor, unit or second level."""
        item = shown.item
        for name in ("title", "text", "aspect", "cause", "goal", "deadline_kind", "deadline", "review_on"):
            self.fields[name].initial = getattr(item, name)
        self.fields["points"].initial = "\n".join(point.text for point in shown.known.points)
        self.fields["two_levels"].initial = item.two_levels
        for name in ("sponsor", "owner", "verifier", "lead_unit"):
            chosen = getattr(item, name)
            self.fields[name].initial = f"{chosen.name} #{chosen.pk}" if chosen else ""
        if item.personal:
            for name in ("sponsor", "owner", "lead_unit", "two_levels"):
                del self.fields[name]

    def clean_points(self) -> list[str]:
        """Return the points, one a line."""
        return [line.strip() for line in self.cleaned_data["points"].splitlines() if line.strip()]


class OwnItemForm(ActorForm):
    """An item of one's own list, typed by hand."""

    year = forms.IntegerField(label=_("年度"), min_value=1990, max_value=2200)
    title = forms.CharField(label=_("问题"), max_length=300)
    text = _text(_("具体表现"), required=False, rows=4, most=10_000)
    kind = forms.ChoiceField(label=_("问题来源"), choices=[(one.value, one.label) for one in SourceKind])
    document = forms.CharField(label=_("来源文件或者场合"), required=False, max_length=200)
    given_on = DayField(label=_("提出日期"), required=False)


class NewItemForm(OwnItemForm):
    """An item of a unit's, typed by hand."""

    unit = UnitField(label=_("单位"))
    field_order = ("unit", "year", "title", "text", "kind", "document", "given_on")


class ProgressForm(ItemForm):
    """A dated report."""

    on = DayField(label=_("日期"))
    done = _text(_("做了什么"), rows=4, most=5_000)
    next_step = _text(_("下一步"), required=False)
    effect = _text(_("成效"), required=False, help_text=_("与做了没有分开写：问题有没有变化"))
    voice = _text(_("回访"), required=False, help_text=_("服务对象怎么说"))

    def fit(self, shown: ItemShown) -> None:  # noqa: ARG002 (the day is the same for every item)
        """Begin with today."""
        self.fields["on"].initial = clock.today()


class ActionForm(ItemForm):
    """A step to be done."""

    text = _text(_("任务"))
    due = DayField(label=_("时限"))
    owner = PersonField(label=_("责任人"), required=False)
    standard = forms.CharField(label=_("完成标准"), required=False, max_length=500)

    def fit(self, shown: ItemShown) -> None:
        """Show what the action says now, where there is one."""
        for one in shown.known.actions:
            if one.pk == self.part:
                for name in ("text", "due", "standard"):
                    self.fields[name].initial = getattr(one, name)
                self.fields["owner"].initial = f"{one.owner.name} #{one.owner.pk}" if one.owner else ""


class DoneForm(ItemForm):
    """A step that is done."""

    on = DayField(label=_("完成日期"))
    note = _text(_("说明"), required=False)

    def fit(self, shown: ItemShown) -> None:  # noqa: ARG002 (the day is the same for every item)
        """Begin with today."""
        self.fields["on"].initial = clock.today()


class EvidenceForm(ItemForm):
    """What proves something."""

    kind = forms.ChoiceField(label=_("种类"), choices=[(one.value, one.label) for one in EvidenceKind])
    title = forms.CharField(label=_("名称"), max_length=200)
    points = forms.MultipleChoiceField(label=_("证明哪条销号标准"), widget=forms.CheckboxSelectMultiple)
    effective_on = DayField(label=_("生效日期"), help_text=_("材料本身的日期，不是上传的日期"))
    file = forms.FileField(
        label=_("文件或照片"),
        required=False,
        help_text=_("照片只保存画面，拍摄地点、时间等附带信息会去掉；带密级标志的文件不会保存"),
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )
    content = _text(
        _("内容"), required=False, help_text=_("数据、文号，或者现场核查的时间、地点、人员、所见")
    )

    def fit(self, shown: ItemShown) -> None:
        """Offer the points of the item's standard."""
        points = self.fields["points"]
        assert isinstance(points, forms.MultipleChoiceField)
        points.choices = [
            (str(point.number), f"{point.number}. {point.text}") for point in shown.known.points
        ]
        self.fields["effective_on"].initial = clock.today()


class EvidenceUseForm(ItemForm):
    """Which evidence that is there already proves something here, too."""

    evidence = forms.TypedChoiceField(
        label=_("已有的佐证材料"), coerce=int, help_text=_("本单位您能看到的事项中登记过的，不必重新上传")
    )
    points = forms.TypedMultipleChoiceField(
        label=_("证明哪条销号标准"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def fit(self, shown: ItemShown) -> None:
        """Offer the points of the item's standard and the unit's evidence."""
        evidence, points = self.fields["evidence"], self.fields["points"]
        assert isinstance(evidence, forms.TypedChoiceField)
        assert isinstance(points, forms.TypedMultipleChoiceField)
        points.choices = [(point.number, f"{point.number}. {point.text}") for point in shown.known.points]
        evidence.choices = [
            (one.pk, f"{one.effective_on.isoformat()} {one.title}（{one.item.code}）")
            for one in reusable(self.actor, shown.item)
        ]


class BlockForm(ReasonForm):
    """Why it cannot be rectified now."""

    document = forms.CharField(label=_("请示上级的文件"), max_length=200)
    interim = _text(_("现阶段措施"))
    review_on = DayField(label=_("复查日期"))


class ReviewForm(ReasonForm):
    """It still cannot be."""

    review_on = DayField(label=_("下次复查日期"))
    document = forms.CharField(label=_("新的请示文件"), max_length=200, required=False)
    interim = _text(_("现阶段措施"), required=False)


class ExtensionForm(ReasonForm):
    """A later date."""

    until = DayField(label=_("延期到"))
    field_order = ("until", "reason", "version")

    def fit(self, shown: ItemShown) -> None:
        """Say what the date is now."""
        if shown.item.deadline is not None:
            day = shown.item.deadline.isoformat()
            self.fields["until"].help_text = gettext("现在的时限是 %(day)s") % {"day": day}


class AmendmentForm(ReasonForm):
    """Another content of an approved item."""

    title = forms.CharField(label=_("问题"), max_length=300)
    goal = _text(_("整改目标"), required=False)
    points = _text(_("销号标准"), rows=4, most=5_000, help_text=_("每行一条"))

    def fit(self, shown: ItemShown) -> None:
        """Show what it says now."""
        self.fields["title"].initial = shown.item.title
        self.fields["goal"].initial = shown.item.goal
        self.fields["points"].initial = "\n".join(point.text for point in shown.known.points)


class DecisionForm(ItemForm):
    """Yes or no to a request."""

    grant = forms.ChoiceField(
        label=_("意见"), choices=[("yes", _("同意")), ("no", _("不同意"))], widget=forms.RadioSelect
    )
    note = _text(_("说明"), required=False, help_text=_("不同意的，写明理由"))


class ReassignForm(ReasonForm):
    """Another owner, sponsor or unit."""

    owner = PersonField(label=_("责任人"), required=False)
    sponsor = PersonField(label=_("责任领导"), required=False)
    lead_unit = UnitField(label=_("牵头单位"), required=False)
    field_order = ("owner", "sponsor", "lead_unit", "reason", "version")


class VerifierForm(ItemForm):
    """Who checks it."""

    verifier = PersonField(label=_("核验人"), help_text=_("不能是办理过本事项的人，也不能是责任人的下级"))
    reason = _text(_("理由"), required=False)


class MergeForm(ReasonForm):
    """Into which item."""

    into = forms.TypedChoiceField(label=_("并入"), coerce=int)
    field_order = ("into", "reason", "version")

    def fit(self, shown: ItemShown) -> None:
        """Offer the other items of the unit, or list."""
        into = self.fields["into"]
        assert isinstance(into, forms.TypedChoiceField)
        into.choices = [(one.pk, f"{one.code} {one.title}") for one in mergeable(shown.item)]


class SplitForm(ReasonForm):
    """What is split off."""

    title = forms.CharField(label=_("拆出部分的问题"), max_length=300)
    points = _text(_("销号标准"), required=False, help_text=_("每行一条"))
    actions = forms.TypedMultipleChoiceField(
        label=_("随之转走的任务"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    owner = PersonField(label=_("责任人"), required=False)
    field_order = ("title", "points", "actions", "owner", "reason", "version")

    def fit(self, shown: ItemShown) -> None:
        """Offer the open actions."""
        actions = self.fields["actions"]
        assert isinstance(actions, forms.TypedMultipleChoiceField)
        actions.choices = [(one.number, one.text[:60]) for one in shown.known.actions if one.state == "open"]


class RecheckPlanForm(ItemForm):
    """When somebody looks again, and why at this one."""

    due_on = DayField(label=_("回头看日期"))
    basis = forms.CharField(label=_("为什么看这一项"), max_length=200)
    checker = PersonField(label=_("谁去看"), required=False, help_text=_("不填的，由督导组去看"))


class RecheckForm(ItemForm):
    """What was found."""

    held = forms.ChoiceField(
        label=_("结果"),
        choices=[("yes", _("整改成果保持")), ("no", _("反弹或者不实"))],
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("日期"))
    found = _text(_("所见"), rows=4, most=5_000)
    place = forms.CharField(
        label=_("现场核查地点"), max_length=200, required=False, help_text=_("到现场看的填，记入现场核查")
    )
    people = forms.CharField(label=_("核查人员"), max_length=300, required=False)
    asked = _text(_("问到、听到的"), required=False, rows=2, most=5_000)
    upload = forms.FileField(label=_("佐证（文件或者照片）"), required=False)

    def fit(self, shown: ItemShown) -> None:  # noqa: ARG002 (the day is the same for every item)
        """Begin with today."""
        self.fields["on"].initial = clock.today()


class ReopenForm(ReasonForm):
    """A new round."""

    basis = forms.CharField(label=_("重新整改的依据"), max_length=500, help_text=_("回头看结果或者文件"))
    deadline = DayField(label=_("新的完成时限"), required=False)
    review_on = DayField(label=_("新的复查日期"), required=False, help_text=_("长期坚持的事项填这一项"))


class CommentForm(ItemForm):
    """Something said."""

    text = _text(_("留言"))


class SuccessionForm(ActorForm):
    """Who goes, who does what they did, who checks what they checked, and why."""

    person = PersonField(label=_("谁换岗、离任"))
    doer = PersonField(
        label=_("由谁接着办"), required=False, help_text=_("接责任人、责任领导、任务、交办；不填的，这些不动")
    )
    checker = PersonField(
        label=_("由谁接着查"), required=False, help_text=_("接核验、回头看；不填的，这些不动")
    )
    reason = _text(_("理由"), rows=2)
