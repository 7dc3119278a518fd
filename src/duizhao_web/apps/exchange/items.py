"""Items as lists show them: which are asked for, and what several lists say of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from django.conf import settings
from django.db.models import Q, TextChoices
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.dataset import Column, Wanted
from duizhao_web.apps.exchange.rows import ActionRow, ItemRow, rows_of
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.paths import at_or_below
from duizhao_web.apps.rectification.coverage import Lack
from duizhao_web.apps.rectification.derived import Condition, conditions_of
from duizhao_web.apps.rectification.ledger import Ledger
from duizhao_web.apps.rectification.ledger import Wanted as Asked
from duizhao_web.apps.rectification.words import ActionState, DeadlineKind, ItemState, SourceKind
from duizhao_web.apps.rectification.years import Carry
from duizhao_web.apps.units.selectors import unit_get

IDENTITY: Final = _("系统标识")
"""The title of the column that carries an item's identity out and, with the file, back in."""
_IDENTITY: Final = re.compile(r"duizhao-item-([0-9]{1,18})-([0-9]{1,9})")


def items(actor: Actor, wanted: Wanted, *, personal: bool = False) -> Iterator[ItemRow]:
    """Yield the items the actor may read, narrowed as the ledger is, unit by unit."""
    year = int(str(wanted["year"])) if "year" in wanted else None
    # The account of a year tells of what was carried over into it, too.
    carry = (
        Carry(str(wanted["carry"])) if "carry" in wanted else Carry.WITH if wanted.get("carried") else None
    )
    rows = Ledger(actor, _asked(wanted, year, carry, personal=personal)).rows()
    rows = rows.filter(_of_unit(actor, wanted))
    yield from rows_of(rows.order_by("unit_path", "person_id", "-year", "aspect_no", "serial", "pk"))


def _asked(wanted: Wanted, year: int | None, carry: Carry | None, *, personal: bool) -> Asked:
    """Return what is asked for as the ledger knows it."""
    said = {name: str(wanted.get(name, "")) for name in ("q", "state", "kind", "source", "aspect")}
    month = wanted.get("month")
    return Asked(
        words=said["q"],
        year=year,
        carry=carry,
        state=said["state"],
        says=Condition(str(wanted["date"])) if "date" in wanted else None,
        kind=said["kind"],
        source=said["source"],
        aspect=said["aspect"],
        owner=_person(wanted, "owner"),
        verifier=_person(wanted, "verifier"),
        month=month.replace(day=1) if isinstance(month, date) else None,
        lack=Lack(str(wanted["lack"])) if "lack" in wanted else None,
        personal=personal,
    )


def _person(wanted: Wanted, name: str) -> int | None:
    return int(str(wanted[name])) if name in wanted else None


def _of_unit(actor: Actor, wanted: Wanted) -> Q:
    if "unit" not in wanted:
        return Q()
    path = unit_get(actor, int(str(wanted["unit"]))).path
    return at_or_below(path) if wanted.get("below") else Q(unit_path=path)


class Identity(NamedTuple):
    """Which item a row is, and as of which version it went out."""

    pk: int
    version: int


def identity(item: ItemRow) -> str:
    """Return what a file that goes out says of a row, so that the row is known when it comes back."""
    return f"duizhao-item-{item.pk}-{item.version}"


def identified(text: str) -> Identity | None:
    """Return the item a cell names, where it is one of ours."""
    found = _IDENTITY.fullmatch(text.strip())
    return Identity(int(found[1]), int(found[2])) if found else None


