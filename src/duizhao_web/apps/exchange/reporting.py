"""A report of a year's rectification, from facts alone: how many stand where, each matter, what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from django.utils.translation import gettext as _

from duizhao.reports.word.official import Block, Part, Section
from duizhao.reports.word.official import Table as WordTable
from duizhao_web.apps.exchange import items
from duizhao_web.apps.exchange.catalogue import datasets
from duizhao_web.apps.exchange.dataset import Wanted
from duizhao_web.apps.exchange.document import Made, in_words, notice
from duizhao_web.apps.exchange.filling import Filling, Row, common
from duizhao_web.apps.exchange.layouts import arranged
from duizhao_web.apps.exchange.places import desk
from duizhao_web.apps.exchange.policy import ITEMS_EXPORT
from duizhao_web.apps.exchange.printed import word_table
from duizhao_web.apps.exchange.report_filling import done_so_far, matters
from duizhao_web.apps.exchange.rows import ItemRow
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.derived import Condition, conditions_of
from duizhao_web.apps.rectification.lifecycle import OPEN
from duizhao_web.apps.rectification.words import ItemState
from duizhao_web.apps.units.models import Unit
from duizhao_web.apps.units.selectors import unit_get

MOST = 500
"""More matters than a report can tell one by one: each has its row in the ledger."""
LONGEST = 5_000
"""More rows than Word opens at ease."""
_COUNTS = {
    "应整改": "all",
    "已销号": "closed",
    "正在整改": "open",
    "逾期": "overdue",
    "暂无法整改": "blocked",
    "重新整改": "again",
    "合并撤销": "ended",
}
_UNIT_FIELDS = ("单位", "应整改", "已销号", "正在整改")
_OPEN = frozenset(state.value for state in OPEN)


def report(actor: Actor, unit_pk: int, wanted: Wanted, title: str, year: int) -> Made:
    """Return the report of a unit, with those below where asked for, and the ledger as its annex.

    What was carried over into the year is told of, too: no other report of the year would.
    """
    unit = unit_get(actor, unit_pk)
    narrowed: Wanted = {
        "unit": unit.pk,
        "year": year,
        "carried": 1,
        **({"below": 1} if wanted.get("below") else {}),
    }
    found = list(islice(items.items(actor, narrowed), LONGEST + 1))
    if len(found) > LONGEST:
        raise AppError(AppErrorCode.EXPORT_TOO_LONG, form="Word", count=LONGEST)
    if not found:
        raise AppError(AppErrorCode.NOT_READY, detail=_("该单位该年度没有您可以查看的整改事项"))
    dataset = datasets()["ledger"]
    own = arranged(dataset, desk(actor, ITEMS_EXPORT).unit_path)
    ledger = dataset.table(actor, narrowed, own)
    annex = word_table(ledger)
    heading = _("%(unit)s%(year)s年度%(title)s") % {"unit": unit.name, "year": year, "title": title}
    pages = [
        Section(_parts(heading, unit, found)),
        Section([Block("text", _("附件")), Block("title", ledger.title), annex], landscape=True),
    ]
    return Made(heading, pages, unit, unit.path, _filling(heading, unit, year, found))


def _filling(heading: str, unit: Unit, year: int, found: Sequence[ItemRow]) -> Filling:
    counted = _counted(found)
    values = common(heading) | {
        "单位": unit.name,
        "年度": str(year),
        "总体情况": _overall(found),
        **{name: str(counted[key]) for name, key in _COUNTS.items()},
    }

    def rows(group: str) -> Iterable[Row]:
        if group == "各单位":
            return (dict(zip(_UNIT_FIELDS, row, strict=True)) for row in _unit_rows(found))
        return matters(found if group == "事项" else [item for item in found if item.state in _OPEN])

    return Filling(values, rows)


def _parts(heading: str, unit: Unit, found: Sequence[ItemRow]) -> Iterator[Part]:
    yield Block("title", heading)
    yield Block("byline", _("（截至 %(day)s）") % {"day": in_words(clock.today())})
    yield Block("heading", _("总体情况"))
    yield Block("text", _overall(found))
    yield from _by_unit(found)
    yield Block("heading", _("逐项落实情况"))
    if len(found) > MOST:
        yield Block("text", _("共 %(count)s 项，逐项情况见附件。") % {"count": len(found)})
    else:
        yield from _one_by_one(found)
    still = [item for item in found if item.state in _OPEN]
    yield Block("heading", _("尚未完成的事项"))
    if not still:
        yield Block("text", _("没有尚未完成的事项。"))
    for item in still[:MOST]:
        yield Block("item", _still(item))
    yield Block("signature", unit.name)
    yield Block("signature", in_words(clock.today()))
    yield notice()


def _counted(found: Sequence[ItemRow]) -> dict[str, int]:
    states = Counter(item.state for item in found)
    today = clock.today()
    return {
        "all": len(found),
        "closed": states[ItemState.CLOSED],
        "open": sum(count for state, count in states.items() if state in _OPEN),
        "overdue": sum(1 for item in found if Condition.OVERDUE in conditions_of(item, today)),
        "blocked": states[ItemState.BLOCKED],
        "again": sum(1 for item in found if item.round > 1),
        "ended": states[ItemState.MERGED] + states[ItemState.WITHDRAWN],
    }


def _overall(found: Sequence[ItemRow]) -> str:
    return _(
        "应整改 %(all)s 项，已销号 %(closed)s 项，正在整改 %(open)s 项，其中逾期 %(overdue)s 项、"
        "暂无法整改 %(blocked)s 项；重新整改 %(again)s 项；合并或者撤销 %(ended)s 项。"
    ) % _counted(found)


def _by_unit(found: Sequence[ItemRow]) -> Iterator[Part]:
    """Yield what stands where in each unit, where there are several; in the tree's order, never ranked."""
    rows = _unit_rows(found)
    if len(rows) > 1:
        yield WordTable((_("单位"), _("应整改"), _("已销号"), _("正在整改")), (3, 1, 1, 1), rows)


def _unit_rows(found: Sequence[ItemRow]) -> list[tuple[str, ...]]:
    counted = Counter((item.unit, item.state == ItemState.CLOSED, item.state in _OPEN) for item in found)
    return [
        (
            name,
            str(sum(count for key, count in counted.items() if key[0] == name)),
            str(counted[name, True, False]),
            str(counted[name, False, True]),
        )
        for name in dict.fromkeys(item.unit for item in found)
    ]


def _one_by_one(found: Sequence[ItemRow]) -> Iterator[Part]:
    by_aspect = sorted(found, key=lambda item: (item.aspect_no or 0, item.aspect))
    for aspect, group in groupby(by_aspect, key=lambda item: item.aspect):
        yield Block("subheading", aspect or _("其他"))
        for item in group:
            yield Block("item", _matter(item))


def _matter(item: ItemRow) -> str:
    return f"{item.title.rstrip('。')}。{done_so_far(item)}"


def _still(item: ItemRow) -> str:
    day = item.deadline or item.review_on
    words = {
        "title": item.title.rstrip("。"),
        "owner": item.owner or "—",
        "day": day.isoformat() if day else "—",
        "standing": items.standing(item),
    }
    return _("%(title)s。责任人：%(owner)s；时限：%(day)s；状态：%(standing)s。") % words
