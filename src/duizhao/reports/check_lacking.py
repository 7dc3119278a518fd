"""What a paper lacks, in sentences: parts, aspects, examples, causes, roots, measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from duizhao.i18n import Translator
from duizhao.record import Overview
from duizhao.reports.marks import item_label


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


NO_STRUCTURE: Final = _("没有认出问题、原因、措施等部分，只校核了文字")
_SENTENCES: Final = (
    ("sections", _("未见部分：%(names)s")),
    ("unconfirmed_sections", _("未见部分（对照标准待核实）：%(names)s")),
    ("aspects", _("未见方面：%(names)s")),
)
_ITEMS: Final = (
    ("general", _("未见事例：%(names)s")),
    ("unexplained", _("未见对应原因：%(names)s")),
    ("unanswered", _("未见对应措施：%(names)s")),
    ("rootless", _("未见根源：%(names)s")),
)


def lacking(overview: Overview, _: Translator) -> Iterator[str]:
    """Yield a sentence for each thing that was looked for in vain."""
    if overview.unstructured:
        yield _(NO_STRUCTURE)
    for field, words in _SENTENCES:
        names = [_(name) for name in getattr(overview, field)]
        yield from _sentence(words, names, _)
    for field, words in _ITEMS:
        names = [item_label(id_, _) for id_ in getattr(overview, field)]
        yield from _sentence(words, names, _)


def _sentence(words: str, names: Sequence[str], _: Translator) -> Iterator[str]:
    if names:
        yield _(words) % {"names": _("、").join(names)}
