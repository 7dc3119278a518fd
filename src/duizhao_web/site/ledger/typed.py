"""What is typed or pasted into a cell of the ledger, read as what the column holds."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.services.changing import ON_ROWS, Field, Value, command_of
from duizhao_web.apps.rectification.words import DeadlineKind
from duizhao_web.apps.units.models import Person, Unit
from duizhao_web.site.forms.fields import ActorForm, DayField, PersonField, UnitField

_DAYS: Final = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y年%m月%d号")
_POINTS: Final = re.compile(r"[\n；;]+")
PEOPLE: Final = (Field.OWNER, Field.SPONSOR, Field.VERIFIER)
DAYS: Final = (Field.DEADLINE, Field.REVIEW)
_LONGEST: Final = {Field.TITLE: 300, Field.GOAL: 2_000, Field.CAUSE: 10_000, Field.STANDARD: 5_000}


def read(actor: Actor, field: Field, text: str) -> Value:
    """Return what a text means in a column; raise an ``AppError`` that says what is wrong with it."""
    text = text.strip()
    if field in ON_ROWS or not text:
        return None
    if field in DAYS:
        return _day(text)
    if field == Field.KIND:
        return _kind(text)
    if field in PEOPLE or field == Field.LEAD:
        chosen: Person | Unit = _chosen(actor, UnitField() if field == Field.LEAD else PersonField(), text)
        return chosen
    if len(text) > _LONGEST[field]:
        raise AppError(AppErrorCode.INVALID, detail=_("超过 %(most)s 个字") % {"most": _LONGEST[field]})
    if field == Field.STANDARD:
        return tuple(part.strip() for part in _POINTS.split(text) if part.strip())
    return text


def _day(text: str) -> date:
    for written in _DAYS:
        try:
            return datetime.strptime(text, written).date()
        except ValueError:
            continue
    raise AppError(
        AppErrorCode.INVALID, detail=_("“%(text)s”不是日期，请写成 2026-06-30") % {"text": text[:30]}
    )


def _kind(text: str) -> DeadlineKind:
    for kind in DeadlineKind:
        if text in (kind.value, kind.label):
            return kind
    kinds = "、".join(str(kind.label) for kind in DeadlineKind)
    raise AppError(AppErrorCode.INVALID, detail=_("类别只有：%(kinds)s") % {"kinds": kinds})


def _chosen(actor: Actor, field: Any, text: str) -> Any:
    field.actor = actor
    try:
        return field.clean(text)
    except ValidationError as error:
        raise AppError(AppErrorCode.INVALID, detail="；".join(error.messages)) from error


class CellForm(ActorForm):
    """One cell, with the reason where the item is approved already."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    value = forms.CharField(label=gettext_lazy("新的内容"), required=False)
    reason = forms.CharField(label=gettext_lazy("理由"), required=False, max_length=2_000)

    def __init__(self, *args: Any, item: Item, field: Field, now: str, **kwargs: Any) -> None:
        initial = {"version": item.version, "value": now}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["value"] = _field(field)
        self.fields["value"].initial = now
        if isinstance(self.fields["value"], PersonField | UnitField):
            self.fields["value"].actor = kwargs["actor"]
        if command_of(item, field) == Command.EDIT:
            del self.fields["reason"]
        elif command_of(item, field) != Command.NAME_VERIFIER:
            self.fields["reason"].required = True


def _field(field: Field) -> forms.Field:
    label = gettext_lazy("新的内容")
    if field in DAYS:
        return DayField(label=label)
    if field == Field.KIND:
        return forms.ChoiceField(label=label, choices=[(one.value, one.label) for one in DeadlineKind])
    if field in PEOPLE:
        return PersonField(label=label)
    if field == Field.LEAD:
        return UnitField(label=label)
    if field == Field.TITLE:
        return forms.CharField(label=label, max_length=300)
    rows = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, max_length=_LONGEST[field], widget=rows)
