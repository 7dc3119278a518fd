"""Papers handed in: uploaded as versions, submitted for review, read and downloaded with a trace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from duizhao.corrections import as_stored, carry, from_stored
from duizhao.engine import InMemory, read_document
from duizhao.reports.check_docx import with_comments
from duizhao.reports.word.comments import Comment
from duizhao_web.apps.accounts.visibility import must_log
from duizhao_web.apps.cycles.models import Cycle, CycleKind
from duizhao_web.apps.cycles.selectors import cycle_of
from duizhao_web.apps.kernel import clock, files
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.materials import events
from duizhao_web.apps.materials.finding import put_words
from duizhao_web.apps.materials.models import AT_A_GLANCE, Decided, Paper, PaperKind, PaperState, Version
from duizhao_web.apps.materials.reading import Read, digest_of, ruleset
from duizhao_web.apps.materials.stored import finding_as_json, record_as_json
from duizhao_web.apps.materials.subjects import authorise_with
from duizhao_web.apps.materials.tasks import texts_compare
from duizhao_web.apps.units.models import Person, PostKind, Tenure, Unit, in_force


@service
def paper_upload(
    *, actor: Actor, unit: Unit, person: Person | None, year: int, read: Read, cycle: Cycle | None = None
) -> Version:
    """Store a file as the next version of somebody's paper, or of the team's where there is no ``person``.

    Without a ``cycle`` it belongs to the unit's annual meeting about the year, where there is one.
    What reviewers decided on the version before is carried over where the text still holds.
    """
    cycle = cycle or cycle_of(unit, year)
    if cycle is not None and cycle.unit_id != unit.pk:
        raise AppError(AppErrorCode.NOT_FOUND)
    paper = _paper(unit, person, cycle.year if cycle else year, cycle)
    authorise_with(actor, paper, "upload")
    known = paper.versions.filter(sha256=read.sha256).first() if paper.pk else None
    if known is not None:
        raise AppError(AppErrorCode.FILE_KNOWN, detail=str(known.number))
    before = paper.versions.filter(number=paper.latest).first() if paper.pk else None
    paper.state, paper.latest, paper.changed_at = PaperState.UPLOADED, paper.latest + 1, clock.now()
    paper.full_clean()
    paper.save()
    files.store(read.data)
    version = _version(actor, paper, read)
    version.full_clean()
    version.save()
    paper.show(version)
    paper.save(update_fields=AT_A_GLANCE)
    put_words(version)
    if before is not None:
        _carry(before, version, read)
    _recorded(events.UPLOADED, actor, version)
    transaction.on_commit(texts_compare.enqueue)
    return version


@service
def paper_submit(*, actor: Actor, paper: Paper) -> Paper:
    """Hand the latest version in for review."""
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    authorise_with(actor, paper, "submit")
    paper.state, paper.changed_at = PaperState.IN_REVIEW, clock.now()
    paper.save(update_fields=["state", "changed_at"])
    _recorded(events.SUBMITTED, actor, latest_of(paper))
    return paper


def version_open(*, actor: Actor, version: Version, beside: Sequence[Version] = ()) -> Version:
    """Return a version to be read; who reads it, or parts of others ``beside`` it, only by assignment leaves
    a trace.
    """
    logged = [one for one in (version, *beside) if must_log(actor, one.paper.thing)]
    if logged:
        _versions_read(actor=actor, versions=logged)
    return version


@service
def _versions_read(*, actor: Actor, versions: Sequence[Version]) -> None:
    for version in versions:
        authorise_with(actor, version.paper, "read")
        _recorded(events.READ, actor, version)


@service
def version_download(*, actor: Actor, version: Version) -> bytes:
    """Return the file as it was uploaded; every download leaves a trace."""
    authorise_with(actor, version.paper, "read")
    _recorded(events.DOWNLOADED, actor, version)
    return files.load(version.sha256)


@service
def version_commented(*, actor: Actor, version: Version, comments: Sequence[Comment]) -> bytes:
    """Return the paper as a Word file with comments, the author's own file where it is one."""
    authorise_with(actor, version.paper, "read")
    _recorded(events.COMMENTED, actor, version)
    data = files.load(version.sha256)
    document = read_document(InMemory(version.file_name, data))
    return with_comments(data, document, comments, date=f"{clock.now():%Y-%m-%dT%H:%M:%SZ}")


def latest_of(paper: Paper) -> Version:
    """Return the version that counts."""
    return Version.objects.select_related("paper__unit", "paper__person").get(
        paper=paper, number=paper.latest
    )


def whose(paper: Paper) -> str:
    """Return whose paper it is, for the log."""
    return paper.person.name if paper.person else paper.unit.name


def _recorded(event: Any, actor: Actor, version: Version, **params: str | int) -> None:
    paper = version.paper
    record(
        event,
        actor=actor,
        about=version,
        unit_path=paper.unit_path,
        whose=whose(paper),
        year=paper.year,
        number=version.number,
        **params,
    )


def _paper(unit: Unit, person: Person | None, year: int, cycle: Cycle | None) -> Paper:
    kind = PaperKind.INDIVIDUAL if person else PaperKind.TEAM
    rows = Paper.objects.select_for_update().filter(unit=unit, person=person, kind=kind, year=year)
    found = rows.filter(cycle=cycle).first()
    if found is None and cycle is not None and cycle.kind == CycleKind.ANNUAL:
        # Handed in when the unit had opened no meeting of that year yet.
        found = rows.filter(cycle__isnull=True).first()
    if found is not None:
        found.cycle = cycle
        return found
    return Paper(
        unit=unit,
        unit_path=unit.path,
        kind=kind,
        person=person,
        cycle=cycle,
        year=year,
        of_chief=_is_chief(person, unit),
        changed_at=clock.now(),
    )


def _is_chief(person: Person | None, unit: Unit) -> bool:
    held = Tenure.objects.filter(in_force(clock.today()), person=person, confirmed_at__isnull=False)
    return person is not None and held.filter(post__unit=unit, post__kind=PostKind.CHIEF).exists()


def _version(actor: Actor, paper: Paper, read: Read) -> Version:
    if actor.user_id is None:
        raise AppError(AppErrorCode.FORBIDDEN)
    return Version(
        paper=paper,
        number=paper.latest,
        file_name=read.name[:255],
        sha256=read.sha256,
        size=len(read.data),
        media_type=read.document.media_type,
        title=(read.record.title or "")[:200],
        text=read.document.text,
        text_sha256=digest_of(read.document.text),
        hard_wrapped=read.document.hard_wrapped,
        record=record_as_json(read.record),
        findings=[finding_as_json(one) for one in read.findings],
        ruleset=ruleset(),
        uploaded_by_id=actor.user_id,
        uploaded_by_name=actor.name,
        uploaded_at=clock.now(),
    )


def _carry(before: Version, version: Version, read: Read) -> None:
    rows = list(before.decisions.all())
    made = [from_stored(row.decision) for row in rows]
    carried = carry(made, before.text, read.record, read.document)
    by_decision = {id(one): row for one, row in zip(made, rows, strict=True)}
    for position, kept in enumerate(carried.kept, 1):
        row = by_decision[id(kept.before)]
        Decided.objects.create(
            version=version,
            position=position,
            decision=as_stored(kept.decision),
            by_id=row.by_id,
            by_name=row.by_name,
            at=row.at,
            edited=row.edited or kept.edited,
        )
    version.lost = [
        {"decision": as_stored(one.decision), "quote": one.quote, "reason": one.reason.value}
        for one in carried.lost
    ]
    version.save(update_fields=["lost"])
