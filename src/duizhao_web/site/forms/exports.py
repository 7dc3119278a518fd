"""How the lists that can be exported are narrowed: by the same forms as on their pages."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from duizhao.reports.word.template_parts import LIMITS
from duizhao_web.apps.exchange.dataset import Wanted
from duizhao_web.apps.exchange.layouts import ITEM_LISTS
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.rectification.ledger import ANY_OPEN
from duizhao_web.apps.rectification.words import ItemState
from duizhao_web.apps.units.models import Person, Unit
from duizhao_web.site.forms.audit import AuditFilterForm
from duizhao_web.site.forms.fields import ActorForm, UnitField
from duizhao_web.site.forms.ledger import LedgerForm
from duizhao_web.site.forms.lists import MissingForm, PeopleForm
from duizhao_web.site.forms.matters import MattersForm
from duizhao_web.site.forms.papers import PapersForm

ALIKE: Final = ("q", "date", "kind", "source", "aspect", "owner", "verifier", "month", "carry", "lack")
"""What the ledger is narrowed by and lists are, too, under the same names."""


class ItemsForm(ActorForm):
    """Which items: of which year and unit, in which state, and whatever else the ledger is narrowed by."""

    year = forms.IntegerField(label=_("年度"), required=False, min_value=1990, max_value=2200)
    unit = UnitField(label=_("单位"), required=False)
    below = forms.BooleanField(label=_("含下级单位"), required=False)
    carried = forms.BooleanField(label=_("含结转到本年度的"), required=False)
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ("", _("全部")),
            (ANY_OPEN, _("未销号的")),
            *((one.value, one.label) for one in ItemState),
        ],
    )

    first: Final = ("year", "unit", "below", "carried", "state")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        ledger = LedgerForm(actor=actor)
        self.fields |= {name: ledger.fields[name] for name in ALIKE}

    @property
    def shown(self) -> list[forms.BoundField]:
        """Return the fields that are always in sight."""
        return [self[name] for name in self.first]

    @property
    def folded(self) -> list[forms.BoundField]:
        """Return the fields that fold away."""
        return [self[name] for name in ALIKE]

    @property
    def asked_beyond(self) -> bool:
        """Return whether something that is folded away narrows the lists."""
        return any(str(self.data.get(name, "")).strip() for name in ALIKE)


class TemplateForm(forms.Form):
    """A Word file that is to be a template."""

    file = forms.FileField(label=_("Word 文档（.docx）"), widget=forms.FileInput(attrs={"accept": ".docx"}))

    def brought(self) -> tuple[str, bytes]:
        """Return the name and the bytes of the file."""
        file = self.cleaned_data["file"]
        return file.name, file.read(LIMITS.file_size + 1)


class OverviewForm(forms.Form):
    """Which part of the overview: a unit by its number, and the year, as the page's address has them."""

    unit = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    year = forms.IntegerField(required=False, min_value=1, max_value=9_999)
    carried = forms.BooleanField(required=False)


class IssueForm(forms.Form):
    """Which issue of a reporting period, by its number."""

    issue = forms.IntegerField(required=False, min_value=1, max_value=2**62)


OVERVIEW: Final = (
    *("overview_figures", "overview_units", "overview_months"),
    *("overview_calls", "overview_again", "overview_years"),
)
"""The panels of the overview, each a list of its own."""
_FORMS: Final[dict[str, type[forms.Form]]] = {
    "papers": PapersForm,
    "missing": MissingForm,
    "people": PeopleForm,
    "audit": AuditFilterForm,
    "period_rollup": IssueForm,
    "matters": MattersForm,
    **dict.fromkeys(OVERVIEW, OverviewForm),
    **dict.fromkeys(ITEM_LISTS, ItemsForm),
}


def wanted_of(dataset: str, query: QueryDict, actor: Actor) -> Wanted:
    """Return what the query of a page asks for; what cannot be read asks for nothing, as on the page."""
    kind = _FORMS.get(dataset)
    if kind is None:
        return {}
    form = kind(query, actor=actor) if issubclass(kind, ActorForm) else kind(query)
    form.is_valid()
    cleaned = {name: _plain(value) for name, value in form.cleaned_data.items()}
    return {name: value for name, value in cleaned.items() if value and name not in ("sort", "by")}


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Unit | Person) else value
