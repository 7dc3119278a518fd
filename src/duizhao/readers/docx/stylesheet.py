"""The style elements of ``styles.xml``, each parsed only when it is asked for.

The part often holds 160 styles of which a paper uses three; expanding and parsing all of them would cost more
than the rest of the file (6 ms for 340 KB). So the part is expanded as far as needed, and a style is cut out
by its id and parsed alone, within the namespaces of the root.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from duizhao.readers.docx.names import W, is_on

if TYPE_CHECKING:
    from lxml.etree import _Element

Parse = Callable[[bytes], "_Element"]

_PROLOG: Final = 8192
_ROOT: Final = re.compile(rb"<w:styles\b[^>]*>")
_STYLE, _DEFAULTS = W + "style", W + "docDefaults"
_ID: Final = re.compile(rb'w:styleId="([^"]*)"')
_FINDS_END: Final = 40  # more styles than a paper uses: looked up by index from here on
_DEFAULTS_END: Final = 40  # one default for each of four kinds of style is what there should be
_QUOTES: Final = {'"': "&quot;"}


class StyleSheet:
    """Finds styles by id. ``parse`` makes a tree of XML bytes and raises ``ReadError`` where it cannot."""

    def __init__(self, chunks: Iterator[bytes], parse: Parse) -> None:
        self._chunks = chunks
        self._content = next(chunks, b"")
        self._parse = parse
        self._looked_up = 0
        self._index: dict[bytes, int] | None = None
        root = _ROOT.search(self._content, 0, _PROLOG)
        self._root = root.group() if root else b""
        # Written with another prefix than everybody's: taken whole.
        self._whole = None if self._root else self._elements()

    def style(self, style_id: str) -> _Element | None:
        """Return the ``w:style`` with this id, or ``None``."""
        if self._whole is not None:
            return self._whole.get(style_id)
        return self._cut(self._place(style_id), b"style")

    def default(self) -> _Element | None:
        """Return the default paragraph style, or ``None``."""
        if self._whole is not None:
            return next((style for style in self._whole.values() if _is_default(style)), None)
        at = -1
        for _ in range(_DEFAULTS_END):
            at = self._find(b"w:default=", at + 1)
            style = self._cut(at, b"style")
            if style is None or _is_default(style):
                return style
        return None

    def defaults(self) -> _Element | None:
        """Return ``w:docDefaults``, or ``None``."""
        if self._whole is not None:
            return self._whole.get(None)
        return self._cut(self._find(b"<w:docDefaults>") + 1, b"docDefaults")

    def _elements(self) -> dict[str | None, _Element]:
        """Return the styles by their ids, the document defaults under ``None``."""
        content = self._content + b"".join(self._chunks)
        found: dict[str | None, _Element] = {}
        for element in self._parse(content) if content else ():
            if element.tag == _STYLE:
                found.setdefault(element.get(W + "styleId", ""), element)
            elif element.tag == _DEFAULTS:
                found[None] = element
        return found

    def _place(self, style_id: str) -> int:
        """Return where a style's id stands; looked for one by one until one is missing, then by index."""
        name = escape(style_id, _QUOTES).encode()
        if self._index is None:
            at = self._find(b'w:styleId="' + name + b'"')
            self._looked_up += 1
            if at >= 0 and self._looked_up < _FINDS_END:
                return at
            self._content += b"".join(self._chunks)
            self._index = {}
            for match in _ID.finditer(self._content):
                self._index.setdefault(match.group(1), match.start())
        return self._index.get(name, -1)

    def _find(self, wanted: bytes, start: int = 0) -> int:
        """Return where ``wanted`` stands, expanding more of the part until it is found; -1 for nowhere."""
        while (at := self._content.find(wanted, start)) < 0:
            start = max(start, len(self._content) - len(wanted))
            more = next(self._chunks, None)
            if more is None:
                return -1
            self._content += more
        return at

    def _cut(self, at: int, name: bytes) -> _Element | None:
        """Return the element called ``name`` whose start tag holds position ``at``."""
        end_tag = b"</w:" + name + b">"
        start = self._content.rfind(b"<w:" + name, 0, at + len(name) + 2) if at > 0 else -1
        end = self._find(end_tag, at) if start >= 0 else -1
        if end < 0:
            return None
        root = self._parse(self._root + self._content[start : end + len(end_tag)] + b"</w:styles>")
        return root[0] if len(root) else None


def _is_default(style: _Element) -> bool:
    return style.get(W + "type") == "paragraph" and is_on(style.get(W + "default", "0"))
