"""What the reports for a terminal share: how a line is written, and what leaves them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

from duizhao.text.shown import in_lines, on_one_line

if TYPE_CHECKING:
    from rich.console import Console


def console(buffer: io.StringIO, *, width: int, styled: bool, coloured: bool = True) -> Console:
    """Return what writes to ``buffer``, ``width`` columns wide whatever terminal the program runs in."""
    from rich.console import Console

    system: Literal["standard"] | None = "standard" if styled and coloured else None
    # Without a height rich takes the page of a terminal that it does not know for 80 columns.
    return Console(
        file=buffer, width=width, height=25, force_terminal=styled, color_system=system, highlight=False
    )


def line(console: Console, words: str, style: str = "", indent: int = 0) -> None:
    """Write one line, folded where it is too long, ``indent`` columns to the right."""
    from rich.padding import Padding
    from rich.text import Text

    console.print(Padding(Text(on_one_line(words), style=style, overflow="fold"), (0, 0, 0, indent)))


def printed(buffer: io.StringIO, *, styled: bool) -> str:
    """Return what was written, without blanks at the ends of its lines and harmless to the terminal."""
    text = in_lines(buffer.getvalue(), styled=styled)
    return "".join(each.rstrip() + "\n" for each in text.removesuffix("\n").split("\n")) if text else ""
