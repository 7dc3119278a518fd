"""The two grids of a trace in HTML: problems against causes and measures, team problems against members."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

from duizhao.i18n import Translator
from duizhao.record import Link, Problem
from duizhao.reports.marks import LABELS, Kind, as_html
from duizhao.reports.reasons import in_one
from duizhao.reports.trace_view import (
    Answered,
    ClaimedProblem,
    Claims,
    Taken,
    Target,
    Trace,
    heading,
    who,
)
from duizhao.reports.trace_words import NO_CAUSE, NO_MEASURE, NO_PROBLEM, NOBODY, ONLY_IN_BULK

_STRONG, _FAIR = 0.75, 0.5
_COLUMN: Final = 22  # characters of a heading that stands upright
_TEXT: Final = 400  # characters of a text shown beside the grid


def links_grid(name: str, found: Trace, _: Translator) -> str:
    """Return the table of a paper; every cell that holds a link can be focused and says why."""
    if not found.rows:
        return f'<p class="hint">{escape(_("没有读到查摆的问题。"))}</p>'
    causes, measures = found.material.causes, found.material.measures
    return "".join(
        (
            '<table class="links">',
            _columns(causes, measures, found, _),
            "<tbody>",
            *_rows(name, found, _),
            "</tbody></table>",
        )
    )


def claims_grid(name: str, found: Claims, _: Translator) -> str:
    """Return the table of a team: its problems, and each member's claims in the paper's own words."""
    heads = "".join(f'<th scope="col">{as_html(who(member))}</th>' for member in found.members)
    rows = "".join(_claimed(name, one, found, _) for one in found.problems)
    return (
        f'<table class="claims"><thead><tr><th scope="col">{escape(_("班子的问题"))}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _columns(causes: Sequence[Target], measures: Sequence[Target], found: Trace, _: Translator) -> str:
    groups = "".join(
        f'<th scope="colgroup" class="group {kind}" colspan="{len(targets)}">{escape(words)}</th>'
        for kind, targets, words in (("cause", causes, _("原因")), ("measure", measures, _("措施")))
        if targets
    )
    idle = {target.id for target in found.idle}
    heads = "".join(
        _column(target, "cause" if target in causes else "measure", target.id in idle, _)
        for target in found.targets
    )
    corner = f'<th scope="col" class="corner" rowspan="2">{escape(_("查摆的问题"))}</th>'
    return f"<thead><tr>{corner}{groups}</tr><tr>{heads}</tr></thead>"


def _column(target: Target, kind: Kind, idle: bool, _: Translator) -> str:
    words = f"{_label(target.id, kind, _)} {heading(target, _COLUMN)}"
    note = f'<em class="none">{escape(_(NO_PROBLEM))}</em>' if idle else ""
    return (
        f'<th scope="col" class="target t-{kind}{" idle" if idle else ""}" data-id="{target.id}"'
        f' data-text="{_shown(target)}"><span class="label">{escape(_label(target.id, kind, _))}</span>'
        f'<span class="name" title="{as_html(words)}">{as_html(heading(target, _COLUMN))}</span>{note}</th>'
    )


def _rows(name: str, found: Trace, _: Translator) -> Iterator[str]:
    width = 1 + len(found.material.causes) + len(found.material.measures)
    for aspect, rows in groupby(found.rows, key=lambda row: row.problem.aspect):
        own = list(rows)
        if aspect is not None:
            answered = " answered" if all(row.measures for row in own) else ""
            yield (
                f'<tr class="aspect{answered}"><th colspan="{width}" scope="rowgroup">'
                f"<span>{as_html(aspect.title)}</span></th></tr>"
            )
        for row in own:
            yield _row(name, row, found, _)


def _row(name: str, row: Answered, found: Trace, _: Translator) -> str:
    causes, measures = found.material.causes, found.material.measures
    notes = [NO_MEASURE] if not row.measures else []
    notes += [NO_CAUSE] if causes and not row.causes else []
    cells = _cells(row, causes, row.causes, "cause", found, _)
    cells += _cells(row, measures, row.measures, "measure", found, _)
    state = "answered" if row.measures else "unanswered"
    return f'<tr class="{state}" id="{name}-{row.problem.id}">{_problem(row.problem, notes, _)}{cells}</tr>'


def _problem(problem: Problem, notes: Sequence[str], _: Translator) -> str:
    below = "".join(f'<em class="none">{escape(_(note))}</em>' for note in notes)
    return (
        f'<th scope="row" data-id="{problem.id}" data-text="{_shown(problem)}">'
        f'<span class="label t-problem">{escape(_label(problem.id, "problem", _))}</span>'
        f'<span class="name">{as_html(heading(problem, 40))}</span>{below}</th>'
    )


def _cells(
    row: Answered, targets: Sequence[Target], links: Sequence[Link], kind: Kind, found: Trace, _: Translator
) -> str:
    by_target = {link.to: link for link in links}
    idle = {target.id for target in found.idle}
    cells = []
    for target in targets:
        link = by_target.get(target.id)
        if link is None:
            open_ = target.id in idle or not links
            cells.append(f'<td class="{kind}{" gap" if open_ else ""}"></td>')
        else:
            cells.append(_cell(row.problem, target, link, kind, _))
    return "".join(cells)


def _cell(problem: Problem, target: Target, link: Link, kind: Kind, _: Translator) -> str:
    strength = "strong" if link.score >= _STRONG else "fair" if link.score >= _FAIR else "weak"
    label = escape(_label(target.id, kind, _))
    words = _("%(problem)s 与 %(target)s，把握 %(score).2f") % {
        "problem": _label(problem.id, "problem", _),
        "target": label,
        "score": link.score,
    }
    why = in_one(link.why, _) or _("依据分散，没有突出的共有词")
    return (
        f'<td class="{kind} on"><button type="button" data-label="{label}"'
        f' class="{strength} t-{kind}" data-head="{escape(words)}"'
        f' data-row="{problem.id}" data-column="{target.id}" data-why="{as_html(why)}"'
        f' aria-label="{as_html(f"{words}：{why}")}" title="{as_html(why)}">'
        f'<i></i><span>{link.score:.2f}</span><span class="full">{as_html(heading(target, 40))}</span>'
        "</button></td>"
    )


def _claimed(name: str, one: ClaimedProblem, found: Claims, _: Translator) -> str:
    notes = [NOBODY] if not one.taken else [ONLY_IN_BULK] if one.only_in_bulk else []
    cells = "".join(
        _taken(
            [taken for taken in one.taken if taken.path == member.source.path], one.problem, who(member), _
        )
        for member in found.members
    )
    state = "answered" if one.taken and not one.only_in_bulk else "unanswered"
    return f'<tr class="{state}" id="{name}-{one.problem.id}">{_problem(one.problem, notes, _)}{cells}</tr>'


def _taken(taken: Sequence[Taken], problem: Problem, name: str, _: Translator) -> str:
    if not taken:
        return '<td class="claim"></td>'
    named = any(one.claim.scope == "listed" for one in taken)
    words = _("，").join(
        dict.fromkeys(
            one.claim.responsibility or _("认领") for one in taken if not named or one.claim.scope == "listed"
        )
    )
    if not named:
        words = _("%(words)s（全部认领）") % {"words": words}
    quote = _("；").join(dict.fromkeys(one.claim.text for one in taken))
    head = f"{_label(problem.id, 'problem', _)} · {name}"
    return (
        f'<td class="claim on"><button type="button" data-label="{as_html(name)}"'
        f' class="{"strong" if named else "weak"} t-claim" data-head="{as_html(head)}"'
        f' data-row="{problem.id}" data-why="{as_html(quote)}"'
        f' aria-label="{as_html(f"{head}：{words}。{quote}")}" title="{as_html(quote)}">'
        f"<i></i><span>{as_html(words)}</span></button></td>"
    )


def _shown(item: Problem | Target) -> str:
    words = f"{item.title}。{item.text}" if item.title else item.text
    flat = " ".join(words.split())
    return as_html(flat if len(flat) <= _TEXT else flat[:_TEXT] + "…")


def _label(id_: str, kind: Kind, _: Translator) -> str:
    return _(LABELS[kind]) % {"no": id_[1:]}
