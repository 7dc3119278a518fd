"""How Word nests its parts: which branch of an alternative is shown, which rows and cells a table has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from duizhao.readers.docx.names import MC, VAL, W, child, integer

if TYPE_CHECKING:
    from lxml.etree import _Element

ALTERNATE: Final = MC + "AlternateContent"
BOX: Final = W + "txbxContent"
# Elements that only stand around others; deletions and moved-away text are not among them.
WRAPPERS: Final = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "hyperlink")
)

_COLUMNS_END: Final = 64  # Word's tables have at most 63 columns
# Prefixes of the extensions whose text we read; for others the fallback is taken, as the standard says.
_UNDERSTOOD: Final = frozenset({"wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "w16", "w16se", "a14", "v"})
_CHOICE, _FALLBACK = MC + "Choice", MC + "Fallback"
_ROW, _CELL = W + "tr", W + "tc"
_ROW_GONE: Final = (W + "del", W + "hidden")


def shown(alternate: _Element) -> Iterator[_Element]:
    """Return the children of the one branch of ``mc:AlternateContent`` that is shown."""
    for branch in alternate:
        if branch.tag == _CHOICE and set(branch.get("Requires", "?").split()) <= _UNDERSTOOD:
            return iter(branch)
    fallback = child(alternate, _FALLBACK)
    return iter(()) if fallback is None else iter(fallback)


def text_boxes(element: _Element) -> Iterator[_Element]:
    """Return the contents of the text boxes in a drawing, a picture or an object, each once."""
    if next(element.iter(BOX), None) is None:
        return
    for part in element:
        if part.tag == ALTERNATE:
            for chosen in shown(part):
                yield from [chosen] if chosen.tag == BOX else text_boxes(chosen)
        elif part.tag == BOX:
            yield part
        else:
            yield from text_boxes(part)


def rows(table: _Element) -> Iterator[_Element]:
    """Return the rows of a table that are neither deleted nor hidden."""
    for row in _within(table, _ROW):
        properties = child(row, W + "trPr")
        if properties is None or all(child(properties, gone) is None for gone in _ROW_GONE):
            yield row


def cells(row: _Element) -> list[tuple[_Element, int, int, bool]]:
    """Return (cell, its first column, columns spanned, whether its content is shown) for each cell of a row.

    A cell merged into the one above keeps its place but shows nothing; one merged into its left neighbour or
    deleted is no cell.
    """
    found: list[tuple[_Element, int, int, bool]] = []
    column = _skipped_columns(row)
    for cell in _within(row, _CELL):
        span, is_cell, is_shown = _merged(cell)
        if is_cell:
            found.append((cell, column, span, is_shown))
        column += span
    return found


def _within(parent: _Element, tag: str) -> Iterator[_Element]:
    """Return the children with a tag, also those inside content controls and insertions."""
    for part in parent:
        if part.tag == tag:
            yield part
        elif part.tag == ALTERNATE:
            yield from (chosen for chosen in shown(part) if chosen.tag == tag)
        elif part.tag in WRAPPERS:
            yield from _within(part, tag)


def _skipped_columns(row: _Element) -> int:
    properties = child(row, W + "trPr")
    before = None if properties is None else child(properties, W + "gridBefore")
    return 0 if before is None else min(integer(before.get(VAL)) or 0, _COLUMNS_END)


def _merged(cell: _Element) -> tuple[int, bool, bool]:
    properties = child(cell, W + "tcPr")
    if properties is None:
        return 1, True, True
    span = child(properties, W + "gridSpan")
    columns = 1 if span is None else min(max(integer(span.get(VAL)) or 1, 1), _COLUMNS_END)
    is_cell = child(properties, W + "cellDel") is None and not _continues(child(properties, W + "hMerge"))
    return columns, is_cell, not _continues(child(properties, W + "vMerge"))


def _continues(merge: _Element | None) -> bool:
    return merge is not None and merge.get(VAL, "continue") == "continue"
