"""A paper as a Word file with a comment at each place a check speaks of (``名.批注.docx``).

The author's own file is written into: the same text, looks and parts, with comments added. Of a paper that is
no Word file one is made from its text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from duizhao.i18n import Translator, translator
from duizhao.readers.docx.media import MEDIA_TYPES
from duizhao.readers.docx.tracing import Trace, trace
from duizhao.readers.reader import Limits
from duizhao.record import Diagnostic, Document
from duizhao.reports.check_words import SEVERITIES
from duizhao.reports.word.comments import Comment, put_in
from duizhao.reports.word.from_text import word_file
from duizhao.reports.word.package import Parts

if TYPE_CHECKING:
    from duizhao.checks.base import Check

_WORD: Final = frozenset(MEDIA_TYPES.values())
_LIMITS: Final = Limits()


def commented(
    data: bytes,
    document: Document,
    diagnostics: Sequence[Diagnostic],
    checks: Sequence[Check],
    language: str,
    *,
    date: str | None = None,
) -> bytes:
    """Return the Word file with comments; ``data`` is the paper's file, ``document`` what was read from it.

    ``checks`` give the titles, the words are in ``language``; ``date`` (2026-01-31T09:30:00Z) is shown beside
    the comments. Raises ``ReadError`` where the file is broken.
    """
    _ = translator(language)
    titles = {check.id: _(check.title) for check in checks}
    package, found = traced(data, document)
    parts = Parts(package)
    put_in(parts, found, [_comment(one, titles, _) for one in diagnostics], date=date)
    return parts.data()


def traced(data: bytes, document: Document) -> tuple[bytes, Trace]:
    """Return the package to write into, the paper's own or one made from its text, with its trace."""
    if document.media_type not in _WORD:
        return word_file(document.text)
    return data, trace(data, _LIMITS)


def _comment(one: Diagnostic, titles: Mapping[str, str], _: Translator) -> Comment:
    title = titles.get(one.check, one.slug)
    heading = _("%(severity)s：%(title)s") % {"severity": _(SEVERITIES[one.severity]), "title": title}
    return Comment(one.span, heading, (one.message(_), one.check))
