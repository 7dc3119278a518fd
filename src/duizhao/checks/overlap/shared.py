"""Which passages of the papers of a batch stand in another paper of it, told once for the whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from duizhao.checks.base import Paper, once
from duizhao.checks.batch import Batch
from duizhao.record import MaterialKind, Pair, Passage, Span

if TYPE_CHECKING:
    from duizhao.overlap import Expected, Text

# What everybody is given and may quote: no overlap between those who do.
_SOURCES: Final[frozenset[MaterialKind]] = frozenset({"notice", "opinions"})
# Papers about oneself are held against one another, any other paper against its own kind.
_ABOUT_ONESELF: Final[frozenset[MaterialKind]] = frozenset({"individual", "team"})
# Reports, plans and ledgers are full of set phrases, and repeat the problems they answer.
COMPARED: Final[frozenset[MaterialKind]] = _ABOUT_ONESELF | {"criticism", "unknown"}
_SAME: Final = 0.8  # of the longer of two places, from which on they are one passage


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a passage stands in another paper; ``line`` is counted from 1."""

    path: str
    span: Span
    line: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage of a paper and where it stands elsewhere; ``length`` is its characters without blanks."""

    span: Span
    length: int
    places: tuple[Elsewhere, ...]
    whole: bool


def shared(paper: Paper) -> tuple[Shared, ...]:
    """Return the passages of a paper that stand in others of its batch, in the order of the text."""
    return _by_path(paper.batch).get(paper.path, ()) if paper.batch else ()


@once
def _by_path(batch: Batch) -> Mapping[str, tuple[Shared, ...]]:
    papers = {paper.path: paper for paper in batch.papers}
    found: dict[str, list[tuple[Passage, Elsewhere]]] = defaultdict(list)
    for pair in _pairs(papers):
        for passage in pair.passages:
            turned = Passage(passage.b, passage.a, passage.length, passage.kind, passage.quote)
            found[pair.a].append((passage, _elsewhere(papers[pair.b], passage.b)))
            found[pair.b].append((turned, _elsewhere(papers[pair.a], passage.a)))
    return {path: tuple(_passages(papers[path], each)) for path, each in found.items()}


def _pairs(papers: Mapping[str, Paper]) -> Iterator[Pair]:
    """Yield the pairs of papers that share text and are not known to have reason to."""
    from duizhao.overlap import compare  # only where there are papers to compare: it brings numpy along

    texts = {path: _text(paper) for path, paper in papers.items()}
    own = [text for path, text in texts.items() if papers[path].material.kind in COMPARED]
    given = [text for path, text in texts.items() if papers[path].material.kind in _SOURCES]
    for pair in compare(own, sources=given, expected=list(_chiefs(papers.values()))).pairs:
        if pair.a != pair.b and pair.source is None and _comparable(papers[pair.a], papers[pair.b]):
            yield pair


def _text(paper: Paper) -> Text:
    from duizhao.overlap import Text

    material = paper.material
    author = material.author.name if material.author else None
    return Text(paper.path, paper.text, material.unit, author, material.year, material.source.sha256)


def _chiefs(papers: Collection[Paper]) -> Iterator[Expected]:
    """Yield each team's paper with its chief's: the chief answers for what the team says of itself."""
    from duizhao.overlap import TEAM_CHIEF, Expected

    teams = {_unit(paper): paper for paper in papers if paper.material.kind == "team" and paper.material.unit}
    for paper in papers:
        author, team = paper.material.author, teams.get(_unit(paper))
        if paper.material.kind == "individual" and author and author.chief and team:
            yield Expected(team.path, paper.path, TEAM_CHIEF)


def _unit(paper: Paper) -> tuple[str | None, int | None]:
    return paper.material.unit, paper.material.year


def _comparable(one: Paper, other: Paper) -> bool:
    kinds = {one.material.kind, other.material.kind}
    return len(kinds) == 1 or kinds <= _ABOUT_ONESELF


def _elsewhere(paper: Paper, span: Span) -> Elsewhere:
    return Elsewhere(paper.path, span, paper.text.count("\n", 0, span.start) + 1)


def _passages(paper: Paper, found: Sequence[tuple[Passage, Elsewhere]]) -> Iterator[Shared]:
    """Yield the passages of a paper, one that stands in several others once."""
    left = sorted(found, key=lambda one: (one[0].a, one[1].path))
    while left:
        passage = left[0][0]
        places = [place for other, place in left if _one(passage.a, other.a)]
        left = [each for each in left if not _one(passage.a, each[0].a)]
        length = len("".join(paper.quote(passage.a).split()))
        yield Shared(passage.a, length, tuple(places), passage.a == Span(0, len(paper.text)))


def _one(span: Span, other: Span) -> bool:
    together = min(span.end, other.end) - max(span.start, other.start)
    return together >= _SAME * max(span.end - span.start, other.end - other.start)
