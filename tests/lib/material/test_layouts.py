"""Every layout of real papers gives its whole record; the goldens are read by people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from duizhao.record import Material

LAYOUTS = Path(__file__).parents[2] / "corpus" / "layouts"
Read = Callable[[str], Material]


@pytest.mark.parametrize("path", sorted(LAYOUTS.glob("*.txt")), ids=lambda path: path.stem)
def test_record_of_layout_is_as_expected(
    path: Path, record: Read, golden: Callable[[Path, str], None]
) -> None:
    text = path.read_text(encoding="utf-8")
    golden(path.with_suffix(".record"), _shown(record(text)))


@pytest.mark.parametrize("path", sorted(LAYOUTS.glob("*.txt")), ids=lambda path: path.stem)
def test_record_is_the_same_with_word_and_windows_line_ends(path: Path, record: Read) -> None:
    text = path.read_text(encoding="utf-8")
    spaced = text.replace("\n", "\n\n")
    if path.stem != "hard-wrapped":  # a blank line between wrapped lines would part them
        assert [p.title for p in record(spaced).problems] == [p.title for p in record(text).problems]
        assert len(record(spaced).measures) == len(record(text).measures)


def _shown(material: Material) -> str:
    """Return a record as lines that a person can check against the paper."""
    author = material.author
    lines = [
        f"title      {material.title}",
        f"kind       {material.kind}  year {material.year}  date {material.date}  unit {material.unit}",
        f"author     {author and (author.name, author.post, author.chief)}",
        f"framework  {material.framework and material.framework.id}",
    ]
    lines += [f"section    {s.role}  {s.heading}" for s in material.sections]
    for problem in material.problems:
        aspect = f"{problem.aspect.no} {problem.aspect.title}" if problem.aspect else None
        lines.append(f"{problem.id:<10} [{aspect}] {problem.title} | {_flat(problem.text)}")
        lines += [f"  example  {e.marker} | {_flat(e.text)}" for e in problem.examples]
    for cause in material.causes:
        lines.append(f"{cause.id:<10} {cause.title} | {_flat(cause.text)}")
        lines += [f"  root     {cause.root.marker} | {_flat(cause.root.text)}"] if cause.root else []
    lines += [f"{m.id:<10} {m.title} | {_flat(m.text)}" for m in material.measures]
    lines += [f"claim      {c.scope} {c.items} {c.responsibility} | {_flat(c.text)}" for c in material.claims]
    lines += [f"last year  {y.found} {y.done} {y.open} | {_flat(y.text)}" for y in material.last_year]
    return "\n".join(lines) + "\n"


def _flat(text: str) -> str:
    return text.replace("\n", "⏎").replace("\t", "→")
