"""The columns of the ledger: what each is called, what it shows of an item, whether it is edited in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.rectification.ledger import Facts
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.words import DeadlineKind, SourceKind
from duizhao_web.site.items.frame import flags, tone

Show = Callable[[Item, Facts], str]
_LONG: Final = 60
_NOTHING: Final = "—"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in addresses, its heading, what it shows; ``sort`` is the order it stands for."""

    key: str
    label: str | Promise
    show: Show
    editable: bool = False
    sort: str | None = None
    first: bool = False
    """Stays in sight when the grid is moved sideways, and cannot be left out."""


def _name(thing: Any) -> str:
    return thing.name if thing is not None else _NOTHING


def _day(day: date | None) -> str:
    return day.isoformat() if day else _NOTHING


def _cut(text: str) -> str:
    return Truncator(text).chars(_LONG) if text else _NOTHING


def _code(item: Item, _facts: Facts) -> str:
    return format_html('<a href="{}">{}</a>', reverse("item", kwargs={"pk": item.pk}), item.code)


def _state(item: Item, _facts: Facts) -> str:
    tag = format_html('<span class="tag {}">{}</span>', tone(item), item.get_state_display())
    return tag + format_html_join(
        "", ' <span class="tag {}">{}</span>', ((look, word) for word, look in flags(item))
    )


def _actions(_item: Item, facts: Facts) -> str:
    if not facts.actions:
        return _NOTHING
    return format_html('{} <span class="soft">{}/{}</span>', _cut(facts.action), facts.settled, facts.actions)


def _progress(item: Item, facts: Facts) -> str:
    if not facts.progress:
        return _NOTHING
    return format_html('<span class="soft">{}</span> {}', _day(item.reported_on), _cut(facts.progress))


def _evidence(_item: Item, facts: Facts) -> str:
    return _("%(n)s 份") % {"n": facts.evidence} if facts.evidence else _NOTHING


def _standard(_item: Item, facts: Facts) -> str:
    if not facts.points:
        return _NOTHING
    more = format_html(' <span class="soft">{}</span>', facts.points) if facts.points > 1 else ""
    return format_html("{}{}", _cut(facts.point), more)


def _deadline(item: Item, _facts: Facts) -> str:
    if item.deadline is None and item.review_on is not None:
        return format_html('<span class="soft">{}</span> {}', _("复查"), item.review_on.isoformat())
    return _day(item.deadline)


def _carried(item: Item, facts: Facts) -> str:
    return f"{item.year} → {facts.carried}" if facts.carried else _NOTHING


def _choice(choices: Any, value: str) -> str:
    return str(choices(value).label) if value else _NOTHING


COLUMNS: Final = (
    Column("code", _("编号"), _code, sort="", first=True),
    Column("title", _("问题"), lambda item, _f: _cut(item.title), editable=True, first=True),
    Column("unit", _("单位"), lambda item, _f: _name(item.person) if item.personal else _name(item.unit)),
    Column("aspect", _("方面"), lambda item, _f: item.aspect or _NOTHING),
    Column("actions", _("措施（任务）"), _actions),
    Column("sponsor", _("责任领导"), lambda item, _f: _name(item.sponsor), editable=True),
    Column("owner", _("责任人"), lambda item, _f: _name(item.owner), editable=True),
    Column("lead", _("牵头单位"), lambda item, _f: _name(item.lead_unit), editable=True),
    Column("deadline", _("时限"), _deadline, editable=True, sort="due"),
    Column("state", _("状态"), _state),
    Column("progress", _("进展"), _progress, sort="quiet"),
    Column("evidence", _("佐证"), _evidence),
    Column("verifier", _("核验人"), lambda item, _f: _name(item.verifier), editable=True),
    Column("standard", _("销号标准"), _standard, editable=True),
    Column("kind", _("类别"), lambda item, _f: _choice(DeadlineKind, item.deadline_kind), editable=True),
    Column("source", _("问题来源"), lambda _item, facts: _choice(SourceKind, facts.source)),
    Column("goal", _("整改目标"), lambda item, _f: _cut(item.goal), editable=True),
    Column("cause", _("原因"), lambda item, _f: _cut(item.cause), editable=True),
    Column("review", _("复查日期"), lambda item, _f: _day(item.review_on), editable=True),
    Column("first", _("首次时限"), lambda item, _f: _day(item.first_deadline)),
    Column("round", _("轮次"), lambda item, _f: str(item.round)),
    Column("carried", _("结转"), _carried),
    Column("changed", _("变动时间"), lambda item, _f: _day(item.changed_at.date()), sort="changed"),
)
BY_KEY: Final = {column.key: column for column in COLUMNS}
DEFAULT: Final = (
    "code",
    "title",
    "unit",
    "aspect",
    "actions",
    "sponsor",
    "owner",
    "lead",
    "deadline",
    "state",
    "progress",
    "evidence",
    "verifier",
)


def chosen(asked: str) -> list[Column]:
    """Return the columns asked for, those that stay in sight first; the usual ones where none is known."""
    known = [BY_KEY[key] for key in asked.split(".") if key in BY_KEY]
    wanted = known or [BY_KEY[key] for key in DEFAULT]
    kept = [column for column in COLUMNS if column.first]
    return kept + [column for column in dict.fromkeys(wanted) if not column.first]


def cells(item: Item, facts: Facts, columns: Iterable[Column]) -> SafeString:
    """Return the cells of a row; the heading goes with each for narrow screens."""
    language = get_language()
    shown = (
        f"{_opening(column.key, language)}{conditional_escape(column.show(item, facts))}</td>"
        for column in columns
    )
    return mark_safe("".join(shown))


@cache
def _opening(key: str, _language: str | None) -> SafeString:
    return format_html('<td data-c="{}" data-label="{}">', key, BY_KEY[key].label)
