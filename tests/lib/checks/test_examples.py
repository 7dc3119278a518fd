"""Every check's own examples: a bad one raises exactly what is marked, a good one nothing."""

from __future__ import annotations

import dataclasses

import pytest

from duizhao.checks.base import Check, Example, Paper
from duizhao.checks.catalogue import catalogue
from duizhao.checks.examine import defaults, examine
from duizhao.frameworks import catalogue as frameworks
from duizhao.frameworks import pick
from duizhao.linking import link
from duizhao.material import build
from duizhao.outline import outline
from duizhao.record import Document, Source, Span

BAD = [(check, example) for check in catalogue() for example in check.bad]
GOOD = [(check, example) for check in catalogue() for example in check.good]


def paper_of(text: str, path: str = "paper.txt", siblings: tuple[Paper, ...] = ()) -> Paper:
    """Return a text as checks see it."""
    document = Document(text, "text/plain")
    sets = frameworks()
    material = build(document, Source(path, "0" * 64, "text/plain", len(text)), sets)
    material = dataclasses.replace(material, links=link(material))
    chosen = material.framework
    framework = pick(sets, f"{chosen.id}@{chosen.version}") if chosen else None
    return Paper(path, document, outline(document), material, framework, siblings)


def marked(source: str) -> tuple[str, list[Span]]:
    """Return a text without its « » and the spans between them."""
    text, spans, start = "", [], None
    for character in source:
        if character == "«":
            start = len(text)
        elif character == "»":
            assert start is not None
            spans.append(Span(start, len(text)))
            start = None
        else:
            text += character
    return text, spans


def _raised(check: Check, example: Example) -> tuple[list[Span], list[Span]]:
    text, spans = marked(example.text)
    siblings = tuple(paper_of(other, f"other{i}.txt") for i, other in enumerate(example.siblings, 1))
    found, failures = examine(
        paper_of(text, siblings=siblings), defaults([check], {check.id: dict(example.options)})
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
