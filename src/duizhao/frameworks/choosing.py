"""Which criteria set a paper was held against, told from the titles of its aspects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from duizhao.frameworks.assignment import best_pairing
from duizhao.frameworks.framework import Framework
from duizhao.frameworks.likeness import Profile, Scale, likeness, profile, scale_of, shared_words
from duizhao.frameworks.titles import core

# A title and a criterion below this are not a pair.
PAIR: Final = 0.55
# How well a set must fit a paper of its own year, of an unknown one, and of another.
FIT: Final = 0.6
FIT_NO_YEAR: Final = 0.7
FIT_OTHER_YEAR: Final = 0.8
# Of the fit, how much is the paper's titles being found, the rest the set's criteria being there.
_TITLES: Final = 0.7
# One short title (廉洁自律方面) fits many a paper: so many characters must match, or the year must agree.
_CHARACTERS: Final = 9
# Two sets closer than this fit equally well.
_EQUAL: Final = 0.03


@dataclass(frozen=True, slots=True)
class Match:
    """A title and the criterion it stands for; ``score`` is 0 to 1, ``shared`` the words both have."""

    title: str
    code: str
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The criteria set of a paper.

    ``codes`` has, for each title in its order, the criterion's code or ``None``; no code occurs twice.
    ``matches`` says the same with score and reason. ``score`` is how well the set fits, 0 to 1; ``why``
    names what decided: "titles" always, "year", "kind" or "own" where they broke a tie.
    """

    framework: Framework
    score: float
    codes: tuple[str | None, ...]
    matches: tuple[Match | None, ...]
    why: tuple[str, ...]


def choose(
    titles: Sequence[str], *, year: int | None = None, kind: str = "unknown", frameworks: Sequence[Framework]
) -> Choice | None:
    """Return the criteria set whose criteria the titles name, or ``None`` where none fits or several do.

    ``titles`` are the aspect titles as written, in the paper's order; abbreviated, reordered or incomplete
    lists are found. ``year`` (the year the paper is about) and ``kind`` decide between sets that fit
    equally; a set of another year must fit better.
    """
    return _choose(tuple(titles), year, kind, _Same(tuple(frameworks)))


class _Same:
    """Several sets as a key of a cache, equal to the very same objects only: comparing content is slow."""

    __slots__ = ("sets",)

    def __init__(self, sets: tuple[Framework, ...]) -> None:
        self.sets = sets

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.sets)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and list(map(id, self.sets)) == list(map(id, other.sets))


@dataclass(frozen=True, slots=True)
class _Candidate:
    framework: Framework
    profiles: tuple[Profile, ...]


@lru_cache(maxsize=8)
def _candidates(frameworks: _Same) -> tuple[tuple[_Candidate, ...], Scale]:
    able = [one for one in frameworks.sets if one.use == "aspects" and one.criteria]
    scale = scale_of(able)
    return tuple(_Candidate(one, tuple(profile(c, scale) for c in one.criteria)) for one in able), scale


# The papers of one meeting carry the same titles.
@lru_cache(maxsize=512)
def _choose(titles: tuple[str, ...], year: int | None, kind: str, frameworks: _Same) -> Choice | None:
    candidates, scale = _candidates(frameworks)
    if not titles:
        return None
    fits = [fit for one in candidates if (fit := _fit(titles, one, year, kind, scale)) is not None]
    return _best(fits)


@dataclass(frozen=True, slots=True)
class _Fit:
    framework: Framework
    score: float
    matches: tuple[Match | None, ...]
    year: bool
    kind: bool

    @property
    def ties(self) -> tuple[bool, bool, bool]:
        return self.year, self.kind, not self.framework.shipped


def _best(fits: Sequence[_Fit]) -> Choice | None:
    if not fits:
        return None
    top = max(fit.score for fit in fits)
    level = sorted((fit for fit in fits if top - fit.score <= _EQUAL), key=lambda fit: fit.ties, reverse=True)
    chosen = _newest([fit for fit in level if fit.ties == level[0].ties])
    if chosen is None:
        return None
    decided = [name for place, name in enumerate(("year", "kind", "own")) if _decided(level, chosen, place)]
    codes = tuple(match.code if match else None for match in chosen.matches)
    return Choice(chosen.framework, round(chosen.score, 3), codes, chosen.matches, ("titles", *decided))


def _newest(level: Sequence[_Fit]) -> _Fit | None:
    """Return the newest of several versions of one set; ``None`` where the sets are different."""
    if len({fit.framework.id for fit in level}) > 1:
        return None
    return max(level, key=lambda fit: [int(part) for part in fit.framework.version.split(".")])


def _decided(level: Sequence[_Fit], first: _Fit, place: int) -> bool:
    return first.ties[place] and any(not fit.ties[place] for fit in level)


def _fit(
    titles: Sequence[str], candidate: _Candidate, year: int | None, kind: str, scale: Scale
) -> _Fit | None:
    framework = candidate.framework
    in_year = year is not None and framework.effective.covers(year)
    # A code counts once: of many more titles than criteria too few can be found, so pairing them is spared.
    most = min(1.0, len(framework.criteria) / len(titles))
    if _TITLES * most + 1 - _TITLES < _enough(year, in_year):
        return None
    matches = _matches(titles, candidate, scale)
    found = [match for match in matches if match]
    if not found:
        return None
    by_code = {match.code: match.score for match in found}
    named = sum(by_code.values()) / len(titles)
    top = framework.children(None)
    covered = sum(_coverage(one.code, framework, by_code) for one in top) / len(top)
    score = _TITLES * named + (1 - _TITLES) * covered
    if score < _enough(year, in_year) or not (in_year or _says_enough(found)):
        return None
    return _Fit(framework, score, matches, in_year, kind in framework.kinds)


def _enough(year: int | None, in_year: bool) -> float:
    if year is None:
        return FIT_NO_YEAR
    return FIT if in_year else FIT_OTHER_YEAR


def _says_enough(found: Sequence[Match]) -> bool:
    return sum(sum(map(len, match.shared)) for match in found) >= _CHARACTERS


def _coverage(code: str, framework: Framework, by_code: Mapping[str, float]) -> float:
    """Return how far a criterion is there: itself, or the mean of what stands under it."""
    below = framework.children(code)
    parts = sum(_coverage(one.code, framework, by_code) for one in below) / len(below) if below else 0.0
    return max(by_code.get(code, 0.0), parts)


def _matches(titles: Sequence[str], candidate: _Candidate, scale: Scale) -> tuple[Match | None, ...]:
    table = []
    for title in titles:
        words = scale.words(title)
        scores = [likeness(words, one, scale) for one in candidate.profiles]
        table.append([score if score >= PAIR else 0.0 for score in scores])
    if not any(map(any, table)):
        return (None,) * len(titles)
    pairs = best_pairing(table)
    return tuple(
        None if column is None else _match(title, candidate.profiles[column], row[column])
        for title, row, column in zip(titles, table, pairs, strict=True)
    )


def _match(title: str, criterion: Profile, score: float) -> Match:
    return Match(title, criterion.criterion.code, round(score, 3), shared_words(core(title), criterion))
