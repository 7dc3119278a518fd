"""What speaks against a file being the paper it is about to be handed in as; a person decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import PurePath
from typing import Final, NamedTuple

from duizhao.readers import READERS
from duizhao_web.apps.materials.models import Version
from duizhao_web.apps.materials.reading import Read
from duizhao_web.apps.materials.selectors import Target

_PAPERS: Final = ("team", "individual", "unknown")


class Doubt(StrEnum):
    """Why a file may be another paper than somebody thinks."""

    AUTHOR = "author"
    UNIT = "unit"
    TEAM = "team"
    INDIVIDUAL = "individual"
    NO_PROBLEMS = "no_problems"
    SUFFIX = "suffix"
    KEPT = "kept"


class Doubted(NamedTuple):
    """A doubt and the words it is about."""

    doubt: Doubt
    words: str = ""


def likely_target(targets: list[Target], read: Read) -> Target:
    """Return whose paper it is most likely: by the kind of paper, the name under it, the unit it names."""

    def agrees(target: Target) -> int:
        against = {one.doubt for one in _of_target(read, target)}
        kinds = {Doubt.TEAM, Doubt.INDIVIDUAL}
        return -(4 * bool(against & kinds) + 2 * (Doubt.AUTHOR in against) + (Doubt.UNIT in against))

    return max(targets, key=agrees)


def doubts_of(read: Read, target: Target, kept: Iterable[Version] = ()) -> list[Doubted]:
    """Return what somebody should look at before the file is kept as the paper of ``target``."""
    return [*_of_target(read, target), *_of_file(read), *_of_kept(target, kept)]


def kept_already(targets: Iterable[Target], read: Read) -> list[Version]:
    """Return the versions of papers of the targets that have the same content."""
    units = {one.unit.pk for one in targets}
    rows = Version.objects.filter(sha256=read.sha256, paper__unit__in=units).select_related("paper")
    return list(rows.order_by("-paper__year", "-number"))


def _of_target(read: Read, target: Target) -> Iterator[Doubted]:
    record = read.record
    if target.person is not None and record.kind == "team":
        yield Doubted(Doubt.TEAM)
    if target.person is None and record.kind == "individual":
        yield Doubted(Doubt.INDIVIDUAL)
    name = record.author.name if record.author else None
    if target.person is not None and name and name != target.person.name:
        yield Doubted(Doubt.AUTHOR, name)
    if record.unit and not _same(record.unit, target.unit.name):
        yield Doubted(Doubt.UNIT, record.unit)


def _of_file(read: Read) -> Iterator[Doubted]:
    if not read.record.problems or read.record.kind not in _PAPERS:
        yield Doubted(Doubt.NO_PROBLEMS)
    suffix = PurePath(read.name).suffix.lower()
    meant = {media for one in READERS if suffix in one.suffixes for media in one.media_types}
    if meant and read.document.media_type not in meant:
        yield Doubted(Doubt.SUFFIX, suffix)


def _of_kept(target: Target, kept: Iterable[Version]) -> Iterator[Doubted]:
    person = target.person.pk if target.person else None
    for one in kept:
        if (one.paper.unit_id, one.paper.person_id) == (target.unit.pk, person):
            yield Doubted(Doubt.KEPT, str(one.paper.year))
            return


def _same(one: str, other: str) -> bool:
    """Return whether two names can be of one unit: papers shorten them at the front."""
    return one in other or other in one
