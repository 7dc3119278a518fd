"""Text that stands elsewhere, too, and problems that were named last year: side by side."""

from __future__ import annotations

from html import escape
from typing import Final

from duizhao.i18n import Translator
from duizhao.reports.marks import as_html
from duizhao.reports.reasons import in_one
from duizhao_web.site.review.differing import side, steps
from duizhao_web.site.review.html import begins, empty, entry, group, label
from duizhao_web.site.review.view import NamedItem, Overlapped, Returned, View

# Characters of a passage that are shown; the rest is read in the other paper.
_MOST: Final = 1_200


def overlaps(view: View, _: Translator) -> str:
    """Return the passages this paper shares with those the reviewer may see."""
    if not view.compared:
        return empty(_("正在后台比对，请稍后刷新页面。"))
    if not view.overlaps:
        return empty(_("与您可以查看的其他材料没有成段的文字重合。"))
    shown = (_overlap(no, one, view, _) for no, one in enumerate(view.overlaps, 1))
    more = (
        f'<p class="none">{escape(_("重合的材料较多，只列重合最多的。"))}</p>' if view.more_overlaps else ""
    )
    hint = f'<p class="meta">{escape(_("只说明文字相同之处，不判断谁用了谁的文字。"))}</p>'
    return hint + group(_("文字重合"), shown, len(view.overlaps)) + more


def years(view: View, _: Translator) -> str:
    """Return which problems were named last year, and which items of earlier years were about the same."""
    named = group(_("往年整改事项"), (_item(one, view, _) for one in view.named), len(view.named))
    return (named if view.named else "") + _last_year(view, _)


def _last_year(view: View, _: Translator) -> str:
    if not view.compared:
        return empty(_("正在后台比对，请稍后刷新页面。"))
    if not view.last_year_known:
        return empty(_("没有上年度的材料可以对照，或者不在您的权限范围内。"))
    if not view.returned:
        return empty(_("上年度提出的问题，今年都没有再出现。"))
    return group(_("上年度也提出过"), (_returned(one, view, _) for one in view.returned), len(view.returned))


def _item(one: NamedItem, view: View, _: Translator) -> str:
    """Return an item that was about the same matter: a question, with the way to it."""
    problem = next((each for each in view.material.problems if each.id == one.problem), None)
    title = (problem.title or problem.text) if problem else ""
    asked = _("已经销号，又提出来：是否回头看？") if one.closed else _("还在整改，是否并入同一事项？")
    why = in_one(one.why, _)
    below = (
        f'<p class="meta">{escape(_("同一具体事项"))}{"：" + as_html(why) if why else ""}</p>'
        f'<p><a href="{escape(one.address)}">{as_html(one.code)} {as_html(one.title)}</a>'
        f' <span class="meta">{as_html(one.state)}</span></p><p class="meta">{escape(asked)}</p>'
    )
    head = f"{label(one.problem, 'problem', _)}<span>{begins(title, 80)}</span>"
    return entry(
        f"I{one.problem}", "returned", problem.span if problem else None, head, below,
        f' data-shows="{one.problem}"',
    )  # fmt: skip


def _overlap(no: int, one: Overlapped, view: View, _: Translator) -> str:
    kind = _("一字不差") if one.kind == "exact" else _("略有改动")
    head = f'<span class="sign t-overlap">{escape(_("重"))}</span><span>{as_html(one.where)}</span>'
    about = _("%(length)s 字，%(kind)s") % {"length": one.length, "kind": kind}
    if one.expected:
        about += _("；同一作者，或班子材料与主要负责人材料，相同可能有原因")
    here, there = _both(view.text[one.here.start : one.here.end], one.there, one.kind)
    link = f' <a href="{escape(one.address)}">{escape(_("打开那份材料"))}</a>' if one.address else ""
    beside = f"<blockquote><b>{as_html(one.where)}</b>{there}</blockquote>"
    below = (
        f'<p class="meta">{escape(about)}{link}</p><div class="beside"><blockquote>'
        f"<b>{escape(_('本稿'))}</b>{here}</blockquote>{beside}</div>"
    )
    return entry(f"O{no}", "overlap", one.here, head, below)


def _both(here: str, there: str, kind: str) -> tuple[str, str]:
    """Return both sides as HTML, with what differs marked; of a very long passage the beginning."""
    short = here[:_MOST], there[:_MOST]
    if kind == "exact":
        shown = as_html(short[0]), as_html(short[1])
    else:
        found = steps(*short)
        shown = side(found, "old"), side(found, "new")
    cut = ["…" if len(text) > _MOST else "" for text in (here, there)]
    return shown[0] + cut[0], shown[1] + cut[1]


def _returned(one: Returned, view: View, _: Translator) -> str:
    problem = next((each for each in view.material.problems if each.id == one.problem), None)
    title = (problem.title or problem.text) if problem else ""
    kind = _("同一具体事项") if one.kind == "matter" else _("同类主题")
    why = in_one(one.why, _)
    below = (
        f'<p class="meta">{escape(kind)}{"：" + as_html(why) if why else ""}</p><div class="beside">'
        f"<blockquote><b>{escape(_('本年'))}</b>{begins(problem.text if problem else '', 120)}</blockquote>"
        f"<blockquote><b>{escape(_('上年'))} {as_html(one.title)}</b>{begins(one.text, 120)}</blockquote>"
        "</div>"
    )
    head = f"{label(one.problem, 'problem', _)}<span>{begins(title, 80)}</span>"
    return entry(
        f"Y{one.problem}", "returned", problem.span if problem else None, head, below,
        f' data-shows="{one.problem}"',
    )  # fmt: skip
