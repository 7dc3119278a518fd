"""Which columns a unit's lists have, in which order, under which headings: its own, or those from above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from duizhao_web.apps.exchange.catalogue import datasets
from duizhao_web.apps.exchange.cells import is_standard
from duizhao_web.apps.exchange.dataset import Column, Dataset
from duizhao_web.apps.exchange.models import Layout
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paths import chain

LEDGER: Final = "ledger"
ITEM_LISTS: Final = ("problems", "tasks", "duties", LEDGER, "personal_list", "effects")
"""The lists of items, as their page offers them."""
ARRANGED: Final = (*ITEM_LISTS, "papers", "missing")
"""The lists whose columns a unit chooses: those it hands on. The log and figures are as they are."""
TITLE: Final = 60
NEEDED: Final = "problem"
_STANDARD: Final = "standard"
FIELDS: Final = {
    "unit": "unit",
    "source": "source",
    "aspect": "aspect",
    "problem": "problem",
    "cause": "cause",
    "goal": "goal",
    "measures": "measures",
    "sponsor": "sponsor",
    "lead_unit": "lead_unit",
    "cooperating": "supporting_units",
    "owner": "owner",
    "deadline_kind": "kind",
    "deadline": "due",
    "review": "review",
    "progress": "progress",
    "verifier": "verifier",
}
"""What a column of the ledger is when the file comes back, whatever its heading."""


class Chosen(NamedTuple):
    """A column by its key, under a heading of one's own or "" for the usual one."""

    key: str
    title: str = ""


def arranged_list(name: str) -> Dataset[Any]:
    """Return a list whose columns can be chosen; any other does not exist here."""
    if name not in ARRANGED:
        raise AppError(AppErrorCode.NOT_FOUND)
    return datasets()[name]


def offered(name: str) -> list[Column[Any]]:
    """Return the columns there are; what goes along unseen is not for anybody to leave out."""
    return [one for one in datasets()[name].columns if not one.hidden]


def layout_of(path: str, name: str = LEDGER) -> Layout | None:
    """Return the layout in force for a unit: its own, else that of the nearest unit above which has one."""
    rows = Layout.objects.filter(unit__path__in=chain(path), dataset=name)
    return max(rows.select_related("unit"), key=lambda one: len(one.unit.path), default=None)


def chosen_of(layout: Layout | None, name: str = LEDGER) -> list[Chosen]:
    """Return what a layout chooses, all columns where there is none; without columns that are no more."""
    known = {one.key for one in offered(name)}
    chosen = [Chosen(key, title) for key, title in layout.columns if key in known] if layout else []
    return chosen or [Chosen(one.key) for one in offered(name)]


def arranged(dataset: Dataset[Any], path: str | None) -> tuple[Column[Any], ...]:
    """Return the columns of a list as the unit has them."""
    if dataset.name not in ARRANGED or path is None:
        return dataset.columns
    layout = layout_of(path, dataset.name)
    shown = put_in_order(dataset, chosen_of(layout, dataset.name))
    # Whoever chose columns wants to see them all, on paper, too.
    return tuple(replace(one, fold=False) for one in shown) if layout else shown


def put_in_order(dataset: Dataset[Any], chosen: Sequence[Chosen]) -> tuple[Column[Any], ...]:
    """Return the chosen columns under their headings, and what always goes along."""
    by_key = {one.key: one for one in dataset.columns}
    shown = [replace(by_key[one.key], title=one.title or by_key[one.key].title) for one in chosen]
    return (*shown, *(one for one in dataset.columns if one.hidden))


def meanings(path: str) -> dict[str, str]:
    """Return what the unit's own headings mean, for a ledger that comes back."""
    return {
        one.title: FIELDS[one.key] for one in chosen_of(layout_of(path)) if one.title and one.key in FIELDS
    }


def wrong_with(chosen: Sequence[Chosen], name: str = LEDGER) -> str:
    """Return what is the matter with a choice, "" where nothing is."""
    usual = {one.key: str(one.title) for one in offered(name)}
    titles = [one.title or usual.get(one.key, "") for one in chosen]
    twice = next((title for title in titles if titles.count(title) > 1), "")
    if any(one.key not in usual for one in chosen) or len({one.key for one in chosen}) < len(chosen):
        return _("没有这样的列")
    if not chosen:
        return _("至少要有一列")
    if twice:
        return _("两列都叫“%(title)s”；请改其中一个") % {"title": twice}
    if any(len(title) > TITLE or not title.isprintable() for title in titles):
        return _("列名不能超过 %(most)s 字，也不能换行") % {"most": TITLE}
    return _wrong_with_ledger(chosen) if name == LEDGER else ""


def _wrong_with_ledger(chosen: Sequence[Chosen]) -> str:
    """Return why a ledger that was corrected could not be taken back in."""
    own = next((one.title for one in chosen if one.key == _STANDARD), "")
    if all(one.key != NEEDED for one in chosen):
        return _("“问题”一列不能少：改好的台账靠它收回")
    if own and not is_standard(own):
        return _("“销号标准”的列名要带“标准”二字，改好的台账收回时才认得出")
    return ""
