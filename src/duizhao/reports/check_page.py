"""A check explained: for the terminal, and as its section of the reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from duizhao.i18n import Translator
from duizhao.record import Category
from duizhao.reports.check_words import CATEGORIES, SEVERITIES
from duizhao.reports.words import KINDS
from duizhao.text.columns import in_columns

if TYPE_CHECKING:
    from duizhao.checks.base import Check, Example, Option


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


_NOTES: Final = {"preview": _("试用，写明编号才做"), "deprecated": _("已停用"), "stable": ""}


def listing(checks: Sequence[Check], _: Translator) -> str:
    """Return a line a check: id, severity, title."""
    rows = [(one.id, _(SEVERITIES[one.severity]), _(one.title)) for one in checks]
    return "".join(f"{row}\n" for row in in_columns(rows))


def terminal(check: Check, _: Translator) -> str:
    """Return the explanation of a check as plain text."""
    lines = [f"{check.id} {check.slug}", _(check.title), "", _(check.why), ""]
    lines += [_("%(name)s：%(value)s") % {"name": name, "value": value} for name, value in _facts(check, _)]
    for heading, examples in ((_("会指出"), check.bad), (_("不会指出"), check.good)):
        for one in examples:
            lines += ["", heading, *(f"    {line}" for line in one.text.rstrip().split("\n"))]
            lines += [f"    （{note}）" for note in _with(one, _)]
    return "\n".join(lines) + "\n"


def section(check: Check, _: Translator) -> Iterator[str]:
    """Yield the lines of a check's section in Markdown; bad examples keep their « »."""
    yield from (
        f'<a id="{check.id.lower()}"></a>',
        "",
        f"### {check.id} {_(check.title)}",
        "",
        _(check.why),
        "",
    )
    for name, value in _facts(check, _):
        yield f"- {_('%(name)s：%(value)s') % {'name': name, 'value': value}}"
    for heading, examples in ((_("会指出"), check.bad), (_("不会指出"), check.good)):
        for one in examples:
            notes = _joined(_with(one, _), _)
            yield from ("", f"{heading}{'（' + notes + '）' if notes else ''}", "")
            yield from (
                "```text",
                *(line.replace("```", "'''") for line in one.text.rstrip().split("\n")),
                "```",
            )


def by_category(checks: Sequence[Check]) -> Iterator[tuple[Category, list[Check]]]:
    """Yield the categories that have checks, in their fixed order."""
    for category in CATEGORIES:
        found = [one for one in checks if one.category == category]
        if found:
            yield category, found


def _facts(check: Check, _: Translator) -> Iterator[tuple[str, str]]:
    yield _("英文名"), check.slug
    yield _("所属类别"), _both(_(CATEGORIES[check.category]), check.category)
    yield _("级别"), _both(_(SEVERITIES[check.severity]), check.severity)
    yield _("规则出处"), _(check.source)
    if check.kinds:
        yield _("适用"), _joined([_(name) for kind, name in KINDS.items() if kind in check.kinds], _)
    if _NOTES[check.stage]:
        yield _("状态"), _(_NOTES[check.stage])
    for message in (check.message, *(message for _name, message in check.forms)):
        yield _("所说的话"), _(message).replace("%%", "%")
    for option in check.options:
        yield _("设置 %(name)s") % {"name": option.name}, _option(option, _)


def _both(word: str, code: str) -> str:
    return word if word == code else f"{word} ({code})"


def _option(option: Option, _: Translator) -> str:
    words = _("%(meaning)s；默认 %(default)s") % {
        "meaning": _(option.meaning),
        "default": _joined(option.default, _) if isinstance(option.default, tuple) else option.default,
    }
    if option.allowed:
        words += _("；可用：%(allowed)s") % {"allowed": _joined(list(map(str, option.allowed)), _)}
    return words


def _with(example: Example, _: Translator) -> Iterator[str]:
    if example.note:
        yield _(example.note)
    for name, value in example.options:
        yield f"{name} = {value}"
    if example.siblings:
        yield _("同批另有 %(n)s 份材料") % {"n": len(example.siblings)}


def _joined(words: Sequence[str] | Iterator[str], _: Translator) -> str:
    return _("、").join(words)
