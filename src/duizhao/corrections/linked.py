"""The links of a record under correction: the machine's, those of new items, what a person said of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Final

from duizhao.record import Link, LinkKind, Material


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


CONFIRMED: Final = _("审阅时确认")
_KINDS: Final[tuple[LinkKind, ...]] = ("cause", "measure")


class Links:
    """The links of one record while decisions are applied to it."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._links = {(one.problem, one.to): one for one in links}
        self._judged: dict[tuple[str, str], tuple[LinkKind, bool]] = {}
        self._new: set[str] = set()

    def copy(self) -> Links:
        """Return the same once more."""
        other = Links(())
        other._links, other._judged, other._new = dict(self._links), dict(self._judged), set(self._new)
        return other

    def renew(self, id_: str) -> None:
        """Ask the machine again what belongs to an item: it is new, or its words are others."""
        self._new.add(id_)

    def drop(self, id_: str) -> None:
        """Forget everything that is linked to an item."""
        self._new.discard(id_)
        self._links = {pair: one for pair, one in self._links.items() if id_ not in pair}
        self._judged = {pair: one for pair, one in self._judged.items() if id_ not in pair}

    def judge(self, problem: str, kind: LinkKind, to: str, *, holds: bool) -> None:
        """Remember what a person said of a link."""
        self._judged[problem, to] = kind, holds

    def hand_on(self, from_: str, to: str) -> None:
        """Give what is linked to one item to another that takes it in."""
        for pair, one in list(self._links.items()):
            if from_ in pair:
                renamed = _renamed(pair, from_, to)
                kept = self._links.get(renamed)
                if kept is None or kept.score < one.score:
                    self._links[renamed] = dataclasses.replace(one, problem=renamed[0], to=renamed[1])
        for pair, verdict in list(self._judged.items()):
            if from_ in pair:
                self._judged.setdefault(_renamed(pair, from_, to), verdict)
        self.drop(from_)

    def of(self, record: Material) -> tuple[Link, ...]:
        """Return the links of the record, of each problem its causes, then its measures, best first."""
        found = self._links
        if self._new:
            from duizhao.linking import link  # brings numpy, which most corrections need not wait for

            read = {(one.problem, one.to): one for one in link(record)}
            found = {pair: one for pair, one in found.items() if not self._new & set(pair)}
            found |= {pair: one for pair, one in read.items() if self._new & set(pair)}
        found = dict(found)
        for (problem, to), (kind, holds) in self._judged.items():
            one = found.pop((problem, to), None)
            if holds:
                why = tuple(words for words in (one.why if one else ()) if words != CONFIRMED)
                found[problem, to] = Link(problem, kind, to, 1.0, (CONFIRMED, *why))
        place = {problem.id: number for number, problem in enumerate(record.problems)}
        return tuple(
            sorted(found.values(), key=lambda one: (place[one.problem], _KINDS.index(one.kind), -one.score))
        )


def _renamed(pair: tuple[str, str], from_: str, to: str) -> tuple[str, str]:
    return (to if pair[0] == from_ else pair[0], to if pair[1] == from_ else pair[1])
