"""Papers of a year for every unit, each where it is to stand, with the words they are found by."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from duizhao_web.apps.accounts.models import User
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.audit.entry import Entry, Value
from duizhao_web.apps.materials import comparing, events, reading
from duizhao_web.apps.materials.finding import WORDS, words_of
from duizhao_web.apps.materials.models import (
    AT_A_GLANCE,
    Compared,
    Opinion,
    Outcome,
    Overlap,
    Paper,
    PaperKind,
    PaperState,
    Version,
)
from duizhao_web.apps.units.models import Person, Unit
from duizhao_web.demo.sized.ground import Ground
from duizhao_web.demo.sized.logged import log, written
from duizhao_web.demo.sized.papers import Pattern, Stamped, patterns, stamped

YEAR: Final = 2025
_WRITERS: Final = 4
_TOGETHER: Final = 400
# Where papers stand, in turn: most are through or in review, some went back, some were never handed in.
_STATES: Final = (
    *(PaperState.IN_REVIEW,) * 7,
    *(PaperState.PASSED,) * 8,
    *(PaperState.RETURNED,) * 2,
    *(PaperState.UPLOADED,) * 2,
)
_THROUGH: Final = 5
_OPINION: Final = "1. 请把第二、第五个问题各补一件具体的事。\n2. 整改措施请逐条写明责任人和完成时间。"


@dataclass(frozen=True, slots=True)
class One:
    """A paper to be built."""

    unit: Unit
    person: Person | None
    of_chief: bool
    by: User
    pattern: Pattern
    paper: Stamped
    state: PaperState
    at: datetime


def hand_in(ground: Ground, say: Callable[[int], None]) -> None:
    """Build the papers of every team and of everybody in it."""
    total = len(ground.places) * (_WRITERS + 1)
    lead = ground.users["lead0"]
    done = 0
    # What each pattern was stamped into last: a paper shares its words with the one before it.
    last: dict[str, str] = {}
    wanted = _wanted(ground)
    while some := tuple(islice(wanted, _TOGETHER)):
        with transaction.atomic():
            _store(some, lead, last)
        done += len(some)
        say(done * 100 // total)


def _wanted(ground: Ground) -> Iterator[One]:
    kinds = {team: patterns(YEAR, team=team) for team in (True, False)}
    number = 0
    now = clock.now()
    for place in ground.places:
        unit = ground.units[place.number - 1]
        for post in (None, *range(_WRITERS)):
            number += 1
            person = None if post is None else ground.people[place.number, post]
            pattern = kinds[person is None][number % len(kinds[person is None])]
            key = "coordinator" if post is None else "chief" if post == 0 else f"member{post}"
            yield One(
                unit=unit,
                person=person,
                of_chief=post == 0,
                by=ground.users[f"{place.code}.{key}"],
                pattern=pattern,
                paper=stamped(pattern, place, person.name if person else ""),
                state=_state(place.number, number),
                at=now - timedelta(days=12, minutes=-number * 16_000 // (len(ground.places) * 5)),
            )


def _state(unit: int, number: int) -> PaperState:
    """Return where a paper stands: of every fifth unit all are through, and its meeting was held."""
    return PaperState.PASSED if unit % _THROUGH == 0 else _STATES[number * 5 % len(_STATES)]


def _store(some: Sequence[One], lead: User, last: dict[str, str]) -> None:
    papers = Paper.objects.bulk_create([_paper(one) for one in some], batch_size=_TOGETHER)
    versions = Version.objects.bulk_create(
        [_version(one, paper) for one, paper in zip(some, papers, strict=True)], batch_size=_TOGETHER
    )
    for paper, version in zip(papers, versions, strict=True):
        paper.show(version)
    Paper.objects.bulk_update(papers, AT_A_GLANCE, batch_size=100)
    WORDS.put_all((version.pk, words_of(version)) for version in versions)
    for one in some:
        _keep(one.paper.data)
    _compared(some, versions, last)
    pairs = list(zip(some, versions, strict=True))
    Opinion.objects.bulk_create(list(_opinions(pairs, lead)), batch_size=_TOGETHER)
    log(_events(pairs, lead))


def _paper(one: One) -> Paper:
    return Paper(
        unit=one.unit,
        unit_path=one.unit.path,
        kind=PaperKind.INDIVIDUAL if one.person else PaperKind.TEAM,
        person=one.person,
        of_chief=one.of_chief,
        year=YEAR,
        state=one.state,
        latest=1,
        changed_at=one.at,
    )


def _version(one: One, paper: Paper) -> Version:
    data = one.paper.data
    return Version(
        paper=paper,
        number=1,
        file_name=f"{YEAR}-{one.unit.name}-{one.person.name if one.person else '班子'}.txt",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type="text/plain",
        title=one.paper.title[:200],
        text=one.paper.text,
        text_sha256=reading.digest_of(one.paper.text),
        record=one.paper.record,
        findings=one.paper.findings,
        ruleset=reading.ruleset(),
        uploaded_by_id=one.by.pk,
        uploaded_by_name=one.by.name,
        uploaded_at=one.at,
    )


def _keep(data: bytes) -> None:
    """Write the file where the room of papers keeps it, without waiting for the disk each time."""
    digest = hashlib.sha256(data).hexdigest()
    place = Path(settings.DATA) / "files" / digest[:2] / digest
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.write_bytes(data)


def _compared(some: Sequence[One], versions: Sequence[Version], last: dict[str, str]) -> None:
    """Note what each shares with the one before it of the same pattern, and that it was compared."""
    rows, name = [], comparing.ruleset()
    for one, version in zip(some, versions, strict=True):
        here, there = version.text_sha256, last.get(one.pattern.text, "")
        length = sum(int(passage[4]) for passage in one.pattern.shared)
        shared = sorted(list(passage) for passage in one.pattern.shared)
        if there and there != here and shared:
            rows += [
                Overlap(here=a, there=b, ruleset=name, length=length, passages=shared)
                for a, b in ((here, there), (there, here))
            ]
        last[one.pattern.text] = here
    Overlap.objects.bulk_create(rows, batch_size=200, ignore_conflicts=True)
    Compared.objects.bulk_create(
        [Compared(text_sha256=one.text_sha256, year=YEAR, ruleset=name) for one in versions],
        ignore_conflicts=True,
    )


def _opinions(pairs: Sequence[tuple[One, Version]], lead: User) -> Iterator[Opinion]:
    outcomes = {PaperState.PASSED: Outcome.AGREED, PaperState.RETURNED: Outcome.RETURNED}
    for number, (one, version) in enumerate(pairs):
        outcome = outcomes.get(one.state)
        drafted = one.state == PaperState.IN_REVIEW and number % 3 == 0
        if outcome or drafted:
            signed = {
                "outcome": outcome or "",
                "signed_by_id": lead.pk if outcome else None,
                "signed_by_name": lead.name if outcome else "",
                "signed_at": one.at if outcome else None,
            }
            yield Opinion(
                version=version, text=_OPINION, drafted_by_name=lead.name, drafted_at=one.at, **signed
            )


def _events(pairs: Sequence[tuple[One, Version]], lead: User) -> Iterator[Entry]:
    for one, version in pairs:
        whose = one.person.name if one.person else one.unit.name
        words: dict[str, Value] = {"whose": whose, "year": YEAR, "number": 1}
        path = one.unit.path
        yield written(events.UPLOADED, version, path, one.at, by=one.by, **words)
        if one.state != PaperState.UPLOADED:
            yield written(events.SUBMITTED, version, path, one.at, by=one.by, **words)
        if one.state in (PaperState.PASSED, PaperState.RETURNED):
            outcome = Outcome.AGREED if one.state == PaperState.PASSED else Outcome.RETURNED
            yield written(events.SIGNED, version, path, one.at, by=lead, **words, kind=outcome.value)
