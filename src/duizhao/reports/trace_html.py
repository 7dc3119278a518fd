"""A trace as one HTML file: problems down, causes and measures across, and who claims which team problem.

Nothing is fetched and no other script runs, whatever a paper holds.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape

from duizhao.data import DATA
from duizhao.i18n import Translator, translator
from duizhao.record import Failure, Material
from duizhao.reports.marks import LABELS, Kind, as_html
from duizhao.reports.trace_grid import claims_grid, links_grid
from duizhao.reports.trace_view import Claims, Trace, claims, heading, title, trace
from duizhao.reports.trace_words import METHOD, NO_PROBLEM, OPEN, beyond, figures, left_over
from duizhao.reports.words import FOR_CHECKING_ONLY, KINDS


def page(materials: Sequence[Material], failures: Sequence[Failure], language: str) -> bytes:
    """Return the page as UTF-8: one article a paper, then one a team with its members' claims."""
    _ = translator(language)
    traces = [trace(material) for material in materials]
    teams = claims(materials)
    parts = [
        _head(language, _),
        "".join(_list(traces, teams, failures, _)),
        "<main>\n",
        *(_article(f"p{number}", found, _) for number, found in enumerate(traces, 1)),
        *(_team(f"t{number}", found, _) for number, found in enumerate(teams, 1)),
        f"</main>\n{_keys(_)}<script>{_asset('trace.js')}</script>\n</body>\n</html>\n",
    ]
    return "".join(parts).encode("utf-8", "replace")


def _head(language: str, _: Translator) -> str:
    digest = base64.b64encode(hashlib.sha256(_asset("trace.js").encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return f"""<!doctype html>
<html lang="zh-Hans" data-language="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(_("问题、原因和措施的对应"))}</title>
<style>{_asset("extract.css")}{_asset("trace.css")}</style>
</head>
<body>
<a class="skip" href="#papers">{escape(_("到材料列表"))}</a>
<header class="bar">
<h1>{escape(_("对应"))}</h1>
<p class="note">{escape(_(METHOD))}{escape(_(FOR_CHECKING_ONLY))}</p>
<label class="only"><input type="checkbox" id="only"> {escape(_("只看未对应的问题"))}</label>
<button type="button" class="help">{escape(_("按键"))} <kbd>?</kbd></button>
</header>
"""


def _list(
    traces: Sequence[Trace], teams: Sequence[Claims], failures: Sequence[Failure], _: Translator
) -> Iterator[str]:
    count = len(traces) + len(failures)
    yield f'<nav id="papers" aria-label="{escape(_("材料列表"))}">\n'
    yield f'<h2>{escape(_("材料"))}<span class="count">{count}</span></h2>\n<ol>\n'
    for number, found in enumerate(traces, 1):
        open_ = len(found.unanswered)
        words = _("%(n)s 个问题未见对应措施") % {"n": open_} if open_ else _about(found.material, _)
        mark = ' class="about open"' if open_ else ' class="about"'
        yield _entry(f"p{number}", title(found.material), f"<span{mark}>{as_html(words)}</span>")
    for number, team in enumerate(teams, 1):
        about = f'<span class="about">{as_html(title(team.team))}</span>'
        yield _entry(f"t{number}", _("认领班子问题"), about)
    for failure in failures:
        yield (
            f'<li class="failed"><span class="name">{as_html(failure.path)}</span><span class="about">'
            f"<b>{escape(_('读不出来'))}</b> {as_html(failure.error.message(_))}</span></li>\n"
        )
    yield "</ol>\n</nav>\n"


def _entry(name: str, words: str, about: str) -> str:
    head = f'<span class="name">{as_html(words)}</span>'
    return f'<li><a href="#{name}" data-paper="{name}">{head}{about}</a></li>\n'


def _article(name: str, found: Trace, _: Translator) -> str:
    material = found.material
    return f"""<article id="{name}">
<header><h2>{as_html(title(material))}</h2>
<p class="about">{as_html(_about(material, _))} · {as_html(material.source.path)}</p>
<p class="figures"><span>{escape(figures(found, _))}</span>{_warnings(left_over(found, _))}</p>
{_idle(found, _)}</header>
<div class="trace"><div class="table">{links_grid(name, found, _)}</div>{_why(_)}</div>
</article>
"""


def _team(name: str, found: Claims, _: Translator) -> str:
    nobody = [_("%(n)s 个问题无人认领") % {"n": len(found.unclaimed)}] if found.unclaimed else []
    return f"""<article id="{name}">
<header><h2>{escape(_("认领班子问题"))}</h2>
<p class="about">{as_html(title(found.team))} · {as_html(found.team.source.path)}</p>
<p class="figures">{_warnings([*nobody, *beyond(found, _)])}</p></header>
<div class="trace"><div class="table">{claims_grid(name, found, _)}</div>{_why(_)}</div>
</article>
"""


def _warnings(sentences: Iterator[str] | Sequence[str]) -> str:
    return "".join(f'<span class="open">{as_html(words)}</span>' for words in sentences)


def _idle(found: Trace, _: Translator) -> str:
    kinds: dict[str, Kind] = {"C": "cause", "M": "measure"}
    labels = [_(LABELS[kinds[one.id[0]]]) % {"no": one.id[1:]} for one in found.idle]
    names = "".join(
        f'<li class="none">{as_html(f"{label} {heading(one)}")}</li>'
        for label, one in zip(labels, found.idle, strict=True)
    )
    return f'<ul class="idle" aria-label="{escape(_(NO_PROBLEM))}">{names}</ul>' if names else ""


def _why(_: Translator) -> str:
    hint = escape(_("选中一格，这里显示依据。"))
    return f'<aside class="why" aria-live="polite"><p class="hint">{hint}</p></aside>'


def _about(material: Material, _: Translator) -> str:
    author = material.author
    year = _("%(year)s 年度") % {"year": material.year} if material.year else None
    known = (_(KINDS[material.kind]), year, material.unit, author and author.post, author and author.name)
    return " · ".join(word for word in known if word)


def _keys(_: Translator) -> str:
    rows = (
        ("← → ↑ ↓", _("移到旁边的对应")),
        ("] / [", _("下一份、上一份材料")),
        ("u", _("只看未对应的问题")),
        (OPEN, _("没有对应、无人认领")),
        ("?", _("显示或关闭本说明")),
    )
    lines = "".join(f"<dt><kbd>{escape(key)}</kbd></dt><dd>{escape(words)}</dd>" for key, words in rows)
    return f'<dialog class="keys"><h2>{escape(_("按键"))}</h2><dl>{lines}</dl></dialog>\n'


@cache
def _asset(name: str) -> str:
    return (DATA / "pages" / name).read_text(encoding="utf-8")
