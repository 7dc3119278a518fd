"""A comparison as one HTML file: both texts side by side, what they share marked and linked.

Nothing is fetched and no other script runs, whatever a paper holds.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from typing import Final

from duizhao.data import DATA
from duizhao.i18n import Translator, translator
from duizhao.record import Comparison, Failure, Pair
from duizhao.reports.compare_sides import Side, side
from duizhao.reports.compare_words import (
    KINDS,
    common_folder,
    left_out,
    paths,
    percent,
    relation,
    remarks,
    shared,
)
from duizhao.reports.marks import as_html
from duizhao.reports.words import FOR_CHECKING_ONLY

SHOWN: Final = 200  # pairs with both texts in the page; the others are named
_QUOTE: Final = 36


def page(
    comparison: Comparison, failures: Sequence[Failure], texts: Mapping[str, str], language: str
) -> bytes:
    """Return the page as UTF-8; ``texts`` are the papers' texts by path."""
    _ = translator(language)
    folder = common_folder(paths(comparison))
    parts = [
        _head(language, _),
        "".join(_list(comparison, failures, folder, _)),
        "<main>\n",
        *(
            _article(number, pair, texts, folder, _)
            for number, pair in enumerate(comparison.pairs[:SHOWN], 1)
        ),
        "" if comparison.pairs else f'<p class="nothing">{escape(_("未发现文字重合。"))}</p>\n',
        f"</main>\n{_keys(_)}<script>{_asset('compare.js')}</script>\n</body>\n</html>\n",
    ]
    return "".join(parts).encode("utf-8", "replace")


