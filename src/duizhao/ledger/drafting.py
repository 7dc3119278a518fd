"""Which rows a paper gives: one for each problem, filled with what the paper says and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Protocol

from duizhao.ledger.row import PERSONAL, TEAM, LedgerRow
from duizhao.record import Cause, Example, LinkKind, Material, Measure, Problem

UNCONFIRMED: Final = "【待确认】"
OWN_REVIEW: Final = "自查"
FILLED: Final = frozenset(
    {"no", "id", "unit", "paper", "aspect", "problem", "examples", "source", "cause", "root", "measures"}
    | {"file", "place"}
)
"""The columns the program fills in; the others are for people."""
TO_CHECK: Final = frozenset({"source", "cause", "root", "measures"})
"""Those of them that hold a default or a guess, which people are to check."""

_PAPERS: Final = {"individual": PERSONAL, "team": TEAM}
_ENDS: Final = "。！？；：，、.!?;:,…"
# A line end after one of these may be the author's own; after anything else the layout put it there.
_SENTENCE_ENDS: Final = "。！？；：.!?;:”’」』）)》…"
_BREAK: Final = re.compile(r"[ \t\u3000\u00a0]*\n[ \t\u3000\u00a0]*")
# Words that go on from a title rather than begin a sentence.
_GOES_ON: Final = ("主要表现", "具体表现", "表现在", "表现为", "主要是")


def rows(material: Material, *, text: str = "", source: str = OWN_REVIEW) -> tuple[LedgerRow, ...]:
    """Return one row for each problem of a paper, in the paper's order.

    Only what the paper says is filled in: problem, examples, the cause and the measure that the links put
    first. The measure is marked 【待确认】; a problem that nothing answers gets an empty cell. ``text`` is
    the document's, for the line beside each place where the record does not say it; ``source`` is how the
    problems came to light (问题来源).
    """
    causes = {cause.id: cause for cause in material.causes}
    measures = {measure.id: measure for measure in material.measures}
    best = _best(material)
    return tuple(
        _row(
            material,
            problem,
            source,
            causes.get(best.get((problem.id, "cause"), "")),
            measures.get(best.get((problem.id, "measure"), "")),
            _place(problem, text),
        )
        for problem in material.problems
    )


def row_id(sha256: str, problem: str) -> str:
    """Return the number a row keeps for good: ``3fa9c1d2-P1``."""
    return f"{sha256[:8]}-{problem}"


def healed(text: str) -> str:
    """Return the text without the line ends that the layout put inside its sentences.

    A line end after a closing mark is kept; any other one joins its lines, with a blank between two words
    in Latin letters.
    """
    lines = _BREAK.split(text.strip())
    joined = lines[0]
    for line in lines[1:]:
        joined = f"{joined}{_joint(joined, line)}{line}"
    return joined


def _joint(before: str, after: str) -> str:
    if not before or not after:
        return ""
    if before[-1] in _SENTENCE_ENDS:
        return "\n"
    latin = before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum()
    return " " if latin else ""


def _best(material: Material) -> dict[tuple[str, LinkKind], str]:
    """Return for each problem and kind of link what it leads to first."""
    best: dict[tuple[str, LinkKind], str] = {}
    for link in material.links:
        best.setdefault((link.problem, link.kind), link.to)
    return best


def _row(
    material: Material,
    problem: Problem,
    source: str,
    cause: Cause | None,
    measure: Measure | None,
    place: str,
) -> LedgerRow:
    return LedgerRow(
        id=row_id(material.source.sha256, problem.id),
        unit=healed(material.unit or ""),
        paper=_PAPERS.get(material.kind, ""),
        aspect=healed(problem.aspect.title) if problem.aspect else "",
        problem=_whole(problem),
        examples=_examples(problem.examples),
        source=source,
        cause=_whole(cause) if cause else "",
        root=healed(cause.root.text) if cause and cause.root else "",
        measures=f"{UNCONFIRMED}{_whole(measure)}" if measure else "",
        file=material.source.path,
        place=place,
    )


def _place(problem: Problem, text: str) -> str:
    """Return line and characters, both counted from 1 as people do."""
    start, end = problem.span
    number = problem.line or (text.count("\n", 0, start) + 1 if text else None)
    line = f"第{number}行，" if number else ""
    return f"{line}第{start + 1}—{end}字"


class _Titled(Protocol):
    @property
    def title(self) -> str | None: ...
    @property
    def text(self) -> str: ...


def _whole(part: _Titled) -> str:
    """Return title and text as one reads them: a full stop between the two where the title has no mark."""
    title, text = healed(part.title or ""), healed(part.text)
    if not title or not text or text.startswith(title):
        return text or title
    if title[-1] in _ENDS:
        return title + text
    return f"{title}{'，' if text.startswith(_GOES_ON) else '。'}{text}"


def _examples(examples: Iterable[Example]) -> str:
    texts = [healed(example.text) for example in examples]
    if len(texts) < 2:
        return "".join(texts)
    return "\n".join(f"（{number}）{text}" for number, text in enumerate(texts, start=1))
