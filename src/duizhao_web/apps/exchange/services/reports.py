"""Reports of inspection and audit that come in: read, gone through row by row, made into draft items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from django.utils.translation import gettext as _

from duizhao.readers.reader import MEGABYTE
from duizhao_web.apps.exchange import events
from duizhao_web.apps.exchange.incoming_files import (
    nothing_taken,
    plain_name,
    refuse_larger,
    refused,
    waiting,
)
from duizhao_web.apps.exchange.models import IncomingReport, TakenReport
from duizhao_web.apps.exchange.named import (
    MOST,
    TEXT,
    Looked,
    Named,
    as_stored,
    digest_of,
    document_of,
    from_stored,
    looked_at,
    named,
    unticked,
)
from duizhao_web.apps.exchange.places import own_units, place_of
from duizhao_web.apps.exchange.policy import REPORT_IMPORT
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.language import library_language
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.materials.reading import Read, read
from duizhao_web.apps.rectification.services.drafting import Draft, Origin, item_create
from duizhao_web.apps.rectification.words import SourceKind
from duizhao_web.apps.units.models import Unit

LARGEST: Final = 20 * MEGABYTE
LONGEST: Final = 400_000
"""More characters than any such report has; a page still shows them."""
SUFFIXES: Final = (".docx", ".txt", ".md", ".pdf", ".doc", ".odt", ".rtf")


def report_read(name: str, data: bytes) -> Read:
    """Return what a file says, read in memory; one with a classification mark is refused and kept nowhere."""
    name = plain_name(name)
    if PurePosixPath(name).suffix.lower() not in SUFFIXES:
        words = {"name": name, "kinds": " ".join(SUFFIXES)}
        raise refused(_("不收这种文件（%(name)s）；可上传 %(kinds)s") % words)
    refuse_larger(data, LARGEST)
    found = read(name, data, library_language())
    if len(found.document.text) > LONGEST:
        raise refused(_("文字超过 %(most)s 字") % {"most": LONGEST})
    return found


@service
def report_bring(
    *, actor: Actor, unit: Unit, read: Read, year: int, source: SourceKind, document: str = ""
) -> IncomingReport:
    """Keep the words of a report and the problems found in it, for the one who brought it.

    The same words brought again while they wait are the same report: what was corrected there stays.
    """
    authorise(actor, REPORT_IMPORT, place_of(unit))
    assert actor.user_id is not None  # who has a post is signed in
    digest = digest_of(read.document.text)
    made = IncomingReport.objects.filter(unit=unit, user_id=actor.user_id, digest=digest).first()
    if made is None:
        made = IncomingReport(unit=unit, unit_path=unit.path, user_id=actor.user_id, digest=digest)
        made.text, made.rows = read.document.text, as_stored(unticked(actor, unit, year, named(read)))
    made.name, made.year, made.source, made.at = read.name, year, source, clock.now()
    made.document = document.strip()[:200] or document_of(read)[:200]
    made.given_on = read.record.date
    made.full_clean(exclude=["unit", "user"])
    made.save()
    record(
        events.REPORT_BROUGHT,
        actor=actor,
        about=made,
        unit_path=unit.path,
        name=made.name,
        count=len(made.rows),
        sha256=read.sha256,
    )
    return made


@service
def report_edit(
    *, actor: Actor, report: IncomingReport, rows: Sequence[Named], document: str
) -> IncomingReport:
    """Keep what a person made of the rows; their words of the report are not theirs to change."""
    authorise(actor, REPORT_IMPORT, place_of(report.unit))
    found = _locked(report)
    if len(rows) > MOST:
        raise AppError(AppErrorCode.INVALID, detail=_("超过 %(count)s 行") % {"count": MOST})
    _write(found, rows, document)
    record(events.REPORT_EDITED, actor=actor, about=found, unit_path=found.unit_path, name=found.name)
    return found


@service
def report_take(*, actor: Actor, report: IncomingReport) -> int:
    """Draft an item of every row that is taken, or of none; return how many."""
    authorise(actor, REPORT_IMPORT, place_of(report.unit))
    found = _locked(report)
    taken = [one for one in looked_at(actor, found) if one.row.take]
    if not taken:
        raise AppError(AppErrorCode.NOT_READY, detail=_("没有选任何问题"))
    wrong = sum(1 for one in taken if one.faults)
    if wrong:
        raise AppError(AppErrorCode.ROWS_REFUSED, count=wrong)
    for one in taken:
        _drafted(actor, found, one)
    TakenReport.objects.create(
        unit=found.unit,
        digest=found.digest,
        document=found.document,
        count=len(taken),
        by_name=actor.name,
        at=clock.now(),
    )
    record(
        events.REPORT_TAKEN,
        actor=actor,
        unit_path=found.unit_path,
        name=found.name,
        count=len(taken),
        document=found.document,
    )
    found.delete()
    return len(taken)


@service
def report_drop(*, actor: Actor, report: IncomingReport) -> None:
    """Take nothing and forget the report."""
    authorise(actor, REPORT_IMPORT, place_of(report.unit))
    record(events.REPORT_DROPPED, actor=actor, unit_path=report.unit_path, name=report.name)
    report.delete()


def report_get(actor: Actor, pk: int) -> IncomingReport:
    """Return a report the actor brought; anybody else's does not exist for them."""
    return waiting(IncomingReport.objects.visible_to(actor).select_related("unit"), pk)


def report_list(actor: Actor) -> list[IncomingReport]:
    """Return the reports the actor brought and has not gone through, the latest first."""
    rows = IncomingReport.objects.visible_to(actor).defer("text", "rows").select_related("unit")
    return list(rows.order_by("-at", "-pk"))


def bringing_units(actor: Actor) -> list[Unit]:
    """Return the units whose reports the actor may bring: those of the own posts."""
    return own_units(actor, REPORT_IMPORT)


def _locked(report: IncomingReport) -> IncomingReport:
    rows = IncomingReport.objects.select_for_update(of=("self",)).select_related("unit")
    return waiting(rows, report.pk)


def _write(found: IncomingReport, rows: Sequence[Named], document: str) -> None:
    """Store rows; quote and place stay those of the report, whatever a form says."""
    before = from_stored(found.rows)
    kept = []
    for at, row in enumerate(rows):
        own = before[at] if at < len(before) else Named()
        kept.append(
            replace(row, quote=own.quote, start=own.start, end=own.end, aspect_no=_aspect_no(own, row))
        )
    found.rows, found.at, found.document = as_stored(kept), clock.now(), document.strip()[:200]
    found.save(update_fields=["rows", "at", "document"])


def _aspect_no(own: Named, row: Named) -> int | None:
    """Return the aspect's place in the report while the aspect is the report's own."""
    return own.aspect_no if own.aspect == row.aspect else None


def _drafted(actor: Actor, report: IncomingReport, one: Looked) -> None:
    row = one.row
    draft = Draft(
        title=row.title,
        text=row.text or None,
        aspect=row.aspect or None,
        aspect_no=row.aspect_no,
        lead_unit=Unit.objects.get(pk=row.lead) if row.lead is not None else None,
    )
    origin = Origin(
        SourceKind(report.source), (row.quote or row.text)[:TEXT], report.document, report.given_on
    )
    try:
        item_create(actor=actor, unit=report.unit, year=report.year, draft=draft, origins=[origin])
    except AppError as error:
        raise nothing_taken(row.title[:40], error) from error
