"""Which texts share passages, and which of last year's problems come back: worked out in the background.

Every latest text is held against those of its own year and of the years beside it. What is found is kept by
the digests of the two texts and the program that found it, whoever may see it; ``elsewhere`` asks that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from duizhao.record import Pair, Passage
from duizhao_web.apps.materials.models import Compared, Overlap, Paper, Recurred, Version
from duizhao_web.apps.materials.stored import record_from_json

if TYPE_CHECKING:
    from duizhao.overlap import Text

# So many texts are in memory at once: it bounds what the process needs, whatever the number of papers.
TOGETHER: Final = 250
_WAITING: Final = 100


@cache
def ruleset() -> str:
    """Return what names the program that compares: another one may find something else."""
    return f"duizhao {version('duizhao')}"


def compare_waiting() -> int:
    """Compare every text that waits and return how many there were."""
    done = 0
    while some := list(_waiting().values_list("pk", "text_sha256", "paper__year")[:_WAITING]):
        year = some[0][2]
        _compare(year, [(pk, digest) for pk, digest, its_year in some if its_year == year])
        done += sum(its_year == year for _pk, _digest, its_year in some)
    return done


def is_compared(text_sha256: str, year: int) -> bool:
    """Return whether a text was held against the others by this program."""
    return Compared.objects.filter(text_sha256=text_sha256, year=year, ruleset=ruleset()).exists()


class _Known(NamedTuple):
    """A text as it is compared."""

    digest: str
    text: str
    unit: int


def _latest() -> QuerySet[Version]:
    return Version.objects.filter(number=F("paper__latest"))


def _waiting() -> QuerySet[Version]:
    known = Compared.objects.filter(
        text_sha256=OuterRef("text_sha256"), year=OuterRef("paper__year"), ruleset=ruleset()
    )
    return _latest().filter(~Exists(known)).order_by("paper__year", "pk")


def _compare(year: int, waiting: Sequence[tuple[int, str]]) -> None:
    digests = {digest for _pk, digest in waiting}
    rows = [row for pair in _pairs(year, digests) for row in _both_sides(pair)]
    returned = [row for pk, _digest in waiting for row in _recurred(pk)]
    with transaction.atomic():
        Overlap.objects.bulk_create(rows, batch_size=200, ignore_conflicts=True)
        Recurred.objects.bulk_create(returned, batch_size=200, ignore_conflicts=True)
        Compared.objects.bulk_create(
            [Compared(text_sha256=digest, year=year, ruleset=ruleset()) for digest in sorted(digests)],
            ignore_conflicts=True,
        )


def _pairs(year: int, digests: set[str]) -> Iterator[Pair]:
    """Yield what the texts share with one another and with all others of these years."""
    from duizhao.overlap import compare  # brings numpy, which a server need not wait for when it starts

    own = [_as_text(one) for one in _texts(digests)]
    groups: Iterable[list[str]] = [[], *_others(year, digests)]
    for number, group in enumerate(groups):
        for pair in compare([*own, *(_as_text(one) for one in _texts(group))]).pairs:
            among_own = pair.a in digests and pair.b in digests
            concerns = pair.a in digests or pair.b in digests
            if pair.a != pair.b and concerns and (not among_own or number == 0):
                yield pair


def _others(year: int, digests: set[str]) -> Iterator[list[str]]:
    near = _latest().filter(paper__year__range=(year - 1, year + 1))
    known = near.order_by("text_sha256").values_list("text_sha256", flat=True).distinct()
    others = [digest for digest in known if digest not in digests]
    for first in range(0, len(others), TOGETHER):
        yield others[first : first + TOGETHER]


def _texts(digests: Iterable[str]) -> Iterator[_Known]:
    seen = set()
    rows = Version.objects.filter(text_sha256__in=list(digests)).order_by("pk")
    for known in rows.values_list("text_sha256", "text", "paper__unit_id"):
        if known[0] not in seen:
            seen.add(known[0])
            yield _Known(*known)


def _as_text(one: _Known) -> Text:
    from duizhao.overlap import Text

    return Text(path=one.digest, text=one.text, unit=str(one.unit))


def _both_sides(pair: Pair) -> Iterator[Overlap]:
    length = sum(passage.length for passage in pair.passages)
    for here, there, turned in ((pair.a, pair.b, False), (pair.b, pair.a, True)):
        passages = [_row(passage, turned=turned) for passage in pair.passages]
        yield Overlap(here=here, there=there, ruleset=ruleset(), length=length, passages=sorted(passages))


def _row(passage: Passage, *, turned: bool) -> list[int | str]:
    here, there = (passage.b, passage.a) if turned else (passage.a, passage.b)
    return [*here, *there, passage.length, passage.kind]


def _recurred(version_id: int) -> Iterator[Recurred]:
    """Yield what comes back between a paper and the same author's, or team's, a year before and after."""
    version = Version.objects.select_related("paper").get(pk=version_id)
    paper = version.paper
    for year in (paper.year - 1, paper.year + 1):
        for other in _latest().filter(paper__in=Paper.objects.filter(_same(paper), year=year)):
            last, this = (other, version) if year < paper.year else (version, other)
            yield Recurred(
                here=this.text_sha256, there=last.text_sha256, ruleset=ruleset(), found=_found(last, this)
            )


def _same(paper: Paper) -> Q:
    if paper.person_id is None:
        return Q(kind=paper.kind, unit_id=paper.unit_id)
    return Q(kind=paper.kind, person_id=paper.person_id)


def _found(last: Version, this: Version) -> list[list[object]]:
    from duizhao.linking import recur

    before, now = record_from_json(last.record), record_from_json(this.record)
    places = [{one.id: list(one.span) for one in record.problems} for record in (before, now)]
    returned = recur(before, now).returned
    return [[places[1][one.this], places[0][one.last], one.kind, list(one.why)] for one in returned]
