"""Findings in the words of the protocol: diagnostics, corrections, and what is shown beside a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lsprotocol import types

from duizhao.checks.base import Check
from duizhao.errors import DuizhaoError
from duizhao.i18n import Translator
from duizhao.lsp.positions import Place, Positions
from duizhao.record import Diagnostic, Fix, Severity, Span

SOURCE: Final = "duizhao"
_SEVERITIES: Final[Mapping[Severity, types.DiagnosticSeverity]] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "question": types.DiagnosticSeverity.Information,
}


def diagnostic(one: Diagnostic, positions: Positions, uri: str, _: Translator) -> types.Diagnostic:
    """Return a finding; the other places it speaks of are told where they are in the same text."""
    return types.Diagnostic(
        range=area(one.span, positions),
        severity=_SEVERITIES[one.severity],
        code=one.check,
        source=SOURCE,
        message=one.message(_),
        related_information=[
            types.DiagnosticRelatedInformation(
                types.Location(uri, area(other.span, positions)), _("相关的另一处")
            )
            for other in one.related
            if other.path == one.path
        ],
    )


def unread(error: DuizhaoError, _: Translator) -> types.Diagnostic:
    """Return, for the first line, why a text cannot be checked."""
    return types.Diagnostic(
        range=_range((0, 0), (1, 0)),
        severity=types.DiagnosticSeverity.Error,
        code=str(error.code),
        source=SOURCE,
        message=error.message(_),
    )


def edit(uri: str, fixes: Sequence[Fix], positions: Positions) -> types.WorkspaceEdit:
    """Return the change to a text that makes these corrections."""
    edits = [types.TextEdit(area(fix.span, positions), fix.text) for fix in fixes]
    return types.WorkspaceEdit(changes={uri: edits})


def apart(fixes: Sequence[Fix]) -> Iterator[Fix]:
    """Yield corrections in the order of the text, of overlapping ones the first."""
    end = -1
    for fix in sorted(fixes, key=lambda fix: fix.span):
        if fix.span.start >= end:
            end = fix.span.end
            yield fix


def explained(found: Sequence[Diagnostic], checks: Mapping[str, Check], _: Translator) -> str:
    """Return, in Markdown, what findings say and the rule behind each."""
    return "\n\n---\n\n".join(_explained(one, checks[one.check], _) for one in found if one.check in checks)


def area(span: Span, positions: Positions) -> types.Range:
    """Return a span as the protocol has it."""
    return _range(*positions.places(span))


def _explained(one: Diagnostic, check: Check, _: Translator) -> str:
    source = _("%(name)s：%(value)s") % {"name": _("规则出处"), "value": _(check.source)}
    return "\n\n".join((f"**{check.id} {_(check.title)}**", one.message(_), _(check.why), source))


def _range(start: Place, end: Place) -> types.Range:
    return types.Range(types.Position(*start), types.Position(*end))
