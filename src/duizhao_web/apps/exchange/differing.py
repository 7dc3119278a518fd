"""What a row of a ledger that came back would change, field by field: what is there, what would be."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.services.drafting import Draft
from duizhao_web.apps.rectification.words import DeadlineKind
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
