"""The words and concepts that two texts share, for the reader who asks why they were linked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

from duizhao.linking.background import stock
from duizhao.linking.concepts import Hits, concepts
from duizhao.linking.evidence import Target
from duizhao.record import Problem

_MOST_WORDS: Final = 4
_MOST_CONCEPTS: Final = 2
_SHORTEST: Final = 2
_LOOKED_FOR: Final = 300  # of a problem of many pages the longest words only


class Reasons:
    """Answers for one paper; ``hits`` are numbered by text (title, text, title, …), problems first."""

    def __init__(self, problems: Sequence[Problem], targets: Sequence[Target], hits: Hits) -> None:
        self._problems = [f"{problem.title or ''}\n{problem.text}" for problem in problems]
        self._targets = [f"{target.title or ''}\n{target.text}" for target in targets]
        self._cut: dict[int, list[str]] = {}
        self._spoken = _clearest(hits, len(problems) + len(targets))

    def of(self, row: int, column: int) -> list[str]:
        """Return the reasons for the problem of ``row`` and the target of ``column``."""
        words = self._shared_words(row, self._targets[column])
        return ([f"共有词：{'、'.join(words)}"] if words else []) + self._shared_concepts(row, column)

    def _shared_words(self, row: int, target: str) -> list[str]:
        if row not in self._cut:
            import rjieba  # loads its dictionary, which a run without links need not wait for

            words = dict.fromkeys(rjieba.cut(self._problems[row]))
            known = stock()
            kept = [word for word in words if len(word) >= _SHORTEST and word not in known and word.isalnum()]
            self._cut[row] = sorted(kept, key=len, reverse=True)[:_LOOKED_FOR]
        return list(islice((word for word in self._cut[row] if word in target), _MOST_WORDS))

    def _shared_concepts(self, row: int, column: int) -> list[str]:
        ours, theirs = self._spoken[row], self._spoken[len(self._problems) + column]
        shared = [(-ours[one][0] * theirs[one][0], one) for one in ours if one in theirs]
        shared.sort()
        known = concepts()
        return [
            _named(known.table[one].name, known.words[ours[one][1]], known.words[theirs[one][1]])
            for _, one in shared[:_MOST_CONCEPTS]
        ]


def _clearest(hits: Hits, items: int) -> list[dict[int, tuple[float, int]]]:
    """Return, for each item, the concepts it speaks of, each with how clearly and by which word."""
    known = concepts()
    spoken: list[dict[int, tuple[float, int]]] = [{} for _ in range(items)]
    weight, concept = known.weights[hits.word], known.concept_of[hits.word]
    rows = zip((hits.text // 2).tolist(), concept.tolist(), weight.tolist(), hits.word.tolist(), strict=True)
    for item, one, clear, word in rows:
        if item >= items:
            break
        best = spoken[item].get(one)
        if best is None or clear > best[0]:
            spoken[item][one] = clear, word
    return spoken


def _named(concept: str, ours: str, theirs: str) -> str:
    return f"概念：{concept}（{ours}）" if ours == theirs else f"概念：{concept}（{ours}≈{theirs}）"
