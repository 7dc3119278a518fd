"""docx: a table on turned pages in the form of an official document, to be printed and signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from duizhao.reports.word.official import Block, Part, Section, write_official
from duizhao.reports.word.official import Table as WordTable
from duizhao_web.apps.exchange.document import in_words
from duizhao_web.apps.exchange.printed import word_table
from duizhao_web.apps.exchange.table import Table
from duizhao_web.apps.exchange.writer import Writer
from duizhao_web.apps.kernel import clock

WORD: Final = "docx"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _write(stream: BinaryIO, table: Table) -> int:
    found = word_table(table)
    count = 0

    def counted() -> Iterator[tuple[str, ...]]:
        nonlocal count
        for row in found.rows:
            count += 1
            yield row

    parts = _parts(table, replace(found, rows=counted()))
    write_official(stream, table.title, [Section(parts, landscape=True)])
    return count


def _parts(table: Table, rows: WordTable) -> Iterator[Part]:
    yield Block("title", table.title)
    yield Block("byline", _("（%(day)s）") % {"day": in_words(clock.today())})
    if table.notice:
        yield Block("note", table.notice)
    yield rows


writer = Writer(WORD, "Word", MEDIA_TYPE, _write, 2, most=5_000)
