"""Papers with what checks say of them as one HTML file: text and list side by side, nothing from outside."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from duizhao.data import DATA
from duizhao.i18n import Translator, translator
from duizhao.record import Diagnostic, Examined, Failure
from duizhao.reports.check_list import Known, entries
from duizhao.reports.check_marks import CheckMark, marks, places
from duizhao.reports.check_view import Numbered, by_category, by_severity, numbered, title
from duizhao.reports.check_words import CATEGORIES, SEVERITIES
from duizhao.reports.lines import Lines
from duizhao.reports.marks import as_html, marked
from duizhao.reports.words import FOR_CHECKING_ONLY

if TYPE_CHECKING:
    from duizhao.checks.base import Check


def page(outcomes: Sequence[Examined | Failure], checks: Sequence[Check], language: str) -> bytes:
    """Return the page as UTF-8: one article a paper, in the order given; ``checks`` give the titles."""
    _ = translator(language)
    papers = [(one, numbered(one)) for one in outcomes if isinstance(one, Examined)]
    others = places(papers)
    # Other places in a paper given twice are those in the first of the two.
    numbers = {paper.path: n for n, (paper, _findings) in reversed([*enumerate(papers, 1)])}
    lines = {paper.path: Lines(paper.text) for paper, _findings in papers}
    known = Known({check.id: _(check.title) for check in checks}, numbers, lines)
    parts = [_head([paper for paper, _findings in papers], language, _), "<main>\n"]
    for number, (paper, findings) in enumerate(papers, 1):
        there = others[paper.path] if numbers[paper.path] == number else []
        article = _article(number, paper, findings, there, known, _)
        parts.append("".join(article).replace("\0", f"p{number}-"))
    parts += ["</main>\n", "".join(_list(outcomes, _)), _keys(_)]
    parts.append(f"<script>{_asset('check.js')}</script>\n</body>\n</html>\n")
    return "".join(parts).encode("utf-8", "replace")


def _head(papers: Sequence[Examined], language: str, _: Translator) -> str:
    digest = base64.b64encode(hashlib.sha256(_asset("check.js").encode()).digest()).decode()
    # Nothing is fetched and no other script runs, whatever a paper holds.
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return f"""<!doctype html>
<html lang="zh-Hans" data-language="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(_("材料校核"))}</title>
<style>{_asset("extract.css")}{_asset("check.css")}</style>
</head>
<body>
<a class="skip" href="#papers">{escape(_("到材料列表"))}</a>
<header class="bar">
<h1>{escape(_("校核"))}</h1>
<p class="note">{escape(_(FOR_CHECKING_ONLY))}</p>
{_filter(papers, _)}
<div class="panes">
<button type="button" data-pane="text" aria-pressed="true">{escape(_("原文"))}</button>
<button type="button" data-pane="parts" aria-pressed="false">{escape(_("所指"))}</button>
</div>
<button type="button" class="help">{escape(_("按键"))} <kbd>?</kbd></button>
</header>
"""


def _filter(papers: Sequence[Examined], _: Translator) -> str:
    """Return the boxes that choose severities and categories, each with how many there are."""
    severities = by_severity(one for paper in papers for one in paper.diagnostics)
    grave = [_box("severity", name, _(SEVERITIES[name]), count) for name, count in severities.items()]
    kinds = [
        _box("category", name, _(CATEGORIES[name]), count) for name, count in by_category(papers).items()
    ]
    return (
        f'<form class="filter" aria-label="{escape(_("筛选"))}"><fieldset class="severities">'
        f"<legend>{escape(_('级别'))}</legend>{''.join(grave)}</fieldset>"
        f'<details class="categories"><summary>{escape(_("类别"))}<span class="chosen"></span></summary>'
        f"<fieldset><legend>{escape(_('类别'))}</legend>{''.join(kinds)}"
        f'<p><button type="button" data-all="1">{escape(_("全选"))}</button> '
        f'<button type="button" data-all="">{escape(_("全不选"))}</button></p>'
        "</fieldset></details></form>"
    )


def _box(group: str, name: str, words: str, count: int) -> str:
    return (
        f'<label class="{group}-{name}"><input type="checkbox" name="{group}" value="{name}" checked> '
        f"{escape(words)} <b>{count}</b></label>"
    )


def _article(
    number: int,
    paper: Examined,
    findings: Sequence[Numbered],
    others: Sequence[CheckMark],
    known: Known,
    _: Translator,
) -> Iterator[str]:
    """Yield a paper's article, its number left open as NUL: its head, its text with the marks, its list."""
    whole = title(paper)
    yield '<article id="\0paper">'
    yield f"<header><h2>{as_html(whole)}</h2>"
    yield f'<p class="about">{as_html(paper.path)}</p>'
    yield f'<p class="figures">{"".join(_figures(paper, _))}</p></header>'
    yield '<div class="sides">'
    yield f'<section class="paper" tabindex="0" aria-label="{escape(_("原文"))}"><div class="sheet">'
    yield from marked(paper.text, marks(findings, others), _)
    yield f'</div></section><aside class="parts" aria-label="{escape(_("校核所指"))}">'
    yield '<ol class="entries">'
    yield from entries(number, findings, whole, known, _)
    yield "</ol>"
    yield f'<p class="nothing" hidden>{escape(_("所选的级别和类别中没有。"))}</p>'
    if not findings:
        yield f'<p class="hint">{escape(_("没有要指出的。"))}</p>'
    yield "</aside></div></article>\n"


