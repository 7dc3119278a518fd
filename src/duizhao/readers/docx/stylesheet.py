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
_QUOTES: Final = {'"': "&quot;"}


class StyleSheet:
    """Finds styles by id. ``parse`` makes a tree of XML bytes and raises ``ReadError`` where it cannot."""

    def __init__(self, chunks: Iterator[bytes], parse: Parse) -> None:
        self._chunks = chunks
        self._content = next(chunks, b"")
        self._parse = parse
        root = _ROOT.search(self._content, 0, _PROLOG)
        self._root = root.group() if root else b""
        # Written with another prefix than everybody's: taken whole.
        self._whole = None if self._root else self._elements()

    def style(self, style_id: str) -> _Element | None:
        """Return the ``w:style`` with this id, or ``None``."""
        if self._whole is not None:
            return next(
                (e for e in self._whole if e.tag == _STYLE and e.get(W + "styleId") == style_id), None
            )
        return self._cut(self._find(f'w:styleId="{escape(style_id, _QUOTES)}"'.encode()), b"style")

    def default(self) -> _Element | None:
        """Return the default paragraph style, or ``None``."""
        if self._whole is not None:
            return next((e for e in self._whole if e.tag == _STYLE and _is_default(e)), None)
        at = self._find(b"w:default=")
        while at >= 0:
            style = self._cut(at, b"style")
            if style is not None and _is_default(style):
                return style
            at = self._find(b"w:default=", at + 1)
        return None

    def defaults(self) -> _Element | None:
        """Return ``w:docDefaults``, or ``None``."""
        if self._whole is not None:
            return next((e for e in self._whole if e.tag == _DEFAULTS), None)
        return self._cut(self._find(b"<w:docDefaults>") + 1, b"docDefaults")

    def _elements(self) -> tuple[_Element, ...]:
        content = self._content + b"".join(self._chunks)
        return tuple(self._parse(content)) if content else ()

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