def said_in_every_language(words: str | Promise) -> Iterator[str]:
    """Yield words of ours in each language: a file may have gone out in another than it comes back in."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield str(words)


def sources(item: ItemRow) -> str:
    """Return where the problem comes from, each kind once."""
    return "、".join(dict.fromkeys(_label(SourceKind, one.kind) for one in item.sources))


def documents(item: ItemRow) -> str:
    """Return the documents the problem was named in."""
    return "；".join(dict.fromkeys(one.document for one in item.sources if one.document))


def measures(item: ItemRow) -> str:
    """Return the steps, one a line."""
    return _numbered(one.text for one in item.actions if one.state != ActionState.DROPPED)


def standard(item: ItemRow) -> str:
    """Return the acceptance standard, one point a line."""
    return _numbered(item.points)


def progress(item: ItemRow) -> str:
    """Return the latest report, with its day."""
    latest = next(iter(item.progress), None)
    return reported(latest.on, latest.done) if latest else ""


def reported(on: date, done: str) -> str:
    """Return a report as a cell says it."""
    return f"{on.isoformat()} {done}"


def effect(item: ItemRow) -> str:
    """Return the latest word on what has come of it."""
    return next((one.effect for one in item.progress if one.effect), "")


def voice(item: ItemRow) -> str:
    """Return the latest word of those it was to serve."""
    return next((one.voice for one in item.progress if one.voice), "")


def evidence(item: ItemRow) -> str:
    """Return what proves it, by title."""
    return "；".join(dict.fromkeys(item.evidence))


def standing(item: ItemRow) -> str:
    """Return where it stands, with what its dates say."""
    said = [_label(ItemState, item.state)]
    said += [_label(Condition, one) for one in conditions_of(item, clock.today())]
    if item.round > 1:
        said.append(str(_("第 %(number)s 轮") % {"number": item.round}))
    return "；".join(said)


def cooperating(item: ItemRow) -> str:
    """Return the units that take part."""
    return "、".join(item.cooperating)


def action_state(action: ActionRow) -> str:
    """Return where a step stands."""
    return _label(ActionState, action.state)


def _label(words: type[TextChoices], value: str) -> str:
    return _label_in(words, value, get_language() or "")


@cache
def _label_in(words: type[TextChoices], value: str, _language: str) -> str:
    """Return the word for a value in the language of the moment, which is looked up once."""
    return str(words(value).label)


def _numbered(texts: Iterable[str]) -> str:
    found = list(texts)
    return (
        "\n".join(f"{at}. {text}" for at, text in enumerate(found, 1)) if len(found) > 1 else "".join(found)
    )


CODE: Final[Column[ItemRow]] = Column("code", _("编号"), 14, lambda item: item.code)
UNIT: Final[Column[ItemRow]] = Column("unit", _("单位"), 16, lambda item: item.unit)
ASPECT: Final[Column[ItemRow]] = Column("aspect", _("对照方面"), 14, lambda item: item.aspect)
PROBLEM: Final[Column[ItemRow]] = Column("problem", _("问题"), 36, lambda item: item.title)
SOURCE: Final[Column[ItemRow]] = Column("source", _("问题来源"), 12, sources)
MEASURES: Final[Column[ItemRow]] = Column("measures", _("整改措施"), 40, measures)
SPONSOR: Final[Column[ItemRow]] = Column("sponsor", _("责任领导"), 10, lambda item: item.sponsor or "")
LEAD: Final[Column[ItemRow]] = Column("lead_unit", _("牵头单位"), 14, lambda item: item.lead_unit or "")
SHARED: Final[Column[ItemRow]] = Column("cooperating", _("配合单位"), 14, cooperating)
OWNER: Final[Column[ItemRow]] = Column("owner", _("责任人"), 10, lambda item: item.owner or "")
VERIFIER: Final[Column[ItemRow]] = Column("verifier", _("核验人"), 10, lambda item: item.verifier or "")
KIND: Final[Column[ItemRow]] = Column(
    "deadline_kind",
    _("整改类别"),
    11,
    lambda item: _label(DeadlineKind, item.deadline_kind) if item.deadline_kind else "",
)
FIRST: Final[Column[ItemRow]] = Column(
    "first_deadline", _("最初时限"), 12, lambda item: item.first_deadline, "date"
)
DEADLINE: Final[Column[ItemRow]] = Column("deadline", _("完成时限"), 12, lambda item: item.deadline, "date")
REVIEW: Final[Column[ItemRow]] = Column("review", _("复查日期"), 12, lambda item: item.review_on, "date")
CARRIED: Final[Column[ItemRow]] = Column(
    "carried", _("结转到年度"), 12, lambda item: "、".join(map(str, item.carried))
)
STATUS: Final[Column[ItemRow]] = Column("status", _("状态"), 14, standing)
CLOSED: Final[Column[ItemRow]] = Column("closed", _("销号日期"), 12, lambda item: item.closed_on, "date")
EVIDENCE: Final[Column[ItemRow]] = Column("evidence", _("佐证材料"), 24, evidence)
PROGRESS: Final[Column[ItemRow]] = Column("progress", _("进展情况"), 36, progress)
STANDARD: Final[Column[ItemRow]] = Column("standard", _("销号标准"), 30, standard)
ITSELF: Final[Column[ItemRow]] = Column("identity", IDENTITY, 20, identity, hidden=True)
