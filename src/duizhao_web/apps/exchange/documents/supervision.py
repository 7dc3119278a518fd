"""督办通知单: a reminder, notice, talk or circular to a unit about an item, with its answer and outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duizhao.reports.word.official import Block, Part, Section
from duizhao_web.apps.exchange.dataset import Wanted
from duizhao_web.apps.exchange.document import Document, Made, in_words, notice
from duizhao_web.apps.exchange.filling import Filling, Shape, common, slot
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.rectification.desk import notice_get
from duizhao_web.apps.rectification.models import SupervisionNotice


def _make(actor: Actor, pk: int, wanted: Wanted) -> Made:  # noqa: ARG001 (a notice is not narrowed)
    one = notice_get(actor, pk)
    title = _("%(kind)s通知单") % {"kind": one.get_kind_display()}
    return Made(title, [Section(_parts(one, title))], one, one.unit_path, _filling(one, title))


def _parts(one: SupervisionNotice, title: str) -> Iterator[Part]:
    yield Block("title", title)
    if one.number:
        yield Block("byline", one.number)
    to = _("%(unit)s（%(name)s）") % {"unit": one.unit.name, "name": one.to.name} if one.to else one.unit.name
    yield Block("recipient", _("%(unit)s：") % {"unit": to})
    yield Block(
        "text", _("关于整改事项 %(code)s “%(title)s”：") % {"code": one.item.code, "title": one.item.title}
    )
    for line in one.text.splitlines():
        yield Block("text", line)
    yield Block("text", _("请于 %(day)s 前答复。") % {"day": in_words(one.answer_due)})
    yield Block("signature", one.issuing_unit.name)
    yield Block("signature", in_words(one.issued_on))
    for heading, text in ((_("答复"), one.answer), (_("办理结果"), one.outcome)):
        if text:
            yield Block("heading", heading)
            yield from (Block("text", line) for line in text.splitlines())
    yield notice()


# ----------------------------------------------------------------- for a template


def _filling(one: SupervisionNotice, title: str) -> Filling:
    values = common(title) | {
        "类别": one.get_kind_display(),
        "文号": one.number,
        "单位": one.unit.name,
        "收件人": one.to.name if one.to else "",
        "编号": one.item.code,
        "问题": one.item.title,
        "答复期限": in_words(one.answer_due),
        "发出单位": one.issuing_unit.name,
        "发出日期": in_words(one.issued_on),
    }
    texts = {"正文": one.text, "答复": one.answer, "结果": one.outcome}
    return Filling(values, lambda group: ({"段落": line} for line in texts[group].splitlines()))


_SHAPE: Final = Shape(
    {
        "类别": gettext_lazy("提醒、督办、约谈或者通报"),
        "文号": gettext_lazy("通知单的文号"),
        "单位": gettext_lazy("发给哪个单位"),
        "收件人": gettext_lazy("发给谁，没有指明的为空"),
        "编号": gettext_lazy("事项的编号"),
        "问题": gettext_lazy("问题"),
        "答复期限": gettext_lazy("何时以前答复"),
        "发出单位": gettext_lazy("谁发出的"),
        "发出日期": gettext_lazy("何时发出的"),
    },
    {
        "正文": {"段落": gettext_lazy("通知单的内容，一段一行")},
        "答复": {"段落": gettext_lazy("对方的答复，一段一行")},
        "结果": {"段落": gettext_lazy("办理结果，一段一行")},
    },
    needed=("单位", "问题", "正文.段落", "答复期限", "发出单位", "发出日期"),
)


def _start() -> Sequence[Section]:
    about = {"code": slot("编号"), "title": slot("问题")}
    parts = [
        Block("title", slot("标题")),
        Block("byline", slot("文号")),
        Block("recipient", _("%(unit)s：") % {"unit": slot("单位")}),
        Block("text", _("关于整改事项 %(code)s “%(title)s”：") % about),
        Block("text", slot("正文.段落")),
        Block("text", _("请于 %(day)s 前答复。") % {"day": slot("答复期限")}),
        Block("signature", slot("发出单位")),
        Block("signature", slot("发出日期")),
        Block("heading", _("答复")),
        Block("text", slot("答复.段落")),
        Block("heading", _("办理结果")),
        Block("text", slot("结果.段落")),
        Block("note", slot("核对说明")),
    ]
    return [Section(parts)]


document = Document("supervision", gettext_lazy("督办通知单"), _make, _SHAPE, _start)
