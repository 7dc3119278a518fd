"""Papers with what was found in them as one HTML file: text and list side by side, nothing from outside.

The file is written as the papers come. Each paper is rendered for itself, where it was read; NUL stands for
its number until the page puts it in, since no text of HTML can hold one.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import BinaryIO

from duizhao.data import DATA
from duizhao.i18n import Translator, translator
from duizhao.record import Document, Failure, Material
from duizhao.reports.marks import as_html, marked, marks
from duizhao.reports.parts import parts
from duizhao.reports.table import row
from duizhao.reports.words import FOR_CHECKING_ONLY, KINDS


@dataclass(frozen=True, slots=True)
class Article:
    """A paper rendered: its entry in the list of papers, its article, and the failure instead of one."""

    entry: bytes
    body: bytes
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class Articles:
    """Renders papers for the page in the words of ``language``."""

    language: str

    def __call__(self, outcome: Material | Failure, document: Document | None) -> Article:
        """Return one paper, its number left open."""
        _ = translator(self.language)
        if isinstance(outcome, Failure):
            return Article(_failed(outcome, _).encode(), b"", outcome)
        assert document is not None
        body = "\n".join(_article(outcome, document, _))
        return Article(_entry(outcome, _).encode("utf-8", "replace"), body.encode("utf-8", "replace"), None)


def write(articles: Iterable[Article], file: BinaryIO, language: str) -> None:
    """Write the page of all papers to ``file``, each as it comes, the list of papers at the end."""
    _ = translator(language)
    entries: list[bytes] = []
    file.write(_head(language, _).encode())
    for number, article in enumerate(articles, 1):
        name = f"p{number}".encode()
        file.write(article.body.replace(b"\0", name + b"-"))
        entries.append(article.entry.replace(b"\0", name))
    file.write(f'</main>\n<nav id="papers" aria-label="{escape(_("材料列表"))}">'.encode())
    file.write(f'<h2>{escape(_("材料"))}<span class="count">{len(entries)}</span></h2>\n<ol>\n'.encode())
    file.writelines(entries)
    file.write(
        f"</ol>\n</nav>\n{_keys(_)}<script>{_asset('extract.js')}</script>\n</body>\n</html>\n".encode()
    )


def _head(language: str, _: Translator) -> str:
    style, script = _asset("extract.css"), _asset("extract.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    # Nothing is fetched and no other script runs, whatever a paper holds.
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return f"""<!doctype html>
<html lang="zh-Hans" data-language="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(_("对照检查材料的问题、原因和措施"))}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#papers">{escape(_("到材料列表"))}</a>
<header class="bar">
<h1>{escape(_("对照"))}</h1>
<p class="note">{escape(_(FOR_CHECKING_ONLY))}</p>
<div class="panes">
<button type="button" data-pane="text" aria-pressed="true">{escape(_("原文"))}</button>
<button type="button" data-pane="parts" aria-pressed="false">{escape(_("结构"))}</button>
</div>
<button type="button" class="help">{escape(_("按键"))} <kbd>?</kbd></button>
</header>
<main>
"""


def _entry(material: Material, _: Translator) -> str:
    about = _about(material, _)
    return (
        f'<li><a href="#\0-paper" data-paper="\0-paper"><span class="name">{as_html(_title(material))}</span>'
        f'<span class="about">{as_html(about)}</span></a></li>\n'
    )


def _failed(failure: Failure, _: Translator) -> str:
    return (
        f'<li class="failed"><span class="name">{as_html(failure.path)}</span>'
        f'<span class="about"><b>{escape(_("读不出来"))}</b> '
        f"{as_html(failure.error.message(_))}</span></li>\n"
    )


def _article(material: Material, document: Document, _: Translator) -> Iterator[str]:
    source = material.source
    yield '<article id="\0paper">'
    yield f"<header><h2>{as_html(_title(material))}</h2>"
    yield f'<p class="about">{as_html(_about(material, _))}</p>'
    yield f'<p class="figures">{"".join(_figures(material, _))}</p></header>'
    yield '<div class="sides">'
    text = "".join(marked(document.text, marks(material), _))
    yield f'<section class="paper" aria-label="{escape(_("原文"))}"><div class="sheet">{text}</div></section>'
    yield f'<aside class="parts" aria-label="{escape(_("结构"))}">'
    yield from parts(material, _)
    digest = _("文件 %(path)s，SHA-256 %(digest)s…") % {"path": source.path, "digest": source.sha256[:8]}
    yield f'<p class="source">{as_html(digest)}</p>'
    yield "</aside></div></article>"


def _title(material: Material) -> str:
    return material.title or material.source.path


def _about(material: Material, _: Translator) -> str:
    author = material.author
    year = _("%(year)s 年度") % {"year": material.year} if material.year else None
    known = (_(KINDS[material.kind]), year, material.unit, author and author.post, author and author.name)
    return " · ".join(word for word in known if word)


def _figures(material: Material, _: Translator) -> Iterator[str]:
    counts = row(material)
    figures = (
        (_("方面 %(n)s"), counts.aspects),
        (_("问题 %(n)s"), counts.problems),
        (_("事例 %(n)s"), counts.examples),
        (_("原因 %(n)s"), counts.causes),
        (_("根源 %(n)s"), counts.roots),
        (_("措施 %(n)s"), counts.measures),
        (_("认领 %(n)s"), counts.claims),
    )
    for words, number in figures:
        yield f"<span>{escape(words) % {'n': f'<b>{number}</b>'}}</span>"
    if counts.unanswered:
        words = escape(_("%(n)s 个问题未见对应措施")) % {"n": f"<b>{counts.unanswered}</b>"}
        yield f'<span class="open">{words}</span>'


def _keys(_: Translator) -> str:
    rows = (
        ("j / k", _("下一条、上一条")),
        ("] / [", _("下一份、上一份材料")),
        ("Esc", _("取消选中")),
        ("?", _("显示或关闭本说明")),
    )
    lines = "".join(f"<dt><kbd>{escape(key)}</kbd></dt><dd>{escape(words)}</dd>" for key, words in rows)
    return f'<dialog class="keys"><h2>{escape(_("按键"))}</h2><dl>{lines}</dl></dialog>\n'


@cache
def _asset(name: str) -> str:
    return (DATA / "pages" / name).read_text(encoding="utf-8")
