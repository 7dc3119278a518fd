"""销号确认单: that one item was closed, by whom, on what proof, point by point; to be signed and kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duizhao.reports.word.official import Block, Part, Section
from duizhao_web.apps.exchange import items
from duizhao_web.apps.exchange.dataset import Wanted
from duizhao_web.apps.exchange.document import Document, Made, form, notice, signatures
from duizhao_web.apps.exchange.filling import Filling, Row, Shape, common, slot
from duizhao_web.apps.exchange.rows import rows_of
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.models import Answer, Evidence, Item, Round
from duizhao_web.apps.rectification.selectors import item_get
from duizhao_web.apps.rectification.words import ItemState


def _make(actor: Actor, pk: int, wanted: Wanted) -> Made:  # noqa: ARG001 (an item is not narrowed)
    item = item_get(actor, pk)
    if item.state != ItemState.CLOSED:
        raise AppError(AppErrorCode.NOT_READY, detail=_("事项尚未销号"))
    title = str(document.title)
    return Made(title, [Section(_parts(item))], item, item.unit_path, _filling(item, title))


def _parts(item: Item) -> Iterator[Part]:
    yield Block("title", str(document.title))
    yield Block("byline", item.code)
    yield form([*_facts(item), *_points(item)])
    yield from signatures(_("责任人"), _("核验人"), _("责任领导"))
    yield notice()


def _facts(item: Item) -> Iterator[tuple[str, str]]:
    (row,) = rows_of(Item.objects.filter(pk=item.pk))
    yield _("单位"), item.unit.name
    yield _("问题"), item.title
    yield _("问题来源"), items.sources(row)
    yield _("整改目标"), item.goal
    yield _("整改措施"), items.measures(row)
    yield _("责任领导"), row.sponsor or ""
    yield _("责任人"), row.owner or ""
    for one in Round.objects.filter(item=item, number=item.round):
        yield _("时限"), _dates(one)
        yield _("核验人"), one.verifier_name
        yield _("销号"), _("%(who)s，%(day)s") % {"who": one.closed_by_name, "day": one.closed_on.isoformat()}
        counted = {"returns": one.returns, "extensions": one.extensions}
        yield _("退回和延期"), _("退回 %(returns)s 次，延期 %(extensions)s 次") % counted


def _dates(one: Round) -> str:
    first = one.first_deadline.isoformat() if one.first_deadline else "—"
    last = one.deadline.isoformat() if one.deadline else "—"
    return _("最初 %(first)s，现为 %(last)s") % {"first": first, "last": last}


class _Point(NamedTuple):
    """A point of the standard: what the verifier said of it, and what proves it."""

    number: int
    text: str
    met: str
    note: str
    proofs: str


def _points(item: Item) -> Iterator[tuple[str, str]]:
    """Yield each point of the standard with the verifier's answer and what proves it."""
    for point in _answered(item):
        lines = [
            point.text,
            _("核验：%(met)s") % {"met": point.met},
            *([point.note] if point.note else []),
            _("佐证：%(titles)s") % {"titles": point.proofs},
        ]
        yield _("销号标准 %(number)s") % {"number": point.number}, "\n".join(lines)


def _answered(item: Item) -> Iterator[_Point]:
    answers = {
        one.point_id: one for one in Answer.objects.filter(point__item=item, submission=item.submission)
    }
    for point in item.points.order_by("number"):
        proofs = Evidence.objects.filter(
            proofs__point=point, proofs__round=item.round, withdrawn_at__isnull=True
        ).distinct()
        titles = "；".join(f"{one.title}（{one.effective_on.isoformat()}）" for one in proofs.order_by("pk"))
        answer = answers.get(point.pk)
        met = "—" if answer is None else _("达到") if answer.met else _("没有达到")
        yield _Point(point.number, point.text, met, answer.note if answer else "", titles or "—")


# ----------------------------------------------------------------- for a template


