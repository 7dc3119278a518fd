"""Every check's own examples: a bad one raises exactly what is marked, a good one nothing."""

from __future__ import annotations

import pytest

from duizhao.checks.base import Check, Example
from duizhao.checks.catalogue import catalogue
from duizhao.checks.examine import defaults, examine
from duizhao.checks.trying import marked, paper_of
from duizhao.record import Span

BAD = [(check, example) for check in catalogue() for example in check.bad]
GOOD = [(check, example) for check in catalogue() for example in check.good]


def _raised(check: Check, example: Example) -> tuple[list[Span], list[Span]]:
    text, spans = marked(example.text)
    siblings = tuple(paper_of(other, f"other{i}.txt") for i, other in enumerate(example.siblings, 1))
    found, failures = examine(
        paper_of(text, others=siblings), defaults([check], {check.id: dict(example.options)})
    )
    assert not failures, failures[0].trace
    for one in found:
        assert "%(" not in one.message()
    return [one.span for one in found], spans


@pytest.mark.parametrize(("check", "example"), BAD, ids=lambda value: getattr(value, "id", ""))
def test_bad_example_raises_what_is_marked(check: Check, example: Example) -> None:
    found, spans = _raised(check, example)
    assert spans, "a bad example marks what it raises"
    assert sorted(found) == sorted(spans)


@pytest.mark.parametrize(("check", "example"), GOOD, ids=lambda value: getattr(value, "id", ""))
def test_good_example_raises_nothing(check: Check, example: Example) -> None:
    found, _ = _raised(check, example)
    assert found == []
