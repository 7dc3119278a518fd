"""The page around its parts: panes, tabs, dialogs, keys; what it needs to know of the paper besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from duizhao.i18n import Translator
from duizhao.reports.marks import as_html
from duizhao_web.site.review.html import button
from duizhao_web.site.review.parts import tools

_KINDS: Final = ("problem", "example", "cause", "measure")


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a paper: how it is called, where decisions go, which papers are before and behind.

    ``count`` is how many decisions the page shows: a decision names it, so that nothing another reviewer did
    meanwhile is overwritten. ``foot`` is HTML of the page's own forms.
    """

    title: str
    about: str
    decide: str
    undo: str
    count: int
    before: str = ""
    behind: str = ""
    batch: str = ""
    versions: str = ""
    foot: str = ""
    may_decide: bool = True


def frame(setting: Setting, shown: Mapping[str, str], _: Translator) -> str:
    """Return the whole content of the page."""
    return "".join(
        (
            f'<div class="review" data-pane="text" data-count="{setting.count}"'
            f' data-decide="{escape(setting.decide)}" data-undo="{escape(setting.undo)}"'
            f"{'' if setting.may_decide else ' data-read-only'}>",
            _head(setting, _),
            f'<nav class="rv-contents" aria-label="{escape(_("目录"))}" data-part="contents">{shown["contents"]}</nav>',
            f'<section class="rv-paper" aria-label="{escape(_("材料原文"))}"><div class="sheet" tabindex="0"'
            f' role="document" aria-label="{escape(_("作者原文"))}" data-part="sheet">{shown["sheet"]}</div></section>',
            _side(shown, _),
            f'<footer class="rv-foot">{setting.foot}</footer>',
            _menu(_) if setting.may_decide else "",
            _said(_),
            _dialogs(_),
            tools(_) if setting.may_decide else "",
            "</div>",
        )
    )


def _head(setting: Setting, _: Translator) -> str:
    before = _other(setting.before, "[", _("上一份"))
    behind = _other(setting.behind, "]", _("下一份"))
    batch = f'<span class="batch">{as_html(setting.batch)}</span>' if setting.batch else ""
    return (
        f'<header class="rv-head"><div><h1>{as_html(setting.title)}</h1><p class="about">{as_html(setting.about)}</p></div>'
        f'<div class="rv-tools">{setting.versions}{batch}{before}{behind}'
        f'<div class="panes" role="group" aria-label="{escape(_("显示哪一边"))}">'
        f'<button type="button" data-pane-of="text" aria-pressed="true">{escape(_("原文"))}</button>'
        f'<button type="button" data-pane-of="side" aria-pressed="false">{escape(_("结构"))}</button></div>'
        f'<button type="button" class="help-keys" data-do="keys">{escape(_("按键"))} <kbd>?</kbd></button></div></header>'
    )


def _other(address: str, key: str, words: str) -> str:
    if not address:
        return ""
    name = "before" if key == "[" else "behind"
    return (
        f'<a class="button small" data-paper="{name}" href="{escape(address)}" aria-keyshortcuts="{key}">'
        f"{escape(words)} <kbd>{key}</kbd></a>"
    )


def _side(shown: Mapping[str, str], _: Translator) -> str:
    tabs = (
        ("structure", _("结构"), ""),
        ("findings", _("提示"), "count-findings"),
        ("trace", _("对应"), ""),
        ("overlaps", _("重合"), "count-overlaps"),
        ("years", _("往年"), "count-years"),
    )
    heads, panels = [], []
    for number, (name, words, count) in enumerate(tabs):
        chosen = "true" if number == 0 else "false"
        figure = f' <span class="count" data-part="{count}">{shown[count]}</span>' if count else ""
        heads.append(
            f'<button type="button" role="tab" id="tab-{name}" aria-controls="panel-{name}"'
            f' aria-selected="{chosen}" tabindex="{0 if number == 0 else -1}">{escape(words)}{figure}</button>'
        )
        hidden = "" if number == 0 else " hidden"
        panels.append(
            f'<div role="tabpanel" id="panel-{name}" aria-labelledby="tab-{name}" tabindex="0"'
            f' data-part="{name}"{hidden}>{shown[name]}</div>'
        )
    label = escape(_("对照内容"))
    return (
        f'<aside class="rv-side" aria-label="{label}"><div class="tabs" role="tablist" aria-label="{label}">'
        f"{''.join(heads)}</div>{''.join(panels)}</aside>"
    )


