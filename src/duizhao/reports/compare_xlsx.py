"""A comparison as a workbook: pairs, passages, papers that hang together, and what was left out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Final

from duizhao.i18n import Translator, translator
from duizhao.record import Comparison, Failure, Pair
from duizhao.reports.compare_words import KINDS, left_out, relation, remarks, shared
from duizhao.reports.words import FOR_CHECKING_ONLY
from duizhao.reports.workbook import Book, Column, Row

_QUOTE: Final = 800


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


_PAIRS: Final = (
    Column(_("序号"), 6, "count"), Column(_("材料"), 38), Column(_("另一材料"), 38), Column(_("关系"), 20),
    Column(_("处数"), 7, "count"), Column(_("重合字数"), 10, "count"), Column(_("占材料"), 9, "share"),
    Column(_("占另一材料"), 11, "share"),
)  # fmt: skip
_PASSAGES: Final = (
    Column(_("序号"), 6, "count"), Column(_("材料"), 26), Column(_("另一材料"), 26),
    Column(_("字数"), 7, "count"), Column(_("异同"), 10), Column(_("材料起"), 8, "count"),
    Column(_("材料止"), 8, "count"), Column(_("另一起"), 8, "count"), Column(_("另一止"), 8, "count"),
    Column(_("文字"), 70),
)  # fmt: skip
_CLUSTERS: Final = (Column(_("组"), 6, "count"), Column(_("材料"), 60))


def workbook(comparison: Comparison, failures: Sequence[Failure], language: str) -> bytes:
    """Return the workbook; texts are written as texts, never as formulas."""
    _ = translator(language)
    buffer = io.BytesIO()
    book = Book(buffer, _)
    book.sheet(_("重合"), _PAIRS, (_pair(n, pair, _) for n, pair in enumerate(comparison.pairs, 1)))
    passages = (row for n, pair in enumerate(comparison.pairs, 1) for row in _passages(n, pair, _))
    book.sheet(_("段落"), _PASSAGES, passages)
    clusters = [(n, path) for n, cluster in enumerate(comparison.clusters, 1) for path in cluster]
    if clusters:
        book.sheet(_("相互重合较多"), _CLUSTERS, clusters)
    book.notes(_("说明"), list(_notes(comparison, failures, _)))
    book.close()
    return buffer.getvalue()


def _pair(number: int, pair: Pair, _: Translator) -> Row:
    return (
        number, pair.a, _other(pair, _), relation(pair, _), len(pair.passages), shared(pair),
        float(pair.share_a), float(pair.share_b),
    )  # fmt: skip


def _passages(number: int, pair: Pair, _: Translator) -> Iterator[Row]:
    for passage in pair.passages:
        yield (
            number, pair.a, _other(pair, _), passage.length, _(KINDS[passage.kind]),
            passage.a.start, passage.a.end, passage.b.start, passage.b.end,
            passage.quote if len(passage.quote) <= _QUOTE else passage.quote[:_QUOTE] + "…",
        )  # fmt: skip


def _other(pair: Pair, _: Translator) -> str:
    if pair.a == pair.b:
        return _("（文内重复）")
    return _("索引：%(path)s") % {"path": pair.b} if pair.stored else pair.b


def _notes(comparison: Comparison, failures: Sequence[Failure], _: Translator) -> Iterator[str]:
    yield _(FOR_CHECKING_ONLY)
    yield _("只列出哪些文字相同，不判断谁用了谁的。起止位置从 0 起，左闭右开，与 duizhao text 的输出一致。")
    yield left_out(comparison, _)
    yield from remarks(comparison, _)
    for failure in failures:
        words = {"path": failure.path, "what": failure.error.message(_)}
        yield _("读不出来：%(path)s：%(what)s") % words
