"""Word templates of a unit's own: looked at before anything is kept, tried, kept, used, done away with."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import IO, BinaryIO, Final, cast

from django.utils.translation import gettext as _

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.i18n import translator
from duizhao.reports.word.official import write_official
from duizhao.reports.word.template import Template
from duizhao.reports.word.template_parts import LIMITS
from duizhao_web.apps.exchange import events
from duizhao_web.apps.exchange.files import Exported, whole_file
from duizhao_web.apps.exchange.filling import Filling, samples
from duizhao_web.apps.exchange.incoming_files import plain_name, refuse_larger, refused, said
from duizhao_web.apps.exchange.models import WordTemplate
from duizhao_web.apps.exchange.places import own_units, place_of, unit_where
from duizhao_web.apps.exchange.policy import TEMPLATE_KEEP
from duizhao_web.apps.exchange.templates import Kind, kind_of
from duizhao_web.apps.exchange.writers.docx import MEDIA_TYPE
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.language import library_language
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.units.models import Unit

_NO_WORD_FILE: Final = (ErrorCode.UNKNOWN_TYPE, ErrorCode.DAMAGED)


@dataclass(frozen=True, slots=True)
class Looked:
    """A file looked at: what is wrong with it, which fields it has, and which it could have."""

    name: str
    faults: tuple[str, ...]
    used: tuple[str, ...]
    unused: tuple[str, ...]
    template: Template


def template_look(kind: Kind, name: str, data: bytes) -> Looked:
    """Return what a file would be as the template of a kind of document; nothing of it is kept."""
    refuse_larger(data, LIMITS.file_size)
    template = _read(data)
    translate = translator(library_language())
    known = kind.shape.known
    faults = tuple(fault.text(translate) for fault in template.wrong_for(known))
    return Looked(
        plain_name(name),
        faults,
        tuple(dict.fromkeys(template.names)),
        tuple(name for name, _about, _must in kind.shape.told if name not in template.names),
        template,
    )


@service
def template_keep(*, actor: Actor, unit: Unit, kind: str, name: str, data: bytes) -> WordTemplate:
    """Use a file as the unit's template from now on; units below without one of their own use it, too."""
    authorise(actor, TEMPLATE_KEEP, place_of(unit))
    found = kind_of(kind)
    looked = template_look(found, name, data)
    if looked.faults:
        raise refused("；".join(looked.faults))
    clean = looked.template.cleaned()
    kept, _made = WordTemplate.objects.update_or_create(
        unit=unit,
        kind=kind,
        defaults={
            "name": looked.name,
            "data": clean,
            "sha256": hashlib.sha256(clean).hexdigest(),
            "by_name": actor.name,
            "at": clock.now(),
        },
    )
    title, digest = str(found.title), kept.sha256
    record(
        events.TEMPLATE_KEPT,
        actor=actor,
        about=unit,
        unit_path=unit.path,
        title=title,
        name=kept.name,
        sha256=digest,
    )
    return kept


@service
def template_drop(*, actor: Actor, unit: Unit, kind: str) -> None:
    """Have no template of one's own any more."""
    authorise(actor, TEMPLATE_KEEP, place_of(unit))
    kept = template_get(unit, kind)
    title = str(kind_of(kind).title)
    record(events.TEMPLATE_DROPPED, actor=actor, about=unit, unit_path=unit.path, title=title, name=kept.name)
    kept.delete()


def template_get(unit: Unit, kind: str) -> WordTemplate:
    """Return the unit's own template of a kind."""
    found = WordTemplate.objects.filter(unit=unit, kind=kind).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def template_unit(actor: Actor, pk: int) -> Unit:
    """Return a unit whose templates the actor keeps; any other does not exist here."""
    return unit_where(actor, pk, TEMPLATE_KEEP)


def template_units(actor: Actor) -> list[Unit]:
    """Return the units whose templates the actor keeps: those of the own posts."""
    return own_units(actor, TEMPLATE_KEEP)


def write_filled(file: IO[bytes], kept: WordTemplate, title: str, filling: Filling) -> None:
    """Write a document in a unit's own form."""
    template = _read(bytes(kept.data))
    wrong = template.wrong_for(kind_of(kept.kind).shape.known)
    if wrong:  # the fields of a kind have changed since
        words = {"unit": kept.unit.name, "why": wrong[0].text(translator(library_language()))}
        detail = _("“%(unit)s”的 Word 模板已不能用（%(why)s）；请其联络员重新上传或者停用") % words
        raise AppError(AppErrorCode.NOT_READY, detail=detail)
    try:
        template.write(cast(BinaryIO, file), title, filling.values, filling.rows)
    except DuizhaoError as error:
        raise AppError(AppErrorCode.NOT_READY, detail=said(error)) from error


def template_start(kind: Kind, unit: Unit) -> Exported:
    """Return our own form of a kind with fields in place of words, to begin from."""
    title = str(kind.title)
    with whole_file() as file:
        write_official(cast(BinaryIO, file), title, kind.start(unit))
    return Exported(file, _("%(title)s-起始模板.docx") % {"title": title}, MEDIA_TYPE, 1)


def template_sample(kind: Kind, looked: Looked) -> Exported:
    """Return a file as it would look, each field holding its own name."""
    title = str(kind.title)
    filling = samples(kind.shape, title)
    with whole_file() as file:
        looked.template.write(cast(BinaryIO, file), title, filling.values, filling.rows)
    return Exported(file, _("%(title)s-样子.docx") % {"title": title}, MEDIA_TYPE, 1)


def template_file(kept: WordTemplate) -> Exported:
    """Return a template as it is kept."""
    return Exported(io.BytesIO(bytes(kept.data)), kept.name, MEDIA_TYPE, 1)


def _read(data: bytes) -> Template:
    try:
        return Template(data)
    except DuizhaoError as error:
        if error.code in _NO_WORD_FILE:
            words = _("不是完好的 Word 文档（.docx）；请用 WPS 或 Word 打开，另存为 .docx 后再上传")
            raise refused(words) from error
        raise refused(said(error)) from error