def _head(language: str, _: Translator) -> str:
    digest = base64.b64encode(hashlib.sha256(_asset("compare.js").encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return f"""<!doctype html>
<html lang="zh-Hans" data-language="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(_("材料文字重合比对"))}</title>
<style>{_asset("compare.css")}</style>
</head>
<body data-pane="a">
<a class="skip" href="#pairs">{escape(_("到比对列表"))}</a>
<header class="bar">
<h1>{escape(_("文字重合"))}</h1>
<p class="note">{escape(_(FOR_CHECKING_ONLY))}</p>
<label class="only"><input type="checkbox" id="only"> {escape(_("只看重合的段落"))}</label>
<button type="button" class="help">{escape(_("按键"))} <kbd>?</kbd></button>
</header>
"""


def _list(comparison: Comparison, failures: Sequence[Failure], folder: str, _: Translator) -> Iterator[str]:
    yield f'<nav id="pairs" aria-label="{escape(_("比对列表"))}">\n'
    yield f'<h2>{escape(_("重合的材料"))}<span class="count">{len(comparison.pairs)}</span></h2>\n<ol>\n'
    for number, pair in enumerate(comparison.pairs, 1):
        yield _entry(number, pair, folder, _)
    yield '</ol>\n<div class="more">\n'
    if len(comparison.pairs) > SHOWN:
        words = _("前 %(shown)s 组附有两份原文；全部结果见 JSON 或 xlsx 格式") % {"shown": SHOWN}
        yield f"<p>{escape(words)}</p>\n"
    yield from _clusters(comparison, folder, _)
    yield f"<p>{escape(left_out(comparison, _))}</p>\n"
    for remark in remarks(comparison, _):
        yield f"<p>{as_html(remark)}</p>\n"
    for failure in failures:
        yield (
            f'<p class="failed"><b>{escape(_("读不出来"))}</b> {as_html(failure.path)}　'
            f"{as_html(failure.error.message(_))}</p>\n"
        )
    yield "</div>\n</nav>\n"


def _clusters(comparison: Comparison, folder: str, _: Translator) -> Iterator[str]:
    for cluster in comparison.clusters:
        names = "".join(f"<li>{as_html(path.removeprefix(folder))}</li>" for path in cluster)
        words = _("%(count)s 份材料相互有较多文字重合") % {"count": len(cluster)}
        yield f"<details><summary>{escape(words)}</summary><ul>{names}</ul></details>\n"


def _entry(number: int, pair: Pair, folder: str, _: Translator) -> str:
    a, b = as_html(pair.a.removeprefix(folder)), as_html(pair.b.removeprefix(folder))
    other = (
        f'<span class="inside">{escape(_("文内重复"))}</span>' if pair.a == pair.b else f"<span>{b}</span>"
    )
    why = relation(pair, _)
    body = (
        f'<span class="name"><span>{a}</span>{other}</span>'
        f'<span class="about">{escape(_figures(pair, _))}</span>'
        + (f'<span class="why">{as_html(why)}</span>' if why else "")
    )
    if number > SHOWN:
        return f'<li class="far">{body}</li>\n'
    return f'<li><a href="#p{number}" data-pair="p{number}">{body}</a></li>\n'


def _figures(pair: Pair, _: Translator) -> str:
    return _("%(places)s 处，%(characters)s 字") % {"places": len(pair.passages), "characters": shared(pair)}


def _article(number: int, pair: Pair, texts: Mapping[str, str], folder: str, _: Translator) -> str:
    name = f"p{number}"
    a, b = pair.a.removeprefix(folder), pair.b.removeprefix(folder)
    text_a, text_b = texts[pair.a], None if pair.stored else texts[pair.b]
    left = side(Side("a", name, text_a, text_b), pair.passages, _)
    right = side(Side("b", name, text_a, text_b), pair.passages, _)
    why = relation(pair, _)
    chip = f'<span class="why">{as_html(why)}</span>' if why else ""
    first, second = _names(pair, a, b, _)
    return f"""<article id="{name}">
<header><h2>{as_html(first)}<span class="with">{escape(_("与"))}</span>{as_html(second)}</h2>
<p class="figures"><b>{escape(_figures(pair, _))}</b>{chip}</p>
<ol class="passages">{"".join(_passages(name, pair, _))}</ol></header>
<div class="panes"><button type="button" data-pane="a" aria-pressed="true">{as_html(first)}</button>
<button type="button" data-pane="b" aria-pressed="false">{as_html(second)}</button></div>
<div class="sides">
{_sheet("a", first, pair.share_a, left, _)}
{_sheet("b", second, pair.share_b, right, _)}
</div></article>
"""


def _names(pair: Pair, a: str, b: str, _: Translator) -> tuple[str, str]:
    if pair.a == pair.b:
        return _("%(path)s（前一处）") % {"path": a}, _("%(path)s（后一处）") % {"path": b}
    return a, (_("索引：%(path)s") % {"path": b} if pair.stored else b)


def _sheet(which: str, name: str, share: float, body: str, _: Translator) -> str:
    words = _("重合占本份自有文字 %(share)s") % {"share": percent(share)}
    width = round(min(1.0, share) * 100, 1)
    return f"""<section class="side side-{which}" aria-label="{as_html(name)}">
<header><h3>{as_html(name)}</h3><p>{escape(words)}</p><i class="gauge" style="--share:{width}%"></i></header>
<div class="sheet">{body}</div></section>"""


def _passages(name: str, pair: Pair, _: Translator) -> Iterator[str]:
    for number, passage in enumerate(pair.passages, 1):
        flat = " ".join(passage.quote.split())
        quote = flat if len(flat) <= _QUOTE else f"{flat[:_QUOTE]}…"
        facts = _("%(length)s 字，%(kind)s") % {"length": passage.length, "kind": _(KINDS[passage.kind])}
        yield (
            f'<li><a href="#{name}-a-{number}" data-hit="{number}"><span class="no">{number}</span>'
            f'<span class="quote">{as_html(quote)}</span><span class="facts">{escape(facts)}</span></a></li>'
        )


def _keys(_: Translator) -> str:
    rows = (
        ("j / k", _("下一处、上一处重合")),
        ("] / [", _("下一组、上一组材料")),
        ("o", _("只看重合的段落")),
        ("Esc", _("取消选中")),
        ("?", _("显示或关闭本说明")),
    )
    lines = "".join(f"<dt><kbd>{escape(key)}</kbd></dt><dd>{escape(words)}</dd>" for key, words in rows)
    return f'<dialog class="keys"><h2>{escape(_("按键"))}</h2><dl>{lines}</dl></dialog>\n'


@cache
def _asset(name: str) -> str:
    return (DATA / "pages" / name).read_text(encoding="utf-8")
