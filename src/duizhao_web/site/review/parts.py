"""The parts of the page that change with a decision, each by the name the page knows it by."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import Final

from duizhao.i18n import Translator
from duizhao.record import AspectRef
from duizhao.reports.marks import as_html
from duizhao.reports.words import ROLES
from duizhao_web.site.review.elsewhere import overlaps, years
from duizhao_web.site.review.findings import finding_tools, findings
from duizhao_web.site.review.sheet import sheet
from duizhao_web.site.review.structure import item_tools, structure
from duizhao_web.site.review.traced import traced
from duizhao_web.site.review.view import View

KINDS: Final = ("problem", "example", "cause", "measure")


def parts(view: View, _: Translator) -> dict[str, str]:
    """Return every part as HTML."""
    return {
        "sheet": sheet(view, _),
        "contents": contents(view, _),
        "structure": structure(view, _),
        "findings": findings(view, _),
        "trace": traced(view, _),
        "overlaps": overlaps(view, _),
        "years": years(view, _),
        "count-findings": str(view.open_count or ""),
        "count-overlaps": str(len(view.overlaps) or ""),
        "count-years": str(len(view.returned) + len(view.named) or ""),
    }


def tools(_: Translator) -> str:
    """Return what can be done with each kind of entry, once for the whole page."""
    shown = [f'<template data-tools="{kind}">{item_tools(kind, _)}</template>' for kind in KINDS]
    shown.append(f'<template data-tools="finding">{finding_tools(_)}</template>')
    return "".join(shown)


def contents(view: View, _: Translator) -> str:
    """Return the parts of the paper and its aspects, with how many problems stand there."""
    material = view.material
    counts = Counter(problem.aspect for problem in material.problems)
    first: dict[AspectRef | None, str] = {}
    for problem in material.problems:
        first.setdefault(problem.aspect, problem.id)
    rows = []
    for number, section in enumerate(material.sections, 1):
        words = escape(_(ROLES[section.role]))
        rows.append(f'<li><a href="#t-S{number}" data-go="S{number}">{words}</a></li>')
        if section.role == "problems":
            rows.extend(
                f'<li class="aspect"><a href="#t-{first[aspect]}" data-go="{first[aspect]}">'
                f'<span>{as_html(aspect.title)}</span><span class="count">{count}</span></a></li>'
                for aspect, count in counts.items()
                if aspect is not None
                and any(
                    section.span.start <= one.span.start < section.span.end
                    for one in material.problems
                    if one.aspect == aspect
                )
            )
    return f"<ol>{''.join(rows)}</ol>"