def _figures(paper: Examined, _: Translator) -> Iterator[str]:
    yield f"<span>{escape(_counts(paper.diagnostics, _))}</span>"
    if paper.suppressed:
        yield f"<span>{escape(_('已忽略 %(n)s 处') % {'n': paper.suppressed})}</span>"
    if paper.known:
        yield f"<span>{escape(_('上次已有 %(n)s 处，未列') % {'n': paper.known})}</span>"
    for failure in paper.failures:
        words = _("校核 %(check)s 未能完成") % {"check": failure.check}
        yield f'<span class="open">{as_html(words)}</span>'


def _counts(found: Sequence[Diagnostic], _: Translator) -> str:
    counts = [
        _("%(name)s %(n)s") % {"name": _(SEVERITIES[name]), "n": n}
        for name, n in by_severity(found).items()
        if n
    ]
    return " · ".join(counts) or _("没有要指出的")


def _list(outcomes: Sequence[Examined | Failure], _: Translator) -> Iterator[str]:
    yield f'<nav id="papers" aria-label="{escape(_("材料列表"))}">'
    yield f'<h2>{escape(_("材料"))}<span class="count">{len(outcomes)}</span></h2>\n<ol>\n'
    number = 0
    titles = Counter(title(one) for one in outcomes if isinstance(one, Examined))
    for one in outcomes:
        if isinstance(one, Failure):
            yield (
                f'<li class="failed"><span class="name">{as_html(one.path)}</span><span class="about">'
                f"<b>{escape(_('读不出来'))}</b> {as_html(one.error.message(_))}</span></li>\n"
            )
            continue
        number += 1
        # Members of one team may all give their papers the same title.
        path = f'<span class="about">{as_html(one.path)}</span>' if titles[title(one)] > 1 else ""
        yield (
            f'<li><a href="#p{number}-paper" data-paper="p{number}-paper">'
            f'<span class="name">{as_html(title(one))}</span>{path}'
            f'<span class="about">{as_html(_counts(one.diagnostics, _))}</span></a></li>\n'
        )
    yield "</ol>\n</nav>\n"


def _keys(_: Translator) -> str:
    rows = (
        ("j / k", _("下一条、上一条")),
        ("] / [", _("下一份、上一份材料")),
        ("1 2 3", _("显示或不显示错误、警告、提示")),
        ("Esc", _("取消选中")),
        ("?", _("显示或关闭本说明")),
    )
    lines = "".join(f"<dt><kbd>{escape(key)}</kbd></dt><dd>{escape(words)}</dd>" for key, words in rows)
    return f'<dialog class="keys"><h2>{escape(_("按键"))}</h2><dl>{lines}</dl></dialog>\n'


@cache
def _asset(name: str) -> str:
    return (DATA / "pages" / name).read_text(encoding="utf-8")
