"""Small pieces of HTML that every list of the review page is made of."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from duizhao.i18n import Translator
from duizhao.record import Span
from duizhao.reports.marks import LABELS, Kind, as_html

_SHOWN: Final = 60


def begins(text: str, most: int = _SHOWN) -> str:
    """Return how a text begins, in one line, as HTML."""
    flat = " ".join(text.split())
    return as_html(flat if len(flat) <= most else flat[:most] + "…")


def label(id_: str, kind: Kind, _: Translator) -> str:
    """Return the sign of an item: what stands beside it in the margin."""
    words = escape(_(LABELS[kind]) % {"no": id_[1:]})
    return f'<span class="sign t-{kind}">{words}</span>'


def chip(id_: str, kind: Kind, _: Translator) -> str:
    """Return a link to another item by its sign."""
    words = escape(_(LABELS[kind]) % {"no": id_[1:]})
    return f'<a class="chip t-{kind}" href="#t-{id_}" data-go="{id_}">{words}</a>'


def entry(id_: str, kind: str, span: Span | None, head: str, below: str, attributes: str = "") -> str:
    """Return an entry of a list: its head leads to its place in the text."""
    place = f' data-span="{span.start},{span.end}"' if span else ""
    return (
        f'<li class="entry" id="i-{id_}" data-id="{id_}" data-kind="{kind}"{place}{attributes}>'
        f'<a class="head" href="#t-{id_}" data-go="{id_}">{head}</a>{below}</li>'
    )


def button(do: str, key: str, words: str, extra: str = "") -> str:
    """Return a button of an entry, with the key that does the same."""
    shortcut = f' aria-keyshortcuts="{escape(key)}"' if key else ""
    hint = f" <kbd>{escape(key)}</kbd>" if key else ""
    return (
        f'<button type="button" class="small" data-do="{do}"{shortcut}{extra}>{escape(words)}{hint}</button>'
    )


def group(title: str, entries: Iterable[str], count: int | None = None) -> str:
    """Return a list under its heading; nothing where it has no entry."""
    inner = "".join(entries)
    if not inner:
        return ""
    number = f' <span class="count">{count}</span>' if count is not None else ""
    return (
        f'<section class="group"><h2>{as_html(title)}{number}</h2><ul class="entries">{inner}</ul></section>'
    )


def empty(words: str) -> str:
    """Return the sentence that stands where nothing does."""
    return f'<p class="none">{escape(words)}</p>'
