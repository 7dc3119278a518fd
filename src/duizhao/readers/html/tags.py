"""What a browser does with the elements of a page: which it shows as blocks, which not as text at all."""

from __future__ import annotations

from typing import Final

DROPPED: Final = frozenset(
    (
        "script", "style", "head", "nav", "noscript", "template", "iframe", "object", "embed", "applet",
        "svg", "canvas", "audio", "video", "map", "select", "option", "button", "datalist", "textarea",
        "rt", "rp", "del",
    )
)  # fmt: skip
BLOCKS: Final = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
        "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
        "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu",
        "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul",
    )
)  # fmt: skip
LISTS: Final = frozenset(("ol", "ul", "menu", "dir"))
