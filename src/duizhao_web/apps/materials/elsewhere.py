"""What a paper shares with others, and what was named last year already: as far as the actor may see both.

Of a paper out of the actor's scope nothing is told, not even that there is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import BooleanField, Case, F, OuterRef, Q, QuerySet, Subquery, Value, When

from duizhao.record import Passage, Span
from duizhao_web.apps.cycles.models import CycleKind
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.materials.comparing import is_compared, ruleset
from duizhao_web.apps.materials.models import Overlap, Paper, PaperKind, Recurred, Version

# Papers shown beside one; those that share most come first.
MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Shared:
    """Another paper with the passages both have; ``expected`` where the two may well share text."""

    version: Version
    passages: tuple[Passage, ...]
    expected: bool


@dataclass(frozen=True, slots=True)
class Again:
    """A problem that was named last year: its place here, and its place and words there."""

    here: Span
    there: Span
    kind: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What stands elsewhere, too: ``compared`` is false as long as the background process has not looked."""

    compared: bool
    shared: tuple[Shared, ...]
    more: bool
    last: Version | None
    again: tuple[Again, ...]

    @property
    def versions(self) -> tuple[Version, ...]:
        """Return the other papers of which something is shown."""
        last = (self.last,) if self.last and self.again else ()
        return tuple({one.pk: one for one in (*(each.version for each in self.shared), *last)}.values())


def elsewhere(actor: Actor, version: Version) -> Elsewhere:
    """Return what stands elsewhere, in at most four queries."""
    digest = version.text_sha256
    rows = list(_others(actor, version)[: MOST + 2])
    found = [one for one in rows if one.length is not None or one.text_sha256 == digest]
    overlaps = Overlap.objects.filter(
        here=digest, ruleset=ruleset(), there__in={one.text_sha256 for one in found}
    )
    passages = dict(overlaps.values_list("there", "passages"))
    # Somebody who changed post has two papers of last year; the one from the same unit is nearer.
    before = sorted(
        (one for one in rows if one.is_last), key=lambda one: one.paper.unit_id != version.paper.unit_id
    )
    last = before[0] if before else None
    return Elsewhere(
        compared=is_compared(digest, version.paper.year),
        shared=tuple(_shared(version, one, passages.get(one.text_sha256)) for one in found[:MOST]),
        more=len(found) > MOST,
        last=last,
        again=_again(version, last) if last else (),
    )


def _visible(actor: Actor, version: Version) -> QuerySet[Version]:
    papers = Paper.objects.visible_to(actor).exclude(pk=version.paper_id)
    latest = Version.objects.filter(number=F("paper__latest"), paper__in=papers)
    return latest.select_related("paper__unit", "paper__person").defer("record", "findings", "lost")


def _others(actor: Actor, version: Version) -> QuerySet[Any]:
    """Return the papers that share text, and the author's or team's of last year, which comes first."""
    year, digest = version.paper.year, version.text_sha256
    known = Overlap.objects.filter(here=digest, ruleset=ruleset())
    length = known.filter(there=OuterRef("text_sha256")).values("length")[:1]
    shares = Q(text_sha256__in=known.values("there")) | Q(text_sha256=digest)
    # A special meeting has no year before it: last year's is that of the annual one.
    annual = Q(paper__cycle__isnull=True) | Q(paper__cycle__kind=CycleKind.ANNUAL)
    is_last = _same(version.paper) & Q(paper__year=year - 1) & annual
    rows = _visible(actor, version).filter((shares & Q(paper__year__in=(year, year - 1))) | is_last)
    # Of the very same text nothing is kept, it is known by its digest: it has no length and shares most.
    return rows.annotate(
        length=Subquery(length),
        is_last=Case(When(is_last, then=Value(True)), default=Value(False), output_field=BooleanField()),
    ).order_by("-is_last", F("length").desc(nulls_first=True), "pk")


def _same(paper: Paper) -> Q:
    """Return the condition that a version is of the same author's, or team's, paper."""
    if paper.kind == PaperKind.INDIVIDUAL:
        return Q(paper__kind=paper.kind, paper__person_id=paper.person_id)
    return Q(paper__kind=paper.kind, paper__unit_id=paper.unit_id)


def _shared(here: Version, there: Version, rows: list[list[int | str]] | None) -> Shared:
    whole = Span(0, len(here.text))
    passages: tuple[Passage, ...] = (
        Passage(whole, whole, len("".join(here.text.split())), "exact", here.text),
    )
    if rows is not None:
        passages = tuple(_passage(here, row) for row in rows)
    return Shared(there, passages, _expected(here.paper, there.paper))


def _passage(here: Version, row: list[int | str]) -> Passage:
    start, end, start_there, end_there, length = (int(value) for value in row[:5])
    quote, there = here.text[start:end], Span(start_there, end_there)
    return Passage(Span(start, end), there, length, "exact" if row[5] == "exact" else "edited", quote)


def _expected(one: Paper, other: Paper) -> bool:
    """Return whether it is no wonder that they share text: one author, or a team and its chief."""
    if one.kind == other.kind:
        return one.person_id == other.person_id and (
            one.person_id is not None or one.unit_id == other.unit_id
        )
    return one.unit_id == other.unit_id and (one.of_chief or other.of_chief)


def _again(version: Version, last: Version) -> tuple[Again, ...]:
    row = Recurred.objects.filter(here=version.text_sha256, there=last.text_sha256, ruleset=ruleset()).first()
    found = row.found if row else []
    return tuple(Again(Span(*here), Span(*there), kind, tuple(why)) for here, there, kind, why in found)
