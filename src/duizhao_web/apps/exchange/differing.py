"""What a row of a ledger that came back would change, field by field: what is there, what would be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.services.drafting import Draft, Origin, Todo
from duizhao_web.apps.rectification.words import DeadlineKind, SourceKind
from duizhao_web.apps.units.models import Person, Unit

_LONGEST: Final = 400
LABELS: Final[dict[str, str | Promise]] = {
    "aspect": _("对照方面"),
    "title": _("问题"),
    "text": _("具体表现"),
    "cause": _("原因"),
    "goal": _("整改目标"),
    "points": _("销号标准"),
    "deadline_kind": _("整改类别"),
    "deadline": _("完成时限"),
    "review_on": _("复查日期"),
    "sponsor": _("责任领导"),
    "owner": _("责任人"),
    "verifier": _("核验人"),
    "lead_unit": _("牵头单位"),
    "cooperating": _("配合单位"),
}


class Change(NamedTuple):
    """A field by its name, as it is and as it would be."""

    label: str
    before: str
    after: str


def changes_of(item: Item, draft: Draft) -> tuple[Change, ...]:
    """Return what a draft changes of an item, in the order of a ledger."""
    found = []
    for name, label in LABELS.items():
        value = getattr(draft, name)
        if value is None:
            continue
        found.append(Change(str(label), _words(_before(item, name)), _words(value)))
    return tuple(found)


def beginning_of(draft: Draft, origins: Sequence[Origin]) -> Iterator[Change]:
    """Yield what a new item would say, in the order of a ledger; its problem stands beside it."""
    if origins:
        kinds = "、".join(str(SourceKind(one.kind).label) for one in origins)
        yield Change(gettext("问题来源"), "", kinds)
    for name, label in LABELS.items():
        value = getattr(draft, name)
        if value not in (None, "") and name != "title":
            yield Change(str(label), "", _words(value))


def to_do(actions: Sequence[Todo]) -> Iterator[Change]:
    """Yield what is to be done for a new item, each with its day and person where they are known."""
    for number, one in enumerate(actions, 1):
        more = "，".join(
            filter(None, (one.due.isoformat() if one.due else "", one.owner.name if one.owner else ""))
        )
        text = gettext("%(text)s（%(more)s）") % {"text": one.text, "more": more} if more else one.text
        yield Change(gettext("任务 %(number)s") % {"number": number}, "", shortened(text))


def _before(item: Item, name: str) -> object:
    if name == "points":
        return [one.text for one in item.points.all()]
    return list(item.cooperating.all()) if name == "cooperating" else getattr(item, name)


def _words(value: object) -> str:
    if isinstance(value, Person | Unit):
        text = value.name
    elif isinstance(value, list | tuple):
        text = "\n".join(_words(one) for one in value)
    elif isinstance(value, date):
        text = value.isoformat()
    elif value in DeadlineKind.values:
        text = str(DeadlineKind(value).label)
    else:
        text = "" if value is None else str(value)
    return shortened(text)


def shortened(text: str) -> str:
    """Return words as far as a preview has room for them."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
