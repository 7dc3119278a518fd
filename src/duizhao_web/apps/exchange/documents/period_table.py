"""调度情况表: what was issued of a reporting period, for all units, in the official form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duizhao.reports.word.official import Block, Part, Section
from duizhao.reports.word.official import Table as WordTable
from duizhao_web.apps.exchange.dataset import Wanted
from duizhao_web.apps.exchange.document import Document, Made, notice
from duizhao_web.apps.exchange.filling import Filling, Row, Shape, common, in_names, slot
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.reporting.models import Issue
from duizhao_web.apps.reporting.rollup import Line, Numbers, Totals, every_line, names_of, totals
from duizhao_web.apps.reporting.selectors import issue_get
from duizhao_web.apps.reporting.words import FigureKind


def _make(actor: Actor, pk: int, wanted: Wanted) -> Made:  # noqa: ARG001 (what was issued is not narrowed)
    issue = issue_get(actor, pk)
    period = issue.period
    title = _("%(title)s情况表") % {"title": period.title}
    found = totals(issue)
    pages = [
        Section(_words(title, issue, found)),
        Section([Block("text", _("附件")), Block("title", title), _table(issue, found)], landscape=True),
    ]
    return Made(title, pages, period, period.unit_path, _filling(title, issue, found))


def _words(title: str, issue: Issue, found: Totals) -> Iterator[Part]:
    period = issue.period
    yield Block("title", title)
    yield Block("byline", _("（截至 %(day)s）") % {"day": period.until.isoformat()})
    if issue.reason:
        said = {"number": issue.number, "reason": issue.reason}
        yield Block("text", _("第 %(number)s 次印发，更正理由：%(reason)s。") % said)
    yield Block("heading", _("总体情况"))
    yield Block("text", _overall(found))
    if found.before:
        yield Block("text", _beside(found))
    yield Block("heading", _("报送情况"))
    yield Block("text", _reporting(issue, found))
    yield Block("heading", _("需上级协调事项"))
    if not found.asked:
        yield Block("text", _("各单位没有提出需上级协调的事项。"))
    for line in every_line(issue, wanted="asked"):
        yield Block("item", _asked(line))
    yield Block("signature", period.unit.name)
    yield notice()


def _overall(found: Totals) -> str:
    words = {kind.value: number for kind, number in found.sums.items()}
    return (
        _(
            "整改事项 %(all)s 项，本期新增 %(new)s 项、销号 %(closed)s 项；未销号 %(open)s 项，其中逾期 "
            "%(overdue)s 项、暂无法整改 %(blocked)s 项；本期退回 %(returned)s 项、延期 %(extended)s 项，"
            "回头看不达标 %(recheck_failed)s 项、重新整改 %(reopened)s 项；交办未办结 %(handed_down)s 件，"
            "其中逾期 %(handed_down_late)s 件。"
        )
        % words
    )


def _beside(found: Totals) -> str:
    before = found.before
    words = {
        "closed": before.get(FigureKind.CLOSED, 0),
        "open": before.get(FigureKind.OPEN, 0),
        "overdue": before.get(FigureKind.OVERDUE, 0),
    }
    return _("上期：销号 %(closed)s 项，未销号 %(open)s 项，其中逾期 %(overdue)s 项。") % words


def _reporting(issue: Issue, found: Totals) -> str:
    words = {"all": found.units, "reported": found.reported}
    said = _("应报 %(all)s 个单位，已报 %(reported)s 个。") % words
    if found.late:
        said += _("迟报：%(names)s。") % {"names": _("、").join(names_of(issue, "late"))}
    if found.missing:
        said += _("未报：%(names)s。") % {"names": _("、").join(names_of(issue, "missing"))}
    return said


def _asked(line: Line) -> str:
    words = {"unit": line.unit, "request": _in_line(line.request), "reply": _in_line(line.reply)}
    if not line.reply:
        return _("%(unit)s：%(request)s。答复：待答复。") % words
    return _("%(unit)s：%(request)s。答复：%(reply)s。") % words


def _table(issue: Issue, found: Totals) -> WordTable:
    header = (_("单位"), *(str(kind.label) for kind in FigureKind))
    lines = (_row(_named(line), line.figures) for line in every_line(issue))
    rows = chain(lines, [_row(_("合计"), found.sums)])
    return WordTable(header, (3, *([1] * len(FigureKind))), rows)


def _named(line: Line) -> str:
    return line.unit if line.reported else _("%(unit)s（未报）") % {"unit": line.unit}


def _row(name: str, numbers: Numbers) -> tuple[str, ...]:
    shown: Sequence[str] = [str(numbers[kind]) if kind in numbers else "—" for kind in FigureKind]
    return (name, *shown)


def _in_line(text: str) -> str:
    return " ".join(text.split()).rstrip("。；")


# ----------------------------------------------------------------- for a template


_FIGURES: Final = {in_names(kind.label): kind for kind in FigureKind}


def _filling(title: str, issue: Issue, found: Totals) -> Filling:
    values = common(title) | {
        "单位": issue.period.unit.name,
        "截至日期": issue.period.until.isoformat(),
        "印发次数": str(issue.number),
        "更正理由": issue.reason,
        "总体情况": _overall(found),
        "上期情况": _beside(found) if found.before else "",
        "报送情况": _reporting(issue, found),
    }

    def rows(group: str) -> Iterable[Row]:
        if group == "需协调":
            for line in every_line(issue, wanted="asked"):
                yield {"单位": line.unit, "事项": line.request, "答复": line.reply}
            return
        for line in every_line(issue):
            yield {"单位": _named(line), **_shown(line.figures)}
        yield {"单位": _("合计"), **_shown(found.sums)}

    return Filling(values, rows)


def _shown(numbers: Numbers) -> Row:
    return {name: str(numbers[kind]) if kind in numbers else "—" for name, kind in _FIGURES.items()}


_SHAPE: Final = Shape(
    {
        "单位": gettext_lazy("开展调度的单位"),
        "截至日期": gettext_lazy("数据取到哪一天"),
        "印发次数": gettext_lazy("第几次印发"),
        "更正理由": gettext_lazy("更正印发的理由，第一次印发时没有"),
        "总体情况": gettext_lazy("各指标合计，一段话"),
        "上期情况": gettext_lazy("上一期的合计，没有上期时没有"),
        "报送情况": gettext_lazy("应报、已报、迟报、未报的单位"),
    },
    {
        "各单位": {
            "单位": gettext_lazy("单位，最后一行是合计"),
            **{name: kind.label for name, kind in _FIGURES.items()},
        },
        "需协调": {
            "单位": gettext_lazy("提出的单位"),
            "事项": gettext_lazy("需上级协调的事项"),
            "答复": gettext_lazy("上级的答复"),
        },
    },
    needed=("单位", "截至日期", "各单位.单位"),
)


def _start() -> Sequence[Section]:
    asked = {name: slot(f"需协调.{name}") for name in ("单位", "事项", "答复")}
    words: list[Part] = [
        Block("title", slot("标题")),
        Block("byline", _("（截至 %(day)s）") % {"day": slot("截至日期")}),
        Block("heading", _("总体情况")),
        Block("text", slot("总体情况")),
        Block("text", slot("上期情况")),
        Block("heading", _("报送情况")),
        Block("text", slot("报送情况")),
        Block("heading", _("需上级协调事项")),
        Block("item", f"{asked['单位']}：{asked['事项']}。{_('答复')}：{asked['答复']}"),
        Block("signature", slot("单位")),
        Block("note", slot("核对说明")),
    ]
    header = (_("单位"), *(str(kind.label) for kind in FigureKind))
    row = (slot("各单位.单位"), *(slot(f"各单位.{name}") for name in _FIGURES))
    table = WordTable(header, (3, *([1] * len(FigureKind))), [row])
    annex: list[Part] = [Block("text", _("附件")), Block("title", slot("标题")), table]
    return [Section(words), Section(annex, landscape=True)]


document = Document("period_table", gettext_lazy("调度情况表"), _make, _SHAPE, _start)
