"""A paper as a Word file with a comment at each place a check speaks of, or with what is certain corrected.

The author's own file is written into: the same looks and parts, with comments (``名.批注.docx``) or tracked
changes (``名.修订.docx``) added. Of a paper that is no Word file one is made from its text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from duizhao.i18n import Translator, translator
from duizhao.readers.docx.media import MEDIA_TYPES
from duizhao.readers.docx.tracing import Trace, trace
from duizhao.readers.reader import Limits
from duizhao.record import Diagnostic, Document
from duizhao.reports.check_words import SEVERITIES
from duizhao.reports.fixes import compatible
from duizhao.reports.word import changes
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
    return with_comments(data, document, [comment(one, titles, _) for one in diagnostics], date=date)


def with_comments(
    data: bytes, document: Document, comments: Sequence[Comment], *, date: str | None = None
) -> bytes:
    """Return the Word file with these comments, as ``commented`` does with those of the checks."""
    package, found = traced(data, document)
    parts = Parts(package)
    put_in(parts, found, comments, date=date)
    return parts.data()


@dataclass(frozen=True, slots=True)
class Corrected:
    """A Word file with tracked changes, and the diagnostics whose fixes it holds and those it does not."""

    data: bytes
    made: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]


def corrected(
    data: bytes, document: Document, diagnostics: Sequence[Diagnostic], *, date: str | None = None
) -> Corrected:
    """Return the Word file with every fix that is certain, as ``commented`` does with comments.

    ``left`` are fixes that overlap with a graver one, or that no run of the file can take.
    """
    package, found = traced(data, document)
    parts = Parts(package)
    chosen = compatible(diagnostics, document.text)
    done = changes.put_in(parts, found, [one.fix for one in chosen if one.fix is not None], date=date)
    made = tuple(one for one, is_made in zip(chosen, done, strict=True) if is_made)
    left = tuple(one for one in diagnostics if one.fix is not None and one not in made)
    return Corrected(parts.data() if made else package, made, left)


def traced(data: bytes, document: Document) -> tuple[bytes, Trace]:
    """Return the package to write into, the paper's own or one made from its text, with its trace."""
    if document.media_type not in _WORD:
        return word_file(document.text)
    return data, trace(data, _LIMITS)


def comment(one: Diagnostic, titles: Mapping[str, str], _: Translator) -> Comment:
    """Return what a diagnostic says as a comment; ``titles`` are the checks' by id."""
    title = titles.get(one.check, one.slug)
    heading = _("%(severity)s：%(title)s") % {"severity": _(SEVERITIES[one.severity]), "title": title}
    return Comment(one.span, heading, (one.message(_), one.check))
