"""A document made from what is on record: about one item, one notice or one unit, in the official form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from duizhao.reports.word.official import Block, Section
from duizhao.reports.word.official import Table as WordTable
from duizhao_web.apps.exchange.dataset import NOTICE, Wanted
from duizhao_web.apps.exchange.filling import Filling, Shape
from duizhao_web.apps.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Made:
    """A document: its title, which its file is called by, its pages, what it is about, and the same in words
    for a template.
    """

    title: str
    sections: Sequence[Section]
    about: Model
    unit_path: str
    filling: Filling


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of document: how it is made of the thing with this number, as far as the actor sees it.

    ``shape`` are the fields a template may have, ``start`` our own pages with fields in place of words.
    """

    name: str
    title: str | Promise
    make: Callable[[Actor, int, Wanted], Made]
    shape: Shape
    start: Callable[[], Sequence[Section]]


def in_words(day: date) -> str:
    """Return a day as an official document has it: 2026年11月25日."""
    return date_format(day, "DATE_FORMAT")


def form(rows: Sequence[tuple[str, str]]) -> WordTable:
    """Return a form: what is asked on the left, what is on record on the right."""
    return WordTable((_("项目"), _("内容")), (1, 4), [*rows])


def signatures(*who: str) -> Iterator[Block]:
    """Yield lines to be signed by hand; nothing is signed or dated by a program."""
    for one in who:
        yield Block("text", _("%(who)s（签字）：　　　　　　　年　　月　　日") % {"who": one})


def notice() -> Block:
    """Return the line that stands on whatever names people."""
    return Block("note", str(NOTICE))
