"""A report of a year's rectification as fields of a template, and our own pages with fields in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duizhao.reports.word.official import Block, Part, Section
from duizhao.reports.word.official import Table as WordTable
from duizhao_web.apps.exchange import items
from duizhao_web.apps.exchange.dataset import Column
from duizhao_web.apps.exchange.datasets.ledger import dataset as ledger
from duizhao_web.apps.exchange.filling import Row, Shape, in_names, slot
from duizhao_web.apps.exchange.printed import numbered
from duizhao_web.apps.exchange.rows import ItemRow
from duizhao_web.apps.exchange.table import as_text

_COLUMNS: Final[dict[str, Column[ItemRow]]] = {
    **{in_names(one.title): one for one in ledger.columns if not one.hidden},
    "整改成效": Column("effect", gettext_lazy("整改成效"), 36, items.effect),
    "落实情况": Column(
        "done", gettext_lazy("措施、进展、成效、状态连成的句子"), 36, lambda item: done_so_far(item)
    ),
}
_MATTER: Final[dict[str, str | Promise]] = {
    "序号": gettext_lazy("第几项"),
    **{name: one.title for name, one in _COLUMNS.items()},
}
SHAPE: Final = Shape(
    {
        "单位": gettext_lazy("报告的单位"),
        "年度": gettext_lazy("哪一年度的整改"),
        "总体情况": gettext_lazy("各状态的项数，一句话"),
        "应整改": gettext_lazy("项数"),
        "已销号": gettext_lazy("项数"),
        "正在整改": gettext_lazy("项数"),
        "逾期": gettext_lazy("其中逾期的项数"),
        "暂无法整改": gettext_lazy("其中暂无法整改的项数"),
        "重新整改": gettext_lazy("第二轮以上的项数"),
        "合并撤销": gettext_lazy("合并或者撤销的项数"),
    },
    {
        "各单位": {
            "单位": gettext_lazy("有事项的单位，只有一个单位时也有一行"),
            "应整改": gettext_lazy("项数"),
            "已销号": gettext_lazy("项数"),
            "正在整改": gettext_lazy("项数"),
        },
        "事项": _MATTER,
        "未完成": _MATTER,
    },
    needed=("单位", "总体情况", "事项."),
)


def matters(found: Sequence[ItemRow]) -> Iterator[Row]:
    """Yield items as rows of a template."""
    for number, item in enumerate(found, 1):
        yield {"序号": str(number)} | {name: as_text(one.value(item)) for name, one in _COLUMNS.items()}


def start() -> Sequence[Section]:
    """Return our own pages with fields in place of words."""
    still = {
        "title": slot("未完成.问题"),
        "owner": slot("未完成.责任人"),
        "day": slot("未完成.完成时限"),
        "standing": slot("未完成.状态"),
    }
    units = ("单位", "应整改", "已销号", "正在整改")
    upright: list[Part] = [
        Block("title", slot("标题")),
        Block("byline", _("（截至 %(day)s）") % {"day": slot("年月日")}),
        Block("heading", _("总体情况")),
        Block("text", slot("总体情况")),
        WordTable(tuple(map(_, units)), (3, 1, 1, 1), [tuple(slot(f"各单位.{name}") for name in units)]),
        Block("heading", _("逐项落实情况")),
        Block("item", f"{slot('事项.问题')}。{slot('事项.落实情况')}"),
        Block("heading", _("尚未完成的事项")),
        Block("item", _("%(title)s。责任人：%(owner)s；时限：%(day)s；状态：%(standing)s。") % still),
        Block("signature", slot("单位")),
        Block("signature", slot("年月日")),
        Block("note", slot("核对说明")),
    ]
    columns = [one for one in ledger.columns if not one.hidden and not one.fold]
    cells = (slot(f"事项.{name}") for name in ("序号", *(in_names(one.title) for one in columns)))
    annex = numbered(ledger.headings(columns), [tuple(cells)])
    turned: list[Part] = [Block("text", _("附件")), Block("title", str(ledger.title)), annex]
    return [Section(upright), Section(turned, landscape=True)]


def done_so_far(item: ItemRow) -> str:
    """Return what was done about an item and where it stands, in sentences; what is not known is left out."""
    said = (
        (_("措施"), items.measures(item)),
        (_("进展"), items.progress(item)),
        (_("成效"), items.effect(item)),
        (_("状态"), items.standing(item)),
    )
    return "".join(
        _("%(label)s：%(text)s。") % {"label": label, "text": _in_line(text)} for label, text in said if text
    )


def _in_line(text: str) -> str:
    return " ".join(text.split()).rstrip("。；")
