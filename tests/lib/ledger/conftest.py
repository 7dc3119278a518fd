"""Papers and rows made up for tests: fictional units and people, and no parser involved."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from duizhao.ledger import LedgerRow
from duizhao.record import AspectRef, Cause, Link, Material, Measure, Problem, Root, Source, Span

BuildMaterial = Callable[..., Material]
BuildRow = Callable[..., LedgerRow]


def build_material(
    *,
    problems: Sequence[tuple[str | None, str]] = (("调查研究不够深入", "今年只下基层四次。"),),
    measures: Sequence[tuple[str | None, str]] = (("深入基层", "每季度驻点调研五天。"),),
    causes: Sequence[tuple[str | None, str, str | None]] = (("宗旨意识有所淡化", "与群众接触少。", None),),
    answered: bool = True,
    **fields: Any,
) -> Material:
    """Build a paper from titles and texts; cause and measure n, where there are any, answer problem n."""
    links = []
    for number in range(1, len(problems) + 1):
        for kind, count, mark in (("cause", len(causes), "C"), ("measure", len(measures), "M")):
            if answered and number <= count:
                links.append(Link(f"P{number}", kind, f"{mark}{number}", 0.8))  # type: ignore[arg-type]
    paper = Material(
        source=Source("云岭市水利局.docx", hashlib.sha256("云岭".encode()).hexdigest(), "text/plain", 4000),
        title="2022年度民主生活会对照检查材料",
        kind="team",
        year=2022,
        unit="云岭市水利局",
        problems=tuple(
            Problem(f"P{n}", AspectRef(1, "作风建设方面"), title, text, Span(n * 100, n * 100 + 50))
            for n, (title, text) in enumerate(problems, start=1)
        ),
        causes=tuple(
            Cause(f"C{n}", title, text, Span(0, 1), Root("根本原因是", root, Span(0, 1)) if root else None)
            for n, (title, text, root) in enumerate(causes, start=1)
        ),
        measures=tuple(
            Measure(f"M{n}", title, text, Span(0, 1)) for n, (title, text) in enumerate(measures, start=1)
        ),
        links=tuple(links),
    )
    return replace(paper, **fields)


def build_row(number: int = 1, **fields: Any) -> LedgerRow:
    """Build a row of a made-up unit's ledger."""
    usual = {
        "id": f"3fa9c1d2-P{number}",
        "problem": f"调查研究不够深入，第{number}项。",
        "unit": "云岭市水利局",
        "aspect": "作风建设方面",
        "source": "自查",
        "measures": "【待确认】每季度驻点调研五天。",
        "due": date(2023, 6, 30),
        "file": "云岭市水利局.docx",
        "place": f"第{number + 3}行，第101—150字",
    }
    return LedgerRow(**(usual | fields))


@pytest.fixture(scope="session")
def a_material() -> BuildMaterial:
    """``build_material``, for test functions."""
    return build_material


@pytest.fixture(scope="session")
def a_row() -> BuildRow:
    """``build_row``, for test functions."""
    return build_row
