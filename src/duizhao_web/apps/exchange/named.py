"""The problems a report of inspection or audit names: as the library found them, as a person corrected them.

Nothing is written here. A row keeps the words of the report beside what a person makes of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final

from django.utils.translation import gettext as _

from duizhao_web.apps.exchange.models import IncomingReport, TakenReport
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.paths import at_or_below
from duizhao_web.apps.materials.reading import Read
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.selectors import item_list
from duizhao_web.apps.units.models import Unit

MOST: Final = 500
TITLE: Final = 300
TEXT: Final = 5_000
ASPECT: Final = 200
_NUMBER: Final = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,14}[〔\[【(（]\s*\d{4}\s*[〕\]】)）]\s*第?\s*\d{1,5}\s*号"
)
_HEAD: Final = 2_000
"""Within so many characters a paper has its number."""


@dataclass(frozen=True, slots=True)
class Named:
    """One problem: what its item will say, which words of the report it stands on, and where they stand."""

    title: str = ""
    text: str = ""
    aspect: str = ""
    aspect_no: int | None = None
    lead: int | None = None
    quote: str = ""
    start: int = 0
    end: int = 0
    take: bool = True


@dataclass(frozen=True, slots=True)
class Looked:
    """A row looked at: the paragraph it stands in, the item that says the same, what is wrong with it."""

    row: Named
    paragraph: int
    known: Item | None
    faults: tuple[str, ...]


def named(read: Read) -> list[Named]:
    """Return the problems the library finds in a report, each with its aspect and its words."""
    text = read.document.text
    found = []
    for problem in read.record.problems[:MOST]:
        aspect = problem.aspect
        found.append(
            Named(
                title=(problem.title or _first_words(problem.text))[:TITLE],
                text=problem.text[:TEXT],
                aspect=(aspect.title if aspect else "")[:ASPECT],
                aspect_no=aspect.no if aspect else None,
                quote=text[problem.span.start : problem.span.end].strip()[:TEXT],
                start=problem.span.start,
                end=problem.span.end,
            )
        )
    return found


def document_of(read: Read) -> str:
    """Return what a report calls itself: its title and its number, as far as it has them."""
    number = _NUMBER.search(read.document.text[:_HEAD])
    said = "".join(number[0].split()) if number else ""
    title = " ".join((read.record.title or "").split())
    title = title if said not in title or not said else title.replace(said, "").strip()
    if not title:
        return said
    return f"《{title[:150]}》" + (f"（{said}）" if said else "")


def digest_of(text: str) -> str:
    """Return what the words of a report are known by, whichever kind of file they came in."""
    return hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def as_stored(rows: Iterable[Named]) -> list[dict[str, Any]]:
    """Return rows as they are kept."""
    return [asdict(row) for row in rows]


def from_stored(kept: Iterable[dict[str, Any]]) -> list[Named]:
    """Return rows that were kept."""
    names = {one.name for one in fields(Named)}
    return [Named(**{name: value for name, value in row.items() if name in names}) for row in kept]


def looked_at(actor: Actor, report: IncomingReport) -> list[Looked]:
    """Return every row of a report with what is wrong with it, as things stand now."""
    known = items_by_title(actor, report.unit, report.year)
    units = {unit.pk for unit in lead_units(actor, report.unit)}
    seen: dict[str, int] = {}
    found = []
    for at, row in enumerate(from_stored(report.rows), 1):
        key = plain(row.title)
        faults = [*_faults(row, units), *_again(row, key, known.get(key), seen)] if row.take else []
        if row.take:
            seen.setdefault(key, at)
        found.append(Looked(row, report.text.count("\n", 0, row.start) + 1, known.get(key), tuple(faults)))
    return found


def unticked(actor: Actor, unit: Unit, year: int, rows: Sequence[Named]) -> list[Named]:
    """Return the rows, those left out that have an item already."""
    known = items_by_title(actor, unit, year)
    return [replace(row, take=plain(row.title) not in known) for row in rows]


def items_by_title(actor: Actor, unit: Unit, year: int) -> dict[str, Item]:
    """Return the unit's items of a year by what they are about."""
    rows = item_list(actor, year=year, personal=False).filter(unit=unit)
    return {plain(item.title): item for item in rows}


def lead_units(actor: Actor, unit: Unit) -> list[Unit]:
    """Return the units that may lead in an item of the unit: itself, and those directly or further below."""
    rows = Unit.objects.visible_to(actor).filter(at_or_below(unit.path, "path"), until__isnull=True)
    return list(rows.order_by("path")[:MOST])


def pieces(text: str, rows: Sequence[Named]) -> list[tuple[str, int]]:
    """Return the report's words cut where problems begin and end, each with the number of its row or 0."""
    cut: list[tuple[str, int]] = []
    at = 0
    for number, row in sorted(enumerate(rows, 1), key=lambda one: one[1].start):
        if row.end > row.start >= at:
            cut += [(text[at : row.start], 0), (text[row.start : row.end], number)]
            at = row.end
    return [piece for piece in (*cut, (text[at:], 0)) if piece[0]]


def taken_before(unit: Unit, digest: str) -> list[TakenReport]:
    """Return when items were made of the same words before."""
    return list(TakenReport.objects.filter(unit=unit, digest=digest))


def plain(text: str) -> str:
    """Return a title without what makes no difference."""
    return "".join(text.split()).rstrip("。；;")


def _faults(row: Named, units: set[int]) -> Iterator[str]:
    if not row.title.strip():
        yield _("没有写问题")
    for label, text, most in (
        (_("问题"), row.title, TITLE),
        (_("具体表现"), row.text, TEXT),
        (_("方面"), row.aspect, ASPECT),
    ):
        if len(text) > most:
            yield _("%(label)s超过 %(most)s 字") % {"label": label, "most": most}
    if row.lead is not None and row.lead not in units:
        yield _("责任单位不是本单位，也不在它之下")


def _again(row: Named, key: str, item: Item | None, seen: dict[str, int]) -> Iterator[str]:
    if not row.title.strip():
        return
    if item is not None:
        yield _("已有相同问题的事项 %(code)s；请不选此条，或者改写问题") % {"code": item.code}
    if key in seen:
        yield _("与第 %(number)s 条的问题相同；请合并为一条") % {"number": seen[key]}


def _first_words(text: str) -> str:
    first = text.strip().partition("\n")[0]
    return first.partition("。")[0].strip() or first
