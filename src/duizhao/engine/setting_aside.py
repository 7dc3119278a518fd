"""From what the checks found to what is reported: own words and suppressions taken out, stale ones added."""

from __future__ import annotations

import dataclasses
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from duizhao.checks.suppression.lines import Line
from duizhao.checks.suppression.stale import IN_CONFIG, stale
from duizhao.config import Config, Suppression
from duizhao.engine.asking import Plan
from duizhao.engine.masking import masked
from duizhao.record import (
    CheckFailure,
    Diagnostic,
    Examined,
    Material,
    Overview,
    Param,
    SetAside,
    Severity,
    Span,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Raw:
    """A paper with all that was found; ``ran`` are the checks that were asked and did not raise."""

    path: str
    text: str
    title: Span
    lines: tuple[Line, ...]
    found: tuple[Diagnostic, ...]
    failures: tuple[CheckFailure, ...]
    ran: frozenset[str]
    material: Material
    overview: Overview | None

    def and_also(
        self, found: Sequence[Diagnostic], failures: Sequence[CheckFailure], ran: Iterable[str]
    ) -> Raw:
        """Return the paper with what was found beside other papers."""
        return dataclasses.replace(
            self,
            found=in_order((*self.found, *found)),
            failures=(*self.failures, *failures),
            ran=self.ran | frozenset(ran),
        )

    def answered(self, check: str) -> bool:
        """Say whether a check was asked and answered."""
        return check in self.ran and all(failure.check != check for failure in self.failures)


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics in the order of the text."""
    return tuple(sorted(found, key=lambda one: (one.span, one.check)))


def settled(papers: Sequence[Raw], plan: Plan) -> Iterator[Examined]:
    """Yield every paper as it is reported."""
    used: Counter[int] = Counter()
    aside = [list(_aside(paper, plan.config, used)) for paper in papers]
    idle = _idle(papers, plan.config, used)
    severity = _severity_of_stale(plan)
    for number, (paper, covered) in enumerate(zip(papers, aside, strict=True)):
        added = (
            []
            if severity is None
            else [
                *(_stale_line(paper, line, severity) for line in _unused(paper)),
                *(_stale_config(paper, one, severity) for one in idle.get(number, ())),
            ]
        )
        yield _reported(paper, covered, added)


def _reported(paper: Raw, covered: Sequence[SetAside], added: Sequence[Diagnostic]) -> Examined:
    """Return a paper with what is left of its findings; what is sensitive is masked in all of them."""
    gone = {id(one.diagnostic) for one in covered}
    shown = in_order((*(one for one in paper.found if id(one) not in gone), *added))
    text, both = masked(paper.text, paper.found, (*shown, *(one.diagnostic for one in covered)))
    hidden = tuple(
        dataclasses.replace(one, diagnostic=found)
        for one, found in zip(covered, both[len(shown) :], strict=True)
    )
    return Examined(
        paper.path,
        text,
        both[: len(shown)],
        paper.failures,
        hidden,
        material=paper.material,
        overview=paper.overview,
    )


def _aside(paper: Raw, config: Config, used: Counter[int]) -> Iterator[SetAside]:
    """Yield the findings of a paper that something covers, each with the first that does."""
    near = [(n, one) for n, one in enumerate(config.suppressions) if _meant(one, paper.path)]
    for found in paper.found:
        covering = [n for n, one in near if one.check == found.check and _covers(one, paper, found)]
        used.update(covering)
        line = next((line for line in paper.lines if _holds(line, found)), None)
        if covering:
            one = config.suppressions[covering[0]]
            yield SetAside(found, "config", one.reason, one.date)
        elif line is not None:
            yield SetAside(found, "paper", line.reason, line.date)
        elif word := _own_word(paper, found, config.words):
            yield SetAside(found, "words", word)


def _meant(one: Suppression, path: str) -> bool:
    """Say whether a paper's path ends as the pattern says (``2024/*.docx``, ``班子.docx``)."""
    # Whole paths, so that it is the same wherever the run was started.
    return one.path is None or PurePath(os.path.abspath(path)).match(one.path)  # noqa: PTH100 (no disk)


def _covers(one: Suppression, paper: Raw, found: Diagnostic) -> bool:
    if one.text is None:
        return True
    return any(
        place.start < max(found.span.end, found.span.start + 1) and found.span.start < place.end
        for place in _places(paper.text, one.text)
    )


def _holds(line: Line, found: Diagnostic) -> bool:
    return line.check == found.check and line.holds.start <= found.span.start < line.holds.end


def _own_word(paper: Raw, found: Diagnostic, words: Sequence[str]) -> str | None:
    """Return the unit's own word that a finding lies in."""
    start, end = found.span
    for word in words:
        if len(word) < end - start:
            continue
        left = max(0, end - len(word))
        around = paper.text[left : start + len(word)]
        if any(left + at.start <= start and end <= left + at.end for at in _places(around, word)):
            return word
    return None


def _places(text: str, needle: str) -> Iterator[Span]:
    at = text.find(needle)
    while at >= 0:
        yield Span(at, at + len(needle))
        at = text.find(needle, at + 1)


def _unused(paper: Raw) -> Iterator[Line]:
    """Yield the lines of a paper whose check was asked and found nothing there."""
    for line in paper.lines:
        met = any(_holds(line, found) for found in paper.found)
        if not met and paper.answered(line.check):
            yield line


def _idle(papers: Sequence[Raw], config: Config, used: Counter[int]) -> dict[int, list[Suppression]]:
    """Return the file's suppressions that covered nothing, each under the first paper it was meant for."""
    idle: dict[int, list[Suppression]] = {}
    for n, one in enumerate(config.suppressions):
        if used[n]:
            continue
        for number, paper in enumerate(papers):
            if _meant(one, paper.path) and paper.answered(one.check):
                idle.setdefault(number, []).append(one)
                break
    return idle


def _severity_of_stale(plan: Plan) -> Severity | None:
    return next((severity for check, _, severity in plan.asked(None) if check is stale), None)


def _stale_line(paper: Raw, line: Line, severity: Severity) -> Diagnostic:
    return _diagnostic(paper, stale.message, (("check", line.check),), line.span, severity)


def _stale_config(paper: Raw, one: Suppression, severity: Severity) -> Diagnostic:
    params = (("line", str(one.line)), ("check", one.check))
    return _diagnostic(paper, IN_CONFIG, params, paper.title, severity)


def _diagnostic(
    paper: Raw, template: str, params: tuple[tuple[str, Param], ...], span: Span, severity: Severity
) -> Diagnostic:
    quote = paper.text[span.start : span.end]
    return Diagnostic(
        paper.path, stale.id, stale.slug, stale.category, severity, template, params, span, quote
    )
