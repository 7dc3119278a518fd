"""What the cells of a ledger mean for an item: steps, sources, how it is to be done in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from django.conf import settings
from django.utils.translation import override

from duizhao.ledger import date_from
from duizhao_web.apps.rectification.words import DeadlineKind, SourceKind

_NUMBERED: Final = re.compile(
    r"(?:^|(?<=[。；;\n]))\s*(?:[（(]?\d{1,2}[）)]|\d{1,2}[.．、]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|[一二三四五六七八九十]{1,3}(?:、|是))\s*"
)
_SOURCES: Final = {
    "自查": SourceKind.SELF,
    "查摆": SourceKind.SELF,
    "征求意见": SourceKind.OPINIONS,
    "谈心": SourceKind.TALKS,
    "谈话": SourceKind.TALKS,
    "批评": SourceKind.CRITICISM,
    "督导": SourceKind.SUPERVISION,
    "上级": SourceKind.SUPERIOR,
    "巡视": SourceKind.INSPECTION,
    "巡察": SourceKind.INSPECTION,
    "审计": SourceKind.AUDIT,
    "上年": SourceKind.LAST_YEAR,
    "往年": SourceKind.LAST_YEAR,
    "遗留": SourceKind.LAST_YEAR,
}
_STANDING: Final = re.compile("长期|持续|常态|定期|每(?:半年|[年季月周])")
_IMMEDIATE: Final = re.compile("立行立改|即知即改|立即")


class Timing(NamedTuple):
    """How an item is to be done in time."""

    kind: DeadlineKind | None
    deadline: date | None


def parts(text: str) -> list[str]:
    """Return the steps a cell names, by its lines or by the numbers in it, without the numbers."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = [piece.strip() for line in lines for piece in _NUMBERED.split(line) if piece.strip()]
    return found or lines


def kinds_of(text: str) -> list[SourceKind]:
    """Return the sources a cell names, in its order; none where no word of it is known."""
    found = {text.find(word): kind for word, kind in _words() if word in text}
    return list(dict.fromkeys(found[at] for at in sorted(found)))


def timing(kind: str, due: date | str) -> Timing:
    """Return what the columns of kind and date say together."""
    day = last_day(due)
    words = f"{kind} {due if day is None else ''}"
    if _STANDING.search(words) or _is(DeadlineKind.STANDING, kind):
        return Timing(DeadlineKind.STANDING, day)
    if _IMMEDIATE.search(words) or _is(DeadlineKind.IMMEDIATE, kind):
        return Timing(DeadlineKind.IMMEDIATE, day)
    return Timing(DeadlineKind.BY_DATE if day or kind.strip() else None, day)


def last_day(due: date | str) -> date | None:
    """Return the day a cell names, the last of several that have a line each."""
    if isinstance(due, date):
        return due
    lines = due.splitlines()
    return max(filter(None, map(date_from, lines)), default=None) if len(lines) > 1 else None


def is_words_of_time(text: str) -> bool:
    """Return whether a cell meant for a date holds days, or words that stand in place of one."""
    lines = text.splitlines()
    return all(
        _STANDING.search(line)
        or _IMMEDIATE.search(line)
        or line.strip() in "—-/无"
        or (len(lines) > 1 and date_from(line))
        for line in lines
    )


def is_standard(title: str) -> bool:
    """Return whether a title speaks of what is asked for before an item may be closed."""
    return "标准" in title or "standard" in title.lower()


def names(text: str) -> list[str]:
    """Return the names a cell lists, however they are parted."""
    for sign in "，,；;\n":
        text = text.replace(sign, "、")
    return [name.strip() for name in text.split("、") if name.strip()]


def _is(kind: DeadlineKind, text: str) -> bool:
    return text.strip() in set(_in_every_language(kind))


@cache
def _words() -> tuple[tuple[str, SourceKind], ...]:
    labels = [(word, kind) for kind in SourceKind for word in _in_every_language(kind)]
    return (*labels, *_SOURCES.items())


def _in_every_language(kind: SourceKind | DeadlineKind) -> Iterator[str]:
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield str(kind.label)
