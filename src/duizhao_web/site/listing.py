"""What every list is made of: what it is narrowed to, how it is sorted, a page, its total, its views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.kernel.paging import count_of, page_of
from duizhao_web.site.request import Request, own_account

Labels = Sequence[tuple[str, str | Promise]]


def any_or(choices: Labels) -> list[tuple[str, str | Promise]]:
    """Return choices of a filter: all, or one of them."""
    return [("", _("全部")), *choices]


class ListForm(forms.Form):
    """What a list can be narrowed to; a subclass adds its filters and says how it can be sorted."""

    sorts: ClassVar[Labels] = ()
    q = forms.CharField(
        label=_("查找"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.sorts:
            self.fields["sort"] = forms.ChoiceField(label=_("排序"), required=False, choices=list(self.sorts))

    @property
    def wanted(self) -> dict[str, Any]:
        """Return what is asked for; what cannot be read asks for nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrowed(self) -> dict[str, Any]:
        """Return what the list is narrowed to, its order apart."""
        return {name: value for name, value in self.wanted.items() if name != "sort"}

    @property
    def words(self) -> str:
        """Return what is searched for."""
        return str(self.wanted.get("q", "")).strip()


def listed(
    request: Request,
    rows: QuerySet[Any],
    form: ListForm,
    orders: Mapping[str, Sequence[str]],
    name: str,
) -> dict[str, Any]:
    """Return what the template of a list is filled with: a page of rows in the order asked for, and the
    rest around it. ``name`` is that of the list's address, under which its views are kept.
    """
    wanted = form.wanted
    sort = wanted.get("sort", "")
    page = page_of(rows, order=orders[sort], cursor=request.GET.get("cursor", ""))
    shown: list[Model] = list(page.rows)
    return {
        "form": form,
        "page": page,
        "rows": shown,
        "count": count_of(rows),
        "filtered": bool(form.narrowed),
        "sort": sort,
        "list": name,
        "views": own_account(request).saved_views.filter(page=name),
        "query": urlencode(wanted),
    }
