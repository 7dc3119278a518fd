"""The rows that papers give, as they come out of a run, and what there is to say about those papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

from duizhao.cli.papers import Account
from duizhao.engine import Outcome
from duizhao.frameworks import catalogue
from duizhao.i18n import Translator
from duizhao.ledger import Layout, LedgerRow, in_words_of, rows
from duizhao.record import Document, Failure, FrameworkRef

LOOK_AT: Final = 20
"""How many papers are waited for until one names its criteria set."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a paper gives: its rows; or, where it could not be read, its failure."""

    path: str
    sha256: str = ""
    framework: FrameworkRef | None = None
    rows: tuple[LedgerRow, ...] = ()
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Drafting:
    """Makes a draft where the paper is read; ``source`` is what 问题来源 says, where not the usual."""

    source: str | None = None

    def __call__(self, outcome: Outcome, document: Document | None) -> Draft:
        if isinstance(outcome, Failure):
            return Draft(outcome.path, failure=outcome)
        text = document.text if document else ""
        drafted = (
            rows(outcome, text=text) if self.source is None else rows(outcome, text=text, source=self.source)
        )
        return Draft(outcome.source.path, outcome.source.sha256, outcome.framework, drafted)


@dataclass(slots=True)
class Drafts:
    """The rows of a run, paper after paper, each paper once."""

    run: Iterator[Draft]
    account: Account
    ahead: list[Draft] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)
    again: list[tuple[str, str]] = field(default_factory=list)
    without: list[str] = field(default_factory=list)

    @property
    def failures(self) -> list[Failure]:
        """What could not be read so far."""
        return self.account.failures

    def worded(self, layout: Layout, folder: Path | None) -> Layout:
        """Return the layout in the words of the criteria set that the first papers were held against."""
        for draft in self.run:
            self.ahead.append(draft)
            if draft.framework is not None:
                asked = (draft.framework.id, draft.framework.version)
                found = (one for one in catalogue(folder) if (one.id, one.version) == asked)
                framework = next(found, None)
                return in_words_of(layout, framework) if framework else layout
            if len(self.ahead) == LOOK_AT:
                break
        return layout

    def __iter__(self) -> Iterator[LedgerRow]:
        for draft in chain(self.ahead, self.run):
            self.account.add(draft.failure)
            if draft.failure is None and draft.sha256 in self.seen:
                self.again.append((draft.path, self.seen[draft.sha256]))
                continue
            self.seen[draft.sha256] = draft.path
            if draft.failure is None and not draft.rows:
                self.without.append(draft.path)
            yield from draft.rows

    def lines(self, _: Translator) -> Iterator[str]:
        """Yield what the person should know of papers that were read."""
        for path, first in self.again:
            yield _("%(path)s 与 %(first)s 内容相同，只列一次") % {"path": path, "first": first}
        for path in self.without:
            yield _("%(path)s 中没有认出问题") % {"path": path}
