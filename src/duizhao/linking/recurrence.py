"""Which of last year's problems are named again: as the same concrete matter, or merely as the same theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from duizhao.linking.background import background
from duizhao.linking.concepts import concepts
from duizhao.linking.grams import PAIRS, Floats, Letters, letters
from duizhao.linking.specifics import Specifics, specifics
from duizhao.record import Material, Problem, Recurrence, YearOnYear

# What speaks for the same matter: rare words both share (in nats, as a logarithm), the same subjects, the
# same wording. Chosen on the development pairs of benchmarks/linking.
_BEST, _REST, _SUBJECTS, _WORDING, _BIAS = 2.4, 5.0, 1.5, 1.0, -6.5
_MATTER: Final = 0.5
# What speaks for the same theme: subjects, then wording. A theme is information; it never outranks a matter.
_THEME_SUBJECTS, _THEME_WORDING = 0.8, 1.6
_THEME: Final = 0.36
_PLACE: Final = 2.0  # a name alone, however rare, may stand for another matter at the same place
_TITLE_WEIGHT: Final = 1.5
_LITTLE: Final = 1e-6


def recur(last: Material, this: Material) -> YearOnYear:
    """Return which problems of ``last`` come back in ``this``, which are new and which are gone.

    A ``matter`` shares what belongs to one case alone: names of places, projects and things, quantities,
    quoted names; the words of the genre, of the unit's own name and of its every problem do not count.
    Each of this year's problems comes back at most once; several may come from one and the same matter.
    """
    if not (last.problems and this.problems):
        return YearOnYear((), _ids(this.problems), _ids(last.problems))
    found = _compared(last, this)
    returned = _matters(found, last, this)
    returned += _themes(found, last, this, returned)
    known = {one.this for one in returned}, {one.last for one in returned}
    return YearOnYear(
        tuple(sorted(returned, key=lambda one: (one.kind, -one.score))),
        tuple(name for name in _ids(this.problems) if name not in known[0]),
        tuple(name for name in _ids(last.problems) if name not in known[1]),
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """Figures for every pair, (last, this): scores of matter and theme, and what they are made of."""

    matter: Floats
    theme: Floats
    features: Floats
    shared: Specifics
    spoken: tuple[Floats, Floats]


def _compared(last: Material, this: Material) -> Compared:
    shared = specifics(last, this)
    problems, first = (*last.problems, *this.problems), len(last.problems)
    subjects = _subjects(problems, first)
    wording = _wording(letters([f"{one.title or ''}\n{one.text}" for one in problems]))
    features = np.stack(
        (
            np.minimum(np.log1p(shared.best), _PLACE),
            np.log1p(shared.rest),
            _cosines(subjects, first),
            _cosines(wording, first),
        ),
        axis=-1,
    ).astype(np.float32)
    logit = features @ np.array((_BEST, _REST, _SUBJECTS, _WORDING), np.float32) + _BIAS
    theme = np.minimum(_THEME_SUBJECTS * features[..., 2] + _THEME_WORDING * features[..., 3], 1)
    matter = 1 / (1 + np.exp(-logit))
    return Compared(matter, theme, features, shared, (subjects[:first], subjects[first:]))


def _matters(found: Compared, last: Material, this: Material) -> list[Recurrence]:
    returned = []
    for column, problem in enumerate(this.problems):
        row = int(found.matter[:, column].argmax())
        score = float(found.matter[row, column])
        if score >= _MATTER:
            why = tuple(found.shared.words(row, column))
            returned.append(
                Recurrence(last.problems[row].id, problem.id, "matter", round(score, 3), (_shared(why),))
            )
    return returned


def _themes(
    found: Compared, last: Material, this: Material, matters: Sequence[Recurrence]
) -> list[Recurrence]:
    """Match the rest one to one, the likest first."""
    used_last, used_this = {one.last for one in matters}, {one.this for one in matters}
    returned = []
    for place in np.argsort(-found.theme, axis=None).tolist():
        row, column = divmod(place, found.theme.shape[1])
        score = float(found.theme[row, column])
        before, now = last.problems[row].id, this.problems[column].id
        if score < _THEME:
            break
        if before not in used_last and now not in used_this:
            used_last.add(before)
            used_this.add(now)
            returned.append(
                Recurrence(before, now, "theme", round(score, 3), tuple(_subject(found, row, column)))
            )
    return returned


def _shared(runs: Sequence[str]) -> str:
    return f"共有具体词：{'、'.join(runs)}"


def _subject(found: Compared, row: int, column: int) -> list[str]:
    both = found.spoken[0][row] * found.spoken[1][column]
    best = [place for place in np.argsort(-both)[:2].tolist() if both[place] > 0]
    return [f"同一主题：{concepts().table[place].name}" for place in best] or ["用词相近"]


def _subjects(problems: Sequence[Problem], first: int) -> Floats:
    """Return the (problems, concepts) vectors of length 1; what stands all over a paper weighs little."""
    known = concepts()
    numbered = letters([words for one in problems for words in (one.title or "", one.text)])
    fields = known.strength(known.find(numbered), numbered.texts).reshape(len(problems), 2, -1)
    strength = np.log1p(_TITLE_WEIGHT * fields[:, 0] + fields[:, 1])
    spread = np.maximum((strength[:first] > 0).mean(axis=0), (strength[first:] > 0).mean(axis=0))
    return _unit(strength * (1 - np.minimum(spread, 0.9)))


def _wording(numbered: Letters) -> Floats:
    """Return the (problems, pairs of characters) vectors of length 1, rare pairs weighing more."""
    pairs = numbered.runs(2)[1]
    place = np.flatnonzero(pairs > PAIRS)
    names, column = np.unique(pairs[place], return_inverse=True)
    count = np.zeros((numbered.texts, len(names)), np.float32)
    np.add.at(count, (numbered.owner[place], column), 1)
    return _unit(np.log1p(count) * background().weigh(names))


def _cosines(vectors: Floats, first: int) -> Floats:
    cosines: Floats = vectors[:first] @ vectors[first:].T
    return cosines


def _unit(rows: Floats) -> Floats:
    unit: Floats = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + _LITTLE)
    return unit


def _ids(problems: Sequence[Problem]) -> tuple[str, ...]:
    return tuple(problem.id for problem in problems)
