"""Text as it is printed, paragraph by paragraph, with the place of each."""

from __future__ import annotations

from typing import Final

from duizhao.readers.reader import CELLS, PARAGRAPHS, refuse_more
from duizhao.record import Cell, Format, Paragraph, Span

# Far beyond any paper; a hostile file reaches them within half a second.
PARAGRAPHS_END: Final = 30_000
CELLS_END: Final = 50_000

_CLOSING: Final = "、．.。）)：:，,；;】］]〕〉》」』\t \u3000"


class Printer:
    """Collects paragraphs; each is followed by a line end, or by a TAB where it ends a cell within a row."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.cell: Cell | None = None  # where the next paragraphs stand
        self._pieces: list[str] = []
        self._length = 0
        self._tables = 0
        self._cells = 0

    @property
    def text(self) -> str:
        """Return all that was printed so far."""
        return "".join(self._pieces)

    @property
    def length(self) -> int:
        """Return how many characters were printed so far."""
        return self._length

    def print(self, text: str, *, number: str = "", look: Format | None = None) -> None:
        """Print a paragraph; ``text`` begins with its ``number``. Raises ``ReadError`` at one too many."""
        refuse_more(len(self.paragraphs) + 1, PARAGRAPHS_END, PARAGRAPHS)
        span = Span(self._length, self._length + len(text))
        self.paragraphs.append(Paragraph(span, number, self.cell, look))
        self._pieces.append(text)
        self._pieces.append("\n")
        self._length = span.end + 1

    def new_table(self) -> int:
        """Return the number of a table that begins here."""
        self._tables += 1
        return self._tables - 1

    def close_cell(self, start: int, *, last: bool) -> None:
        """End a cell that began at ``start``: a TAB stands between cells, a line end after the last."""
        self._cells += 1
        refuse_more(self._cells, CELLS_END, CELLS)
        end = "\n" if last else "\t"
        if self._length > start:
            self._pieces[-1] = end  # in place of the last paragraph's line end
        else:
            self._pieces.append(end)
            self._length += 1


def with_gap(label: str) -> str:
    """Return an automatic number with what a reader sees after it: a TAB, nothing where a mark closes it."""
    return label if not label or label[-1] in _CLOSING else label + "\t"
