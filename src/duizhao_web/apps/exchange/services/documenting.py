"""A document: made of what the actor sees, recorded, and only then given away."""

from __future__ import annotations

import logging
from threading import BoundedSemaphore
from typing import IO, BinaryIO, Final, cast

from django.utils.translation import gettext as _

from duizhao.errors import DuizhaoError
from duizhao.readers import office
from duizhao.reports.word.official import write_official
from duizhao_web.apps.exchange import events
from duizhao_web.apps.exchange.catalogue import documents
from duizhao_web.apps.exchange.dataset import Wanted
from duizhao_web.apps.exchange.document import Made
from duizhao_web.apps.exchange.files import Exported, digest_of, whole_file
from duizhao_web.apps.exchange.places import desk
from duizhao_web.apps.exchange.policy import ITEMS_EXPORT
from duizhao_web.apps.exchange.services.templating import write_filled
from duizhao_web.apps.exchange.templates import template_of
from duizhao_web.apps.exchange.writers.docx import MEDIA_TYPE
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.units.models import Unit

_PDF: Final = "application/pdf"
_PATIENCE: Final = 60.0
_ONE_AT_A_TIME: Final = BoundedSemaphore(1)
_log = logging.getLogger("duizhao_web.pdf")


def document_make(*, actor: Actor, name: str, pk: int, wanted: Wanted, pdf: bool = False) -> Exported:
    """Return a document about the thing with this number; what the actor does not see does not exist.

    It is a Word file in the form of the actor's unit, or PDF where LibreOffice is on the server.
    """
    kind = documents().get(name)
    if kind is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    place = desk(actor, ITEMS_EXPORT)
    authorise(actor, ITEMS_EXPORT, place)
    made = kind.make(actor, pk, wanted)
    own = template_of(place.unit_path, name)
    with whole_file() as file:
        if own is None:
            write_official(cast(BinaryIO, file), made.title, made.sections)
        else:
            write_filled(file, own, made.title, made.filling)
        if pdf:
            _turn_into_pdf(file)
        _recorded(actor=actor, made=made, sha256=digest_of(file))
    suffix, media_type = ("pdf", _PDF) if pdf else ("docx", MEDIA_TYPE)
    return Exported(file, f"{made.title}-{clock.today().isoformat()}.{suffix}", media_type, 1)


def pdf_offered() -> bool:
    """Return whether documents can be had as PDF here."""
    return office.is_there()


def report_units(actor: Actor) -> list[Unit]:
    """Return the units of the actor's posts and assignments, of which reports are offered first."""
    paths = {seat.unit_path for seat in actor.seats} | {duty.unit_path for duty in actor.duties}
    return list(Unit.objects.visible_to(actor).filter(path__in=paths, until__isnull=True))


def _turn_into_pdf(file: IO[bytes]) -> None:
    """Put PDF in place of a Word file; one at a time, for LibreOffice takes memory of its own."""
    if not office.is_there():
        words = _("服务器上没有 LibreOffice，不能生成 PDF；请下载 Word 文稿后另存为 PDF")
        raise AppError(AppErrorCode.NOT_READY, detail=words)
    if not _ONE_AT_A_TIME.acquire(timeout=_PATIENCE):
        raise AppError(AppErrorCode.NOT_READY, detail=_("正在生成别的 PDF；请稍后再试"))
    try:
        file.seek(0)
        made = office.to_pdf(file.read(), "paper.docx")
    except DuizhaoError as error:
        _log.warning("pdf: %s", error)
        words = _("PDF 没有生成；请下载 Word 文稿后另存为 PDF")
        raise AppError(AppErrorCode.NOT_READY, detail=words) from error
    finally:
        _ONE_AT_A_TIME.release()
    file.seek(0)
    file.truncate()
    file.write(made)


@service
def _recorded(*, actor: Actor, made: Made, sha256: str) -> None:
    authorise(actor, ITEMS_EXPORT, desk(actor, ITEMS_EXPORT))
    record(
        events.DOCUMENT_MADE,
        actor=actor,
        about=made.about,
        unit_path=made.unit_path,
        title=made.title,
        sha256=sha256,
    )
