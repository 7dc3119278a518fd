"""Diagnostics for the terminal: by paper in the order given, each with its line and the place marked."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from duizhao.i18n import Translator
from duizhao.record import Diagnostic, Examined, Failure, Severity, Span
from duizhao.reports.check_words import CATEGORIES, SEVERITIES
from duizhao.reports.terminal import Plain, line, printed
from duizhao.reports.terminal import console as new_console
from duizhao.reports.words import FOR_CHECKING_ONLY
from duizhao.text.shown import on_one_line

if TYPE_CHECKING:
    from rich.console import Console

_STYLES: Final[dict[Severity, str]] = {"error": "bold red", "warning": "yellow", "question": "cyan"}
_INDENT: Final = 4
_CUT: Final = "…"


def text(outcomes: Sequence[Examined | Failure], *, width: int, styled: bool, _: Translator) -> str:
    """Return the report, at most ``width`` columns wide; ``styled`` adds escape codes for a terminal."""
    buffer = io.StringIO()
    console = new_console(buffer, width=width, styled=True) if styled else Plain(buffer, width)
    papers = [one for one in outcomes if isinstance(one, Examined)]
    for paper in papers:
        if paper.diagnostics:
            _print_paper(console, paper, _)
    _print_counts(console, papers, _)
    for paper in papers:
        for failure in paper.failures:
            what = {"path": paper.path, "check": failure.check, "error": failure.error}
            line(console, _("校核 %(check)s 未能完成：%(path)s：%(error)s") % what)
    for one in outcomes:
        if isinstance(one, Failure):
            what = {"path": one.path, "what": one.error.message(_)}
            line(console, _("读不出来：%(path)s：%(what)s") % what)
    return printed(buffer, styled=styled)


def marked(text: str, span: Span, width: int) -> tuple[str, str]:
    """Return the line of the text a span begins in, cut to ``width`` columns, and the marks below it.

    Chinese characters take two columns, and so do their marks.
    """
    from rich.cells import cell_len

    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.start)
    whole = on_one_line(text[start : end if end >= 0 else len(text)])
    first = span.start - start
    last = _fitting(whole, first, max(min(span.end - start, len(whole)), first), width)
    left, right = _widened(whole, first, last, width)
    before, after = _CUT if left > 0 else "", _CUT if right < len(whole) else ""
    indent = cell_len(before + whole[left:first])
    return before + whole[left:right] + after, " " * indent + "^" * max(cell_len(whole[first:last]), 1)


def _fitting(text: str, start: int, end: int, width: int) -> int:
    """Return how far of a span has room, a cut at both sides allowed for."""
    from rich.cells import cell_len

    room = width - 2 * cell_len(_CUT)
    while end > start and cell_len(text[start:end]) > room:
        over = cell_len(text[start:end]) - room
        end -= max(1, over // 2)
    return end


def _widened(text: str, left: int, right: int, width: int) -> tuple[int, int]:
    """Return the piece of the line round a place that has room: a little before it, the rest behind."""
    from rich.cells import cell_len

    room = width - 2 * cell_len(_CUT) - cell_len(text[left:right])
    before = room // 3
    while left > 0 and cell_len(text[left - 1]) <= before:
        before -= cell_len(text[left - 1])
        room -= cell_len(text[left - 1])
        left -= 1
    while right < len(text) and cell_len(text[right]) <= room:
        room -= cell_len(text[right])
        right += 1
    while left > 0 and cell_len(text[left - 1]) <= room:
        room -= cell_len(text[left - 1])
        left -= 1
    return left, right


def _print_paper(console: Console | Plain, paper: Examined, _: Translator) -> None:
    ends = [at for at, character in enumerate(paper.text) if character == "\n"]
    line(console, paper.path, "bold")
    for one in paper.diagnostics:
        _print_one(console, paper.text, one, bisect_right(ends, one.span.start - 1) + 1, _)
    line(console, "")


def _print_one(console: Console | Plain, text: str, one: Diagnostic, number: int, _: Translator) -> None:
    words = {
        "line": number,
        "severity": _(SEVERITIES[one.severity]),
        "check": one.check,
        "category": _(CATEGORIES[one.category]),
    }
    head = _("第 %(line)s 行 %(severity)s %(check)s %(category)s") % words
    line(console, head, _STYLES[one.severity], indent=2)
    quoted, marks = marked(text, one.span, console.width - _INDENT)
    line(console, quoted, indent=_INDENT)
    line(console, marks, _STYLES[one.severity], indent=_INDENT)
    line(console, one.message(_), indent=_INDENT)


def _print_counts(console: Console | Plain, papers: Sequence[Examined], _: Translator) -> None:
    found = [one for paper in papers for one in paper.diagnostics]
    severities, categories = Counter(one.severity for one in found), Counter(one.category for one in found)
    counts = {
        "papers": len(papers),
        "errors": severities["error"],
        "warnings": severities["warning"],
        "questions": severities["question"],
    }
    total = _("材料 %(papers)s 份：错误 %(errors)s 处，警告 %(warnings)s 处，提示 %(questions)s 处") % counts
    line(console, total, "bold")
    if found:
        each = [f"{_(name)} {categories[key]}" for key, name in CATEGORIES.items() if categories[key]]
        for words in _filled(_("其中 %(categories)s") % {"categories": ""}, each, _("、"), console.width):
            line(console, words)
    suppressed, known = (sum(getattr(paper, name) for paper in papers) for name in ("suppressed", "known"))
    if suppressed:
        line(console, _("已按设置忽略 %(n)s 处") % {"n": suppressed}, "dim")
    if known:
        line(console, _("上次已有、未列出 %(n)s 处") % {"n": known}, "dim")
    if found:
        line(console, _("依据和示例见 duizhao explain %(check)s") % {"check": found[0].check}, "dim")
        line(console, _(FOR_CHECKING_ONLY), "dim")


def _filled(start: str, parts: Sequence[str], joint: str, width: int) -> Iterator[str]:
    """Yield lines with ``start`` and the parts, none of which is broken where a line ends."""
    from rich.cells import cell_len

    words, empty = start, True
    for number, part in enumerate(parts):
        part = part if number == len(parts) - 1 else f"{part}{joint}"
        if not empty and cell_len(words + part.rstrip()) > width:
            yield words.rstrip()
            words = " " * cell_len(start)
        words, empty = words + part, False
    yield words
