"""Which steps of an item a cell of measures adds, rewords or leaves out; nothing is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from duizhao_web.apps.exchange import cells
from duizhao_web.apps.exchange.differing import Change, shortened
from duizhao_web.apps.rectification.models import Action
from duizhao_web.apps.rectification.words import ActionState

LONGEST: Final = 5_000
_ALIKE: Final = 50
"""From here on a text is a step reworded and not another one."""
_NUMBER: Final = re.compile(r"^\s*[（(]?(\d{1,3})[.．、)）]\s*", re.MULTILINE)


class Reworded(NamedTuple):
    """A step with the words it would have."""

    action: Action
    text: str


@dataclass(frozen=True, slots=True)
class Steps:
    """What a cell changes: steps reworded, left out and added; ``hints`` say what it cannot."""

    reworded: tuple[Reworded, ...] = ()
    dropped: tuple[Action, ...] = ()
    added: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.reworded or self.dropped or self.added)

    def changes(self) -> Iterator[Change]:
        """Yield each step as it is and as it would be."""
        for action, text in self.reworded:
            label = _("任务 %(number)s") % {"number": action.number}
            yield Change(label, shortened(action.text), shortened(text))
        for action in self.dropped:
            label = _("任务 %(number)s") % {"number": action.number}
            yield Change(label, shortened(action.text), _("（删去，记为不再办理）"))
        for text in self.added:
            yield Change(_("新增任务"), "", shortened(text))


@dataclass(slots=True)
class _Pairing:
    """Texts and steps that are not yet matched with one another."""

    known: list[Action]
    said: list[str]
    pairs: list[tuple[Action, str]] = field(default_factory=list)

    def match(self, action: Action, text: str) -> None:
        self.known.remove(action)
        self.said.remove(text)
        self.pairs.append((action, text))


def steps_between(actions: Iterable[Action], cell: str) -> Steps:
    """Return what a cell changes of an item's steps; an empty one changes nothing."""
    known = [one for one in actions if one.state != ActionState.DROPPED]
    said = _said(cell, known)
    if not said or _same(known, said):
        return Steps()
    pairing = _Pairing(list(known), list(said))
    _match_equal(pairing)
    _match_alike(pairing)
    if len(pairing.known) == len(pairing.said):  # as many as before: each was rewritten in its place
        for action, text in zip(list(pairing.known), list(pairing.said), strict=True):
            pairing.match(action, text)
    return _judged(pairing)


def _judged(pairing: _Pairing) -> Steps:
    pairs = [(action, text) for action, text in pairing.pairs if _plain(action.text) != _plain(text)]
    return Steps(
        tuple(Reworded(action, text) for action, text in pairs if action.state == ActionState.OPEN),
        tuple(action for action in pairing.known if action.state == ActionState.OPEN),
        tuple(pairing.said),
        (*_done(pairs), *_done((action, "") for action in pairing.known)),
    )


def _done(pairs: Iterable[tuple[Action, str]]) -> Iterator[str]:
    """Yield why steps stay as they are though the cell says otherwise: nobody changes what was done."""
    for action, text in pairs:
        if action.state == ActionState.DONE:
            words = {"text": action.text[:40], "new": text[:40]}
            yield (
                _("任务“%(text)s”已经完成，不能改写为“%(new)s”，保留原样") % words
                if text
                else _("任务“%(text)s”已经完成，不能删去，保留原样") % words
            )


def _match_equal(pairing: _Pairing) -> None:
    waiting: dict[str, list[str]] = {}
    for text in pairing.said:
        waiting.setdefault(_plain(text), []).append(text)
    for action in list(pairing.known):
        if same := waiting.get(_plain(action.text)):
            pairing.match(action, same.pop(0))


def _match_alike(pairing: _Pairing) -> None:
    """Match the most alike first, so that one reworded a little is not taken for its neighbour."""
    texts, cells_said = [_plain(one.text) for one in pairing.known], [_plain(one) for one in pairing.said]
    # Not the standard library's matcher, which takes minutes for cells as long as a workbook lets them be.
    rated = sorted(
        (-fuzz.ratio(text, other, score_cutoff=_ALIKE), at, place)
        for at, text in enumerate(texts)
        for place, other in enumerate(cells_said)
    )
    known, said = list(pairing.known), list(pairing.said)
    left, open_ = set(range(len(known))), set(range(len(said)))
    for rate, at, place in rated:
        if rate and at in left and place in open_:
            left.discard(at)
            open_.discard(place)
            pairing.match(known[at], said[place])


def _said(cell: str, known: Sequence[Action]) -> list[str]:
    """Return the steps of a cell: by the numbers of ours, else as any ledger has them."""
    text = cell.strip()
    numbered = list(_by_numbers(text))
    if not numbered and len(known) == 1 and "\n" in known[0].text.strip():
        return [text[:LONGEST]] if text else []
    return [one[:LONGEST] for one in numbered or cells.parts(text)]


def _by_numbers(text: str) -> Iterator[str]:
    """Yield what stands behind 1, 2, 3 and so on at the beginning of lines; nothing where none does."""
    starts: list[re.Match[str]] = []
    for found in _NUMBER.finditer(text):
        if int(found[1]) == len(starts) + 1 and (starts or not text[: found.start()].strip()):
            starts.append(found)
    for at, found in enumerate(starts):
        end = starts[at + 1].start() if at + 1 < len(starts) else len(text)
        if step := text[found.end() : end].strip():
            yield step


def _same(known: Sequence[Action], said: Sequence[str]) -> bool:
    """Return whether a cell names the steps there are, however they are numbered."""
    whole = "".join(part for one in known for part in cells.parts(one.text))
    return _plain(whole) == _plain("".join(part for text in said for part in cells.parts(text)))


def _plain(text: str) -> str:
    return "".join(text.split()).rstrip("。；;")
