"""docx: a table on turned pages in the form of an official document, to be printed and signed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from duizhao.reports.word.official import Block, Part, Section, write_official
from duizhao.reports.word.official import Table as WordTable
from duizhao_web.apps.exchange.table import Table, as_text
from duizhao_web.apps.exchange.writer import Writer
from duizhao_web.apps.kernel import clock

WORD: Final = "docx"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NARROWEST = 4


def _write(stream: BinaryIO, table: Table) -> int:
    count = 0

    def rows() -> Iterator[tuple[str, ...]]:
        nonlocal count
        for count, row in enumerate(table.rows, 1):
            yield (str(count), *(as_text(value) for at, value in enumerate(row) if at in shown))

    shown = [at for at, heading in enumerate(table.headings) if not heading.hidden]
    header = (_("序号"), *(table.headings[at].title for at in shown))
    widths = (_NARROWEST, *(max(_NARROWEST, table.headings[at].width) for at in shown))
    write_official(stream, table.title, [Section(_parts(table, WordTable(header, widths, rows())), True)])
    return count


def _parts(table: Table, rows: WordTable) -> Iterator[Part]:
    yield Block("title", table.title)
    yield Block("byline", _("（%(day)s）") % {"day": clock.today().isoformat()})
    if table.notice:
        yield Block("note", table.notice)
    yield rows


writer = Writer(WORD, "Word", MEDIA_TYPE, _write, 2, most=5_000)
