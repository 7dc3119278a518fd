"""The first list beside the paper: problems by aspect, causes, measures, claims, last year's account."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from duizhao.i18n import Translator
from duizhao.record import Cause, Measure, Problem
from duizhao.reports.marks import as_html
from duizhao.reports.trace_words import NO_MEASURE, NO_PROBLEM
from duizhao_web.site.review.html import begins, button, chip, empty, entry, group, label
from duizhao_web.site.review.view import View


def structure(view: View, _: Translator) -> str:
    """Return what was read from the paper as a list."""
    material = view.material
    if not (material.problems or material.causes or material.measures):
        return empty(_("没有读到问题、原因和措施。在左边选中文字，即可设为问题、事例、原因或措施。"))
    by_aspect = groupby(material.problems, key=lambda one: one.aspect)
    problems = "".join(
        f'<li class="aspect"><span class="no">{aspect.no}</span>{as_html(aspect.title)}</li>{inner}'
        if aspect
        else inner
        for aspect, inner in ((aspect, "".join(_problems(under, view, _))) for aspect, under in by_aspect)
    )
    return "".join(
        (
            group(_("查摆的问题"), [problems], len(material.problems)),
            group(_("原因剖析"), (_cause(one, _) for one in material.causes), len(material.causes)),
            group(
                _("整改措施"), (_measure(one, view, _) for one in material.measures), len(material.measures)
            ),
            group(_("认领的班子问题"), _claims(view, _), len(material.claims)),
            group(_("上年整改情况"), _last_year(view, _), len(material.last_year)),
        )
    )


def item_tools(kind: str, _: Translator) -> str:
    """Return what can be done with an item of a kind."""
    shown = [
        button("border", "b", _("调整边界")),
        button("split", "s", _("在光标处拆分")),
        button("merge", "m", _("与下一条合并")),
    ]
    if kind != "example":
        shown.append(button("retitle", "t", _("改标题")))
    if kind == "problem":
        shown.append(button("aspect", "", _("移到另一方面")))
    shown.append(button("recast", "", _("改为另一类")))
    shown.append(button("remove", "Delete", _("去掉")))
    return "".join(shown)


def _problems(problems: Iterator[Problem], view: View, _: Translator) -> Iterator[str]:
    for one in problems:
        links = [link for link in view.material.links if link.problem == one.id]
        chips = "".join(chip(link.to, link.kind, _) for link in links)
        if not any(link.kind == "measure" for link in links):
            chips += f'<span class="lack">{escape(_(NO_MEASURE))}</span>'
        examples = "".join(
            entry(
                f"{one.id}e{number}",
                "example",
                example.span,
                f"{label('E', 'example', _)}<span>{begins(example.text)}</span>",
                "",
            )
            for number, example in enumerate(one.examples, 1)
        )
        inner = f'<ul class="inner">{examples}</ul>' if examples else ""
        yield entry(
            one.id, "problem", one.span, _head(one, "problem", _), f'<p class="chips">{chips}</p>{inner}'
        )


def _cause(one: Cause, _: Translator) -> str:
    root = ""
    if one.root:
        root = (
            f'<p class="root"><a href="#t-{one.id}r" data-go="{one.id}r">{label("C", "root", _)} '
            f"{begins(one.root.text)}</a></p>"
        )
    return entry(one.id, "cause", one.span, _head(one, "cause", _), root)


def _measure(one: Measure, view: View, _: Translator) -> str:
    answered = {link.problem for link in view.material.links if link.to == one.id}
    chips = "".join(chip(each.id, "problem", _) for each in view.material.problems if each.id in answered)
    chips = chips or f'<span class="lack">{escape(_(NO_PROBLEM))}</span>'
    return entry(one.id, "measure", one.span, _head(one, "measure", _), f'<p class="chips">{chips}</p>')


def _head(one: Problem | Cause | Measure, kind: str, _: Translator) -> str:
    sign = label(one.id, kind, _)  # type: ignore[arg-type]
    if one.title:
        return f"{sign}<span>{begins(one.title, 80)}</span>"
    return f'{sign}<span class="plain">{begins(one.text)}</span>'


def _claims(view: View, _: Translator) -> Iterator[str]:
    for number, one in enumerate(view.material.claims, 1):
        scope = (
            _("全部认领")
            if one.scope == "all"
            else _("认领第 %(items)s 项") % {"items": "、".join(map(str, one.items))}
        )
        words = "，".join(part for part in (scope, one.responsibility) if part)
        head = f"{label('Q', 'claim', _)}<span>{as_html(words)}</span>"
        yield entry(f"Q{number}", "claim", one.span, head, f'<p class="text">{begins(one.text)}</p>')


def _last_year(view: View, _: Translator) -> Iterator[str]:
    for number, one in enumerate(view.material.last_year, 1):
        head = f'{label("L", "last_year", _)}<span class="plain">{begins(one.text)}</span>'
        yield entry(f"L{number}", "last_year", one.span, head, "")
