"""Evidence: added once, with its own date of effect and the points it proves; used again; withdrawn, never
deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock, files
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification import events
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.models import Evidence, Item, Proof
from duizhao_web.apps.rectification.services.moving import Move, keep, moving
from duizhao_web.apps.rectification.services.working import begun, past, reported
from duizhao_web.apps.rectification.subjects import authorise_reading, may_read
from duizhao_web.apps.rectification.uploads import Upload, refuse_marked_words
from duizhao_web.apps.rectification.words import EvidenceKind


@service
def evidence_add(
    *,
    actor: Actor,
    item: Item,
    kind: EvidenceKind,
    title: str,
    effective_on: date,
    points: Sequence[int],
    content: str = "",
    upload: Upload | None = None,
) -> Evidence:
    """Add evidence and say which points of the standard (by number) it proves."""
    refuse_marked_words(title, content)
    _refuse_unlike(kind, upload, content)
    with moving(actor, item, Command.EVIDENCE, None) as move:
        begun(move)
        made = Evidence(
            item=move.item,
            round=move.item.round,
            kind=kind,
            title=title.strip(),
            content=content.strip(),
            effective_on=past(effective_on),
            by_id=actor.person_id,
            by_name=actor.name,
            at=clock.now(),
        )
        if upload is not None:
            made.file_name, made.size = upload.name, len(upload.data)
            made.media_type, made.sha256 = upload.media_type, files.store(upload.data)
        keep(made)
        _prove(move, made, points)
        reported(move.item, clock.today())
    return made


@service
def evidence_use(*, actor: Actor, item: Item, evidence: Evidence, points: Sequence[int]) -> Evidence:
    """Let evidence that was entered before prove points of this item, too.

    The actor must see where it was entered, and it must be of the same unit: who sees this item sees it then.
    """
    if not may_read(actor, evidence.item):
        raise AppError(AppErrorCode.NOT_FOUND)
    with moving(actor, item, Command.EVIDENCE, None) as move:
        if evidence.withdrawn_at is not None:
            raise AppError(AppErrorCode.WRONG_STATE)
        if evidence.item_id != move.item.pk and (
            evidence.item.personal or evidence.item.unit_id != move.item.unit_id
        ):
            raise AppError(AppErrorCode.FORBIDDEN)
        begun(move)
        _prove(move, evidence, points)
        reported(move.item, clock.today())
    return evidence


@service
def evidence_withdraw(*, actor: Actor, evidence: Evidence, expected_version: int, reason: str) -> Evidence:
    """Let evidence count no more, with the reason; what it was stays readable."""
    if not reason.strip():
        raise AppError(AppErrorCode.NOT_READY, detail=_("须写明理由"))
    with moving(actor, evidence.item, Command.EVIDENCE, expected_version) as move:
        begun(move)
        found = Evidence.objects.get(pk=evidence.pk)
        if found.withdrawn_at is not None or found.round != move.item.round:
            raise AppError(AppErrorCode.WRONG_STATE)
        found.withdrawn_at, found.withdrawn_note = clock.now(), reason.strip()[:500]
        found.save(update_fields=["withdrawn_at", "withdrawn_note"])
    return found


@service
def evidence_download(*, actor: Actor, item: Item, evidence: Evidence) -> bytes:
    """Return the file of evidence that proves something of an item the actor may read; it leaves a trace."""
    authorise_reading(actor, item)
    used = evidence.item_id == item.pk or evidence.proofs.filter(point__item=item).exists()
    if not used or not evidence.sha256:
        raise AppError(AppErrorCode.NOT_FOUND)
    record(events.EVIDENCE_DOWNLOADED, actor=actor, about=evidence, unit_path=item.unit_path, code=item.code)
    return files.load(evidence.sha256)


def _prove(move: Move, evidence: Evidence, numbers: Sequence[int]) -> None:
    points = {point.number: point for point in move.item.points.all()}
    if not set(numbers) <= set(points):
        raise AppError(AppErrorCode.NOT_FOUND)
    for number in sorted(set(numbers)):
        Proof.objects.get_or_create(evidence=evidence, point=points[number], round=move.item.round)


def _refuse_unlike(kind: EvidenceKind, upload: Upload | None, content: str) -> None:
    """Refuse a file that is not what it is said to be, and words that are none."""
    if kind not in (EvidenceKind.FILE, EvidenceKind.PHOTO) and not content.strip():
        raise AppError(AppErrorCode.INVALID, detail=_("须填写内容"))
    if kind in (EvidenceKind.FILE, EvidenceKind.PHOTO) and upload is None:
        raise AppError(AppErrorCode.INVALID, detail=_("须选择文件"))
    if kind == EvidenceKind.PHOTO and upload is not None and not upload.picture:
        raise AppError(AppErrorCode.INVALID, detail=_("照片须是 jpg 或者 png 图片"))
