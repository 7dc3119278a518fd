"""Fields several forms share: days, and a unit or a person chosen by typing a part of the name."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from duizhao_web.apps.kernel.actor import ANONYMOUS, Actor
from duizhao_web.apps.units.models import Person, Unit
from duizhao_web.apps.units.selectors import person_list, unit_search

_NUMBER: Final = re.compile(r"#(\d{1,18})\s*$")


class DateInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day."""

    widget = DateInput


class _ChosenField(forms.CharField):
    """Something the actor sees, by a part of its name, or as the list of suggestions writes it."""

    suggested = ""
    address = ""

    def __init__(self, **kwargs: Any) -> None:
        self.actor: Actor = ANONYMOUS
        kwargs.setdefault("max_length", 140)
        super().__init__(**kwargs)
        self.widget.attrs |= {
            "list": f"{self.suggested}-suggested",
            "hx-get": reverse_lazy(self.address),
            "hx-trigger": "input changed delay:200ms, focus once",
            "hx-target": f"#{self.suggested}-suggested",
            "autocomplete": "off",
        }

    def one_of(self, found: list[Any], text: str) -> Any:
        """Return the only match; else say what is the matter."""
        exact = [row for row in found if row.name == text]
        found = exact if len(exact) == 1 else found
        if not found:
            raise ValidationError(_("没有找到“%(text)s”，请从提示中选择") % {"text": text})
        if len(found) > 1:
            raise ValidationError(_("“%(text)s”不止一个，请从提示中选择") % {"text": text})
        return found[0]


class UnitField(_ChosenField):
    """A unit."""

    suggested, address = "units", "units-suggest"

    def clean(self, value: Any) -> Unit | None:
        """Return the unit."""
        text = super().clean(value)
        if not text:
            return None
        number = _NUMBER.search(text)
        if number:
            rows = Unit.objects.visible_to(self.actor).filter(pk=int(number[1]), until__isnull=True)
            unit: Unit = self.one_of(list(rows), text)
            return unit
        chosen: Unit = self.one_of(unit_search(self.actor, text), text)
        return chosen


class PersonField(_ChosenField):
    """A person."""

    suggested, address = "people", "people-suggest"

    def clean(self, value: Any) -> Person | None:
        """Return the person."""
        text = super().clean(value)
        if not text:
            return None
        number = _NUMBER.search(text)
        rows = person_list(self.actor, "" if number else text)
        rows = rows.filter(pk=int(number[1])) if number else rows
        person: Person = self.one_of(list(rows[:20]), text)
        return person


class PeopleField(PersonField):
    """People, one a line."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 4000, **kwargs})
        self.widget.attrs = {"rows": 3}

    def clean(self, value: Any) -> list[Person]:  # type: ignore[override]
        """Return the people."""
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        one = PersonField()
        one.actor = self.actor
        found = [one.clean(line) for line in lines]
        return [person for person in found if person is not None]


class ActorForm(forms.Form):
    """A form whose choices are those of the actor."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        for field in self.fields.values():
            if isinstance(field, _ChosenField):
                field.actor = actor
