"""How forms are written out: a filter has some sixty parts, and a template for each would cost more than the
rest of its page. What is rare is left to Django's own templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

_WIDGETS: Final = "django/forms/widgets/"


class FormRenderer(TemplatesSetting):
    """Writes a form, its fields and the usual widgets."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Return a part as text."""
        write = _WRITERS.get(template_name)
        return write(context) if write else super().render(template_name, context, request)


def _form(context: Mapping[str, Any]) -> str:
    errors = format_html_join(
        "", '<p class="note error" role="alert">{}</p>', ((error,) for error in context["errors"])
    )
    fields = [bound.as_field_group() for bound, _errors in context["fields"]]
    return "".join([errors, *fields, *(str(bound) for bound in context["hidden_fields"])])


def _field(context: Mapping[str, Any]) -> str:
    bound: BoundField = context["field"]
    errors = bound.errors
    grouped = bound.use_fieldset
    parts = [
        '<div class="field wrong">' if errors else '<div class="field">',
        format_html("<fieldset><legend>{}</legend>", bound.label) if grouped else _label(bound),
        str(bound),
    ]
    if bound.help_text:
        parts.append(format_html('<p class="help" id="{}_helptext">{}</p>', bound.auto_id, bound.help_text))
    parts += [format_html('<p class="error" id="{}_error">{}</p>', bound.auto_id, one) for one in errors]
    return "".join([*parts, "</fieldset></div>" if grouped else "</div>"])


def _label(bound: BoundField) -> SafeString:
    optional = "" if bound.field.required else format_html(' <span class="optional">{}</span>', _("选填"))
    return format_html('<label for="{}">{}{}</label>', bound.id_for_label, bound.label, optional)


def _input(context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    own = {"type": widget["type"], "name": widget["name"]}
    if widget["value"] is not None:
        own["value"] = widget["value"]
    return f"<input{_attributes(own)}{_attributes(widget['attrs'])}>"


def _textarea(context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    # A browser drops a line end that comes first.
    return (
        f"<textarea{_attributes({'name': widget['name']})}{_attributes(widget['attrs'])}>\n"
        f"{conditional_escape(widget['value'] or '')}</textarea>"
    )


def _select(context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    inner = "".join(_options(name, options) for name, options, _index in widget["optgroups"])
    return f"<select{_attributes({'name': widget['name']})}{_attributes(widget['attrs'])}>{inner}</select>"


def _options(group: str | None, options: Iterable[Mapping[str, Any]]) -> str:
    inner = "".join(
        f'<option value="{conditional_escape(one["value"])}"{_attributes(one["attrs"])}>'
        f"{conditional_escape(one['label'])}</option>"
        for one in options
    )
    return f'<optgroup label="{conditional_escape(group)}">{inner}</optgroup>' if group else inner


def _attributes(attributes: Mapping[str, Any]) -> SafeString:
    return mark_safe(
        "".join(
            f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
            for name, value in attributes.items()
            if value is not False
        )
    )


_WRITERS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    FormRenderer.form_template_name: _form,
    FormRenderer.field_template_name: _field,
    f"{_WIDGETS}select.html": _select,
    f"{_WIDGETS}textarea.html": _textarea,
    **{
        f"{_WIDGETS}{kind}.html": _input
        for kind in ("input", "text", "number", "date", "email", "password", "hidden", "checkbox", "search")
    },
}
