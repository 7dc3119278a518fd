"""Forms are written by ourselves: as a browser needs them, and safe whatever stands in them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Widget

from duizhao_web.site.forms.writing import FormRenderer

HOSTILE = '"><script>&'
CHOICES = [("", "全部"), ("a", HOSTILE), ("组", [("b", "乙"), (HOSTILE, "丙")])]


class _Form(forms.Form):
    default_renderer = FormRenderer

    name = forms.CharField(label=HOSTILE, help_text=HOSTILE, max_length=3)
    kind = forms.ChoiceField(label="类别", choices=CHOICES, required=False)
    ways = forms.MultipleChoiceField(
        label="办法", choices=[("a", "甲")], widget=forms.CheckboxSelectMultiple, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput({"placeholder": HOSTILE, "required": True, "disabled": False}), HOSTILE),
        (forms.NumberInput(), 3),
        (forms.HiddenInput(), "1"),
        (forms.PasswordInput(), "secret"),
        (forms.DateInput(), None),
        (forms.CheckboxInput(), True),
        (forms.CheckboxInput(), False),
        (forms.Textarea({"rows": 4}), HOSTILE),
        (forms.Textarea(), None),
        (forms.Select(choices=CHOICES), HOSTILE),
        (forms.Select(choices=CHOICES), None),
        (forms.SelectMultiple(choices=CHOICES), ["a", "b"]),
    ],
)
def test_a_widget_when_written_says_what_djangos_template_says(widget: Widget, value: Any) -> None:
    attrs = {"id": "x", "data-of": HOSTILE}
    ours = widget.render("x", value, attrs, FormRenderer())
    assert _plain(ours) == _plain(widget.render("x", value, attrs, TemplatesSetting()))


def test_a_form_when_refused_names_each_field_and_what_is_wrong_with_it() -> None:
    form = _Form({"name": HOSTILE, "kind": "a", "version": "x"})
    shown = str(form)
    assert "<script>" not in shown
    assert '<label for="id_name">&quot;&gt;&lt;script&gt;&amp;</label>' in shown
    assert 'id="id_name_helptext"' in shown
    assert '<div class="field wrong">' in shown
    assert 'id="id_name_error"' in shown
    assert "version" in shown.partition("</p>")[0]
    assert re.search(r'<label for="id_kind">类别 <span class="optional">选填</span></label>', shown)
    assert re.search(r"<fieldset><legend>办法</legend>.*</fieldset></div>", shown, re.DOTALL)
    assert '<input type="hidden" name="version"' in shown


def _plain(html: str) -> str:
    return re.sub(r">\s+<", "><", html)
