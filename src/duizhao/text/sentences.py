"""Where sentences begin and end in Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from duizhao.text.regex import regex

# A sentence takes its end mark and the closing quotes and brackets behind it with it; a line end
# ends it as well.
_SENTENCE: Final = regex(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)》]*|\n|$)")
_CLAUSE: Final = regex(r"[^。！？!?；;\n]*(?:[。！？!?；;]+[”’」』）)》]*|\n|$)")


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield ``(start, end)`` of every sentence of ``text[start:end]``, blank ones left out."""
    yield from _pieces(_SENTENCE, text, start, end)


def clauses(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield ``(start, end)`` of every sentence or part of one ended by a semicolon."""
    yield from _pieces(_CLAUSE, text, start, end)


def sentences_naming(
    pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int]]:
    """Yield ``(start, end)`` of the sentences of ``text[start:end]`` in which ``pattern`` is found."""
    stop = len(text) if end is None else end
    done = start
    for match in pattern.finditer(text, start, stop):
        if match.start() < done:
            continue
        begin = max(text.rfind(mark, start, match.start()) for mark in "。！？!?\n") + 1
        for a, b in sentences(text, max(begin, start), stop):
            if b > match.start():
                yield a, b
                done = b
                break


def _pieces(pattern: re.Pattern[str], text: str, start: int, end: int | None) -> Iterator[tuple[int, int]]:
    stop = len(text) if end is None else end
    for match in pattern.finditer(text, start, stop):
        a, b = match.span()
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if a < b:
            yield a, b
