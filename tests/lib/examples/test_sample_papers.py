"""The sample papers give the records that people found in them, and show what their list says they show."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from duizhao.engine import extract, read_document
from duizhao.readers import SUFFIXES
from duizhao.record import Material

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "examples"
GOLDENS = Path(__file__).parent / "golden"
LISTS = ("README.md", "README.zh-CN.md")
PAPERS = sorted(path for path in EXAMPLES.glob("*/*") if path.suffix in SUFFIXES)
WORD_FILES = [path for path in PAPERS if path.suffix == ".docx"]

# Where a paper is read wrongly its golden holds what is right.
NOT_YET: dict[str, str] = {}


def name(path: Path) -> str:
    return path.relative_to(EXAMPLES).as_posix()


def _case(path: Path) -> object:
    reason = NOT_YET.get(name(path))
    return pytest.param(path, id=name(path), marks=[pytest.mark.xfail(reason=reason)] if reason else [])


@pytest.mark.parametrize("path", [_case(path) for path in PAPERS])
def test_record_of_sample_is_as_read_by_people(path: Path, golden: Callable[[Path, str], None]) -> None:
    if name(path) in NOT_YET and os.environ.get("DUIZHAO_ACCEPT"):
        pytest.skip("its golden is right as it is")
    golden(GOLDENS / f"{name(path)}.record", _shown(extract(path)))


@pytest.mark.parametrize("path", WORD_FILES, ids=name)
def test_word_file_has_automatic_numbers(path: Path) -> None:
    assert any(paragraph.number for paragraph in read_document(path).paragraphs)


def test_written_samples_are_those_of_their_sources() -> None:
    checked = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "gen_examples.py"), "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("listed", LISTS)
def test_list_names_every_sample_and_no_other(listed: str) -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", (EXAMPLES / listed).read_text(encoding="utf-8"), re.M)
    assert sorted(rows) == sorted(map(name, PAPERS))


@pytest.mark.parametrize(("year", "nobody"), [("2024", {4}), ("2025", {6})])
def test_one_team_problem_is_claimed_by_no_member(year: str, nobody: set[int]) -> None:
    team, *members = (extract(path) for path in sorted((EXAMPLES / year).iterdir()))
    claimed = {item for member in members for claim in member.claims for item in claim.items}
    assert set(range(1, len(team.problems) + 1)) - claimed == nobody


# --------------------------------------------------------------------------- a record for people


def _shown(material: Material) -> str:
    """Return a record as short lines; of a text its beginning, its end and its length."""
    author, framework = material.author, material.framework
    lines = [
        f"title      {material.title}",
        f"kind       {material.kind}  year {material.year}  date {material.date}  unit {material.unit}",
        f"author     {author and (author.name, author.post, author.chief)}",
        f"framework  {framework and framework.id}",
        *(f"section    {section.role}  {section.heading}" for section in material.sections),
    ]
    titles: dict[int, str] = {}
    for problem in material.problems:
        if problem.aspect:
            titles[problem.aspect.no] = f"aspect {problem.aspect.no}   {problem.aspect.title}"
    lines += titles.values()
    for problem in material.problems:
        aspect = problem.aspect.no if problem.aspect else "-"
        lines.append(f"{problem.id:<4} {aspect}     {problem.title} | {_cut(problem.text)}")
        lines += [f"  example  {example.marker} | {_cut(example.text)}" for example in problem.examples]
    for cause in material.causes:
        lines.append(f"{cause.id:<10} {cause.title} | {_cut(cause.text)}")
        lines += [f"  root     {cause.root.marker} | {_cut(cause.root.text)}"] if cause.root else []
    lines += [f"{m.id:<10} {m.title} | {_cut(m.text)}" for m in material.measures]
    lines += [f"claim      {c.scope} {c.items} {c.responsibility} | {_cut(c.text)}" for c in material.claims]
    lines += [f"last year  {y.found} {y.done} {y.open} | {_cut(y.text)}" for y in material.last_year]
    return "\n".join(lines) + "\n"


def _cut(text: str) -> str:
    plain = text.replace("\n", "⏎").replace("\t", "→")
    return plain if len(plain) <= 24 else f"{plain[:12]}…{plain[-8:]} ({len(plain)})"
