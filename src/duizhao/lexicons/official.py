"""Official names: meetings, documents and institutions, with what is known of their time.

Every table holds right forms only; what a wrong one looks like is derived from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from duizhao.lexicons import rows
from duizhao.lexicons.near import slip
from duizhao.text.regex import regex

MeetingKind = Literal["congress", "plenum", "discipline", "npc", "cppcc"]
Month = tuple[int, int]

PARTY: Final = "中国共产党"
STATE: Final = "中华人民共和国"
_TRIAL: Final = regex(r"（(?:试行|暂行)）$")
_ISSUER: Final = regex(r"^(?:中共中央国务院|中共中央|国务院)(?=关于)")
_KINDS: Final = regex("(?:条例|准则|规定|规则|办法|细则|意见)$")
_FILLERS: Final = ("工作", "若干", "管理", "暂行")
_LEAST: Final = 9  # characters of a name whose near misses cannot well be another document's name


def month(written: str) -> Month | None:
    """Return year and month of a table's date, ``None`` where it is empty."""
    if not written:
        return None
    year, _, number = written.partition("-")
    return int(year), int(number or 1)


# --------------------------------------------------------------------------- meetings


@cache
def meetings() -> dict[tuple[MeetingKind, int, int], Month]:
    """Return the month each national meeting opened, by kind, congress and session (0: the congress)."""
    found: dict[tuple[MeetingKind, int, int], Month] = {}
    for kind, congress, session, opened, _ in rows("meetings"):
        at = month(opened)
        if at is not None:
            found[kind, int(congress), int(session or 0)] = at  # type: ignore[index]  # the table's kinds
    return found


@cache
def sessions(kind: MeetingKind, congress: int) -> tuple[int, ...]:
    """Return the sessions known of a congress; none where the table does not have it."""
    return tuple(number for k, c, number in meetings() if (k, c) == (kind, congress))


@cache
def latest(kind: MeetingKind) -> int:
    """Return the highest congress of a kind that the table has."""
    return max(congress for k, congress, _ in meetings() if k == kind)


# --------------------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True)
class Issued:
    """A document; ``editions`` are the years of all its editions, empty where not every one is known."""

    name: str
    kind: str
    issuer: str
    month: Month | None
    editions: tuple[int, ...]
    until: Month | None
    successor: str


@cache
def documents() -> tuple[Issued, ...]:
    """Return every document of the table."""
    return tuple(
        Issued(
            name.replace(" ", ""),
            kind,
            issuer,
            month(dated),
            tuple(map(int, editions.split("、"))) if editions else (),
            month(until),
            successor,
        )
        for name, kind, issuer, dated, editions, until, successor, _ in rows("documents")
    )


@cache
def titles() -> dict[str, Issued]:
    """Return the documents by every way their names are written: in full, without （试行）, in short.

    Where two share a way, it means the one in force.
    """
    found: dict[str, Issued] = {}
    for one in sorted(documents(), key=lambda one: one.until is not None):
        found.setdefault(one.name, one)
    for one in sorted(documents(), key=lambda one: one.until is not None):
        for way in ways(one.name):
            found.setdefault(way, one)
    return found


def ways(name: str) -> tuple[str, ...]:
    """Return the ways a document's name is written, the fullest first."""
    plain = _TRIAL.sub("", name)
    bare = _ISSUER.sub("", plain.removeprefix(PARTY).removeprefix(STATE))
    return tuple(dict.fromkeys((name, plain, bare)))


@cache
def _by_ends() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for title in titles():
        for end in {"<" + title[:3], ">" + title[-3:]}:
            found.setdefault(end, []).append(title)
    return found


def near_title(written: str) -> str | None:
    """Return the name of the one document that ``written`` misses by a slip, ``None`` for none or several.

    Of names of the Party's rules a kind put for another (规定 for 条例) and a filler (工作) left out
    or added are slips, too: only these names cannot be another body's.
    """
    if len(written) < _LEAST - 1 or written in titles():
        return None
    near = dict.fromkeys(
        title
        for end in ("<" + written[:3], ">" + written[-3:])
        for title in _by_ends().get(end, ())
        if len(title) >= _LEAST and _misses(written, title)
    )
    return next(iter(near)) if len({titles()[title] for title in near}) == 1 else None


def _misses(written: str, title: str) -> bool:
    if abs(len(written) - len(title)) > 2:
        return False
    place = slip(written, title)
    if place is not None:
        return not _counts(written, title, place)
    if not (written.startswith(PARTY) and title.startswith(PARTY)):
        return False
    if _KINDS.sub("", written) == _KINDS.sub("", title) != written:
        return True
    longer, shorter = (written, title) if len(written) > len(title) else (title, written)
    return len(longer) - len(shorter) == 2 and any(
        longer[:at] + longer[at + 2 :] == shorter for filler in _FILLERS if (at := longer.find(filler)) >= 0
    )


def _counts(written: str, title: str, place: tuple[int, int]) -> bool:
    """Say whether the slip is in a number, which may make it another year's document."""
    start, end = place
    changed = written[start:end] + title[start : end + len(title) - len(written)]
    return any(c in "0123456789〇一二三四五六七八九十—－-" for c in changed)


# --------------------------------------------------------------------------- institutions


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution; a local one stands for all of its kind."""

    name: str
    short: tuple[str, ...]
    level: Literal["central", "local", "local?"]
    since: Month | None
    until: Month | None
    successor: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Its full and its short names."""
        return (self.name, *self.short)


@cache
def institutions() -> tuple[Institution, ...]:
    """Return every institution of the table."""
    return tuple(
        Institution(
            name,
            tuple(short.split("、")) if short else (),
            level,  # type: ignore[arg-type]  # the table's levels
            month(since),
            month(until),
            tuple(successor.split("、")) if successor else (),
        )
        for name, short, level, since, until, successor, _ in rows("institutions")
    )


@cache
def institution_names() -> dict[str, Institution]:
    """Return the institutions by full and short names."""
    return {name: one for one in institutions() for name in one.names}


# --------------------------------------------------------------------------- terms


@dataclass(frozen=True, slots=True)
class Term:
    """A term that was replaced, by what (nothing: the matter itself ended) and when."""

    name: str
    successor: tuple[str, ...]
    until: Month


@cache
def terms() -> dict[str, Term]:
    """Return the terms of the table by name."""
    found = {}
    for name, successor, until, _ in rows("terms"):
        since = month(until)
        if since is not None:
            found[name] = Term(name, (successor,) if successor != "-" else (), since)
    return found


@cache
def spellings() -> dict[str, str]:
    """Return the words whose spelling is not settled, each with the other way it is written."""
    found = {}
    for word, change, _source in rows("spellings"):
        character, _, put = change.partition("=")
        other = word.replace(character, put)
        found.update({word: other, other: word})
    return found
