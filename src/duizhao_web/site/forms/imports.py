"""What is asked of who brings a ledger or a report: whose it is, of which year, where problems come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.named import MOST, Named
from duizhao_web.apps.exchange.services.reports import SUFFIXES
from duizhao_web.apps.rectification.words import SourceKind
from duizhao_web.apps.units.models import Unit

_REPORTS: Final = (
    SourceKind.INSPECTION,
    SourceKind.AUDIT,
    SourceKind.SUPERVISION,
    SourceKind.SUPERIOR,
    SourceKind.OTHER,
)
"""Whose findings come as a report in words."""


class LedgerForm(forms.Form):
    """A file and what it does not say itself."""

    file = forms.FileField(label=_("台账（xlsx、csv 或者 docx）"))
    unit = forms.TypedChoiceField(label=_("单位"), coerce=int)
    year = forms.IntegerField(label=_("年度"), min_value=1990, max_value=2200)
    source = forms.ChoiceField(
        label=_("问题来源"),
        help_text=_("表中没有写明来源的，按此填入"),
        choices=[(one.value, one.label) for one in SourceKind],
    )
    document = forms.CharField(
        label=_("来源文件"),
        required=False,
        max_length=200,
        help_text=_("如巡察反馈意见、审计报告的名称和文号"),
    )

    def __init__(self, *args: object, units: Sequence[Unit], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._units = {unit.pk: unit for unit in units}
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(unit.pk, unit.name) for unit in units]

    def brought(self) -> tuple[str, bytes, dict[str, Any]]:
        """Return the name and the bytes of the file, and what was said of it as the services take it."""
        said = dict(self.cleaned_data)
        file = said.pop("file")
        return (
            file.name,
            file.read(),
            said | {"unit": self._units[said["unit"]], "source": SourceKind(said["source"])},
        )


class ReportForm(LedgerForm):
    """A report in words and what it does not say itself."""

    file = forms.FileField(
        label=_("反馈报告（docx、txt、pdf 等）"), widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)})
    )
    source = forms.ChoiceField(label=_("问题来源"), choices=[(one.value, one.label) for one in _REPORTS])
    document = forms.CharField(
        label=_("来源文件"),
        required=False,
        max_length=200,
        help_text=_("报告的名称和文号；不填则从报告中读取"),
    )


def rows_of(data: QueryDict) -> list[Named]:
    """Return the rows of a report as a person left them; what is wrong with one is said beside it."""
    return list(_rows(data))


def _rows(data: QueryDict) -> Iterator[Named]:
    for at in range(MOST + 1):
        if f"title-{at}" not in data:
            return
        lead = data.get(f"lead-{at}", "")
        yield Named(
            title=data.get(f"title-{at}", "").strip(),
            text=data.get(f"text-{at}", "").replace("\r\n", "\n").strip(),
            aspect=data.get(f"aspect-{at}", "").strip(),
            lead=int(lead) if lead.isascii() and lead.isdigit() and len(lead) < 19 else None,
            take=f"take-{at}" in data,
        )
