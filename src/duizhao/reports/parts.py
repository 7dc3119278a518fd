"""What was found in a paper as a list in HTML, every entry leading to its place in the text and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

from duizhao.i18n import Translator
from duizhao.record import Link, Material, Problem
from duizhao.reports.marks import LABELS, Kind, as_html
from duizhao.reports.reasons import in_one
from duizhao.reports.words import ROLES

# A list shows how a passage begins; the passage itself stands beside it.
SHOWN: Final = 60


def parts(material: Material, _: Translator) -> Iterator[str]:
    """Yield the groups of the list: problems by aspect, causes, measures, claims, last year's account."""
    yield _contents(material, _)
    yield from _group(_("查摆的问题"), len(material.problems), _problems(material, _))
    yield from _group(_("原因剖析"), len(material.causes), _causes(material, _))
    yield from _group(_("整改措施"), len(material.measures), _measures(material, _))
    yield from _group(_("认领的班子问题"), len(material.claims), _claims(material, _))
    yield from _group(_("上年整改情况"), len(material.last_year), _last_year(material, _))


def _contents(material: Material, _: Translator) -> str:
    places = (
        f'<a href="#\0t-S{number}" data-go="S{number}">{escape(_(ROLES[section.role]))}</a>'
        for number, section in enumerate(material.sections, 1)
    )
    return f'<p class="contents">{"".join(places)}</p>' if material.sections else ""


def _group(title: str, count: int, entries: Iterator[str]) -> Iterator[str]:
    if count:
        yield f'<section><h3>{escape(title)}<span class="count">{count}</span></h3>'
        yield from entries
        yield "</section>"


def _problems(material: Material, _: Translator) -> Iterator[str]:
    for aspect, under in groupby(material.problems, key=lambda problem: problem.aspect):
        if aspect is not None:
            yield f'<h4><span class="no">{aspect.no}</span>{as_html(aspect.title)}</h4>'
        for problem in under:
            below = [*_examples(problem, _), _answers(problem, material.links, _)]
            yield _entry(problem.id, "problem", problem.title, problem.text, below, _)


def _examples(problem: Problem, _: Translator) -> Iterator[str]:
    for number, example in enumerate(problem.examples, 1):
        yield _line(f"{problem.id}e{number}", "example", example.text, _)


def _answers(problem: Problem, links: Sequence[Link], _: Translator) -> str:
    own = [link for link in links if link.problem == problem.id]
    best = sorted(own, key=lambda link: (link.kind, -link.score))
    shown = [_answer(link, _) for link in best]
    if not any(link.kind == "measure" for link in own):
        shown.append(_nothing(_("未见对应措施")))
    return f'<div class="answers">{"".join(shown)}</div>'


def _answer(link: Link, _: Translator) -> str:
    why = f'<span class="why">{as_html(in_one(link.why, _))}</span>' if link.why else ""
    return f'<span class="answer">{_chip(link.to, link.kind, _)}{why}</span>'


def _causes(material: Material, _: Translator) -> Iterator[str]:
    for cause in material.causes:
        root = [_line(f"{cause.id}r", "root", cause.root.text, _)] if cause.root else []
        yield _entry(cause.id, "cause", cause.title, cause.text, root, _)


def _measures(material: Material, _: Translator) -> Iterator[str]:
    for measure in material.measures:
        answered = {link.problem for link in material.links if link.to == measure.id}
        chips = [_chip(problem.id, "problem", _) for problem in material.problems if problem.id in answered]
        below = "".join(chips) or _nothing(_("未见所对应的问题"))
        yield _entry(
            measure.id, "measure", measure.title, measure.text, [f'<div class="answers">{below}</div>'], _
        )


def _claims(material: Material, _: Translator) -> Iterator[str]:
    for number, claim in enumerate(material.claims, 1):
        scope = (
            _("全部认领")
            if claim.scope == "all"
            else _("认领第 %(items)s 项") % {"items": _("、").join(map(str, claim.items))}
        )
        title = _("，").join(part for part in (scope, claim.responsibility) if part)
        yield _entry(f"Q{number}", "claim", title, claim.text, [], _)


def _last_year(material: Material, _: Translator) -> Iterator[str]:
    for number, statement in enumerate(material.last_year, 1):
        figures = (
            (_("查摆 %(n)s 个"), statement.found),
            (_("完成 %(n)s 个"), statement.done),
            (_("未完成 %(n)s 个"), statement.open),
        )
        title = _("，").join(words % {"n": figure} for words, figure in figures if figure is not None)
        yield _entry(f"L{number}", "last_year", title or None, statement.text, [], _)


def _entry(id_: str, kind: Kind, title: str | None, text: str, below: Sequence[str], _: Translator) -> str:
    """Return an entry: its label, its title (or how it begins), how it goes on, and what belongs to it."""
    head = as_html(title) if title else as_html(_beginning(text))
    plain = "" if title else " plain"
    body = f'<p class="text">{as_html(_beginning(text))}</p>' if title and text else ""
    return (
        f'<div class="entry" id="\0i-{id_}" data-id="{id_}">'
        f'<a class="head{plain}" href="#\0t-{id_}" data-go="{id_}">{_sign(id_, kind, _)}{head}</a>'
        f"{body}{''.join(below)}</div>"
    )


def _line(id_: str, kind: Kind, text: str, _: Translator) -> str:
    return (
        f'<a class="line" id="\0i-{id_}" href="#\0t-{id_}" data-id="{id_}" data-go="{id_}">'
        f"{_sign(id_, kind, _)}{as_html(_beginning(text))}</a>"
    )


def _chip(id_: str, kind: Kind, _: Translator) -> str:
    return f'<a class="chip t-{kind}" href="#\0i-{id_}" data-go="{id_}">{escape(_label(id_, kind, _))}</a>'


def _sign(id_: str, kind: Kind, _: Translator) -> str:
    return f'<span class="label t-{kind}">{escape(_label(id_, kind, _))}</span>'


def _label(id_: str, kind: Kind, _: Translator) -> str:
    return _(LABELS[kind]) % {"no": id_[1:]}


def _nothing(words: str) -> str:
    return f'<span class="none">{escape(words)}</span>'


def _beginning(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else flat[:SHOWN] + "…"
