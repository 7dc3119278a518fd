"""Problems down, causes and measures across: strength in each cell, why on focus, confirmed or rejected."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from duizhao.corrections.linked import CONFIRMED
from duizhao.i18n import Translator
from duizhao.record import Link
from duizhao.reports.marks import LABELS, as_html
from duizhao.reports.trace_view import Answered, Target, heading
from duizhao.reports.trace_words import METHOD, NO_MEASURE, NO_PROBLEM, left_over
from duizhao_web.site.review.html import begins, button, empty, label
from duizhao_web.site.review.view import View

_STRONG, _FAIR = 0.75, 0.5


def traced(view: View, _: Translator) -> str:
    """Return what is left over, then the grid."""
    found = view.trace
    if not found.rows or not found.targets:
        return empty(_("问题和原因、措施都有了，才能看出对应关系。"))
    open_ = "".join(f'<li><span class="mark">◇</span> {escape(words)}</li>' for words in left_over(found, _))
    filters = (
        f'<label class="only"><input type="checkbox" data-only-open> {escape(_("只看未见对应的"))}</label>'
        if open_
        else ""
    )
    hint = escape(_("选中一格，这里说明依据。"))
    buttons = button("confirm", "c", _("确认对应")) + button("reject", "r", _("否定对应"))
    judging = f'<div class="buttons">{buttons}</div>' if view.may_decide else ""
    return (
        f'<ul class="left">{open_}</ul>{filters}<div class="scroll" tabindex="0" role="region"'
        f' aria-label="{escape(_("对应表"))}"><table class="grid" role="grid">{_columns(view, _)}'
        f"<tbody>{''.join(_row(row, view, _) for row in found.rows)}</tbody></table></div>"
        f'<p class="why" data-why aria-live="polite">{hint}</p>{judging}'
        f'<p class="meta">{escape(_(METHOD))}</p>'
    )


def _columns(view: View, _: Translator) -> str:
    idle = {one.id for one in view.trace.idle}
    heads = "".join(
        f'<th scope="col" role="columnheader" class="t-{_kind(one)}{" idle" if one.id in idle else ""}"'
        f' title="{as_html(heading(one, 60))}"><a href="#t-{one.id}" data-go="{one.id}">{_sign(one, _)}</a>'
        + (f'<span class="unseen">{escape(_(NO_PROBLEM))}</span>' if one.id in idle else "")
        + "</th>"
        for one in view.trace.targets
    )
    corner = escape(_("问题"))
    return f'<thead><tr><th scope="col" role="columnheader" class="corner">{corner}</th>{heads}</tr></thead>'


def _row(row: Answered, view: View, _: Translator) -> str:
    problem = row.problem
    links = {link.to: link for link in (*row.causes, *row.measures)}
    lack = "" if row.measures else f'<span class="lack">{escape(_(NO_MEASURE))}</span>'
    state = "answered" if row.measures else "unanswered"
    head = (
        f'<th scope="row" role="rowheader"><a href="#t-{problem.id}" data-go="{problem.id}">'
        f"{label(problem.id, 'problem', _)}<span>{begins(heading(problem, 24), 24)}</span></a>{lack}</th>"
    )
    cells = "".join(_cells(row, links, view, _))
    return f'<tr class="{state}">{head}{cells}</tr>'


def _cells(row: Answered, links: dict[str, Link], view: View, _: Translator) -> Iterator[str]:
    for target in view.trace.targets:
        link = links.get(target.id)
        pair = _("%(problem)s 与 %(target)s") % {
            "problem": _(LABELS["problem"]) % {"no": row.problem.id[1:]},
            "target": _sign(target, _),
        }
        if link is None:
            mark, words, strength = "", _("没有对应"), "no"
        else:
            confirmed = CONFIRMED in link.why
            strength = (
                "sure"
                if confirmed
                else "strong"
                if link.score >= _STRONG
                else "fair"
                if link.score >= _FAIR
                else "weak"
            )
            mark = {"sure": "✓", "strong": "●", "fair": "◐", "weak": "○"}[strength]
            why = "；".join(link.why) or _("依据分散，没有突出的共有词")
            words = why if confirmed else _("把握 %(score).2f：%(why)s") % {"score": link.score, "why": why}
        yield (
            f'<td role="gridcell" class="{_kind(target)}"><button type="button" tabindex="-1"'
            f' class="cell {strength}" data-row="{row.problem.id}" data-column="{target.id}"'
            f' aria-label="{as_html(f"{pair}：{words}")}">{mark}</button></td>'
        )


def _kind(target: Target) -> str:
    return "measure" if target.id[0] == "M" else "cause"


def _sign(target: Target, _: Translator) -> str:
    return _(LABELS["measure" if target.id[0] == "M" else "cause"]) % {"no": target.id[1:]}