def _filling(item: Item, title: str) -> Filling:
    (row,) = rows_of(Item.objects.filter(pk=item.pk))
    values = common(title) | {
        "编号": item.code,
        "单位": item.unit.name,
        "问题": item.title,
        "问题来源": items.sources(row),
        "整改目标": item.goal,
        "整改措施": items.measures(row),
        "责任领导": row.sponsor or "",
        "责任人": row.owner or "",
    }
    for one in Round.objects.filter(item=item, number=item.round):
        values |= {
            "最初时限": one.first_deadline.isoformat() if one.first_deadline else "",
            "完成时限": one.deadline.isoformat() if one.deadline else "",
            "核验人": one.verifier_name,
            "销号人": one.closed_by_name,
            "销号日期": one.closed_on.isoformat(),
            "退回次数": str(one.returns),
            "延期次数": str(one.extensions),
        }
    return Filling(values, lambda _group: _point_rows(item))


def _point_rows(item: Item) -> Iterator[Row]:
    for one in _answered(item):
        yield {
            "序号": str(one.number),
            "内容": one.text,
            "核验": one.met,
            "说明": one.note,
            "核验意见": "\n".join(text for text in (one.met, one.note) if text),
            "佐证": one.proofs,
        }


_SHAPE: Final = Shape(
    {
        "编号": gettext_lazy("事项的编号"),
        "单位": gettext_lazy("事项所属的单位"),
        "问题": gettext_lazy("问题"),
        "问题来源": gettext_lazy("问题来源"),
        "整改目标": gettext_lazy("整改目标"),
        "整改措施": gettext_lazy("各项任务，一行一项"),
        "责任领导": gettext_lazy("责任领导"),
        "责任人": gettext_lazy("责任人"),
        "最初时限": gettext_lazy("最初的完成时限"),
        "完成时限": gettext_lazy("现在的完成时限"),
        "核验人": gettext_lazy("核验人"),
        "销号人": gettext_lazy("谁确认销号"),
        "销号日期": gettext_lazy("销号的日期"),
        "退回次数": gettext_lazy("被退回的次数"),
        "延期次数": gettext_lazy("延期的次数"),
    },
    {
        "标准": {
            "序号": gettext_lazy("第几条"),
            "内容": gettext_lazy("销号标准的一条"),
            "核验": gettext_lazy("达到或者没有达到"),
            "说明": gettext_lazy("核验人的说明"),
            "核验意见": gettext_lazy("达到与否，有说明的连同说明"),
            "佐证": gettext_lazy("佐证材料及其生效日期"),
        }
    },
    needed=("编号", "问题", "核验人", "销号日期", "标准.内容"),
)


def _start() -> Sequence[Section]:
    rows = [
        *((_(label), slot(label)) for label in _LABELS),
        (
            _("时限"),
            _("最初 %(first)s，现为 %(last)s") % {"first": slot("最初时限"), "last": slot("完成时限")},
        ),
        (_("核验人"), slot("核验人")),
        (_("销号"), _("%(who)s，%(day)s") % {"who": slot("销号人"), "day": slot("销号日期")}),
        (
            _("退回和延期"),
            _("退回 %(returns)s 次，延期 %(extensions)s 次")
            % {"returns": slot("退回次数"), "extensions": slot("延期次数")},
        ),
        (
            _("销号标准 %(number)s") % {"number": slot("标准.序号")},
            "\n".join(
                [
                    slot("标准.内容"),
                    _("核验：%(met)s") % {"met": slot("标准.核验意见")},
                    _("佐证：%(titles)s") % {"titles": slot("标准.佐证")},
                ]
            ),
        ),
    ]
    parts: list[Part] = [
        Block("title", slot("标题")),
        Block("byline", slot("编号")),
        form(rows),
        *signatures(_("责任人"), _("核验人"), _("责任领导")),
        Block("note", slot("核对说明")),
    ]
    return [Section(parts)]


_LABELS: Final = ("单位", "问题", "问题来源", "整改目标", "整改措施", "责任领导", "责任人")
"""What is asked for under the very name of its field."""
document = Document("closure", gettext_lazy("整改事项销号确认单"), _make, _SHAPE, _start)
