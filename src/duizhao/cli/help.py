"""Help texts that fit the terminal: a Chinese character takes two columns and needs no blank to break at."""

from __future__ import annotations

from collections.abc import Iterable
from gettext import gettext

import click

from duizhao.text.columns import width_of, wrap


class Formatter(click.HelpFormatter):
    """click's formatter with columns counted as they are shown."""

    def write_text(self, text: str) -> None:
        """Write paragraphs, separated by blank lines in ``text``, at the current indent."""
        paragraphs = text.split("\n\n")
        for number, paragraph in enumerate(paragraphs):
            if number:
                self.write_paragraph()
            self._write_paragraph(paragraph)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how the command is called."""
        word = gettext("Usage:")
        super().write_usage(prog, args, prefix or (word if word.endswith("：") else f"{word} "))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section with the colon of its language."""
        self.write(f"{'':>{self.current_indent}}{heading}{':' if heading.isascii() else '：'}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and their explanations in two columns."""
        rows = list(rows)
        indent = " " * self.current_indent
        first = min(max((width_of(term) for term, _ in rows), default=0), col_max) + col_spacing
        room = max(self.width - self.current_indent - first, 10)
        for term, text in rows:
            lines = wrap(text, room)
            gap = first - width_of(term)
            if gap < col_spacing:  # the term is too long for its column and has a line of its own
                self.write(f"{indent}{term}\n")
            else:
                lines[0] = f"{term}{' ' * gap}{lines[0]}"
            for number, line in enumerate(lines):
                margin = "" if number == 0 and gap >= col_spacing else " " * first
                self.write(f"{indent}{margin}{line}".rstrip() + "\n")

    def _write_paragraph(self, paragraph: str) -> None:
        # A paragraph that begins with \b keeps its lines, as in click.
        as_is = paragraph.lstrip("\n").startswith("\b")
        body = paragraph.replace("\b\n", "").replace("\b", "")
        indent = " " * self.current_indent
        lines = body.strip("\n").split("\n") if as_is else wrap(" ".join(body.split("\n")), self._room())
        for line in lines:
            self.write(f"{indent}{line}".rstrip() + "\n")

    def _room(self) -> int:
        return max(self.width - self.current_indent, 11)


class Context(click.Context):
    """A click context that writes help with ``Formatter``."""

    formatter_class = Formatter

    @property
    def command_path(self) -> str:
        """Return the command as it is typed; one whose name may be left out has none."""
        return super().command_path.rstrip()
