"""Which kinds of documents a unit may have Word templates of its own for, and whose is in force."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duizhao.reports.word.official import Block, Part, Section
from duizhao_web.apps.exchange.catalogue import datasets, documents
from duizhao_web.apps.exchange.dataset import Column, Dataset, Wanted
from duizhao_web.apps.exchange.filling import Filling, Shape, common, in_names, slot
from duizhao_web.apps.exchange.layouts import ITEM_LISTS, arranged
from duizhao_web.apps.exchange.models import WordTemplate
from duizhao_web.apps.exchange.printed import numbered
from duizhao_web.apps.exchange.table import as_text
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paths import chain
from duizhao_web.apps.units.models import Unit

ROWS: Final = "行"
"""The group of what stands in each row of a list."""
NUMBER: Final = "序号"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its fields, and our own pages for a unit with fields in place of words."""

    name: str
    title: str | Promise
    shape: Shape
    start: Callable[[Unit], Sequence[Section]]


@cache
def kinds() -> MappingProxyType[str, Kind]:
    """Return the kinds by name: the lists of items first, then what is made of one thing."""
    found = [_of_list(datasets()[name]) for name in ITEM_LISTS]
    found += [
        Kind(one.name, one.title, one.shape, lambda _unit, start=one.start: start())  # type: ignore[misc]
        for one in documents().values()
    ]
    return MappingProxyType({one.name: one for one in found})


def kind_of(name: str) -> Kind:
    """Return a kind; one without a template does not exist here."""
    found = kinds().get(name)
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def template_of(path: str | None, kind: str) -> WordTemplate | None:
    """Return the template in force for a unit: its own, else that of the nearest unit above which has one."""
    if path is None or kind not in kinds():
        return None
    rows = WordTemplate.objects.filter(unit__path__in=chain(path), kind=kind)
    return max(rows.select_related("unit"), key=lambda one: len(one.unit.path), default=None)


def in_force(path: str | None) -> dict[str, WordTemplate]:
    """Return the templates in force for a unit by kind, without what is in them."""
    rows = WordTemplate.objects.filter(unit__path__in=chain(path) if path else ())
    nearest_last = sorted(rows.defer("data").select_related("unit"), key=lambda one: len(one.unit.path))
    return {one.kind: one for one in nearest_last}


# ----------------------------------------------------------------- lists


def list_filling(dataset: Dataset[Any], wanted: Wanted, unit: str, rows: Callable[[], Any]) -> Filling:
    """Return a list as the fields of a template; ``rows`` reads what is in it, as often as it is asked."""
    columns = named_columns(dataset)
    values = common(str(dataset.title)) | {"单位": unit, "年度": str(wanted.get("year", ""))}

    def cells(_group: str) -> Any:
        for number, row in enumerate(rows(), 1):
            yield {NUMBER: str(number)} | {name: as_text(one.value(row)) for name, one in columns.items()}

    return Filling(values, cells)


def named_columns(dataset: Dataset[Any]) -> dict[str, Column[Any]]:
    """Return the columns people see by the names of their fields, whatever a unit calls them."""
    return {in_names(one.title): one for one in dataset.columns if not one.hidden}


def _of_list(dataset: Dataset[Any]) -> Kind:
    names = named_columns(dataset)
    cells: dict[str, str | Promise] = {NUMBER: gettext_lazy("第几行")}
    fields = {
        "单位": gettext_lazy("所选的单位；没有选的，为导出人的单位"),
        "年度": gettext_lazy("所选的年度；没有选的为空"),
    }
    shape = Shape(fields, {ROWS: cells | {name: one.title for name, one in names.items()}}, (f"{ROWS}.",))
    return Kind(dataset.name, dataset.title, shape, lambda unit: _start(dataset, unit))


def _start(dataset: Dataset[Any], unit: Unit) -> Sequence[Section]:
    """Return our own page of a list, in the columns the unit has chosen."""
    names = {one.key: name for name, one in named_columns(dataset).items()}
    columns = [one for one in arranged(dataset, unit.path) if not one.hidden and not one.fold]
    cells = (slot(f"{ROWS}.{NUMBER}"), *(slot(f"{ROWS}.{names[one.key]}") for one in columns))
    table = numbered(dataset.headings(columns), [cells])
    parts: list[Part] = [
        Block("title", slot("标题")),
        Block("byline", _("（%(day)s）") % {"day": slot("年月日")}),
        Block("note", slot("核对说明")),
        table,
    ]
    return [Section(parts, landscape=True)]
