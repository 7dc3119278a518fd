"""An export: the file is written, then recorded, and only then given away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import IO, Any, BinaryIO, TypeVar, cast

from duizhao_web.apps.exchange import events
from duizhao_web.apps.exchange.catalogue import datasets, writers
from duizhao_web.apps.exchange.dataset import Dataset, Wanted
from duizhao_web.apps.exchange.files import Exported, digest_of, whole_file
from duizhao_web.apps.exchange.layouts import arranged
from duizhao_web.apps.exchange.places import desk
from duizhao_web.apps.exchange.services.templating import write_filled
from duizhao_web.apps.exchange.table import as_text
from duizhao_web.apps.exchange.templates import list_filling, template_of
from duizhao_web.apps.exchange.writer import Writer
from duizhao_web.apps.exchange.writers.docx import WORD
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise, may
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.units.selectors import unit_at, unit_get

R = TypeVar("R")


def may_export(actor: Actor, dataset: str) -> bool:
    """Return whether the actor may take the list away."""
    found = datasets().get(dataset)
    return found is not None and may(actor, found.command, desk(actor, found.command))


def export(*, actor: Actor, dataset: str, writer: str, wanted: Wanted) -> Exported:
    """Return the rows the actor may see, narrowed as on the page, as a file; the log tells of it.

    The file is whole before the event is written, so that the log has its number of rows and its digest, and
    no transaction stands open while many rows are read.
    """
    found, form = datasets().get(dataset), writers().get(writer)
    if found is None or form is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    place = desk(actor, found.command)
    authorise(actor, found.command, place)
    with whole_file() as file:
        count = _written(file, actor, found, form, wanted, place.unit_path)
        digest = digest_of(file)
        _recorded(actor=actor, found=found, form=form, wanted=wanted, count=count, sha256=digest)
    name = f"{found.title}-{clock.today().isoformat()}.{form.name}"
    return Exported(file, name, form.media_type, count)


@service
def _recorded(
    *, actor: Actor, found: Dataset[Any], form: Writer, wanted: Wanted, count: int, sha256: str
) -> None:
    authorise(actor, found.command, desk(actor, found.command))
    record(
        events.EXPORTED,
        actor=actor,
        title=str(found.title),
        dataset=found.name,
        form=form.name,
        count=count,
        wanted=[f"{name}={as_text(value)}" for name, value in sorted(wanted.items())],
        sha256=sha256,
    )


def _written(
    file: IO[bytes], actor: Actor, found: Dataset[Any], form: Writer, wanted: Wanted, path: str | None
) -> int:
    """Write the rows and return how many; as Word, in the unit's own form where it has one."""
    kept = template_of(path, found.name) if form.name == WORD else None
    if kept is None:
        table = found.table(actor, wanted, arranged(found, path))
        return form.write(cast(BinaryIO, file), replace(table, rows=_no_more(table.rows, form)))
    count = 0

    def rows() -> Iterator[Any]:
        nonlocal count
        count = 0  # a template may show the rows twice
        for row in _no_more(found.rows(actor, wanted), form):
            count += 1
            yield row

    chosen = unit_get(actor, int(str(wanted["unit"]))) if "unit" in wanted else unit_at(actor, path or "")
    filling = list_filling(found, wanted, chosen.name if chosen else "", rows)
    write_filled(file, kept, str(found.title), filling)
    return count


def _no_more(rows: Iterable[R], form: Writer) -> Iterator[R]:
    """Yield rows, and refuse to give more than a program of the form opens at ease."""
    for count, row in enumerate(rows, 1):
        if form.most is not None and count > form.most:
            raise AppError(AppErrorCode.EXPORT_TOO_LONG, form=str(form.label), count=form.most)
        yield row
