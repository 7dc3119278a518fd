"""What the reports for a terminal share: how a line is written, and what leaves them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from duizhao.text.columns import breaks, width_of
from duizhao.text.shown import in_lines, on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console
    from rich.text import Text


def console(buffer: io.StringIO, *, width: int, styled: bool, coloured: bool = True) -> Console:
    """Return what writes to ``buffer``, ``width`` columns wide whatever terminal the program runs in."""
    from rich.console import Console

    system: Literal["standard"] | None = "standard" if styled and coloured else None
    # Without a height rich takes the page of a terminal that it does not know for 80 columns.
    return Console(
        file=buffer, width=width, height=25, force_terminal=styled, color_system=system, highlight=False
    )


@dataclass(frozen=True, slots=True)
class Plain:
    """What writes lines without styles: that needs no rich, a tenth of the time of a small check."""

    buffer: io.StringIO
    width: int


def line(console: Console | Plain, words: str, style: str = "", indent: int = 0) -> None:
    """Write one line, folded where it is too long, ``indent`` columns to the right."""
    if isinstance(console, Plain):
        words = on_one_line(words)
        places = [0, *breaks(words, console.width - indent), len(words)]
        pieces = [words[start:end].rstrip() for start, end in pairwise(places)]
        for piece in filter(None, pieces) if words else [""]:
            console.buffer.write(f"{' ' * indent}{piece}\n")
        return
    from rich.padding import Padding

    console.print(Padding(folded(words, style), (0, 0, 0, indent)))


def folded(words: str, style: str = "", *, path: bool = False) -> Text:
    """Return a text that is broken as Chinese is; a ``path`` goes on in a new line after its folders."""
    from rich.containers import Lines
    from rich.text import Text

    class Folded(Text):
        def wrap(self, _console: Console, width: int, **_others: object) -> Lines:  # type: ignore[override]
            lines = Lines()
            for line in self.split(allow_blank=True):
                lines.extend(_broken(line, width, path=path))
            return lines

    return Folded(on_one_line(words), style=style)


def _broken(line: Text, width: int, *, path: bool) -> Iterator[Text]:
    parts = [line]
    if path and width_of(line.plain) > width:
        parts = list(line.divide([line.plain.rfind("/") + 1]))
    for part in parts:
        for piece in part.divide(breaks(part.plain, width)):
            piece.rstrip()
            if piece:
                yield piece


def printed(buffer: io.StringIO, *, styled: bool) -> str:
    """Return what was written, without blanks at the ends of its lines and harmless to the terminal."""
    text = in_lines(buffer.getvalue(), styled=styled)
    return "".join(each.rstrip() + "\n" for each in text.removesuffix("\n").split("\n")) if text else ""