def _menu(_: Translator) -> str:
    names = {
        "problem": _("设为问题"),
        "example": _("设为事例"),
        "cause": _("设为原因"),
        "measure": _("设为措施"),
    }
    adds = "".join(
        button("add", str(number), names[kind], f' data-kind="{kind}"')
        for number, kind in enumerate(_KINDS, 1)
    )
    more = button("border", "b", _("调整边界")) + button("retitle", "t", _("设为标题"))
    note = button("remark", "n", _("加批注"))
    return f'<div class="rv-menu" role="toolbar" aria-label="{escape(_("选中的文字"))}" hidden>{adds}{more}{note}</div>'


def _said(_: Translator) -> str:
    return (
        '<div class="rv-said" hidden><span role="status" data-said></span>'
        f'<button type="button" class="small" data-do="undo" aria-keyshortcuts="u">{escape(_("撤销"))} <kbd>u</kbd></button></div>'
        '<div class="rv-alert" role="alert" data-alert hidden></div><div class="rv-caret" hidden></div>'
    )


def _dialogs(_: Translator) -> str:
    return (
        '<dialog class="rv-ask" aria-labelledby="ask-title"><form method="dialog">'
        '<h2 id="ask-title" data-ask-title></h2><p class="text" data-ask-quote></p>'
        '<label for="ask-words" data-ask-label></label><textarea id="ask-words" rows="3" data-ask-words></textarea>'
        '<div data-ask-choices role="radiogroup" aria-labelledby="ask-title"></div>'
        f'<div class="buttons"><button type="submit" class="primary" value="yes">{escape(_("确定"))}</button>'
        f'<button type="submit" value="no" formnovalidate>{escape(_("取消"))} <kbd>Esc</kbd></button></div></form></dialog>'
        f"{_keys(_)}<template data-words>{_words(_)}</template>"
    )


def _keys(_: Translator) -> str:
    rows = (
        ("j / k", _("下一条、上一条")),
        ("[ / ]", _("上一份、下一份材料")),
        ("← →", _("在标签之间移动")),
        ("Enter", _("到原文中的这一处")),
        ("a", _("列入审阅意见")),
        ("x", _("忽略，写明理由")),
        ("1 2 3 4", _("选中的文字设为问题、事例、原因、措施")),
        ("b", _("选中的文字作为当前一条的边界")),
        ("s", _("在光标处拆分")),
        ("m", _("与下一条合并")),
        ("t", _("改标题")),
        ("n", _("加批注")),
        ("Delete", _("去掉当前一条")),
        ("c / r", _("确认、否定对应")),
        ("u", _("撤销（十秒内）")),
        ("Shift + ↑ ↓ ← →", _("在原文中用键盘选择文字")),
        ("Esc", _("取消选中")),
        ("?", _("显示或关闭本说明")),
    )
    lines = "".join(f"<dt><kbd>{escape(key)}</kbd></dt><dd>{escape(words)}</dd>" for key, words in rows)
    return (
        f'<dialog class="rv-keys" aria-labelledby="keys-title"><h2 id="keys-title">{escape(_("按键"))}</h2>'
        f'<dl>{lines}</dl><form method="dialog"><button>{escape(_("关闭"))}</button></form></dialog>'
    )


def _words(_: Translator) -> str:
    """Return the sentences the script says, so that they are translated with all others."""
    said = {
        "dismiss": _("忽略这条提示"),
        "dismiss-label": _("理由"),
        "take": _("列入审阅意见"),
        "take-label": _("给作者的话（选填）"),
        "remark": _("加批注"),
        "remark-label": _("批注"),
        "retitle": _("改标题"),
        "retitle-label": _("标题须是这一条开头的文字；留空则不设标题"),
        "aspect": _("移到哪一方面"),
        "recast": _("改为哪一类"),
        "problem": _("问题"),
        "example": _("事例"),
        "cause": _("原因"),
        "measure": _("措施"),
        "select-item": _("请先在右边选中一条。"),
        "select-cell": _("请先在对应表里选中一格。"),
        "select-text": _("请先在原文中选中文字。"),
        "place-caret": _("请先在原文中点一下要拆分的地方。"),
        "no-next": _("后面没有可以合并的一条。"),
        "not-here": _("标题须是这一条开头的文字。"),
        "failed": _("服务器没有应答，没有改动任何内容；请稍后重试。"),
    }
    return "".join(f'<span data-word="{name}">{escape(words)}</span>' for name, words in said.items())
