"""A comparison for the terminal: one block a pair, its passages below."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from duizhao.i18n import Translator
from duizhao.record import Comparison, Failure, Pair, Passage
from duizhao.reports.compare_words import (
    KINDS,
    common_folder,
    left_out,
    paths,
    percent,
    relation,
    remarks,
    shared,
)
from duizhao.reports.terminal import console as new_console
from duizhao.reports.terminal import line, printed
from duizhao.reports.words import FOR_CHECKING_ONLY

if TYPE_CHECKING:
    from rich.console import Console

PASSAGES: Final = 8  # of a pair with many passages the first ones are shown
QUOTE: Final = 60  # characters of a quote


def text(
    comparison: Comparison, failures: Sequence[Failure], *, width: int, styled: bool, _: Translator
) -> str:
    """Return the report, at most ``width`` columns wide; ``styled`` adds escape codes for a terminal."""
    buffer = io.StringIO()
    console = new_console(buffer, width=width, styled=styled)
    folder = common_folder(paths(comparison))
    if folder:
        line(console, _("文件夹：%(path)s") % {"path": folder})
    for number, pair in enumerate(comparison.pairs, 1):
        _print_pair(console, number, pair, folder, _)
    if not comparison.pairs:
        line(console, _("未发现文字重合。"))
    for cluster in comparison.clusters:
        names = _("、").join(path.removeprefix(folder) for path in cluster)
        line(
            console,
            _("相互有较多文字重合的 %(count)s 份：%(names)s") % {"count": len(cluster), "names": names},
        )
    for remark in remarks(comparison, _, folder=folder):
        line(console, remark)
    line(console, left_out(comparison, _), style="dim")
    line(console, _(FOR_CHECKING_ONLY), style="dim")
    for failure in failures:
        what = {"path": failure.path, "what": failure.error.message(_)}
        line(console, _("读不出来：%(path)s：%(what)s") % what)
    return printed(buffer, styled=styled)


def _print_pair(console: Console, number: int, pair: Pair, folder: str, _: Translator) -> None:
    a, b = pair.a.removeprefix(folder), pair.b.removeprefix(folder)
    if pair.a == pair.b:
        title = _("%(a)s　文内重复") % {"a": a}
    elif pair.stored:
        title = _("%(a)s　与索引中的　%(b)s") % {"a": a, "b": b}
    else:
        title = _("%(a)s　与　%(b)s") % {"a": a, "b": b}
    line(console, f"{number}. {title}", style="bold")
    figures = {"places": len(pair.passages), "characters": shared(pair)}
    words = [_("%(places)s 处，共 %(characters)s 字") % figures]
    if pair.a != pair.b:
        shares = {"a": percent(pair.share_a), "b": percent(pair.share_b)}
        words.append(_("占前者 %(a)s、后者 %(b)s") % shares)
    why = relation(pair, _)
    line(console, _("；").join([*words, why] if why else words), indent=3)
    for passage in pair.passages[:PASSAGES]:
        _print_passage(console, passage, _)
    if len(pair.passages) > PASSAGES:
        line(console, _("…… 另有 %(count)s 处") % {"count": len(pair.passages) - PASSAGES}, indent=3)
    line(console, "")


def _print_passage(console: Console, passage: Passage, _: Translator) -> None:
    flat = " ".join(passage.quote.split())
    quote = flat if len(flat) <= QUOTE else f"{flat[:QUOTE]}…"
    places = {"a": passage.a.start, "b": passage.b.start}
    facts = [_("%(length)s 字") % {"length": passage.length}, _(KINDS[passage.kind])]
    facts.append(_("第 %(a)s 字起、第 %(b)s 字起") % places)
    line(console, _("，").join(facts), style="dim", indent=3)
    line(console, _("“%(quote)s”") % {"quote": quote}, indent=3)
