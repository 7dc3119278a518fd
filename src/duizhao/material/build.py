"""The record of a paper, built from what the walk over its outline collected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from duizhao.frameworks import Framework, choose
from duizhao.material.claims import find_claims
from duizhao.material.draft import Draft, DraftAspect, Item, Part
from duizhao.material.examples import find_examples
from duizhao.material.identity import Identity, identify
from duizhao.material.last_year import FoundLastYear, find_last_year
from duizhao.material.roots import find_root
from duizhao.material.walk import walk
from duizhao.outline import Outline, outline
from duizhao.record import (
    AspectRef,
    Cause,
    Claim,
    Document,
    Example,
    FrameworkRef,
    LastYear,
    Material,
    Measure,
    Problem,
    Root,
    Section,
    Source,
    Span,
)


def build(document: Document, source: Source, frameworks: Sequence[Framework] = ()) -> Material:
    """Return the record of a paper, its links left empty.

    Every span points into ``document.text`` and every ``text`` is the source's own characters.
    """
    tree = outline(document)
    identity = identify(tree)
    draft = walk(tree, identity.kind, identity.head.end)
    return _Builder(document, tree, identity, draft).material(source, frameworks)


class _Builder:
    """Turns normalised ranges into spans and words of the source."""

    def __init__(self, document: Document, tree: Outline, identity: Identity, draft: Draft) -> None:
        self._source = document.text
        self._tree = tree
        self._text = tree.text.text
        self._identity = identity
        self._draft = draft

    def material(self, source: Source, frameworks: Sequence[Framework]) -> Material:
        """Return the whole record."""
        identity, draft = self._identity, self._draft
        titles = [aspect.title for aspect in draft.aspects]
        choice = (
            choose(titles, year=identity.year, kind=identity.kind, frameworks=frameworks) if titles else None
        )
        codes = dict(zip(titles, choice.codes, strict=True)) if choice else {}
        return Material(
            source=source,
            title=self._heading(identity.head.title_spans),
            kind=identity.kind,
            year=identity.year,
            date=identity.date,
            unit=identity.unit,
            author=identity.author,
            framework=FrameworkRef(choice.framework.id, choice.framework.version) if choice else None,
            sections=tuple(self._section(part) for part in draft.parts),
            problems=tuple(self._problem(i, item, codes) for i, item in enumerate(draft.problems, 1)),
            causes=tuple(self._cause(i, item) for i, item in enumerate(draft.causes, 1)),
            measures=tuple(self._measure(i, item) for i, item in enumerate(draft.measures, 1)),
            claims=self._claims(),
            last_year=self._last_year(),
        )

    def _section(self, part: Part) -> Section:
        heading = self._heading([part.heading]) if part.heading else None
        return Section(part.role, heading, self._span(part.start, part.end))

    def _problem(self, i: int, item: Item, codes: dict[str, str | None]) -> Problem:
        aspect = self._aspect(item.aspect, codes) if item.aspect else None
        examples = tuple(
            Example(
                found.marker, self._words(found.text_start, found.end), self._span(found.start, found.end)
            )
            for found in find_examples(self._text, item.titled.text_start, item.titled.text_end)
        )
        span = self._span(item.start, item.end)
        line = self._source.count("\n", 0, span.start) + 1
        return Problem(f"P{i}", aspect, self._title(item), self._item_text(item), span, examples, line)

    def _cause(self, i: int, item: Item) -> Cause:
        return Cause(
            f"C{i}",
            self._title(item),
            self._item_text(item),
            self._span(item.start, item.end),
            self._root(item),
        )

    def _root(self, item: Item) -> Root | None:
        found = find_root(self._text, item.start, item.end)
        if found is None:
            return None
        return Root(
            found.marker, self._words(found.text_start, found.end), self._span(found.start, found.end)
        )

    def _measure(self, i: int, item: Item) -> Measure:
        return Measure(f"M{i}", self._title(item), self._item_text(item), self._span(item.start, item.end))

    def _claims(self) -> tuple[Claim, ...]:
        if self._identity.kind != "individual":
            return ()
        found = find_claims(self._text, self._identity.head.end, len(self._text))
        return tuple(
            Claim(self._words(c.start, c.end), self._span(c.start, c.end), c.scope, c.items, c.responsibility)
            for c in found
        )

    def _last_year(self) -> tuple[LastYear, ...]:
        found: list[FoundLastYear] = []
        for part in self._draft.parts:
            if part.role not in ("last_year", "opening", "other"):
                continue
            within = part.role == "last_year"
            start = part.heading[1] if within and part.heading else part.start
            found += find_last_year(
                self._text, start, part.end, within_section=within, year=self._identity.year
            )
        return tuple(
            LastYear(self._words(f.start, f.end), self._span(f.start, f.end), f.found, f.done, f.open)
            for f in found
        )

    def _aspect(self, aspect: DraftAspect, codes: dict[str, str | None]) -> AspectRef:
        title = self._heading([(aspect.start, aspect.end)]) or aspect.title
        return AspectRef(aspect.no, title, codes.get(aspect.title))

    def _title(self, item: Item) -> str | None:
        return self._heading([(item.titled.title_start, item.titled.title_end)])

    def _heading(self, spans: Iterable[tuple[int, int]]) -> str | None:
        """Return a title as written, the line breaks inside it dropped."""
        words = "".join(self._words(start, end) for start, end in spans)
        return "".join(line.strip() for line in words.split("\n")) or None

    def _item_text(self, item: Item) -> str:
        return self._words(item.titled.text_start, item.titled.text_end)

    def _span(self, start: int, end: int) -> Span:
        return self._tree.text.source(start, end)

    def _words(self, start: int, end: int) -> str:
        while start < end and self._text[start] in " \t\n":
            start += 1
        while end > start and self._text[end - 1] in " \t\n":
            end -= 1
        span = self._span(start, end)
        return self._source[span.start : span.end]
