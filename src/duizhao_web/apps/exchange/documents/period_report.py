"""单位调度情况表: one unit's report in a period, with its figures and its words; to be signed and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duizhao.reports.word.official import Block, Part, Section
from duizhao.reports.word.official import Table as WordTable
from duizhao_web.apps.exchange.dataset import Wanted
from duizhao_web.apps.exchange.document import Document, Made, notice, signatures
from duizhao_web.apps.exchange.filling import Filling, Row, Shape, common, slot
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.reporting.models import Report
from duizhao_web.apps.reporting.selectors import former_figures, report_get


def _make(actor: Actor, pk: int, wanted: Wanted) -> Made:  # noqa: ARG001 (a report is not narrowed)
    report = report_get(actor, pk)
    if report.counted_on is None:
        raise AppError(AppErrorCode.NOT_READY, detail=_("还没有开始填报"))
    title = _("%(unit)s%(title)s情况表") % {"unit": report.unit.name, "title": report.period.title}
    before = former_figures(actor, report)
    pages = [Section(_parts(title, report, before))]
    return Made(title, pages, report, report.unit_path, _filling(title, report, before))


def _parts(title: str, report: Report, before: dict[str, int]) -> Iterator[Part]:
    yield Block("title", title)
    counted = report.counted_on.isoformat() if report.counted_on else "—"
    yield Block("byline", _("（数据截至 %(day)s）") % {"day": counted})
    yield _figures(report, before)
    for heading, text in (
        (_("进展情况"), report.progress),
        (_("存在困难"), report.difficulties),
        (_("下一步打算"), report.next_steps),
        (_("需上级协调事项"), report.request),
        (_("上级答复"), report.reply),
    ):
        if text:
            yield Block("heading", heading)
            yield from (Block("text", line) for line in text.splitlines() if line.strip())
    yield Block("signature", report.unit.name)
    yield from signatures(_("填报人"), _("确认人"))
    yield notice()


def _figures(report: Report, before: dict[str, int]) -> WordTable:
    rows = [tuple(row.values()) for row in _rows(report, before)]
    return WordTable((_("指标"), _("本期"), _("上期"), _("说明")), (2, 1, 1, 3), rows)


def _rows(report: Report, before: dict[str, int]) -> Iterable[Row]:
    for one in report.figures.all():
        yield {
            "指标": one.get_kind_display(),
            "本期": str(one.number),
            "上期": str(before.get(one.kind, "—")),
            "说明": one.note,
        }


# ----------------------------------------------------------------- for a template


def _filling(title: str, report: Report, before: dict[str, int]) -> Filling:
    values = common(title) | {
        "单位": report.unit.name,
        "数据截至": report.counted_on.isoformat() if report.counted_on else "",
        "填报人": report.filled_by_name,
        "确认人": report.confirmed_by_name,
        "报送日期": report.handed_in_on.isoformat() if report.handed_in_on else "",
    }
    said = {
        "进展": report.progress,
        "困难": report.difficulties,
        "打算": report.next_steps,
        "需协调": report.request,
        "答复": report.reply,
    }

    def rows(group: str) -> Iterable[Row]:
        if group == "数据":
            yield from _rows(report, before)
            return
        yield from ({"段落": line} for line in said[group].splitlines() if line.strip())

    return Filling(values, rows)


_LINES: Final = gettext_lazy("一段一行")
_HEADINGS: Final = {
    "进展": gettext_lazy("进展情况"),
    "困难": gettext_lazy("存在困难"),
    "打算": gettext_lazy("下一步打算"),
    "需协调": gettext_lazy("需上级协调事项"),
    "答复": gettext_lazy("上级答复"),
}
_SHAPE: Final = Shape(
    {
        "单位": gettext_lazy("填报的单位"),
        "数据截至": gettext_lazy("数据取到哪一天"),
        "填报人": gettext_lazy("最后填报的人"),
        "确认人": gettext_lazy("确认的负责人"),
        "报送日期": gettext_lazy("报送的日期"),
    },
    {
        "数据": {
            "指标": gettext_lazy("指标的名称"),
            "本期": gettext_lazy("本期的数"),
            "上期": gettext_lazy("上一期的数"),
            "说明": gettext_lazy("对这个数的说明"),
        },
        **{name: {"段落": _LINES} for name in _HEADINGS},
    },
    needed=("单位", "数据截至", "数据.指标", "数据.本期"),
)


def _start() -> Sequence[Section]:
    names = ("指标", "本期", "上期", "说明")
    row = tuple(slot(f"数据.{name}") for name in names)
    parts: list[Part] = [
        Block("title", slot("标题")),
        Block("byline", _("（数据截至 %(day)s）") % {"day": slot("数据截至")}),
        WordTable((_("指标"), _("本期"), _("上期"), _("说明")), (2, 1, 1, 3), [row]),
    ]
    for name, heading in _HEADINGS.items():
        parts += [Block("heading", str(heading)), Block("text", slot(f"{name}.段落"))]
    parts.append(Block("signature", slot("单位")))
    parts += [*signatures(_("填报人"), _("确认人")), Block("note", slot("核对说明"))]
    return [Section(parts)]


document = Document("period_report", gettext_lazy("单位调度情况表"), _make, _SHAPE, _start)
