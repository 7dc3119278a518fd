"""Diagnostics as SARIF 2.1.0, the exchange format of editors and build servers.

Regions count code points of the text that ``duizhao text`` prints, also for Word and PDF files; lines and
columns count from 1. Severities become levels: error, warning, and note for a question.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import PurePath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from duizhao.i18n import Translator, translator
from duizhao.record import Diagnostic, Examined, Failure, Related, SetAside, Severity, Span
from duizhao.reports.check_words import CATEGORIES
from duizhao.reports.jsonl import Json, encoded
from duizhao.reports.lines import Lines

if TYPE_CHECKING:
    from duizhao.checks.base import Check

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "question": "note"}
_LANGUAGES: Final = {"zh": "zh-CN", "en": "en-US"}
# Whoever applies a fix by SARIF writes into the file itself: only there are its characters those of the text.
_PLAIN: Final = frozenset({".txt", ".md", ".markdown"})


def document(outcomes: Sequence[Examined | Failure], checks: Sequence[Check], language: str) -> bytes:
    """Return the log as UTF-8, with its line end; ``checks`` are the rules, messages are in ``language``."""
    return encoded(as_json(outcomes, checks, language)) + b"\n"


def as_json(outcomes: Sequence[Examined | Failure], checks: Sequence[Check], language: str = "zh") -> Json:
    """Return the log: one run, papers and results in the order given."""
    _ = translator(language)
    papers = [one for one in outcomes if isinstance(one, Examined)]
    run: Json = {
        "tool": {"driver": _driver(checks, _)},
        "language": _LANGUAGES[language],
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(outcomes, checks, _)],
        "artifacts": [{"location": {"uri": _uri(paper.path)}} for paper in papers],
        "results": list(_results(papers, checks, _)),
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _driver(checks: Sequence[Check], _: Translator) -> Json:
    return {
        "name": "duizhao",
        "fullName": _("对照"),
        "version": version("duizhao"),
        "rules": [_rule(check, _) for check in checks],
    }


def _rule(check: Check, _: Translator) -> Json:
    source = _("依据：%(source)s") % {"source": _(check.source)}
    return {
        "id": check.id,
        "name": check.slug,
        "shortDescription": {"text": _(check.title)},
        "fullDescription": {"text": _(check.why)},
        "help": {
            "text": f"{_(check.why)}\n{source}",
            "markdown": "\n".join(_help(check, source, _)),
        },
        "defaultConfiguration": {"level": _LEVELS[check.severity], "enabled": check.stage == "stable"},
        "properties": {
            "tags": [check.category],
            "category": _(CATEGORIES[check.category]),
            "severity": check.severity,
        },
    }


def _help(check: Check, source: str, _: Translator) -> Iterator[str]:
    yield from (_(check.why), "", source)
    for heading, examples in ((_("会指出"), check.bad), (_("不会指出"), check.good)):
        for one in examples[:1]:
            text = one.text.rstrip().replace("```", "'''")
            yield from ("", heading, "", "```text", text, "```")


def _invocation(outcomes: Sequence[Examined | Failure], checks: Sequence[Check], _: Translator) -> Json:
    """Say what could not be read and which checks raised: the run as such came to its end."""
    known = {check.id: number for number, check in enumerate(checks)}
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": [
            note
            for one in outcomes
            for note in ([_unread(one, _)] if isinstance(one, Failure) else _failed(one, known, _))
        ],
    }


def _unread(failure: Failure, _: Translator) -> Json:
    return {
        "level": "error",
        "message": {"text": failure.error.message(_)},
        "descriptor": {"id": str(failure.error.code)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(failure.path)}}}],
    }


def _failed(paper: Examined, known: Mapping[str, int], _: Translator) -> Iterator[Json]:
    for failure in paper.failures:
        what = {"path": failure.path, "check": failure.check, "error": failure.error}
        yield {
            "level": "error",
            "message": {"text": _("校核 %(check)s 未能完成：%(path)s：%(error)s") % what},
            "associatedRule": _rule_of(failure.check, known),
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(failure.path)}}}],
        }


def _rule_of(check: str, known: Mapping[str, int]) -> Json:
    return {"id": check, "index": known.get(check, -1)}


def _results(papers: Sequence[Examined], checks: Sequence[Check], _: Translator) -> Iterator[Json]:
    rules = {check.id: number for number, check in enumerate(checks)}
    places = {paper.path: (number, Lines(paper.text)) for number, paper in enumerate(papers)}
    for paper in papers:
        seen: Counter[tuple[str, str]] = Counter()
        for one in paper.diagnostics:
            # The same words found twice by one check are told apart by their order.
            seen[one.check, one.quote] += 1
            yield _result(one, rules, places, seen[one.check, one.quote], _)
        for aside in paper.aside:
            one = aside.diagnostic
            seen[one.check, one.quote] += 1
            yield _result(one, rules, places, seen[one.check, one.quote], _, aside)


def _suppression(aside: SetAside) -> Json:
    """Say where and why a finding was set aside."""
    said = (aside.date, aside.reason)
    return {
        "kind": "inSource" if aside.where == "paper" else "external",
        "justification": " ".join(words for words in said if words),
    }


Places = Mapping[str, tuple[int, Lines]]


def _result(
    one: Diagnostic,
    rules: Mapping[str, int],
    places: Places,
    nth: int,
    _: Translator,
    aside: SetAside | None = None,
) -> Json:
    result: Json = {
        "ruleId": one.check,
        "ruleIndex": rules.get(one.check, -1),
        "level": _LEVELS[one.severity],
        "message": {"text": one.message(_)},
        "locations": [_location(one.path, one.span, places, one.quote)],
        "partialFingerprints": {"duizhao/1": _fingerprint(one, nth)},
        "suppressions": [] if aside is None else [_suppression(aside)],
    }
    if one.related:
        result["relatedLocations"] = [_related(n, other, places) for n, other in enumerate(one.related)]
    if one.fix is not None and PurePath(one.path).suffix.lower() in _PLAIN:
        result["fixes"] = [_fix(one, places)]
    return result


def _location(path: str, span: Span, places: Places, words: str | None = None) -> Json:
    number, lines = places.get(path, (None, None))
    artifact: Json = {"uri": _uri(path)}
    if number is not None:
        artifact["index"] = number
    physical: Json = {"artifactLocation": artifact}
    if lines is not None:
        physical["region"] = _region(span, lines, words)
    return {"physicalLocation": physical}


def _related(number: int, other: Related, places: Places) -> Json:
    return {"id": number, **_location(other.path, other.span, places)}


def _region(span: Span, lines: Lines, words: str | None = None) -> Json:
    (line, column), (end_line, end_column) = lines.place(span.start), lines.place(span.end)
    region: Json = {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }
    if words is not None:
        region["snippet"] = {"text": words}
    return region


def _fix(one: Diagnostic, places: Places) -> Json:
    assert one.fix is not None
    location = {"uri": _uri(one.path)}
    region = _region(one.fix.span, places[one.path][1])
    replacement = {"deletedRegion": region, "insertedContent": {"text": one.fix.text}}
    return {"artifactChanges": [{"artifactLocation": location, "replacements": [replacement]}]}


def _fingerprint(one: Diagnostic, nth: int) -> str:
    """Return what stays the same when text before the place changes: check, words, which of them."""
    return hashlib.sha256(f"{one.check}\0{one.quote}\0{nth}".encode("utf-8", "replace")).hexdigest()[:32]


def _uri(path: str) -> str:
    """Return a path as a URI reference; a path from the root of the machine becomes a ``file:`` URI."""
    drive = len(path) > 2 and path[1] == ":" and path[0].isalpha() and path[2] in "\\/"
    plain = path.replace("\\", "/") if drive or "/" not in path else path
    written = quote(plain, safe="/", errors="replace")
    if drive:
        return f"file:///{path[0]}:{written[4:]}"
    return f"file://{written}" if plain.startswith("/") else written
